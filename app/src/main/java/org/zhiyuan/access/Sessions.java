package org.zhiyuan.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.session.ChangeSessionIdAuthenticationStrategy;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;
import org.zhiyuan.kernel.Absent;

/** The sessions of accounts, kept in the database: begun at sign-in, listed and ended by their holder. */
@Component
public class Sessions {
    /** The time that a half signed-in session has for its second step. */
    private static final Duration HALF = Duration.ofMinutes(10);

    private static final String BACK = "back";
    private static final String BROWSER = "browser";
    private static final String ADDRESS = "address";

    /**
     * @param handle names the session on pages; the session's own id never leaves its cookie
     * @param current whether it is the one that asks
     */
    public record Open(
            String handle, String browser, String address, Instant begunAt, Instant lastSeenAt, boolean current) {}

    private final FindByIndexNameSessionRepository<? extends Session> repository;
    private final SecurityContextRepository contexts;
    private final ChangeSessionIdAuthenticationStrategy fixation = new ChangeSessionIdAuthenticationStrategy();
    private final AccessSettings settings;

    Sessions(
            FindByIndexNameSessionRepository<? extends Session> repository,
            SecurityContextRepository contexts,
            AccessSettings settings) {
        this.repository = repository;
        this.contexts = contexts;
        this.settings = settings;
    }

    /** A session in which only the first step is done. */
    public void beginHalf(
            HttpServletRequest request, HttpServletResponse response, Authentication half, @Nullable String back) {
        request.getSession(true);
        write(request, response, half);
        HttpSession session = request.getSession(true);
        session.setMaxInactiveInterval((int) HALF.toSeconds());
        if (back != null) {
            session.setAttribute(BACK, back);
        }
    }

    /** The session once everything is proved; it gets a new id. */
    public void begin(
            HttpServletRequest request,
            HttpServletResponse response,
            Authentication complete,
            Origin origin,
            boolean staff) {
        request.getSession(true);
        write(request, response, complete);
        HttpSession session = request.getSession(true);
        session.setMaxInactiveInterval((int) (staff ? settings.staffIdle() : settings.citizenIdle()).toSeconds());
        session.setAttribute(BROWSER, origin.browser());
        session.setAttribute(ADDRESS, origin.address());
    }

    /** The same session with another state of what is proved. */
    public void renew(HttpServletRequest request, HttpServletResponse response, Authentication proved) {
        write(request, response, proved);
    }

    private void write(HttpServletRequest request, HttpServletResponse response, Authentication authentication) {
        fixation.onAuthentication(authentication, request, response);
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(authentication);
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
    }

    /** Where somebody wanted to go when asked to sign in; asked once. */
    public Optional<String> takeBack(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null || !(session.getAttribute(BACK) instanceof String back)) {
            return Optional.empty();
        }
        session.removeAttribute(BACK);
        return Optional.of(back);
    }

    public void end(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        SecurityContextHolder.clearContext();
    }

    /** The open sessions of an account, the one seen last first. */
    public List<Open> of(UUID account, @Nullable String currentId) {
        return all(account).values().stream()
                .filter(session -> session.getAttribute(BROWSER) != null)
                .map(session -> new Open(
                        handle(session.getId()),
                        String.valueOf(session.<Object>getAttribute(BROWSER)),
                        String.valueOf(session.<Object>getAttribute(ADDRESS)),
                        session.getCreationTime(),
                        session.getLastAccessedTime(),
                        session.getId().equals(currentId)))
                .sorted(Comparator.comparing(Open::lastSeenAt).reversed())
                .toList();
    }

    public void end(UUID account, String handle) {
        String id = all(account).keySet().stream()
                .filter(session -> handle(session).equals(handle))
                .findFirst()
                .orElseThrow(() -> new Absent("session"));
        repository.deleteById(id);
    }

    public int endOthers(UUID account, @Nullable String currentId) {
        List<String> others = all(account).keySet().stream()
                .filter(id -> !id.equals(currentId))
                .toList();
        others.forEach(repository::deleteById);
        return others.size();
    }

    private Map<String, ? extends Session> all(UUID account) {
        return repository.findByPrincipalName(account.toString());
    }

    private static String handle(String id) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(Digests.of("session", id), 12));
    }
}
