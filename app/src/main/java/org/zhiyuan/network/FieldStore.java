package org.zhiyuan.network;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The fields of service. */
@Repository
class FieldStore {
    private final JdbcClient jdbc;

    FieldStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(Field field, int position, UUID site) {
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

    int update(Field field) {
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
                        order by position""").param("on", on).query(FieldStore::field).list();
    }

    Optional<Field> field(String key) {
        return jdbc.sql("""
                        select key, name, name_en, icon, about, about_en, from_day, until_day
                        from network.field where key = :key""").param("key", key).query(FieldStore::field).optional();
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
}
