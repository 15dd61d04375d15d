package org.zhiyuan.person;

import java.time.Instant;

/** One value in plain, for the page that shows it. */
public record Revealed(Column column, String value, String reason, Instant until) {
    @Override
    public String toString() {
        return "Revealed[" + column + "]";
    }
}
