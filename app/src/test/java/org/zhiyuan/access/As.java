package org.zhiyuan.access;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;

import java.time.Instant;
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

    static FactorGrantedAuthority factor(String authority, Instant at) {
        return FactorGrantedAuthority.withAuthority(authority).issuedAt(at).build();
    }
}
