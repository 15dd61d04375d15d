package org.zhiyuan.jobs;

import org.zhiyuan.kernel.Text;

/** A task while it runs: tells its progress, and learns here that it shall stop. */
public interface Run {
    Job job();

    /**
     * Tells how far it is; seen at once by whoever watches, whatever transaction runs. Calls in quick succession are
     * dropped. Throws {@link Stopped} where the task shall not go on: let it pass, so that what was begun is rolled back.
     */
    void progress(int done, int total, int wrong, Text message);

    /**
     * Ends the task in the transaction that is running, so that the effect and its record are one. Throws
     * {@link Stopped} where somebody cancelled it or another node has taken it over: the effect is then rolled back.
     */
    void finish(int done, int total, int wrong, Text message);

    /** Somebody cancelled the task, the house is closing, or another node has it. */
    final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        enum Why {
            CANCELLED,
            CLOSING,
            TAKEN_OVER
        }

        private final Why why;

        Stopped(Why why) {
            super(why.name(), null, false, false);
            this.why = why;
        }

        Why why() {
            return why;
        }
    }
}
