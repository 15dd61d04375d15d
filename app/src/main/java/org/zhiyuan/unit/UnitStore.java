package org.zhiyuan.unit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.zhiyuan.kernel.CreditCode;
import org.zhiyuan.kernel.Period;
import org.zhiyuan.kernel.Typed;
import org.zhiyuan.network.ActId;
import org.zhiyuan.network.SiteId;

/** Units, and which answers for which field from when until when. */
@Repository
class UnitStore {
    private final JdbcClient jdbc;

    UnitStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    // --- units ---

    void insertUnit(UnitId unit, UUID site, String number, LocalDate opened) {
        jdbc.sql("insert into unit.unit (id, site, number, opened) values (:unit, :site, :number, :opened)")
                .param("unit", unit.value())
                .param("site", site)
                .param("number", number)
                .param("opened", opened)
                .update();
    }

    /** How a unit is from a day on; what it was until then ends. */
    void insertVersion(UnitId unit, UUID site, LocalDate from, ActId act, NewUnit state) {
        jdbc.sql("""
                        update unit.unit_version set days = daterange(lower(days), :from)
                        where unit = :unit and days @> :from::date and lower(days) < :from""").param("unit", unit.value()).param("from", from).update();
        jdbc.sql("delete from unit.unit_version where unit = :unit and lower(days) = :from")
                .param("unit", unit.value())
                .param("from", from)
                .update();
        jdbc.sql("""
                        insert into unit.unit_version (unit, site, days, act, name, short_name, name_en, credit_code, phone)
                        values (:unit, :site, daterange(:from, null), :act, :name, :brief, :nameEn, :creditCode, :phone)""")
                .param("unit", unit.value())
                .param("site", site)
                .param("from", from)
                .param("act", act.value())
                .param("name", state.name())
                .param("brief", state.brief())
                .param("nameEn", state.nameEn())
                .param(
                        "creditCode",
                        state.creditCode() == null ? null : state.creditCode().value())
                .param("phone", state.phone())
                .update();
    }

    /** Amends what a unit is now, where the old entry was an error or no document speaks of it: phone, English name. */
    void correctVersion(UnitId unit, LocalDate on, NewUnit state) {
        jdbc.sql("""
                        update unit.unit_version
                        set name = :name, short_name = :brief, name_en = :nameEn, credit_code = :creditCode, phone = :phone
                        where unit = :unit and days @> :on::date""")
                .param("unit", unit.value())
                .param("on", on)
                .param("name", state.name())
                .param("brief", state.brief())
                .param("nameEn", state.nameEn())
                .param(
                        "creditCode",
                        state.creditCode() == null ? null : state.creditCode().value())
                .param("phone", state.phone())
                .update();
    }

    /** First day of the latest state; a change before it would rewrite what follows. */
    LocalDate latestState(UnitId unit) {
        return jdbc.sql("select max(lower(days)) from unit.unit_version where unit = :unit")
                .param("unit", unit.value())
                .query(LocalDate.class)
                .single();
    }

    void endUnit(UnitId unit, LocalDate closed, @Nullable UnitId successor) {
        jdbc.sql("update unit.unit set closed = :closed, successor = :successor::uuid where id = :unit")
                .param("unit", unit.value())
                .param("closed", closed)
                .param("successor", successor == null ? null : successor.value())
                .update();
        jdbc.sql("""
                        update unit.unit_version set days = daterange(lower(days), :closed)
                        where unit = :unit and days @> :closed::date""").param("unit", unit.value()).param("closed", closed).update();
    }

    private static final String UNIT = """
            select u.id, u.number, u.opened, u.closed, u.successor, v.name, v.short_name, v.name_en, v.credit_code, v.phone
            from unit.unit u
            cross join lateral (
                select name, short_name, name_en, credit_code, phone from unit.unit_version
                where unit = u.id
                order by (days @> :on::date) desc, abs(lower(days) - :on::date)
                limit 1) v
            """;

    Optional<Unit> unit(UUID id, LocalDate on) {
        return jdbc.sql(UNIT + "where u.id = :id")
                .param("id", id)
                .param("on", on)
                .query(UnitStore::unit)
                .optional();
    }

