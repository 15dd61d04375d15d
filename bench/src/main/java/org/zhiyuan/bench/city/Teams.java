package org.zhiyuan.bench.city;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** One team at each place: whoever leads its activities leads it, and many of those who serve there belong to it. */
final class Teams {
    private static final int MEMBERS_MAX = 150;
    private static final int YEARS_AGO = 3;

    private Teams() {}

    static int load(Plan plan, Residents residents, Connection owner) throws SQLException {
        String prefix = Owner.text(
                owner, "select value from team.rule where key = 'number-prefix' order by valid_from desc limit 1");
        String[] level = Owner.text(
                        owner, "select key || '|' || position from team.level order by position desc limit 1")
                .split("\\|", -1);
        String kind = Owner.text(owner, "select key from team.kind order by position desc limit 1");
        long ordinal = Owner.number(owner, "select nextval('team.number')");
        Owner.run(
                owner,
                "select setval('team.number', %d)"
                        .formatted(ordinal + plan.places().size()));
        Rows team = new Rows("team.team", "id, number, name, level, level_position, kind, site, about, founded_on");
        Rows lead = new Rows("team.lead", "id, team, person, volunteer, office, days, serving, checked_years, at");
        Rows membership = new Rows("team.membership", "id, team, volunteer, person, state, since, word, word_at");
        Rows step = new Rows("team.step", "id, membership, state, cause, at, who, reason");
        LocalDate founded = plan.today().minusYears(YEARS_AGO);
        Instant at = founded.atTime(10, 0).atZone(Plan.ZONE).toInstant();
        int n = 0;
        for (Plan.Place place : plan.places()) {
            SplittableRandom random = plan.random(n, -5);
            UUID id = Plan.id(at, random);
            team.add(
                    id,
                    "%s%04d".formatted(prefix, ordinal + n),
                    "示例%s志愿服务队".formatted(Residents.numeral(n)),
                    level[0],
                    level[1],
                    kind,
                    place.site(),
                    "示例：在本站做一般的志愿服务",
                    founded);
            int captain = place.firstPerson();
            lead.add(
                    Plan.id(at, random),
                    id,
                    residents.person(captain),
                    residents.volunteer(captain),
                    "CAPTAIN",
                    "[" + founded + ",)",
                    "t",
                    18,
                    at);
            for (int k = 0; k <= Math.min(place.serving(), MEMBERS_MAX); k++) {
                int who = place.firstPerson() + k;
                Instant since = at.plusSeconds(60L * k);
                UUID member = Plan.id(since, random);
                membership.add(
                        member, id, residents.volunteer(who), residents.person(who), "MEMBER", since, "COUNTER", since);
                step.add(Plan.id(since, random), member, "MEMBER", "ENTERED", since, "示例", "");
            }
            n++;
        }
        for (Rows rows : List.of(team, lead, membership, step)) {
            Owner.copy(owner, rows);
        }
        return n;
    }
}
