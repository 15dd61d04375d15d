package org.zhiyuan.shell;

import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Text;

/**
 * One entry of the office rail, hung in as a bean by the room whose page it opens.
 *
 * @param order place in the rail, small first; rooms use their level times ten
 * @param label what it is called; also the key of its English name
 * @param href where it leads; the entry is marked as current on every page below it
 * @param icon name in the icon sprite
 * @param shownTo the action that an actor must be allowed somewhere to see the entry
 * @param waiting key of the {@link Waiting} whose count is the badge, {@link #ALL} for the sum of all; null for none
 */
public record RailEntry(
        int order,
        Text label,
        String href,
        String icon,
        Action shownTo,
        @Nullable String waiting) {
    /** The badge of the page that puts all rooms' items together. */
    public static final String ALL = "*";
}
