package org.zhiyuan.access;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;

import jakarta.servlet.http.Cookie;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** Requests of {@code MockMvc} as somebody who has signed in with everything that is asked. */
public final class As {
    private As() {}

    /** @param at when the session was signed in, and each factor proved */
    public static RequestPostProcessor account(UUID account, Instant at) {
        return authentication(UsernamePasswordAuthenticationToken.authenticated(
                new SignedIn(account, at),
                null,
                List.of(factor(Factors.PASSWORD, at), factor(Factors.TOTP, at), factor(Factors.PHONE, at))));
    }

    /**
     * A form of the house's own: with the cookie and the token that its pages carry. Spring's own {@code csrf()} is not
     * used: it exchanges the token's keeper in the filter that all tests share, and never puts it back.
     */
    public static RequestPostProcessor form() {
        return request -> {
            String name = request.isSecure() ? "__Host-csrf" : "csrf";
            Cookie[] before = request.getCookies() == null ? new Cookie[0] : request.getCookies();
            String token = Arrays.stream(before)
                    .filter(cookie -> cookie.getName().equals(name))
                    .map(Cookie::getValue)
                    .findFirst()
                    .orElseGet(() -> UUID.randomUUID().toString());
            Cookie[] cookies = Arrays.copyOf(before, before.length + 1);
            cookies[before.length] = new Cookie(name, token);
            request.setCookies(cookies);
            // on pages the token is masked anew each time: a mask, then the token under it; here the mask is zero
            byte[] plain = token.getBytes(StandardCharsets.UTF_8);
            byte[] masked = new byte[2 * plain.length];
            System.arraycopy(plain, 0, masked, plain.length, plain.length);
            request.setParameter("_csrf", Base64.getUrlEncoder().encodeToString(masked));
            return request;
        };
    }

    static FactorGrantedAuthority factor(String authority, Instant at) {
        return FactorGrantedAuthority.withAuthority(authority).issuedAt(at).build();
    }
}
