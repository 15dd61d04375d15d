package org.zhiyuan.team;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.volunteer.VolunteerId;

/** The SQL of families. */
@Repository
class FamilyStore {
    private static final String KIN = """
            select k.id, k.family, k.volunteer, k.person, k.asker, k.word, k.due from team.kin k
            """;

    private final JdbcClient jdbc;

    FamilyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(Families.Kin kin, @Nullable Instant wordAt) {
        Instant due = kin.due();
        jdbc.sql("""
                        insert into team.kin (id, family, volunteer, person, asker, word, word_at, due)
                        values (:id, :family, :volunteer, :person, :asker, :word, :wordAt, :due)""")
                .param("id", kin.id())
                .param("family", kin.family())
                .param("volunteer", kin.volunteer().value())
                .param("person", kin.person().value())
                .param("asker", kin.asker() == null ? null : kin.asker().value())
                .param("word", kin.word() == null ? null : kin.word().name())
                .param("wordAt", wordAt == null ? null : wordAt.atOffset(ZoneOffset.UTC))
                .param("due", due == null ? null : due.atOffset(ZoneOffset.UTC))
                .update();
    }

    boolean say(UUID kin, Families.Word word, Instant now) {
        return jdbc.sql("""
                        update team.kin set word = :word, word_at = :now, due = null
                        where id = :kin and word is null and left_at is null and due > :now""")
                        .param("kin", kin)
                        .param("word", word.name())
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    void leave(UUID kin, Instant now) {
        jdbc.sql("update team.kin set left_at = :now, due = null where id = :kin and left_at is null")
                .param("kin", kin)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    int lapse(Instant now) {
        return jdbc.sql("update team.kin set left_at = :now, due = null where due <= :now and left_at is null")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Open ones of a volunteer: the family he belongs to, and those that he was asked into. */
    List<Families.Kin> of(UUID volunteer) {
        return jdbc.sql(KIN + " where k.volunteer = :volunteer and k.left_at is null order by k.word nulls last, k.id")
                .param("volunteer", volunteer)
                .query(FamilyStore::kin)
                .list();
    }

    List<Families.Kin> family(UUID family) {
        return jdbc.sql(KIN + " where k.family = :family and k.left_at is null order by k.id")
                .param("family", family)
                .query(FamilyStore::kin)
                .list();
    }

    /** Locked, so that two answers at once do not make two families of one. */
    Optional<Families.Kin> lock(UUID kin) {
        return jdbc.sql(KIN + " where k.id = :kin and k.left_at is null for update")
                .param("kin", kin)
                .query(FamilyStore::kin)
                .optional();
    }

    private static Families.Kin kin(ResultSet row, int n) throws SQLException {
        UUID asker = row.getObject("asker", UUID.class);
        String word = row.getString("word");
        OffsetDateTime due = row.getObject("due", OffsetDateTime.class);
        return new Families.Kin(
                row.getObject("id", UUID.class),
                row.getObject("family", UUID.class),
                new VolunteerId(row.getObject("volunteer", UUID.class)),
                new PersonId(row.getObject("person", UUID.class)),
                asker == null ? null : new VolunteerId(asker),
                word == null ? null : Families.Word.valueOf(word),
                due == null ? null : due.toInstant());
    }
}
