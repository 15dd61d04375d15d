package org.zhiyuan.access;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.zhiyuan.cell.SettableClock;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.shell.Problem;

/**
 * Walks every route of the house through the real chain of filters, and compares what is answered with the oracle. Right
 * behind the chain, where the dispatcher would stand, a turnstile notes who came past, on which rows, and which handler
 * the dispatcher would have called; nothing is executed, so forms that change something can be walked as well.
 */
final class Walk {
    /** Proved so long ago that exports and grants ask for a new one. */
    private static final Duration STALE = Duration.ofHours(1);

    private static final int THREADS = 2;
    private static final Pattern VARIABLE = Pattern.compile("\\{([^}:]+)(:[^}]*)?}");
    private static final String PASSED = Walk.class.getName() + ".passed";

    /**
     * One handler at one address.
     *
     * @param on the path variable that names what is acted on; "" for none
     */
    record Route(
            String pattern,
            HttpMethod method,
            RequestMappingInfo info,
            HandlerMethod handler,
            Action action,
            String on) {
        boolean changes() {
            return !method.equals(HttpMethod.GET);
        }

        @Override
        public String toString() {
            return method + " " + pattern;
        }
    }

    record Cell(Route route, Ground.Walker who, Ground.@Nullable Thing thing, boolean stale) {
        @Override
        public String toString() {
            return route + " (" + route.action() + ") by " + who + (thing == null ? "" : " at " + thing)
                    + (stale ? ", code proved an hour ago" : "");
        }
    }

    /** Who came through the turnstile, and as what. */
    private record Past(@Nullable HandlerMethod handler, Actor actor, Scope scope) {}

    private final WebApplicationContext house;
    private final Ground ground;
    private final Oracle oracle;
    private final RequestMappingHandlerMapping mapping;
    private final SettableClock clock;
    private final MockMvc browser;
    private final List<Route> routes;
    /** Requests whose refusal must stand in the audit, by request id. */
    private final Map<String, Cell> audited = new ConcurrentHashMap<>();

    Walk(WebApplicationContext house) {
        this(house, Doors.closed(house));
    }

    /** @param doors the filters that a request passes: the real ones, or with one of them taken out by the drill */
    Walk(WebApplicationContext house, List<Filter> doors) {
        this.house = house;
        this.ground = Ground.of(house);
        this.oracle = new Oracle(ground.parents);
        this.mapping = house.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
        this.clock = house.getBean(SettableClock.class);
        List<Filter> filters = new ArrayList<>(doors);
        filters.add(this::turnstile);
        this.browser = MockMvcBuilders.webAppContextSetup(house)
                .addFilters(filters.toArray(Filter[]::new))
                .build();
        this.routes = routes(mapping);
    }

    private void turnstile(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            var found = mapping.getHandler((HttpServletRequest) request);
            request.setAttribute(
                    PASSED,
                    new Past(
                            found != null && found.getHandler() instanceof HandlerMethod handler ? handler : null,
                            Acting.actor(),
                            Acting.scope()));
        } catch (Exception e) {
            throw new ServletException(e);
        }
        ((HttpServletResponse) response).setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    static List<Route> routes(RequestMappingHandlerMapping mapping) {
        List<Route> routes = new ArrayList<>();
        mapping.getHandlerMethods().forEach((info, handler) -> {
            Can can = handler.getMethodAnnotation(Can.class);
            if (can == null) {
                throw new AssertionError(info + " has no @Can: nobody could be told who may call " + handler);
            }
            Set<HttpMethod> methods = new TreeSet<>(Comparator.comparing(HttpMethod::name));
            info.getMethodsCondition().getMethods().forEach(method -> methods.add(method.asHttpMethod()));
            if (methods.isEmpty()) {
                methods.add(HttpMethod.GET);
            }
            for (String pattern : info.getPatternValues()) {
                for (HttpMethod method : methods) {
                    routes.add(new Route(pattern, method, info, handler, can.value(), can.on()));
                }
            }
        });
        routes.sort(Comparator.comparing(Route::toString)
                .thenComparing(route -> route.info().toString()));
        return routes;
    }

    List<Route> routes() {
        return routes;
    }

    Oracle oracle() {
        return oracle;
    }

    /** What the ground lacks so that every route can be walked; each says what is to be done. */
    List<String> notPlaced() {
        List<String> missing = new ArrayList<>();
        for (Route route : routes) {
            Matcher variable = VARIABLE.matcher(route.pattern());
            while (variable.find()) {
                String name = variable.group(1);
                boolean placed = route.on().equals(name)
                        ? ground.kinds.containsKey(name)
                        : ground.words.containsKey(name) || ground.kinds.containsKey(name);
                if (!placed) {
                    missing.add(route + ": nobody has said what stands for {" + name + "}; "
                            + (route.on().equals(name)
                                    ? "plant one of this kind at every place in Ground.plant()"
                                    : "add a word for it to Ground.words"));
                }
            }
        }
        return missing;
    }

