package org.zhiyuan.shell;

import org.zhiyuan.kernel.Actor;

/** Says what an actor is here (role and place), for the foot of the rail; answered by the room that knows roles. */
public interface RoleNames {
    String of(Actor actor);
}
