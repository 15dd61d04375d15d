package org.zhiyuan.network;

import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Counts places by what they said of their opening hours. */
@Repository
class OpenStore {
    private final JdbcClient jdbc;

    OpenStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Count(UUID area, Tier tier, int places, int open, int silent) {}

    /** By institute, and once for the whole city; each with itself. Of the day that the closure table shows. */
    List<Count> counts(LocalDateTime moment) {
        return jdbc.sql("""
                        select area.site as area, area.tier, count(*)::int as places,
                               (count(*) filter (where today.spans @> :minute::int))::int as open,
                               (count(*) filter (where today.spans is null))::int as silent
                        from network.site_version v
                        join scope.closure c on c.site = v.site
                        join network.site_version area on area.site = c.ancestor and area.days @> :on::date
                                                      and area.tier in ('CENTER', 'INSTITUTE')
                        cross join lateral (
                            select coalesce(
                                (select d.spans from network.special_day d where d.site = v.site and d.day = :on),
                                (select o.week[:weekday] from network.opening o
                                 where o.site = v.site and o.from_day <= :on order by o.from_day desc limit 1)) as spans) today
                        where v.days @> :on::date and v.tier <> 'BRANCH'
                        group by area.site, area.tier""")
                .param("on", moment.toLocalDate())
                .param("weekday", moment.getDayOfWeek().getValue())
                .param("minute", moment.getHour() * 60 + moment.getMinute())
                .query((row, n) -> new Count(
                        row.getObject("area", UUID.class),
                        Tier.valueOf(row.getString("tier")),
                        row.getInt("places"),
                        row.getInt("open"),
                        row.getInt("silent")))
                .list();
    }
}
