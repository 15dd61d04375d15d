package org.zhiyuan.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.zhiyuan.kernel.Actor;

/** Who a session stands for now: nobody once it is too old, was ended, lacks a factor, or its account is disabled. */
@Component
class SessionStandings {
    private final Standings standings;
    private final AccessSettings settings;
    private final Factors factors;
    private final InstantSource clock;

    SessionStandings(Standings standings, AccessSettings settings, Factors factors, InstantSource clock) {
        this.standings = standings;
        this.settings = settings;
        this.factors = factors;
        this.clock = clock;
    }

    Optional<Standing> of(@Nullable Authentication authentication, HttpServletRequest request) {
        if (authentication == null || !(authentication.getPrincipal() instanceof SignedIn signedIn)) {
            return Optional.empty();
        }
        Optional<Standing> standing = standings.of(signedIn.account()).filter(found -> alive(signedIn, found));
        if (standing.isEmpty()) {
            HttpSession session = request.getSession(false);
            if (session != null) {
                session.invalidate();
            }
            // whoever looks for it later in this request finds nobody: no step of signing in goes on from here
            SecurityContextHolder.clearContext();
        }
        return standing.filter(found -> factors.complete(found.kind(), authentication));
    }

    private boolean alive(SignedIn signedIn, Standing standing) {
        Duration end = standing.kind() == Actor.Kind.STAFF ? settings.staffEnd() : settings.citizenEnd();
        Instant now = clock.instant();
        return now.isBefore(signedIn.at().plus(end)) && !signedIn.at().isBefore(standing.sessionsFrom());
    }
}
