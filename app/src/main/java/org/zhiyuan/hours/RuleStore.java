package org.zhiyuan.hours;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.zhiyuan.activity.ActivityId;
import org.zhiyuan.ledger.AccountId;
import org.zhiyuan.network.SiteId;

/** The SQL of the rules by version, and of what is known of each activity. */
@Repository("hoursRuleStore")
class RuleStore {
    private static final String COLUMNS = """
            version, valid_from, min_share_percent, day_at_once_max, day_review_max, day_max, pairs_max, round_to, meal_after,
            meal_minutes, late_working_days, late_cap_percent, late_free_minutes, manual_share_percent, travel_kmh,
            device_people_min, same_second_min, same_second_percent, same_length_min, same_length_percent, min_years,
            adult_years, answer_working_days
            """;

    private final JdbcClient jdbc;

    RuleStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(RulePack pack) {
        jdbc.sql("insert into hours.rule_pack (" + COLUMNS + """
                        ) values (:version, :validFrom, :minSharePercent, :dayAtOnceMax, :dayReviewMax, :dayMax, :pairsMax,
                            :roundTo, :mealAfter, :mealMinutes, :lateWorkingDays, :lateCapPercent, :lateFreeMinutes,
                            :manualSharePercent, :travelKmh, :devicePeopleMin, :sameSecondMin, :sameSecondPercent,
                            :sameLengthMin, :sameLengthPercent, :minYears, :adultYears, :answerWorkingDays)
                        on conflict do nothing""")
                .paramSource(pack)
                .update();
    }

    /** The newest first. */
    List<RulePack> packs() {
        return jdbc.sql("select " + COLUMNS + " from hours.rule_pack order by valid_from desc")
                .query(RuleStore::pack)
                .list();
    }

    private static RulePack pack(ResultSet row, int n) throws SQLException {
        return new RulePack(
                row.getString("version"),
                row.getObject("valid_from", LocalDate.class),
                row.getInt("min_share_percent"),
                row.getInt("day_at_once_max"),
                row.getInt("day_review_max"),
                row.getInt("day_max"),
                row.getInt("pairs_max"),
                row.getInt("round_to"),
                row.getInt("meal_after"),
                row.getInt("meal_minutes"),
                row.getInt("late_working_days"),
                row.getInt("late_cap_percent"),
                row.getInt("late_free_minutes"),
                row.getInt("manual_share_percent"),
                row.getInt("travel_kmh"),
                row.getInt("device_people_min"),
                row.getInt("same_second_min"),
                row.getInt("same_second_percent"),
                row.getInt("same_length_min"),
                row.getInt("same_length_percent"),
                row.getInt("min_years"),
                row.getInt("adult_years"),
                row.getInt("answer_working_days"));
    }

    Optional<Occasion> occasion(ActivityId activity) {
        return jdbc.sql("""
                        select activity, site, organiser, project, starts, ends, rest_minutes, capacity, risky, insured,
                            leaders, issue
                        from hours.occasion where activity = :activity""")
                .param("activity", activity.value())
                .query(RuleStore::occasion)
                .optional();
    }

    private static Occasion occasion(ResultSet row, int n) throws SQLException {
        int capacity = row.getInt("capacity");
        Integer room = row.wasNull() ? null : capacity;
        return new Occasion(
                new ActivityId(row.getObject("activity", UUID.class)),
                new SiteId(row.getObject("site", UUID.class)),
                row.getObject("organiser", UUID.class),
                row.getObject("project", UUID.class),
                row.getObject("starts", OffsetDateTime.class).toInstant(),
                row.getObject("ends", OffsetDateTime.class).toInstant(),
                row.getInt("rest_minutes"),
                room,
                row.getBoolean("risky"),
                row.getBoolean("insured"),
                Set.of((UUID[]) row.getArray("leaders").getArray()),
                new AccountId(row.getObject("issue", UUID.class)));
    }

    /** Nothing where another was first. */
    void add(Occasion occasion, Instant now) {
        jdbc.sql("""
                        insert into hours.occasion (activity, site, organiser, project, starts, ends, rest_minutes, capacity,
                            risky, insured, leaders, issue, seen_at)
                        values (:activity, :site, :organiser, :project, :starts, :ends, :rest, :capacity, :risky, :insured,
                            :leaders, :issue, :now)
                        on conflict (activity) do nothing""")
                .param("activity", occasion.activity().value())
                .param("site", occasion.site().value())
                .param("organiser", occasion.organiser())
                .param("project", occasion.project())
                .param("starts", occasion.starts().atOffset(ZoneOffset.UTC))
                .param("ends", occasion.ends().atOffset(ZoneOffset.UTC))
                .param("rest", occasion.restMinutes())
                .param("capacity", occasion.capacity())
                .param("risky", occasion.risky())
                .param("insured", occasion.insured())
                .param("leaders", occasion.leaders().toArray(UUID[]::new))
                .param("issue", occasion.issue().value())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }
}