    /** Cells of these routes by these people, in an order of their own. */
    List<Cell> cells(Predicate<Route> which, Predicate<Ground.Walker> whose) {
        List<Cell> cells = new ArrayList<>();
        List<Ground.Walker> walkers = ground.walkers.stream().filter(whose).toList();
        for (Route route : routes) {
            if (!which.test(route)) {
                continue;
            }
            List<Ground.Thing> things = new ArrayList<>();
            if (!route.on().isEmpty()) {
                things.addAll(ground.kinds.get(route.on()).things());
                things.add(Ground.Thing.absent());
            }
            for (Ground.Walker who : walkers) {
                for (boolean stale :
                        oracle.asksFreshCode(route.action()) ? new boolean[] {false, true} : new boolean[] {false}) {
                    if (things.isEmpty()) {
                        cells.add(new Cell(route, who, null, stale));
                    }
                    things.forEach(thing -> cells.add(new Cell(route, who, thing, stale)));
                }
            }
        }
        return cells;
    }

    /**
     * Every route by every role at every distance. What the gate answers hangs on the action and on what lies there: so for
     * the first route of an action on a kind everybody is walked to everything, and for each further one of the same kind
     * one of those who have the same role at the same distance, another one from route to route.
     */
    List<Cell> matrix() {
        List<Cell> matrix = new ArrayList<>();
        Set<String> known = new HashSet<>();
        int turn = 0;
        for (Route route : routes) {
            List<Cell> all = cells(one -> one == route, who -> true);
            if (known.add(route.action() + " on " + route.on())) {
                matrix.addAll(all);
                continue;
            }
            Map<Alike, List<Cell>> alike = new LinkedHashMap<>();
            all.forEach(cell ->
                    alike.computeIfAbsent(alike(cell), key -> new ArrayList<>()).add(cell));
            for (List<Cell> some : alike.values()) {
                matrix.add(some.get(turn++ % some.size()));
            }
        }
        return matrix;
    }

    /** Cells of one route between which the table of words knows no difference. */
    private record Alike(
            Ground.Manner manner,
            List<String> roles,
            Set<String> columns,
            boolean there,
            Oracle.Answer answer,
            boolean stale) {}

    private Alike alike(Cell cell) {
        Ground.Kind on = cell.route().on().isEmpty()
                ? null
                : ground.kinds.get(cell.route().on());
        Ground.Walker who = cell.who();
        return new Alike(
                who.manner(),
                // rights that are none today are a manner of their own
                who.rights().isEmpty()
                        ? List.of(who.name())
                        : who.rights().stream().map(Ground.Right::role).toList(),
                oracle.columns(who, cell.thing()),
                cell.thing() != null && cell.thing().there(),
                oracle.answer(who, cell.route().action(), on, cell.thing(), cell.stale()),
                cell.stale());
    }

