package org.zhiyuan.volunteer;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of training and awards. */
@Repository
class RecordStore {
    private final JdbcClient jdbc;

    RecordStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(VolunteerId volunteer, Training training, Instant now, @Nullable UUID account) {
        jdbc.sql("""
                        insert into volunteer.training
                            (id, volunteer, skill, name, content, minutes, organiser, day, passed, expires, at, account)
                        values (:id, :volunteer, :skill, :name, :content, :minutes, :organiser, :day, :passed, :expires,
                                :now, :account)""")
                .param("id", training.id())
                .param("volunteer", volunteer.value())
                .param("skill", training.skill())
                .param("name", training.name())
                .param("content", training.content())
                .param("minutes", training.minutes())
                .param("organiser", training.organiser())
                .param("day", training.day())
                .param("passed", training.passed())
                .param("expires", training.expires())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("account", account)
                .update();
    }

    void add(VolunteerId volunteer, Award award, Instant now, @Nullable UUID account) {
        jdbc.sql("""
                        insert into volunteer.award (id, volunteer, name, day, body, at, account)
                        values (:id, :volunteer, :name, :day, :body, :now, :account)""")
                .param("id", award.id())
                .param("volunteer", volunteer.value())
                .param("name", award.name())
                .param("day", award.day())
                .param("body", award.body())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("account", account)
                .update();
    }

    List<Training> trainings(UUID volunteer, int limit) {
        return jdbc.sql("""
                        select id, skill, name, content, minutes, organiser, day, passed, expires from volunteer.training
                        where volunteer = :volunteer and withdrawn_at is null order by day desc, id desc limit :limit""")
                .param("volunteer", volunteer)
                .param("limit", limit)
                .query((row, n) -> new Training(
                        row.getObject("id", UUID.class),
                        row.getString("skill"),
                        row.getString("name"),
                        row.getString("content"),
                        row.getInt("minutes"),
                        row.getString("organiser"),
                        row.getObject("day", LocalDate.class),
                        row.getBoolean("passed"),
                        row.getObject("expires", LocalDate.class)))
                .list();
    }

    List<Award> awards(UUID volunteer, int limit) {
        return jdbc.sql("""
                        select id, name, day, body from volunteer.award
                        where volunteer = :volunteer and withdrawn_at is null order by day desc, id desc limit :limit""")
                .param("volunteer", volunteer)
                .param("limit", limit)
                .query((row, n) -> new Award(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getObject("day", LocalDate.class),
                        row.getString("body")))
                .list();
    }

    boolean withdrawTraining(UUID id, UUID volunteer, Instant now) {
        return jdbc.sql("""
                        update volunteer.training set withdrawn_at = :now
                        where id = :id and volunteer = :volunteer and withdrawn_at is null""")
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("id", id)
                        .param("volunteer", volunteer)
                        .update()
                == 1;
    }

    boolean withdrawAward(UUID id, UUID volunteer, Instant now) {
        return jdbc.sql("""
                        update volunteer.award set withdrawn_at = :now
                        where id = :id and volunteer = :volunteer and withdrawn_at is null""")
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("id", id)
                        .param("volunteer", volunteer)
                        .update()
                == 1;
    }
}
