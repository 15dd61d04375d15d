package org.zhiyuan.shell.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.LocaleResolver;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Can;

/**
 * The switches 大字 and EN/中. Plain links, so that they work without script and before signing in; they change nothing
 * but a cookie of the person's own browser.
 */
@Controller
class PreferenceController {
    private static final Duration KEPT = Duration.ofDays(365);

    private final LocaleResolver languages;

    PreferenceController(LocaleResolver languages) {
        this.languages = languages;
    }

    @Can(Action.PUBLIC_READ)
    @GetMapping("/preference/elder")
    String elder(
            @RequestParam boolean on, @RequestParam(defaultValue = "/") String back, HttpServletResponse response) {
        ResponseCookie cookie = ResponseCookie.from("elder", on ? "1" : "0")
                .path("/")
                .maxAge(KEPT)
                .sameSite("Lax")
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
        return "redirect:" + ownPath(back);
    }

    @Can(Action.PUBLIC_READ)
    @GetMapping("/preference/language")
    String language(
            @RequestParam String to,
            @RequestParam(defaultValue = "/") String back,
            HttpServletRequest request,
            HttpServletResponse response) {
        languages.setLocale(request, response, "en".equals(to) ? Locale.ENGLISH : Locale.CHINA);
        return "redirect:" + ownPath(back);
    }

    /** Only a path of this house, never another host: {@code //evil} and {@code /\evil} are hosts to a browser. */
    private static String ownPath(String back) {
        boolean own = back.startsWith("/")
                && !back.startsWith("//")
                && back.chars().noneMatch(c -> c == '\\' || c < ' ')
                && !back.startsWith("/preference/");
        return own ? back : "/";
    }
}
