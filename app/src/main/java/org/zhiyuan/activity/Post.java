package org.zhiyuan.activity;

import org.jspecify.annotations.Nullable;

/**
 * What somebody does at an activity, and for how many there is room.
 *
 * @param duties what is to be done; may be ""
 * @param seats how many are wanted
 * @param taken how many seats are held; never more than there are
 * @param beyond how many come above the number, each by a written order
 * @param waiting how many wait for a seat
 * @param skill the skill it takes, as volunteers name it; null where it takes none
 * @param minAge whole years from which on it is open; 0 for whoever may be a volunteer
 */
public record Post(
        PostId id,
        ActivityId activity,
        int position,
        String name,
        String duties,
        int seats,
        int taken,
        int beyond,
        int waiting,
        @Nullable String skill,
        int minAge) {
    public static final int SEATS_MAX = 1000;
    public static final int AGE_MAX = 80;

    public int open() {
        return seats - taken;
    }
}
