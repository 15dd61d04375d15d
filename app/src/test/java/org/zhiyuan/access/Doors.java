package org.zhiyuan.access;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.Scope;

/**
 * The filters that a request passes before the dispatcher. Tests can take the gate's answer out for some handlers, as if
 * their guard were missing; everything else stays, and so does the scope that the row policies are told.
 */
final class Doors {
    private Doors() {}

    /** As the house has them. */
    static List<Filter> closed(WebApplicationContext house) {
        return List.of(
                house.getBean(RequestIds.class),
                house.getBean("springSessionRepositoryFilter", Filter.class),
                house.getBean("springSecurityFilterChain", Filter.class));
    }

    /** How a guard is taken out. */
    enum Guard {
        /** Everybody passes; the rows are still those of the action. */
        OPEN,
        /** The annotation is gone: nobody is let through. */
        GONE,
        /** The annotation forgot on what: the action is asked anywhere. */
        WITHOUT_OBJECT
    }

    /** @param which handlers whose guard is taken out */
    static List<Filter> without(WebApplicationContext house, Guard how, Predicate<HandlerMethod> which) {
        SecurityFilterChain chain = house.getBean(SecurityFilterChain.class);
        List<Filter> filters = chain.getFilters().stream()
                .map(filter ->
                        filter instanceof AuthorizationFilter gate ? new Opened(house, how, which, gate) : filter)
                .map(Filter.class::cast)
                .toList();
        return List.of(
                house.getBean(RequestIds.class),
                house.getBean("springSessionRepositoryFilter", Filter.class),
                new FilterChainProxy(
                        new org.springframework.security.web.DefaultSecurityFilterChain(request -> true, filters)));
    }

    private static final class Opened implements Filter {
        private final Guard how;
        private final Predicate<HandlerMethod> which;
        private final AuthorizationFilter gate;
        private final RequestMappingHandlerMapping mapping;
        private final SessionStandings sessions;
        private final Rules rules;

        Opened(ApplicationContext house, Guard how, Predicate<HandlerMethod> which, AuthorizationFilter gate) {
            this.how = how;
            this.which = which;
            this.gate = gate;
            this.mapping = house.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
            this.sessions = house.getBean(SessionStandings.class);
            this.rules = house.getBean(Rules.class);
        }

        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            HandlerMethod handler = handler((HttpServletRequest) request);
            if (handler == null || !which.test(handler)) {
                gate.doFilter(request, response, chain);
                return;
            }
            Verdict verdict = verdict((HttpServletRequest) request, handler.getMethodAnnotation(Can.class));
            request.setAttribute(Verdict.ATTRIBUTE, verdict);
            if (verdict.isGranted()) {
                chain.doFilter(request, response);
            } else {
                ((jakarta.servlet.http.HttpServletResponse) response).sendError(verdict.status());
            }
        }

        private @Nullable HandlerMethod handler(HttpServletRequest request) {
            try {
                if (!org.springframework.web.util.ServletRequestPathUtils.hasParsedRequestPath(request)) {
                    org.springframework.web.util.ServletRequestPathUtils.parseAndCache(request);
                }
                var found = mapping.getHandler(request);
                return found != null && found.getHandler() instanceof HandlerMethod handler ? handler : null;
            } catch (Exception e) {
                return null;
            }
        }

        private Verdict verdict(HttpServletRequest request, Can can) {
            Authentication proved = SecurityContextHolder.getContext().getAuthentication();
            Standing standing = sessions.of(proved, request).orElse(null);
            String id = RequestIds.of(request);
            Actor actor = standing == null
                    ? Actor.anonymous("127.0.0.1", id)
                    : standing.actor(rules.asWhat(standing, can.value()), "127.0.0.1", id);
            int status = switch (how) {
                case OPEN -> 0;
                case GONE -> 404;
                case WITHOUT_OBJECT -> rules.anywhere(standing, can.value()) ? 0 : standing == null ? 401 : 403;
            };
            return new Verdict(
                    actor,
                    standing,
                    status == 0 ? rules.scope(standing, can.value()) : Scope.NOTHING,
                    status,
                    null,
                    false);
        }
    }
}
