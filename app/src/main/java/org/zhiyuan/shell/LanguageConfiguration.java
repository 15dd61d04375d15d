package org.zhiyuan.shell;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;

/** Chinese unless somebody chose English; the browser's own language does not decide, a shared office PC would mislead. */
@Configuration(proxyBeanMethods = false)
class LanguageConfiguration {
    static final String COOKIE = "lang";
    static final Duration KEPT = Duration.ofDays(365);
    static final List<Locale> LANGUAGES = List.of(Locale.CHINA, Locale.ENGLISH);

    @Bean
    LocaleResolver localeResolver() {
        CookieLocaleResolver resolver = new CookieLocaleResolver(COOKIE);
        resolver.setDefaultLocale(Locale.CHINA);
        resolver.setCookieMaxAge(KEPT);
        resolver.setRejectInvalidCookies(false);
        return resolver;
    }
}
