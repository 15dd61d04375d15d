package org.zhiyuan.team;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a team is made up. Groups smaller than the city's small number are told as that, so that no figure is one person's.
 *
 * @param skills members by skill, by key
 * @param ages members by age band: the band's first year, and how many; -1 for those whose birth date is not known
 */
public record Balance(
        Instant countedAt,
        int members,
        int active,
        int dormant,
        Map<String, Integer> skills,
        Map<Integer, Integer> ages) {
    public Balance {
        skills = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(skills));
        ages = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(ages));
    }
}
