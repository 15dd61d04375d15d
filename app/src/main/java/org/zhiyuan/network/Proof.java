package org.zhiyuan.network;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Set;

/**
 * Proves a check of the place file by facts of another room, as staff proves that every required post is filled. A check
 * that nobody can prove yet is left out of the count.
 */
public interface Proof {
    /** As the check names it: {@code posts}. */
    String key();

    /** Which of these sites meet the check on a day. One call for a whole list. */
    Set<SiteId> met(Collection<SiteId> sites, LocalDate on);
}
