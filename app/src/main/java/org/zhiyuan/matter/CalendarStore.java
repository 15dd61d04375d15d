package org.zhiyuan.matter;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class CalendarStore {
    private final JdbcClient jdbc;

    CalendarStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether the transaction's rights begin at the root of the whole city. */
    boolean wholeCity() {
        return jdbc.sql("select scope.everything() or scope.whole_city()")
                .query(Boolean.class)
                .single();
    }

    List<SpecialDay> days() {
        return jdbc.sql("select d.day, d.kind, d.name, d.name_en from matter.special_day d order by d.day")
                .query(CalendarStore::day)
                .list();
    }

    Optional<SpecialDay> day(LocalDate day) {
        return jdbc.sql("select d.day, d.kind, d.name, d.name_en from matter.special_day d where d.day = :day")
                .param("day", day)
                .query(CalendarStore::day)
                .optional();
    }

    void put(SpecialDay day) {
        jdbc.sql("""
                        insert into matter.special_day (day, kind, name, name_en)
                        values (:day, :kind, :name, :nameEn)
                        on conflict (day) do update set kind = :kind, name = :name, name_en = :nameEn
                        """)
                .param("day", day.day())
                .param("kind", day.kind().name())
                .param("name", day.name())
                .param("nameEn", day.nameEn())
                .update();
    }

    boolean remove(LocalDate day) {
        return jdbc.sql("delete from matter.special_day where day = :day")
                        .param("day", day)
                        .update()
                == 1;
    }

    /** The document by year, of the years that are settled. */
    Map<Integer, String> years() {
        Map<Integer, String> years = new HashMap<>();
        jdbc.sql("select y.year, y.document from matter.calendar_year y").query(row -> {
            years.put(row.getInt("year"), row.getString("document"));
        });
        return years;
    }

    void settle(int year, String document, Instant now) {
        jdbc.sql("""
                        insert into matter.calendar_year (year, document, settled_at) values (:year, :document, :now)
                        on conflict (year) do update set document = :document, settled_at = :now
                        """)
                .param("year", year)
                .param("document", document)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    List<OfficeHours> hours() {
        Map<LocalDate, List<OfficeHours.Session>> sessions = new HashMap<>();
        jdbc.sql("""
                        select s.valid_from, s.starts, s.ends
                        from matter.office_session s
                        order by s.valid_from, s.starts
                        """).query(row -> {
            sessions.computeIfAbsent(row.getObject("valid_from", LocalDate.class), from -> new ArrayList<>())
                    .add(new OfficeHours.Session(
                            row.getObject("starts", LocalTime.class), row.getObject("ends", LocalTime.class)));
        });
        return jdbc.sql("select h.valid_from, h.document from matter.office_hours h order by h.valid_from")
                .query((row, number) -> {
                    LocalDate from = row.getObject("valid_from", LocalDate.class);
                    return new OfficeHours(from, sessions.getOrDefault(from, List.of()), row.getString("document"));
                })
                .list();
    }

    void put(OfficeHours hours) {
        jdbc.sql("delete from matter.office_session where valid_from = :from")
                .param("from", hours.from())
                .update();
        jdbc.sql("delete from matter.office_hours where valid_from = :from")
                .param("from", hours.from())
                .update();
        jdbc.sql("insert into matter.office_hours (valid_from, document) values (:from, :document)")
                .param("from", hours.from())
                .param("document", hours.document())
                .update();
        for (OfficeHours.Session session : hours.sessions()) {
            jdbc.sql("""
                            insert into matter.office_session (valid_from, starts, ends)
                            values (:from, :starts, :ends)
                            """)
                    .param("from", hours.from())
                    .param("starts", session.start())
                    .param("ends", session.end())
                    .update();
        }
    }

    private static SpecialDay day(ResultSet row, int number) throws SQLException {
        return new SpecialDay(
                row.getObject("day", LocalDate.class),
                SpecialDay.Kind.valueOf(row.getString("kind")),
                row.getString("name"),
                row.getString("name_en"));
    }
}
