package org.zhiyuan.shell;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Text;

/**
 * What waits for somebody, answered by each room for its own things. The page 待我处理 puts all rooms' items together,
 * oldest deadline first; the badges in the rail are the same counts.
 */
public interface Waiting {
    int ITEMS_MAX = 100;

    /** Names this kind of waiting, for the badge of a {@link RailEntry}. */
    String key();

    /** What waits for this actor, oldest deadline first, at most {@link #ITEMS_MAX}. */
    List<Item> items(Actor actor);

    /** How many wait; the badge. */
    default int count(Actor actor) {
        return items(actor).size();
    }

    /**
     * @param what what is to be done, as a sentence that begins with the verb
     * @param where the place or person it is about, as plain text
     * @param href where it is done
     * @param due until when; null where nothing sets a time
     */
    record Item(
            Text what, String where, String href, @Nullable Instant due) {}
}
