package org.zhiyuan.story;

import org.jspecify.annotations.Nullable;

/**
 * One page that passes the gates.
 *
 * @param start where to go; a page whose address holds an id is reached by following a link from there
 * @param follow CSS selector of the link to follow; null where {@code start} is the page itself
 * @param role the sample account that looks; null for nobody
 * @param office whether it is designed for the office PC (300 KB) or for the phone (100 KB)
 * @param status what it answers with
 */
record GatePage(
        String start, @Nullable String follow, @Nullable String role, boolean office, int status) {
    static GatePage open(String path) {
        return new GatePage(path, null, null, false, 200);
    }

    static GatePage office(String role, String path) {
        return new GatePage(path, null, role, true, 200);
    }

    GatePage follow(String selector) {
        return new GatePage(start, selector, role, office, status);
    }

    GatePage as(String newRole) {
        return new GatePage(start, follow, newRole, office, status);
    }

    GatePage answering(int newStatus) {
        return new GatePage(start, follow, role, office, newStatus);
    }

    @Override
    public String toString() {
        return start + (follow == null ? "" : " → " + follow) + (role == null ? "" : " as " + role);
    }
}
