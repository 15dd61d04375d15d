package org.zhiyuan.kernel;

import java.util.function.Supplier;

/**
 * Who acts on this thread, and on which rows. Bound for the length of a call, so that it cannot leak to the next
 * request of a pooled thread; nothing bound means nobody and no rows.
 */
public final class Acting {
    private record Bound(Actor actor, Scope scope) {}

    private static final ScopedValue<Bound> BOUND = ScopedValue.newInstance();
    private static final Actor NOBODY = Actor.anonymous("", "");

    private Acting() {}

    public static Actor actor() {
        return BOUND.isBound() ? BOUND.get().actor() : NOBODY;
    }

    public static Scope scope() {
        return BOUND.isBound() ? BOUND.get().scope() : Scope.NOTHING;
    }

    public static <T> T as(Actor actor, Scope scope, Supplier<T> work) {
        return ScopedValue.where(BOUND, new Bound(actor, scope)).call(work::get);
    }

    /** As {@link #as}, for work that throws checked exceptions: the rest of a filter chain. */
    public static <T, X extends Throwable> T call(Actor actor, Scope scope, ScopedValue.CallableOp<T, X> work)
            throws X {
        return ScopedValue.where(BOUND, new Bound(actor, scope)).call(work);
    }

    public static void as(Actor actor, Scope scope, Runnable work) {
        ScopedValue.where(BOUND, new Bound(actor, scope)).run(work);
    }
}
