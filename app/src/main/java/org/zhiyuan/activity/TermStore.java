package org.zhiyuan.activity;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of what a decree may change. */
@Repository
class TermStore {
    private final JdbcClient jdbc;

    TermStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<String> rule(String key, LocalDate on) {
        return jdbc.sql("""
                        select value from activity.rule where key = :key and valid_from <= :on
                        order by valid_from desc limit 1""")
                .param("key", key)
                .param("on", on)
                .query(String.class)
                .optional();
    }

    void addRule(String key, LocalDate from, String value) {
        jdbc.sql("""
                        insert into activity.rule (key, valid_from, value) values (:key, :from, :value)
                        on conflict do nothing""")
                .param("key", key)
                .param("from", from)
                .param("value", value)
                .update();
    }

    List<AgreementCase> agreementCases(LocalDate on) {
        return jdbc.sql("""
                        select c.key, c.name, c.name_en, c.basis, c.finds from activity.agreement_case c
                        where c.valid_from = (select max(v.valid_from) from activity.agreement_case v where v.valid_from <= :on)
                        order by c.position""")
                .param("on", on)
                .query((row, n) -> new AgreementCase(
                        row.getString("key"),
                        row.getString("name"),
                        row.getString("name_en"),
                        row.getString("basis"),
                        row.getString("finds") == null ? null : AgreementCase.Finds.valueOf(row.getString("finds"))))
                .list();
    }

    void addAgreementCase(AgreementCase one, LocalDate from, int position) {
        jdbc.sql("""
                        insert into activity.agreement_case (key, valid_from, position, name, name_en, basis, finds)
                        values (:key, :from, :position, :name, :nameEn, :basis, :finds) on conflict do nothing""")
                .param("key", one.key())
                .param("from", from)
                .param("position", position)
                .param("name", one.name())
                .param("nameEn", one.nameEn())
                .param("basis", one.basis())
                .param("finds", one.finds() == null ? null : one.finds().name())
                .update();
    }
}
