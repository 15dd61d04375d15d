package org.zhiyuan.complaint;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.network.SiteId;

/**
 * A complaint with all that became of it.
 *
 * @param topic what it is about, in words; "" for a correction
 * @param appeal null where there was none
 * @param places what the places on its way are called
 */
public record Course(
        Complaint complaint,
        String topic,
        List<Reply> replies,
        @Nullable Appeal appeal,
        List<Step> steps,
        Map<SiteId, String> places) {
    public Course {
        replies = List.copyOf(replies);
        steps = List.copyOf(steps);
        places = Map.copyOf(places);
    }

    public String place(SiteId site) {
        return places.getOrDefault(site, "");
    }
}