    /** What is wrong with these cells, one sentence each; denied attempts that left no trace included. */
    List<String> wrong(Collection<Cell> cells) {
        List<String> wrong = new ArrayList<>();
        List<Callable<List<String>>> shares = new ArrayList<>();
        List<Cell> all = List.copyOf(cells);
        for (int share = 0; share < THREADS; share++) {
            int mine = share;
            shares.add(() -> {
                List<String> found = new ArrayList<>();
                for (int i = mine; i < all.size(); i += THREADS) {
                    String fault = fault(all.get(i));
                    if (fault != null) {
                        found.add(fault);
                    }
                }
                return found;
            });
        }
        try (var pool = Executors.newFixedThreadPool(THREADS)) {
            for (Future<List<String>> share : pool.invokeAll(shares)) {
                wrong.addAll(share.get());
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
        wrong.addAll(withoutTrace());
        return wrong;
    }

    /** Whether one of these cells is wrong; stops at the first. */
    @Nullable
    String firstWrong(Collection<Cell> cells) throws Exception {
        for (Cell cell : cells) {
            String fault = fault(cell);
            if (fault != null) {
                audited.clear();
                return fault;
            }
        }
        List<String> untraced = withoutTrace();
        return untraced.isEmpty() ? null : untraced.getFirst();
    }

    private @Nullable String fault(Cell cell) throws Exception {
        Route route = cell.route();
        Ground.Kind on = route.on().isEmpty() ? null : ground.kinds.get(route.on());
        Oracle.Answer expected = oracle.answer(cell.who(), route.action(), on, cell.thing(), cell.stale());
        MvcResult result = browser.perform(asked(cell)).andReturn();
        Past past = result.getRequest().getAttribute(PASSED) instanceof Past found ? found : null;
        if (expected.audited()) {
            audited.put(Objects.requireNonNull(result.getResponse().getHeader(RequestIds.HEADER)), cell);
        }
        if (past == null) {
            Oracle.Answer answered = refused(result);
            boolean same = answered.status() == expected.status() && answered.freshCode() == expected.freshCode();
            return same ? null : cell + ": expected " + expected + ", was refused with " + answered;
        }
        if (expected.status() != 0) {
            return cell + ": expected " + expected + ", came past the gate";
        }
        if (past.handler() == null
                || !past.handler().getMethod().equals(route.handler().getMethod())) {
            return cell + ": the gate let it pass for another handler, " + past.handler();
        }
        return scopeFault(cell, past);
    }

    /** The rows that the second wall would open: exactly those of the places at which the action is allowed. */
    private @Nullable String scopeFault(Cell cell, Past past) {
        Ground.Walker who = cell.who();
        Action action = cell.route().action();
        Scope scope = past.scope();
        if (scope.everything() || scope.changes() != action.changes()) {
            return cell + ": on all rows, or for changing what is only read: " + scope;
        }
        if (!Objects.equals(scope.account(), who.signedIn() ? who.account() : null)
                || !Objects.equals(scope.person(), who.signedIn() ? who.person() : null)
                || !Objects.equals(past.actor().account(), who.signedIn() ? who.account() : null)) {
            return cell + ": as somebody else: " + past.actor() + " on " + scope;
        }
        for (Map.Entry<String, java.util.UUID> place : ground.places.entrySet()) {
            for (String field : new String[] {null, Ground.FIELD, Ground.OTHER_FIELD}) {
                boolean may = oracle.byRight(who, action, place.getValue(), field);
                if (oracle.opens(scope, place.getValue(), field) != may) {
                    return cell + ": rows of the " + place.getKey() + " for " + field + " must " + (may ? "" : "not ")
                            + "be open and are " + (may ? "not" : "");
                }
            }
        }
        return null;
    }

    private static Oracle.Answer refused(MvcResult result) {
        int status = result.getResponse().getStatus();
        String led = result.getResponse().getRedirectedUrl();
        if (status == 302 && led != null) {
            return led.startsWith("/sign-in?back=")
                    ? new Oracle.Answer(401, false, false)
                    : new Oracle.Answer(led.startsWith("/session/confirm?back=") ? 401 : 302, true, false);
        }
        boolean fresh = result.getRequest().getAttribute(Problem.ATTRIBUTE) instanceof Problem problem
                && problem.name().equals("fresh-code-needed");
        return new Oracle.Answer(status, fresh, false);
    }

    private MockHttpServletRequestBuilder asked(Cell cell) {
        Route route = cell.route();
        MockHttpServletRequestBuilder asked = request(route.method(), URI.create(path(route, cell.thing())));
        asked.accept(route.info().getProducesCondition().getProducibleMediaTypes().stream()
                .findFirst()
                .orElse(route.pattern().equals("/error") ? MediaType.APPLICATION_JSON : MediaType.TEXT_HTML));
        if (route.changes()) {
            asked.with(As.form());
        }
        Instant now = clock.instant();
        sign(asked, cell.who(), now, cell.stale() ? now.minus(STALE) : now);
        return asked;
    }

    static void sign(MockHttpServletRequestBuilder asked, Ground.Walker who, Instant now, Instant proved) {
        if (who.account() == null) {
            return;
        }
        var factors = who.manner() == Ground.Manner.HALF
                ? List.of(As.factor(Factors.PASSWORD, now))
                : who.manner() == Ground.Manner.CITIZEN
                        ? List.of(As.factor(Factors.PHONE, proved))
                        : List.of(As.factor(Factors.PASSWORD, now), As.factor(Factors.TOTP, proved));
        asked.with(authentication(
                UsernamePasswordAuthenticationToken.authenticated(new SignedIn(who.account(), now), null, factors)));
    }

    String path(Route route, Ground.@Nullable Thing thing) {
        return VARIABLE.matcher(route.pattern()).replaceAll(found -> {
            String name = found.group(1);
            String value = thing != null && name.equals(route.on())
                    ? thing.id()
                    : ground.words.containsKey(name)
                            ? ground.words.get(name)
                            : ground.kinds.get(name).things().getFirst().id();
            return Matcher.quoteReplacement(value);
        });
    }

    /** Denied attempts that do not stand in the audit exactly once, or stand there although nothing was denied. */
    private List<String> withoutTrace() {
        List<String> wrong = new ArrayList<>();
        List<String> ids = List.copyOf(audited.keySet());
        for (int from = 0; from < ids.size(); from += 1000) {
            List<String> some = ids.subList(from, Math.min(ids.size(), from + 1000));
            Map<String, Integer> found = new java.util.HashMap<>();
            ground.system(() -> {
                house.getBean(JdbcClient.class).sql("""
                                select request_id, count(*) as times from audit.event
                                where request_id in (:ids) and what = 'access.denied' and result = 'DENIED'
                                group by request_id""").param("ids", some).query(row -> {
                    found.put(row.getString("request_id"), row.getInt("times"));
                });
                return 0;
            });
            some.stream()
                    .filter(id -> found.getOrDefault(id, 0) != 1)
                    .forEach(id -> wrong.add(audited.get(id) + ": was denied and stands " + found.getOrDefault(id, 0)
                            + " times in the audit"));
        }
        audited.clear();
        return wrong;
    }
}
