package org.zhiyuan.cell;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * Where a drill lets the house fall: at a named moment it ends as if the power had gone, with nothing told and nothing
 * finished. Inert unless the setting names one moment, and refused in production. A moment is a transaction's method and
 * {@code beforeCommit} or {@code afterCommit}; {@code Presences.checkIn.afterCommit:3} is the third time that a coming was
 * written through and nobody knows of it yet.
 */
final class Failpoint {
    static final String SETTING = "zhiyuan.cell.failpoint";
    /** The exit code of a process that was killed. */
    static final int KILLED = 128 + 9;

    static final Failpoint NONE = new Failpoint("", 0);

    private final String moment;
    private final AtomicLong left;

    private Failpoint(String moment, long times) {
        this.moment = moment;
        this.left = new AtomicLong(times);
    }

    static Failpoint of(Environment environment) {
        String setting = environment.getProperty(SETTING, "");
        int colon = setting.lastIndexOf(':');
        return colon < 1
                ? NONE
                : new Failpoint("." + setting.substring(0, colon), Long.parseLong(setting.substring(colon + 1)));
    }

    /**
     * @param transaction what it is called: its method with its class and package; null where it has no name
     * @param when {@code beforeCommit} or {@code afterCommit}
     */
    void hit(@Nullable String transaction, String when) {
        if (moment.isEmpty() || transaction == null) {
            return;
        }
        if (("." + transaction + "." + when).endsWith(moment) && left.decrementAndGet() == 0) {
            Runtime.getRuntime().halt(KILLED);
        }
    }
}
