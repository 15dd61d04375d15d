package org.zhiyuan.shell;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.zhiyuan.cell.City;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Rights;

/** Makes the frame of each page from what the rooms hung in. */
@Component
class Frames {
    static final String ELDER_COOKIE = "elder";

    private final City city;
    private final List<RailEntry> entries;
    private final Badges badges;
    private final ObjectProvider<Rights> rights;
    private final ObjectProvider<RoleNames> roleNames;
    private final ObjectProvider<Inbox> inboxes;
    private final FormTokens tokens;
    private final InstantSource clock;

    Frames(
            City city,
            List<RailEntry> entries,
            Badges badges,
            ObjectProvider<Rights> rights,
            ObjectProvider<RoleNames> roleNames,
            ObjectProvider<Inbox> inboxes,
            FormTokens tokens,
            InstantSource clock) {
        this.city = city;
        this.entries = entries.stream()
                .sorted(Comparator.comparingInt(RailEntry::order))
                .toList();
        this.badges = badges;
        this.rights = rights;
        this.roleNames = roleNames;
        this.inboxes = inboxes;
        this.tokens = tokens;
        this.clock = clock;
    }

    Frame of(HttpServletRequest request) {
        Actor actor = Acting.actor();
        RoleNames names = roleNames.getIfAvailable();
        Inbox inbox = actor.person() == null ? null : inboxes.getIfAvailable();
        return frame(request, names == null ? "" : names.of(actor), rail(actor, path(request)), inbox);
    }

    /** The frame of a page that says what failed: it asks no room, for the room may be what failed. */
    Frame bare(HttpServletRequest request) {
        return frame(request, "", List.of(), null);
    }

    private Frame frame(HttpServletRequest request, String roleName, List<Frame.Entry> rail, @Nullable Inbox inbox) {
        Actor actor = Acting.actor();
        return new Frame(
                city,
                actor,
                path(request),
                back(request),
                !isReading(request),
                elder(request),
                Words.english(),
                roleName,
                rail,
                inbox == null ? "" : inbox.href(),
                inbox == null ? 0 : inbox.unread(actor),
                csrf(request),
                tokens.issue(),
                actor.requestId(),
                clock.instant());
    }

    private List<Frame.Entry> rail(Actor actor, String path) {
        Rights known = rights.getIfAvailable();
        if (known == null || actor.kind() != Actor.Kind.STAFF) {
            return List.of();
        }
        Map<String, Integer> counts = new HashMap<>(badges.of(actor));
        counts.put(
                RailEntry.ALL,
                counts.values().stream().mapToInt(Integer::intValue).sum());
        return entries.stream()
                .filter(e -> known.mayAnywhere(actor, e.shownTo()))
                .map(e -> new Frame.Entry(
                        Words.t(e.label()),
                        e.href(),
                        e.icon(),
                        below(path, e.href()),
                        e.waiting() == null ? 0 : counts.getOrDefault(e.waiting(), 0)))
                .toList();
    }

    /** The path that the person asked for, also on an error page, which the container serves under another one. */
    private static String path(HttpServletRequest request) {
        Object original = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        return original == null ? request.getRequestURI() : original.toString();
    }

    static boolean isReading(HttpServletRequest request) {
        return "GET".equals(request.getMethod()) || "HEAD".equals(request.getMethod());
    }

    /** A page that answers a form has an address that may not be read: the way back is the page of the form. */
    private static String back(HttpServletRequest request) {
        if (isReading(request)) {
            Object asked = request.getAttribute(RequestDispatcher.ERROR_QUERY_STRING);
            String query = asked == null ? request.getQueryString() : asked.toString();
            return query == null ? path(request) : path(request) + "?" + query;
        }
        String form = request.getHeader(HttpHeaders.REFERER);
        if (form == null) {
            return path(request);
        }
        try {
            URI page = URI.create(form);
            boolean ours = (page.getScheme() + "://" + page.getRawAuthority())
                    .equals(ServletUriComponentsBuilder.fromRequestUri(request)
                            .replacePath(null)
                            .toUriString());
            String query = page.getRawQuery() == null ? "" : "?" + page.getRawQuery();
            return ours ? page.getRawPath() + query : path(request);
        } catch (IllegalArgumentException e) {
            return path(request);
        }
    }

    private static boolean below(String path, String href) {
        return path.equals(href) || path.startsWith(href + "/");
    }

    private static boolean elder(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies == null) {
            return false;
        }
        for (Cookie cookie : cookies) {
            if (ELDER_COOKIE.equals(cookie.getName())) {
                return "1".equals(cookie.getValue());
            }
        }
        return false;
    }

    private static String csrf(HttpServletRequest request) {
        return request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token ? token.getToken() : "";
    }
}
