package org.zhiyuan.kernel;

import java.util.function.Supplier;

/** What rooms below {@code access} may ask of it: implemented there, named here. */
public interface Rights {
    /** Whether the actor may do it anywhere at all: for showing or hiding a link, never as a guard. */
    boolean mayAnywhere(Actor actor, Action action);

    /** Whether the actor may do it on this object: for showing or hiding a link, never as a guard. */
    boolean may(Actor actor, Action action, Whereabouts.Place place);

    /** Runs work with the rows that the actor's rights to this action open; a transaction begun inside sees only them. */
    <T> T within(Actor actor, Action action, Supplier<T> work);
}
