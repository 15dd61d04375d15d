package org.zhiyuan.network;

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

/** Fields, units, and which answers for which from when until when. */
@Repository
class UnitStore {
    private final JdbcClient jdbc;

    UnitStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    // --- fields ---

    void insertField(Field field, int position, UUID site) {
        jdbc.sql("""
                        insert into network.field (key, site, name, name_en, icon, about, about_en, position, from_day,
                                                   until_day)
                        values (:key, :site, :name, :nameEn, :icon, :about, :aboutEn, :position, :from, :until::date)""")
                .param("key", field.key())
                .param("site", site)
                .param("name", field.name())
                .param("nameEn", field.nameEn())
                .param("icon", field.icon())
                .param("about", field.about())
                .param("aboutEn", field.aboutEn())
                .param("position", position)
                .param("from", field.from())
                .param("until", field.until())
                .update();
    }

    int updateField(Field field) {
        return jdbc.sql("""
                        update network.field set name = :name, name_en = :nameEn, about = :about, about_en = :aboutEn
                        where key = :key""")
                .param("key", field.key())
                .param("name", field.name())
                .param("nameEn", field.nameEn())
                .param("about", field.about())
                .param("aboutEn", field.aboutEn())
                .update();
    }

    List<Field> fields(LocalDate on) {
        return jdbc.sql("""
                        select key, name, name_en, icon, about, about_en, from_day, until_day
                        from network.field
                        where from_day <= :on and (until_day is null or until_day > :on)
                        order by position""").param("on", on).query(UnitStore::field).list();
    }

    Optional<Field> field(String key) {
        return jdbc.sql("""
                        select key, name, name_en, icon, about, about_en, from_day, until_day
                        from network.field where key = :key""").param("key", key).query(UnitStore::field).optional();
    }

    private static Field field(ResultSet row, int n) throws SQLException {
        return new Field(
                row.getString("key"),
                row.getString("name"),
                row.getString("name_en"),
                row.getString("icon"),
                row.getString("about"),
                row.getString("about_en"),
                row.getObject("from_day", LocalDate.class),
                row.getObject("until_day", LocalDate.class));
    }

    // --- units ---

    void insertUnit(UnitId unit, UUID site, String number, LocalDate opened) {
        jdbc.sql("insert into network.unit (id, site, number, opened) values (:unit, :site, :number, :opened)")
                .param("unit", unit.value())
                .param("site", site)
                .param("number", number)
                .param("opened", opened)
                .update();
    }

    /** How a unit is from a day on; what it was until then ends. */
    void insertVersion(UnitId unit, UUID site, LocalDate from, ActId act, NewUnit state) {
        jdbc.sql("""
                        update network.unit_version set days = daterange(lower(days), :from)
                        where unit = :unit and days @> :from::date and lower(days) < :from""").param("unit", unit.value()).param("from", from).update();
        jdbc.sql("delete from network.unit_version where unit = :unit and lower(days) = :from")
                .param("unit", unit.value())
                .param("from", from)
                .update();
        jdbc.sql("""
                        insert into network.unit_version (unit, site, days, act, name, short_name, name_en, credit_code, phone)
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
                        update network.unit_version
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
        return jdbc.sql("select max(lower(days)) from network.unit_version where unit = :unit")
                .param("unit", unit.value())
                .query(LocalDate.class)
                .single();
    }

    void endUnit(UnitId unit, LocalDate closed, @Nullable UnitId successor) {
        jdbc.sql("update network.unit set closed = :closed, successor = :successor::uuid where id = :unit")
                .param("unit", unit.value())
                .param("closed", closed)
                .param("successor", successor == null ? null : successor.value())
                .update();
        jdbc.sql("""
                        update network.unit_version set days = daterange(lower(days), :closed)
                        where unit = :unit and days @> :closed::date""").param("unit", unit.value()).param("closed", closed).update();
    }

    void reopenUnit(UnitId unit) {
        jdbc.sql("update network.unit set closed = null, successor = null where id = :unit")
                .param("unit", unit.value())
                .update();
        jdbc.sql("""
                        update network.unit_version v set days = daterange(lower(days), null)
                        where unit = :unit and lower(days) = (select max(lower(days)) from network.unit_version
                                                              where unit = :unit)""").param("unit", unit.value()).update();
    }

    private static final String UNIT = """
            select u.id, u.number, u.opened, u.closed, u.successor, v.name, v.short_name, v.name_en, v.credit_code, v.phone
            from network.unit u
            cross join lateral (
                select name, short_name, name_en, credit_code, phone from network.unit_version
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
                               or network.initials(v.short_name) like :like or network.initials(v.name) like :like
                               or lower(v.credit_code) = lower(:typed) or u.number = :typed
                               or :digits <> '' and regexp_replace(v.phone, '[^0-9]', '', 'g') like :digits)
                        order by v.name collate "zh-x-icu" limit :rowsMax""")
                .param("on", on)
                .param("typed", typed)
                .param("like", "%" + DirectoryStore.literal(typed) + "%")
                .param("digits", DirectoryStore.digits(typed))
                .param("rowsMax", rowsMax)
                .query(UnitStore::unit)
                .list();
    }

    List<String> unitNumbers() {
        return jdbc.sql("select number from network.unit")
                .query((row, n) -> row.getString("number"))
                .list();
    }

    /** Whether a name or credit code is another unit's on or after a day. */
    Optional<String> clash(@Nullable UnitId self, String name, @Nullable CreditCode creditCode, LocalDate from) {
        return jdbc.sql("""
                        select name from network.unit_version
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
            select r.id, r.site, r.field, r.unit, lower(r.days) as since, upper(r.days) as until, r.main, r.act, a.document
            from network.responsibility r join network.act a on a.id = r.act
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

    void insertResponsibility(UUID id, UUID site, String field, UnitId unit, Period days, boolean main, ActId act) {
        jdbc.sql("""
                        insert into network.responsibility (id, site, field, unit, days, main, act)
                        values (:id, :site, :field, :unit, daterange(:from, :until::date), :main, :act)""")
                .param("id", id)
                .param("site", site)
                .param("field", field)
                .param("unit", unit.value())
                .param("from", days.from())
                .param("until", days.until())
                .param("main", main)
                .param("act", act.value())
                .update();
    }

    int endResponsibility(UUID id, LocalDate until) {
        return jdbc.sql("update network.responsibility set days = daterange(lower(days), :until) where id = :id")
                .param("id", id)
                .param("until", until)
                .update();
    }

    /** Lets what ended when this began go on until this would have ended; and this is gone. */
    void takeBackResponsibility(Row row) {
        jdbc.sql("delete from network.responsibility where id = :id")
                .param("id", row.id())
                .update();
        jdbc.sql("""
                        update network.responsibility set days = daterange(lower(days), :until::date)
                        where field = :field and main and upper(days) = :from""")
                .param("field", row.field())
                .param("from", row.days().from())
                .param("until", row.days().until())
                .update();
    }

    Map<UUID, Unit> unitsById(LocalDate on) {
        Map<UUID, Unit> units = new HashMap<>();
        units(on, true).forEach(unit -> units.put(unit.id().value(), unit));
        return units;
    }
}
