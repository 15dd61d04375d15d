package org.zhiyuan.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;

/**
 * Keeps the form's token in a cookie and not in the session: a public page makes no session, and a form that outlived
 * its session can still be told apart from a forged one.
 */
final class CsrfCookies implements CsrfTokenRepository {
    private final CookieCsrfTokenRepository secure = repository(HostCookies.PREFIX + "csrf", true);
    private final CookieCsrfTokenRepository plain = repository("csrf", false);

    private static CookieCsrfTokenRepository repository(String name, boolean https) {
        CookieCsrfTokenRepository repository = new CookieCsrfTokenRepository();
        repository.setCookieName(name);
        repository.setCookiePath("/");
        repository.setCookieCustomizer(
                cookie -> cookie.secure(https).httpOnly(true).sameSite("Lax"));
        return repository;
    }

    private CookieCsrfTokenRepository of(HttpServletRequest request) {
        return request.isSecure() ? secure : plain;
    }

    @Override
    public CsrfToken generateToken(HttpServletRequest request) {
        return of(request).generateToken(request);
    }

    @Override
    public void saveToken(@Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
        of(request).saveToken(token, request, response);
    }

    @Override
    public @Nullable CsrfToken loadToken(HttpServletRequest request) {
        return of(request).loadToken(request);
    }
}
