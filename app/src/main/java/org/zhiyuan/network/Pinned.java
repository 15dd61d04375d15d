package org.zhiyuan.network;

import org.jspecify.annotations.Nullable;
import org.zhiyuan.network.Directory.Listed;

/**
 * A line of the office's list, and its pin on the map beside it.
 *
 * @param number the same in the list and on the map, counted through all pages of the list
 * @param file how complete its file is; without items where nothing is asked of such a place
 * @param head who leads it; null where nobody does
 * @param leaderless whether somebody should lead it and nobody does
 * @param pin where on the map; null where its position is not known or lies outside
 */
public record Pinned(
        int number,
        Listed listed,
        Completeness file,
        Heads.@Nullable Head head,
        boolean leaderless,
        CityMap.@Nullable Point pin) {
    /** A file with less than this is told in red; a single item that has expired is told in amber words. */
    public static final int ENOUGH_PERCENT = 60;

    /** A place without a division code of its own, drawn as a square. */
    public boolean square() {
        return listed.site().code() == null;
    }

    /** Whether nobody has said when it is open. */
    public boolean silent() {
        return listed.today() == null;
    }

    /** Whether its hours are not known or much of its file is lacking: a red ring, words beside it. */
    public boolean wanting() {
        return silent() || (file.all() > 0 && file.percent() < ENOUGH_PERCENT);
    }
}
