package org.zhiyuan.access.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;
import org.zhiyuan.access.Origin;

/** What a request tells of the browser it came from, and the cookie by which that is known again. */
final class Browser {
    private static final String DEVICE = "device";
    private static final String SECURE_DEVICE = "__Host-device";
    private static final Duration KEPT = Duration.ofDays(400);
    private static final int TOKEN_LENGTH_MAX = 64;

    private Browser() {}

    static Origin origin(HttpServletRequest request) {
        return new Origin(request.getRemoteAddr(), name(request.getHeader(HttpHeaders.USER_AGENT)), token(request));
    }

    static boolean known(HttpServletRequest request) {
        return !token(request).isEmpty();
    }

    static void remember(HttpServletRequest request, HttpServletResponse response, String token) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(request.isSecure() ? SECURE_DEVICE : DEVICE, token)
                        .path("/")
                        .httpOnly(true)
                        .secure(request.isSecure())
                        .sameSite("Lax")
                        .maxAge(KEPT)
                        .build()
                        .toString());
    }

    private static String token(HttpServletRequest request) {
        String name = request.isSecure() ? SECURE_DEVICE : DEVICE;
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(name) && cookie.getValue().length() <= TOKEN_LENGTH_MAX) {
                    return cookie.getValue();
                }
            }
        }
        return "";
    }

    /** System and browser in two words, as people know them: enough to tell one's own computers apart. */
    static String name(@org.jspecify.annotations.Nullable String agent) {
        if (agent == null || agent.isBlank()) {
            return "?";
        }
        String text = agent.toLowerCase(Locale.ROOT);
        return first(
                        text,
                        "harmonyos|HarmonyOS",
                        "android|Android",
                        "iphone|iPhone",
                        "ipad|iPad",
                        "windows|Windows",
                        "mac os|macOS",
                        "uos|UOS",
                        "kylin|Kylin",
                        "linux|Linux")
                + " · "
                + first(
                        text,
                        "micromessenger|WeChat",
                        "edg/|Edge",
                        "qqbrowser|QQ",
                        "360|360",
                        "firefox|Firefox",
                        "chrome|Chrome",
                        "safari|Safari");
    }

    private static String first(String agent, String... known) {
        for (String pair : known) {
            int bar = pair.indexOf('|');
            if (agent.contains(pair.substring(0, bar))) {
                return pair.substring(bar + 1);
            }
        }
        return "?";
    }

    /** From a form to the page that follows it: going back and reloading send nothing again. */
    static View onward(String path) {
        RedirectView view = redirect(path);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        return view;
    }

    /** To a path as it stands: braces in it are not places to fill. */
    static View to(String path) {
        return redirect(path);
    }

    private static RedirectView redirect(String path) {
        RedirectView view = new RedirectView(path);
        view.setExpandUriTemplateVariables(false);
        view.setExposeModelAttributes(false);
        return view;
    }
}
