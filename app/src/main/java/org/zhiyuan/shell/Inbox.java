package org.zhiyuan.shell;

import org.zhiyuan.kernel.Actor;

/** What somebody was told and has not read yet, as the head of every page for citizens shows it; brought by one room above. */
public interface Inbox {
    /** Where it is read. */
    String href();

    /** How many are unread, counted up to a hundred; 0 for whoever has none. */
    int unread(Actor actor);
}
