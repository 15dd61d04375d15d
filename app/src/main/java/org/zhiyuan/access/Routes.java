package org.zhiyuan.access;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.Whereabouts;

/**
 * Which handler a request would reach, and its guard; found before anything of the request is done. A handler without a
 * guard, or one that names a kind of object which nobody can locate, stops the start.
 */
@Component
class Routes implements SmartInitializingSingleton {
    /** What a request asks for. */
    sealed interface Route {
        /** @param id of the object acted on; null where the action is on no single object */
        record Guarded(
                Can can,
                @Nullable Whereabouts kind,
                @Nullable String id) implements Route {}

        /** Nothing answers there; the status says why. */
        record None(int status) implements Route {}
    }

    private final ObjectProvider<RequestMappingHandlerMapping> mapping;
    private final Map<String, Whereabouts> kinds;

    Routes(
            @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> mapping,
            List<Whereabouts> kinds) {
        this.mapping = mapping;
        this.kinds = kinds.stream().collect(Collectors.toUnmodifiableMap(Whereabouts::kind, Function.identity()));
    }

    @Override
    public void afterSingletonsInstantiated() {
        List<String> faults = faults();
        if (!faults.isEmpty()) {
            throw new IllegalStateException("handlers that nothing guards: " + String.join("; ", faults));
        }
    }

    /** Every handler with its guard, by pattern and method. */
    Map<RequestMappingInfo, HandlerMethod> all() {
        return mapping.getObject().getHandlerMethods();
    }

    Map<String, Whereabouts> kinds() {
        return kinds;
    }

    List<String> faults() {
        List<String> faults = new ArrayList<>();
        new TreeMap<>(all().entrySet().stream()
                        .collect(Collectors.toMap(entry -> entry.getKey().toString(), Map.Entry::getValue)))
                .forEach((route, handler) -> fault(route, handler, faults));
        return faults;
    }

    private void fault(String route, HandlerMethod handler, List<String> faults) {
        Can can = handler.getMethodAnnotation(Can.class);
        if (can == null) {
            faults.add(route + " has no @Can (" + handler + ")");
        } else if (!can.on().isEmpty()) {
            if (!route.contains("{" + can.on() + "}") && !route.contains("{" + can.on() + ":")) {
                faults.add(route + " has no path variable " + can.on());
            }
            if (!kinds.containsKey(can.on())) {
                faults.add(route + " is on a " + can.on() + ", which no room can locate");
            }
        }
    }

    Route of(HttpServletRequest request) {
        if (!ServletRequestPathUtils.hasParsedRequestPath(request)) {
            ServletRequestPathUtils.parseAndCache(request);
        }
        HandlerExecutionChain chain;
        try {
            chain = mapping.getObject().getHandler(request);
        } catch (ServletException refused) {
            return new Route.None(
                    refused instanceof ErrorResponse response
                            ? response.getStatusCode().value()
                            : HttpStatus.BAD_REQUEST.value());
        } catch (Exception broken) {
            throw new IllegalStateException("the handler of " + request.getRequestURI() + " cannot be told", broken);
        }
        if (chain == null || !(chain.getHandler() instanceof HandlerMethod handler)) {
            return new Route.None(HttpStatus.NOT_FOUND.value());
        }
        Can can = handler.getMethodAnnotation(Can.class);
        if (can == null) {
            return new Route.None(HttpStatus.NOT_FOUND.value());
        }
        return can.on().isEmpty()
                ? new Route.Guarded(can, null, null)
                : new Route.Guarded(can, kinds.get(can.on()), variable(request, can.on()));
    }

    private static @Nullable String variable(HttpServletRequest request, String name) {
        return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
                        && variables.get(name) instanceof String value
                ? value
                : null;
    }
}
