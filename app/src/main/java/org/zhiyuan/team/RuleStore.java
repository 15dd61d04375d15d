package org.zhiyuan.team;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of what a decree may change about teams, and of what the city calls its levels and kinds. */
@Repository("teamRuleStore")
class RuleStore {
    private final JdbcClient jdbc;

    RuleStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<String> rule(String key, LocalDate on) {
        return jdbc.sql("""
                        select value from team.rule where key = :key and valid_from <= :on
                        order by valid_from desc limit 1""")
                .param("key", key)
                .param("on", on)
                .query(String.class)
                .optional();
    }

    void addRule(String key, LocalDate from, String value) {
        jdbc.sql("insert into team.rule (key, valid_from, value) values (:key, :from, :value) on conflict do nothing")
                .param("key", key)
                .param("from", from)
                .param("value", value)
                .update();
    }

    List<Level> levels() {
        return jdbc.sql("select key, position, name, name_en from team.level order by position")
                .query((row, n) -> new Level(
                        row.getString("key"), row.getInt("position"), row.getString("name"), row.getString("name_en")))
                .list();
    }

    void addLevel(Level level) {
        jdbc.sql("""
                        insert into team.level (key, position, name, name_en) values (:key, :position, :name, :nameEn)
                        on conflict do nothing""")
                .param("key", level.key())
                .param("position", level.position())
                .param("name", level.name())
                .param("nameEn", level.nameEn())
                .update();
    }

    List<TeamKind> kinds() {
        return jdbc.sql("select key, name, name_en from team.kind order by position")
                .query((row, n) -> new TeamKind(row.getString("key"), row.getString("name"), row.getString("name_en")))
                .list();
    }

    void addKind(TeamKind kind, int position) {
        jdbc.sql("""
                        insert into team.kind (key, position, name, name_en) values (:key, :position, :name, :nameEn)
                        on conflict do nothing""")
                .param("key", kind.key())
                .param("position", position)
                .param("name", kind.name())
                .param("nameEn", kind.nameEn())
                .update();
    }

    List<Alliance> alliances() {
        return jdbc.sql("select a.key, a.name, a.name_en, a.about from team.alliance a order by a.key")
                .query(RuleStore::alliance)
                .list();
    }

    void addAlliance(Alliance alliance) {
        jdbc.sql("""
                        insert into team.alliance (key, name, name_en, about) values (:key, :name, :nameEn, :about)
                        on conflict do nothing""")
                .param("key", alliance.key())
                .param("name", alliance.name())
                .param("nameEn", alliance.nameEn())
                .param("about", alliance.about())
                .update();
    }

    static Alliance alliance(ResultSet row, int n) throws SQLException {
        return new Alliance(
                row.getString("key"), row.getString("name"), row.getString("name_en"), row.getString("about"));
    }
}
