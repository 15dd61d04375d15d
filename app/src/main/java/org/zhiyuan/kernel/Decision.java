package org.zhiyuan.kernel;

import org.jspecify.annotations.Nullable;

/** The answer of a rule: yes, or no with a reason for a person and, where there is one, the way out. */
public sealed interface Decision {
    record Allowed() implements Decision {}

    record Refused(Text reason, @Nullable Text wayOut) implements Decision {}

    static Decision allowed() {
        return new Allowed();
    }

    static Decision refused(Text reason) {
        return new Refused(reason, null);
    }

    static Decision refused(Text reason, Text wayOut) {
        return new Refused(reason, wayOut);
    }

    /** Throws the refusal, so that a service can put its rules before its change. */
    default void orRefuse() {
        if (this instanceof Refused refused) {
            throw new Refusal(refused.reason(), refused.wayOut());
        }
    }
}
