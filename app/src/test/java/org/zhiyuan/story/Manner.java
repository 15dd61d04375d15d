package org.zhiyuan.story;

import org.jspecify.annotations.Nullable;

/**
 * How somebody looks at the house.
 *
 * @param role the sample account that is signed in; null for nobody
 */
record Manner(
        int width,
        int height,
        boolean elder,
        boolean english,
        boolean script,
        @Nullable String role) {
    /** The usual office PC. */
    static Manner office() {
        return new Manner(1366, 768, false, false, true, null);
    }

    static Manner phone() {
        return phone(375);
    }

    static Manner phone(int width) {
        return new Manner(width, 740, false, false, true, null);
    }

    Manner wide(int newWidth, int newHeight) {
        return new Manner(newWidth, newHeight, elder, english, script, role);
    }

    Manner inLargeType() {
        return new Manner(width, height, true, english, script, role);
    }

    Manner inEnglish() {
        return new Manner(width, height, elder, true, script, role);
    }

    Manner withoutScript() {
        return new Manner(width, height, elder, english, false, role);
    }

    Manner as(String newRole) {
        return new Manner(width, height, elder, english, script, newRole);
    }
}
