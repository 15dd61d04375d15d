package org.zhiyuan.jobs;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Text;

/**
 * A task as its asker sees it.
 *
 * @param kind which {@link Work} does it
 * @param subject what it works on, in the asking room's terms
 * @param asker in whose name it runs
 * @param english the language in which the asker reads
 * @param message the last thing that it said
 * @param done rows worked off
 * @param total rows in all; 0 while it is not known
 * @param wrong rows with a fault
 * @param href where its result stands
 */
public record Job(
        UUID id,
        String kind,
        UUID subject,
        Actor asker,
        boolean english,
        State state,
        Text message,
        int done,
        int total,
        int wrong,
        int attempts,
        boolean cancelAsked,
        Instant askedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        String href) {
    public enum State {
        WAITING,
        RUNNING,
        DONE,
        FAILED,
        CANCELLED,
        /** The node died while it ran, and it may not be tried again. */
        INTERRUPTED;

        public boolean ended() {
            return this != WAITING && this != RUNNING;
        }
    }
}
