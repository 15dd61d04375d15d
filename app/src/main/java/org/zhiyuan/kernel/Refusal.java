package org.zhiyuan.kernel;

import org.jspecify.annotations.Nullable;

/** A business "no" on its way to the person: a page says it with status 409, a form shows it and keeps what was entered. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Text reason;
    private final transient @Nullable Text wayOut;

    public Refusal(Text reason) {
        this(reason, null);
    }

    public Refusal(Text reason, @Nullable Text wayOut) {
        super(reason.toString());
        this.reason = reason;
        this.wayOut = wayOut;
    }

    public Text reason() {
        return reason;
    }

    public @Nullable Text wayOut() {
        return wayOut;
    }
}
