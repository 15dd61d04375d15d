package org.zhiyuan.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.zhiyuan.audit.Deed;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.kernel.Whereabouts;

/**
 * The first wall: every request is refused unless the guard of its handler, the policy table and what its actor holds
 * today allow it. What it finds is bound around the rest of the request, so that the second wall, the row policies,
 * says the same.
 */
@Component
class Gate implements AuthorizationManager<RequestAuthorizationContext> {
    /** Files that are the same for everybody, and the sign that the house is ready. */
    private static final RequestMatcher OPEN = new OrRequestMatcher(
            get("/css/**"),
            get("/js/**"),
            get("/vendor/**"),
            get("/fonts/**"),
            get("/img/**"),
            get("/icons.svg"),
            get("/favicon.ico"),
            get("/robots.txt"),
            get("/actuator/health"));

    private final Routes routes;
    private final Rules rules;
    private final SessionStandings sessions;
    private final Factors factors;
    private final TransactionTemplate locating;

    Gate(
            Routes routes,
            Rules rules,
            SessionStandings sessions,
            Factors factors,
            PlatformTransactionManager transactions) {
        this.routes = routes;
        this.rules = rules;
        this.sessions = sessions;
        this.factors = factors;
        this.locating = new TransactionTemplate(transactions);
        this.locating.setReadOnly(true);
    }

    private static RequestMatcher get(String pattern) {
        return PathPatternRequestMatcher.withDefaults().matcher(pattern);
    }

    @Override
    public Verdict authorize(Supplier<? extends Authentication> authentication, RequestAuthorizationContext context) {
        HttpServletRequest request = context.getRequest();
        Verdict verdict = verdict(authentication, request);
        request.setAttribute(Verdict.ATTRIBUTE, verdict);
        return verdict;
    }

    private Verdict verdict(Supplier<? extends Authentication> authentication, HttpServletRequest request) {
        String origin = request.getRemoteAddr();
        String requestId = RequestIds.of(request);
        Actor nobody = Actor.anonymous(origin, requestId);
        if (OPEN.matches(request)) {
            return new Verdict(nobody, null, Scope.NOTHING, 0, null, false);
        }
        Authentication proved = authentication.get();
        Standing standing = sessions.of(proved, request).orElse(null);
        return switch (routes.of(request)) {
            case Routes.Route.None none -> {
                Actor actor = standing == null ? nobody : standing.actor("", origin, requestId);
                yield new Verdict(actor, standing, Scope.NOTHING, none.status(), null, false);
            }
            case Routes.Route.Guarded route -> {
                Action action = route.can().value();
                Actor actor =
                        standing == null ? nobody : standing.actor(rules.asWhat(standing, action), origin, requestId);
                Answer answer = answer(standing, route);
                boolean stale = answer.status() == 0 && rules.asksFreshCode(action) && !factors.fresh(proved);
                if (stale) {
                    yield new Verdict(actor, standing, Scope.NOTHING, HttpStatus.UNAUTHORIZED.value(), null, true);
                }
                Scope scope = answer.status() == 0 ? rules.scope(standing, action) : Scope.NOTHING;
                yield new Verdict(actor, standing, scope, answer.status(), answer.tried(), false);
            }
        };
    }

    /** @param tried where somebody tried what he may not: on something that is there */
    private record Answer(int status, @Nullable Deed tried) {
        static final Answer ALLOWED = new Answer(0, null);

        static Answer refused(HttpStatus status) {
            return new Answer(status.value(), null);
        }
    }

    private Answer answer(@Nullable Standing standing, Routes.Route.Guarded route) {
        Action action = route.can().value();
        if (rules.open(standing, action)) {
            return Answer.ALLOWED;
        }
        if (standing == null) {
            return Answer.refused(HttpStatus.UNAUTHORIZED);
        }
        Deed tried =
                Deed.of("access.denied", Text.of("没有权限，被拒绝：{0}", action.name())).denied();
        Whereabouts kind = route.kind();
        if (kind == null) {
            return rules.anywhere(standing, action) ? Answer.ALLOWED : new Answer(HttpStatus.FORBIDDEN.value(), tried);
        }
        String id = route.id();
        Whereabouts.Place place = id == null ? null : locate(kind, id).orElse(null);
        if (id == null || place == null) {
            return Answer.refused(HttpStatus.NOT_FOUND);
        }
        if (rules.at(standing, action, place)) {
            return Answer.ALLOWED;
        }
        Action seen = kind.seenBy();
        HttpStatus status =
                seen != null && rules.at(standing, seen, place) ? HttpStatus.FORBIDDEN : HttpStatus.NOT_FOUND;
        return new Answer(
                status.value(), tried.on(kind.kind(), id, place.site()).inField(place.field()));
    }

    private Optional<Whereabouts.Place> locate(Whereabouts kind, String id) {
        return Acting.as(Actor.system("access"), Scope.EVERYTHING, () -> locating.execute(status -> kind.locate(id)));
    }
}
