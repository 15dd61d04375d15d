package org.zhiyuan.story;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page that passes the gates.
 *
 * @param start where to go; a page whose address holds an id is reached by walking there
 * @param steps what is clicked and filled on the way from {@code start}; empty where that is the page itself
 * @param role the sample account that looks; null for nobody
 * @param office whether it is designed for the office PC (300 KB) or for the phone (100 KB)
 * @param status what it answers with
 */
record GatePage(String start, List<Step> steps, @Nullable String role, boolean office, int status) {
    /**
     * One thing done on the way: something is filled in, something is clicked that leads to another page, or an address
     * (what begins with a slash) is opened.
     *
     * @param value what is filled in; null for a click
     */
    record Step(String selector, @Nullable String value) {}

    static GatePage open(String path) {
        return new GatePage(path, List.of(), null, false, 200);
    }

    static GatePage office(String role, String path) {
        return new GatePage(path, List.of(), role, true, 200);
    }

    /** Clicks, one after the other, on what leads to the page; an address is opened, where no sample account has a link to it. */
    GatePage follow(String... selectors) {
        return then(Arrays.stream(selectors)
                .map(selector -> new Step(selector, null))
                .toList());
    }

    GatePage fill(String selector, String value) {
        return then(List.of(new Step(selector, value)));
    }

    private GatePage then(List<Step> more) {
        List<Step> all = new ArrayList<>(steps);
        all.addAll(more);
        return new GatePage(start, List.copyOf(all), role, office, status);
    }

    GatePage as(String newRole) {
        return new GatePage(start, steps, newRole, office, status);
    }

    GatePage answering(int newStatus) {
        return new GatePage(start, steps, role, office, newStatus);
    }

    @Override
    public String toString() {
        StringBuilder walk = new StringBuilder(start);
        steps.forEach(step ->
                walk.append(" → ").append(step.selector()).append(step.value() == null ? "" : "=" + step.value()));
        return walk + (role == null ? "" : " as " + role);
    }
}
