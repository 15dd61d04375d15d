package org.zhiyuan.channel;

import java.util.List;
import org.zhiyuan.kernel.MobileNumber;

/** The port to whoever carries text messages. */
interface Sms {
    /**
     * @param id the same for every attempt at one message, so that a provider can drop a second one
     * @param template key of the wording
     * @param values what fills the wording's places
     * @param text the wording, filled
     */
    record Letter(SentId id, MobileNumber number, String template, List<String> values, String text) {
        /** Neither number nor text: letters must not reach a log. */
        @Override
        public String toString() {
            return "Letter[" + id + ", " + template + "]";
        }
    }

    sealed interface Answer {
        int attempts();

        record Taken(int attempts, String reference) implements Answer {}

        record Failed(int attempts, String reason) implements Answer {}
    }

    /** Whether anything can go out at all. */
    boolean ready();

    Answer deliver(Letter letter);
}
