package org.zhiyuan.presence.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.util.WebUtils;

/** The mark by which a phone that checks in is known again, whoever is signed in there: drawn by chance, sent nowhere else. */
final class OwnPhone {
    private static final String NAME = "phone";
    private static final Duration KEPT = Duration.ofDays(400);

    private OwnPhone() {}

    static UUID of(HttpServletRequest request, HttpServletResponse response) {
        UUID known = known(request);
        if (known != null) {
            return known;
        }
        UUID drawn = UUID.randomUUID();
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(NAME, drawn.toString())
                        .path("/checkin/")
                        .httpOnly(true)
                        .secure(request.isSecure())
                        .sameSite("Strict")
                        .maxAge(KEPT)
                        .build()
                        .toString());
        return drawn;
    }

    private static @Nullable UUID known(HttpServletRequest request) {
        var cookie = WebUtils.getCookie(request, NAME);
        try {
            return cookie == null ? null : UUID.fromString(cookie.getValue());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
