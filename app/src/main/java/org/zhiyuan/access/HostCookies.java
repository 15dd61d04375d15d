package org.zhiyuan.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.springframework.stereotype.Component;

/**
 * The session's cookie: of this browser session, not readable by script, not sent from other sites; where the house is
 * reached by https bound to this very host by its name.
 */
@Component
class HostCookies implements CookieSerializer {
    static final String PREFIX = "__Host-";

    private final DefaultCookieSerializer secure = serializer(PREFIX + "session", true);
    private final DefaultCookieSerializer plain = serializer("session", false);

    private static DefaultCookieSerializer serializer(String name, boolean https) {
        DefaultCookieSerializer serializer = new DefaultCookieSerializer();
        serializer.setCookieName(name);
        serializer.setCookiePath("/");
        serializer.setUseHttpOnlyCookie(true);
        serializer.setUseSecureCookie(https);
        serializer.setSameSite("Lax");
        return serializer;
    }

    private CookieSerializer of(HttpServletRequest request) {
        return request.isSecure() ? secure : plain;
    }

    @Override
    public void writeCookieValue(CookieValue value) {
        of(value.getRequest()).writeCookieValue(value);
    }

    @Override
    public List<String> readCookieValues(HttpServletRequest request) {
        return of(request).readCookieValues(request);
    }
}