    Optional<Unit> unit(String number, LocalDate on) {
        return jdbc.sql(UNIT + "where u.number = :number")
                .param("number", number)
                .param("on", on)
                .query(UnitStore::unit)
                .optional();
    }

    List<Unit> units(LocalDate on, boolean former) {
        return jdbc.sql(UNIT + """
                        where :former or (u.opened <= :on and (u.closed is null or u.closed > :on))
                        order by (u.closed is not null and u.closed <= :on), v.name collate "zh-x-icu" """)
                .param("on", on)
                .param("former", former)
                .query(UnitStore::unit)
                .list();
    }

    List<Unit> search(String typed, LocalDate on, int rowsMax) {
        return jdbc.sql(UNIT + """
                        where u.opened <= :on and (u.closed is null or u.closed > :on)
                          and (lower(v.name || ' ' || v.short_name || ' ' || v.name_en) like :like
                               or public.initials(v.short_name) like :like or public.initials(v.name) like :like
                               or lower(v.credit_code) = lower(:typed) or u.number = :typed
                               or :digits <> '' and regexp_replace(v.phone, '[^0-9]', '', 'g') like :digits)
                        order by v.name collate "zh-x-icu" limit :rowsMax""")
                .param("on", on)
                .param("typed", typed)
                .param("like", "%" + Typed.literal(typed) + "%")
                .param("digits", Typed.digits(typed))
                .param("rowsMax", rowsMax)
                .query(UnitStore::unit)
                .list();
    }

    List<String> unitNumbers() {
        return jdbc.sql("select number from unit.unit")
                .query((row, n) -> row.getString("number"))
                .list();
    }

    /** Whether a name or credit code is another unit's on or after a day. */
    Optional<String> clash(@Nullable UnitId self, String name, @Nullable CreditCode creditCode, LocalDate from) {
        return jdbc.sql("""
                        select name from unit.unit_version
                        where unit is distinct from :self::uuid and days && daterange(:from, null)
                          and (name = :name or credit_code = :creditCode)
                        limit 1""")
                .param("self", self == null ? null : self.value())
                .param("from", from)
                .param("name", name)
                .param("creditCode", creditCode == null ? "" : creditCode.value())
                .query((row, n) -> row.getString("name"))
                .optional();
    }

    private static Unit unit(ResultSet row, int n) throws SQLException {
        String creditCode = row.getString("credit_code");
        UUID successor = row.getObject("successor", UUID.class);
        return new Unit(
                new UnitId(row.getObject("id", UUID.class)),
                row.getString("number"),
                row.getString("name"),
                row.getString("short_name"),
                row.getString("name_en"),
                creditCode == null ? null : new CreditCode(creditCode),
                row.getString("phone"),
                row.getObject("opened", LocalDate.class),
                row.getObject("closed", LocalDate.class),
                successor == null ? null : new UnitId(successor));
    }

    // --- who answers for what ---

    record Row(UUID id, UUID site, String field, UUID unit, Period days, boolean main, UUID act, String document) {}

    private static final String RESPONSIBILITY = """
            select r.id, r.site, r.field, r.unit, lower(r.days) as since, upper(r.days) as until, r.main, r.act, r.document
            from unit.responsibility r
            """;

    List<Row> responsibilities(LocalDate on) {
        return jdbc.sql(RESPONSIBILITY + "where r.days @> :on::date order by r.field, r.main desc, lower(r.days)")
                .param("on", on)
                .query(UnitStore::responsibility)
                .list();
    }

    List<Row> responsibilitiesOf(String field) {
        return jdbc.sql(RESPONSIBILITY + "where r.field = :field order by lower(r.days), r.main desc")
                .param("field", field)
                .query(UnitStore::responsibility)
                .list();
    }

    List<Row> responsibilitiesOf(UnitId unit) {
        return jdbc.sql(RESPONSIBILITY + "where r.unit = :unit order by lower(r.days) desc, r.field")
                .param("unit", unit.value())
                .query(UnitStore::responsibility)
                .list();
    }

    List<Row> responsibilitiesBy(ActId act) {
        return jdbc.sql(RESPONSIBILITY + "where r.act = :act")
                .param("act", act.value())
                .query(UnitStore::responsibility)
                .list();
    }

