package org.zhiyuan.reward;

import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.zhiyuan.kernel.ServiceTime;

/** The SQL of what a decree may change about stars. */
@Repository
class SchemeStore {
    private final JdbcClient jdbc;

    SchemeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The newest first. */
    List<Scheme> all() {
        return jdbc.sql("""
                        select version, valid_from, document, document_en, counts_from, counts_late, notice_days,
                            answer_days, min_years
                        from reward.scheme order by valid_from desc""")
                .query((row, n) -> new Scheme(
                        row.getString("version"),
                        row.getObject("valid_from", LocalDate.class),
                        row.getString("document"),
                        row.getString("document_en"),
                        row.getObject("counts_from", LocalDate.class),
                        row.getBoolean("counts_late"),
                        row.getInt("notice_days"),
                        row.getInt("answer_days"),
                        row.getInt("min_years"),
                        grades(row.getString("version"))))
                .list();
    }

    private List<Scheme.Grade> grades(String version) {
        return jdbc.sql("select star, name, name_en, minutes from reward.grade where scheme = :version order by star")
                .param("version", version)
                .query((row, n) -> new Scheme.Grade(
                        row.getInt("star"),
                        row.getString("name"),
                        row.getString("name_en"),
                        new ServiceTime(row.getInt("minutes"))))
                .list();
    }

    /** A version that is there already stays as it is. */
    void add(Scheme scheme) {
        int added = jdbc.sql("""
                        insert into reward.scheme (version, valid_from, document, document_en, counts_from, counts_late,
                            notice_days, answer_days, min_years)
                        values (:version, :validFrom, :document, :documentEn, :countsFrom, :countsLate, :noticeDays,
                            :answerDays, :minYears)
                        on conflict do nothing""").paramSource(scheme).update();
        if (added == 1) {
            scheme.grades().forEach(grade -> add(scheme.version(), grade));
        }
    }

    private void add(String version, Scheme.Grade grade) {
        jdbc.sql("""
                        insert into reward.grade (scheme, star, name, name_en, minutes)
                        values (:version, :star, :name, :nameEn, :minutes)""")
                .param("version", version)
                .param("star", grade.star())
                .param("name", grade.name())
                .param("nameEn", grade.nameEn())
                .param("minutes", grade.time().minutes())
                .update();
    }
}
