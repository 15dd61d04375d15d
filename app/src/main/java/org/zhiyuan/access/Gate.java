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
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Scope;
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
    private final TransactionTemplate locating;

    Gate(Routes routes, Rules rules, SessionStandings sessions, PlatformTransactionManager transactions) {
        this.routes = routes;
        this.rules = rules;
        this.sessions = sessions;
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
            return new Verdict(nobody, null, Scope.NOTHING, 0);
        }
        Standing standing = sessions.of(authentication.get(), request).orElse(null);
        return switch (routes.of(request)) {
            case Routes.Route.None none ->
                new Verdict(
                        standing == null ? nobody : standing.actor("", origin, requestId),
                        standing,
                        Scope.NOTHING,
                        none.status());
            case Routes.Route.Guarded route -> {
                Action action = route.can().value();
                int status = status(standing, route);
                yield new Verdict(
                        standing == null ? nobody : standing.actor(rules.asWhat(standing, action), origin, requestId),
                        standing,
                        status == 0 ? rules.scope(standing, action) : Scope.NOTHING,
                        status);
            }
        };
    }

    private int status(@Nullable Standing standing, Routes.Route.Guarded route) {
        Action action = route.can().value();
        if (rules.open(standing, action)) {
            return 0;
        }
        if (standing == null) {
            return HttpStatus.UNAUTHORIZED.value();
        }
        Whereabouts kind = route.kind();
        if (kind == null) {
            return rules.anywhere(standing, action) ? 0 : HttpStatus.FORBIDDEN.value();
        }
        String id = route.id();
        Optional<Whereabouts.Place> place = id == null ? Optional.empty() : locate(kind, id);
        if (place.isEmpty()) {
            return HttpStatus.NOT_FOUND.value();
        }
        if (rules.at(standing, action, place.get())) {
            return 0;
        }
        Action seen = kind.seenBy();
        return seen != null && rules.at(standing, seen, place.get())
                ? HttpStatus.FORBIDDEN.value()
                : HttpStatus.NOT_FOUND.value();
    }

    private Optional<Whereabouts.Place> locate(Whereabouts kind, String id) {
        return Acting.as(Actor.system("access"), Scope.EVERYTHING, () -> locating.execute(status -> kind.locate(id)));
    }
}