    private static Row responsibility(ResultSet row, int n) throws SQLException {
        return new Row(
                row.getObject("id", UUID.class),
                row.getObject("site", UUID.class),
                row.getString("field"),
                row.getObject("unit", UUID.class),
                new Period(row.getObject("since", LocalDate.class), row.getObject("until", LocalDate.class)),
                row.getBoolean("main"),
                row.getObject("act", UUID.class),
                row.getString("document"));
    }

    void insertMain(UUID id, SiteId center, String field, UnitId unit, Period days, ActId act, String document) {
        jdbc.sql("""
                        insert into unit.responsibility (id, site, field, unit, days, main, act, document)
                        values (:id, :site, :field, :unit, daterange(:from, :until::date), true, :act, :document)""")
                .param("id", id)
                .param("site", center.value())
                .param("field", field)
                .param("unit", unit.value())
                .param("from", days.from())
                .param("until", days.until())
                .param("act", act.value())
                .param("document", document)
                .update();
    }

    int endResponsibility(UUID id, LocalDate until) {
        return jdbc.sql("update unit.responsibility set days = daterange(lower(days), :until) where id = :id")
                .param("id", id)
                .param("until", until)
                .update();
    }

    /** Lets what ended when this began go on until this would have ended; and this is gone. */
    void takeBackResponsibility(Row row) {
        jdbc.sql("delete from unit.responsibility where id = :id")
                .param("id", row.id())
                .update();
        jdbc.sql("""
                        update unit.responsibility set days = daterange(lower(days), :until::date)
                        where field = :field and main and upper(days) = :from""")
                .param("field", row.field())
                .param("from", row.days().from())
                .param("until", row.days().until())
                .update();
    }

    // --- what is told of it elsewhere ---

    /** @param unit as it was called on the day */
    record Turn(UUID act, LocalDate day, String field, String unit, String unitEn, String document) {
        String called(boolean english) {
            return english && !unitEn.isEmpty() ? unitEn : unit;
        }
    }

    /** Changes of main units after a day, oldest first; a field's first unit is no change. */
    List<Turn> turns(LocalDate after, @Nullable String field) {
        return jdbc.sql("""
                        select r.act, lower(r.days) as day, r.field, u.short_name, u.name_en, r.document
                        from unit.responsibility r
                        cross join lateral (select short_name, name_en from unit.unit_version where unit = r.unit
                                            order by (days @> lower(r.days)) desc, abs(lower(days) - lower(r.days)) limit 1) u
                        where r.main and lower(r.days) > :after and (:field = '' or r.field = :field)
                          and exists (select from unit.responsibility b
                                      where b.field = r.field and b.main and lower(b.days) < lower(r.days))
                        order by day""")
                .param("after", after)
                .param("field", field == null ? "" : field)
                .query((row, n) -> new Turn(
                        row.getObject("act", UUID.class),
                        row.getObject("day", LocalDate.class),
                        row.getString("field"),
                        row.getString("short_name"),
                        row.getString("name_en"),
                        row.getString("document")))
                .list();
    }

    record Ahead(UUID unit, LocalDate day) {}

    /** Units that are to be opened, renamed or ended after a day and until another, soonest first. */
    List<Ahead> ahead(LocalDate on, LocalDate until, int rowsMax) {
        return jdbc.sql("""
                        select unit, lower(days) as day from unit.unit_version
                        where lower(days) > :on and lower(days) <= :until
                        union
                        select id, closed from unit.unit where closed > :on and closed <= :until
                        order by day, unit limit :rowsMax""")
                .param("on", on)
                .param("until", until)
                .param("rowsMax", rowsMax)
                .query((row, n) -> new Ahead(row.getObject("unit", UUID.class), row.getObject("day", LocalDate.class)))
                .list();
    }

    List<Row> responsibilitiesAhead(LocalDate on, LocalDate until, int rowsMax) {
        return jdbc.sql(RESPONSIBILITY + """
                        where lower(r.days) > :on and lower(r.days) <= :until
                        order by lower(r.days), r.field limit :rowsMax""")
                .param("on", on)
                .param("until", until)
                .param("rowsMax", rowsMax)
                .query(UnitStore::responsibility)
                .list();
    }

    Map<UUID, Unit> unitsById(LocalDate on) {
        Map<UUID, Unit> units = new HashMap<>();
        units(on, true).forEach(unit -> units.put(unit.id().value(), unit));
        return units;
    }
}
