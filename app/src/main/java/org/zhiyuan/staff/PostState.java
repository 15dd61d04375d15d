package org.zhiyuan.staff;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.network.RequiredPost;

/**
 * A post that a place must have, as it is filled on a day.
 *
 * @param holders who hold it on that day
 * @param vacantSince since when somebody is missing; null where nobody is
 */
public record PostState(
        RequiredPost post, List<Holding> holders, @Nullable LocalDate vacantSince) {
    public PostState {
        holders = List.copyOf(holders);
    }

    public int missing() {
        return Math.max(0, post.holders() - holders.size());
    }

    public boolean filled() {
        return missing() == 0;
    }
}
