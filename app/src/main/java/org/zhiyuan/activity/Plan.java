package org.zhiyuan.activity;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.project.ProjectId;
import org.zhiyuan.project.RiskGrade;

/** What the office writes down of an activity; each part means what it means in {@link Activity} and {@link Post}. */
public record Plan(
        SiteId site,
        @Nullable String field,
        @Nullable ProjectId project,
        String title,
        String content,
        String place,
        Instant starts,
        Instant ends,
        int restMinutes,
        String conditions,
        String howTo,
        RiskGrade risk,
        String risks,
        String safeguards,
        Instant enrolFrom,
        Instant enrolUntil,
        List<PersonId> leaders,
        List<PlannedPost> posts) {
    public static final int POSTS_MAX = 10;

    /** @param id of the post that it changes; null for a new one */
    public record PlannedPost(
            @Nullable PostId id,
            String name,
            String duties,
            int seats,
            @Nullable String skill,
            int minAge) {}

    public Plan {
        leaders = List.copyOf(leaders);
        posts = List.copyOf(posts);
        if (posts.isEmpty() || posts.size() > POSTS_MAX) {
            throw new IllegalArgumentException("posts (" + posts.size() + ") must be 1 to " + POSTS_MAX);
        }
    }
}
