package org.zhiyuan.presence.web;

import java.time.Instant;

/** A moment as it stands in a form. */
public final class Written {
    private Written() {}

    public static String of(Instant moment) {
        return Answers.written(moment);
    }
}
