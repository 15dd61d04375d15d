package org.zhiyuan.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.springframework.security.authorization.AllRequiredFactorsAuthorizationManager;
import org.springframework.security.authorization.RequiredFactor;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.stereotype.Component;
import org.zhiyuan.kernel.Actor;

/** What somebody has proved in this session; Spring Security's factor authorities carry it, with the time of each. */
@Component
class Factors {
    static final String PASSWORD = FactorGrantedAuthority.PASSWORD_AUTHORITY;
    /** The password is right but must be replaced before it counts. */
    static final String OLD_PASSWORD = "FACTOR_OLD_PASSWORD";
    /** A code of the authenticator app, or one of the printed backup codes. */
    static final String TOTP = "FACTOR_TOTP";
    /** A code sent to the phone. */
    static final String PHONE = FactorGrantedAuthority.OTT_AUTHORITY;

    private final AllRequiredFactorsAuthorizationManager<Object> staff;
    private final AllRequiredFactorsAuthorizationManager<Object> citizen;
    private final AllRequiredFactorsAuthorizationManager<Object> fresh;

    Factors(AccessSettings settings, InstantSource time) {
        Clock clock = time.withZone(ZoneOffset.UTC);
        this.staff = AllRequiredFactorsAuthorizationManager.builder()
                .requireFactor(password -> password.authority(PASSWORD))
                .requireFactor(code -> code.authority(TOTP))
                .build();
        this.citizen = AllRequiredFactorsAuthorizationManager.builder()
                .requireFactor(phone -> phone.authority(PHONE))
                .build();
        this.fresh = fresh(settings.fresh(), clock);
    }

    private static AllRequiredFactorsAuthorizationManager<Object> fresh(Duration within, Clock clock) {
        AllRequiredFactorsAuthorizationManager<Object> fresh = AllRequiredFactorsAuthorizationManager.builder()
                .requireFactor(
                        RequiredFactor.withAuthority(TOTP).validDuration(within).build())
                .build();
        fresh.setClock(clock);
        return fresh;
    }

    static GrantedAuthority proved(String factor, Instant at) {
        return FactorGrantedAuthority.withAuthority(factor).issuedAt(at).build();
    }

    static boolean has(Authentication authentication, String factor) {
        return authentication.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .anyMatch(factor::equals);
    }

    /** The same authentication with a factor proved anew. */
    static Authentication with(Authentication authentication, String factor, Instant at) {
        return authentication.toBuilder()
                .authorities(held -> replace(held, List.of(factor), proved(factor, at)))
                .build();
    }

    static void replace(Collection<GrantedAuthority> held, List<String> gone, GrantedAuthority added) {
        held.removeIf(authority -> gone.contains(authority.getAuthority()));
        held.add(added);
    }

    /** Whether everything is proved that an account of this kind asks. */
    boolean complete(Actor.Kind kind, Authentication authentication) {
        return (kind == Actor.Kind.STAFF ? staff : citizen)
                .authorize(() -> authentication, this)
                .isGranted();
    }

    /** Whether the one-time code was proved so lately that it carries an export or a grant. */
    boolean fresh(Authentication authentication) {
        return fresh.authorize(() -> authentication, this).isGranted();
    }
}
