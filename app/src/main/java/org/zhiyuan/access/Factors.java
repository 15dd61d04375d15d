package org.zhiyuan.access;

import org.springframework.security.authorization.AllRequiredFactorsAuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.zhiyuan.kernel.Actor;

/** What somebody has proved in this session; Spring Security's factor authorities carry it, with the time of each. */
final class Factors {
    static final String PASSWORD = FactorGrantedAuthority.PASSWORD_AUTHORITY;
    /** A code sent to the phone. */
    static final String PHONE = FactorGrantedAuthority.OTT_AUTHORITY;
    /** A code of the authenticator app. */
    static final String TOTP = "FACTOR_TOTP";

    private static final AllRequiredFactorsAuthorizationManager<Object> STAFF =
            AllRequiredFactorsAuthorizationManager.builder()
                    .requireFactor(factor -> factor.passwordAuthority())
                    .build();
    private static final AllRequiredFactorsAuthorizationManager<Object> CITIZEN =
            AllRequiredFactorsAuthorizationManager.builder()
                    .requireFactor(factor -> factor.ottAuthority())
                    .build();

    private Factors() {}

    static boolean complete(Actor.Kind kind, Authentication authentication) {
        var required = kind == Actor.Kind.STAFF ? STAFF : CITIZEN;
        return required.authorize(() -> authentication, Factors.class).isGranted();
    }
}
