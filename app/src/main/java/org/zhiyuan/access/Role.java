package org.zhiyuan.access;

/**
 * What somebody can be in the house; read from {@code access/roles.tsv}.
 *
 * @param key what the policy table and grants call it
 * @param name what people call it; also the key of its English name
 */
public record Role(String key, String name, Kind kind) {
    public enum Kind {
        /** One of the three that no two may be united in one person (三员). */
        ADMINISTRATOR,
        OFFICE,
        /** Held by signing in with a phone, or given by an upper room. */
        CITIZEN
    }
}
