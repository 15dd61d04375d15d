package org.zhiyuan.volunteer;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of what a decree may change, and of drafts on the way to registering. */
@Repository
class RuleStore {
    private final JdbcClient jdbc;

    RuleStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<String> rule(String key, LocalDate on) {
        return jdbc.sql("""
                        select value from volunteer.rule where key = :key and valid_from <= :on
                        order by valid_from desc limit 1""")
                .param("key", key)
                .param("on", on)
                .query(String.class)
                .optional();
    }

    void addRule(String key, LocalDate from, String value) {
        jdbc.sql("""
                        insert into volunteer.rule (key, valid_from, value) values (:key, :from, :value)
                        on conflict do nothing""")
                .param("key", key)
                .param("from", from)
                .param("value", value)
                .update();
    }

    List<AgeBand> bands() {
        return jdbc.sql("select valid_from, min_years, asks, risky from volunteer.age_band")
                .query((row, n) -> new AgeBand(
                        row.getObject("valid_from", LocalDate.class),
                        row.getInt("min_years"),
                        AgeBand.Asks.valueOf(row.getString("asks")),
                        row.getBoolean("risky")))
                .list();
    }

    void addBand(AgeBand band) {
        jdbc.sql("""
                        insert into volunteer.age_band (valid_from, min_years, asks, risky)
                        values (:from, :minYears, :asks, :risky) on conflict do nothing""")
                .param("from", band.validFrom())
                .param("minYears", band.minYears())
                .param("asks", band.asks().name())
                .param("risky", band.risky())
                .update();
    }

    List<Choice> choices() {
        return jdbc.sql("select kind, key, name, name_en, special from volunteer.choice order by kind, position")
                .query((row, n) -> new Choice(
                        Choice.Kind.valueOf(row.getString("kind")),
                        row.getString("key"),
                        row.getString("name"),
                        row.getString("name_en"),
                        row.getBoolean("special")))
                .list();
    }

    void addChoice(Choice choice, int position) {
        jdbc.sql("""
                        insert into volunteer.choice (kind, key, position, name, name_en, special)
                        values (:kind, :key, :position, :name, :nameEn, :special) on conflict do nothing""")
                .param("kind", choice.kind().name())
                .param("key", choice.key())
                .param("position", position)
                .param("name", choice.name())
                .param("nameEn", choice.nameEn())
                .param("special", choice.special())
                .update();
    }

    Optional<byte[]> draft(UUID person) {
        return jdbc.sql("select words from volunteer.draft where person = :person")
                .param("person", person)
                .query((row, n) -> row.getBytes("words"))
                .optional();
    }

    void draft(UUID person, byte[] words, Instant now) {
        jdbc.sql("""
                        insert into volunteer.draft (person, words, at) values (:person, :words, :now)
                        on conflict (person) do update set words = excluded.words, at = excluded.at""")
                .param("person", person)
                .param("words", words)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    void forgetDraft(UUID person) {
        jdbc.sql("delete from volunteer.draft where person = :person")
                .param("person", person)
                .update();
    }

    int forgetDraftsBefore(Instant limit) {
        return jdbc.sql("delete from volunteer.draft where at < :limit")
                .param("limit", limit.atOffset(ZoneOffset.UTC))
                .update();
    }
}
