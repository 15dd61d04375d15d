package org.zhiyuan.presence;

import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rules of the city's pack, by date. */
@Repository("presenceRuleStore")
class RuleStore {
    private final JdbcClient jdbc;

    RuleStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(String key, LocalDate from, String value) {
        jdbc.sql("""
                        insert into presence.rule (key, valid_from, value) values (:key, :from, :value)
                        on conflict do nothing""")
                .param("key", key)
                .param("from", from)
                .param("value", value)
                .update();
    }

    /** All that hold on a day. */
    Map<String, String> on(LocalDate day) {
        return jdbc
                .sql("""
                        select distinct on (key) key, value from presence.rule
                        where valid_from <= :day order by key, valid_from desc""")
                .param("day", day)
                .query((row, n) -> Map.entry(row.getString("key"), row.getString("value")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
