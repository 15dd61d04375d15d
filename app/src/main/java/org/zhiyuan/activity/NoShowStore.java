package org.zhiyuan.activity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of those who did not come: how often of late, and why. The database counts; nothing of it is kept twice. */
@Repository
class NoShowStore {
    private static final String EXCUSE =
            "select x.sign_up, x.words, x.due, x.accepted, x.answer from activity.excuse x ";

    private final JdbcClient jdbc;

    NoShowStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    NoShows.Standing standing(UUID volunteer, Instant now) {
        return jdbc.sql("select times, until from activity.missed(:volunteer, :now)")
                .param("volunteer", volunteer)
                .param("now", ActivityStore.at(now))
                .query((row, n) -> new NoShows.Standing(row.getInt("times"), ActivityStore.instantOrNull(row, "until")))
                .single();
    }

    /** Whether many want to come to a post. */
    boolean sought(UUID post, Instant now) {
        return jdbc.sql("select activity.sought(:post, :now)")
                .param("post", post)
                .param("now", ActivityStore.at(now))
                .query(Boolean.class)
                .single();
    }

    /** Free seats go to whoever waits, now that the list is closed. */
    void fill(UUID activity, Instant now) {
        jdbc.sql("select activity.fill(:activity, :now)")
                .param("activity", activity)
                .param("now", ActivityStore.at(now))
                .query((row, n) -> true)
                .single();
    }

    /** The same of the posts for which somebody waits who no longer has to wait his turn. */
    void fillFor(UUID volunteer, Instant now) {
        jdbc.sql("select activity.fill_for(:volunteer, :now)")
                .param("volunteer", volunteer)
                .param("now", ActivityStore.at(now))
                .query((row, n) -> true)
                .single();
    }

    void add(Excuse excuse, Instant now) {
        jdbc.sql("insert into activity.excuse (sign_up, words, at, due) values (:signUp, :words, :now, :due)")
                .param("signUp", excuse.signUp().value())
                .param("words", excuse.words())
                .param("now", ActivityStore.at(now))
                .param("due", ActivityStore.at(excuse.due()))
                .update();
    }

    Optional<Excuse> of(UUID signUp) {
        return jdbc.sql(EXCUSE + "where x.sign_up = :signUp")
                .param("signUp", signUp)
                .query(NoShowStore::excuse)
                .optional();
    }

    List<Excuse> at(UUID activity, int limit) {
        return jdbc.sql(EXCUSE + """
                        join activity.sign_up s on s.id = x.sign_up where s.activity = :activity
                        order by x.at, x.sign_up limit :limit""")
                .param("activity", activity)
                .param("limit", limit)
                .query(NoShowStore::excuse)
                .list();
    }

    /** Those not answered yet and not past their day, of activities that a person leads; the first due first. */
    List<UUID> openAtLed(UUID leader, Instant now, int limit) {
        return jdbc.sql("""
                        select s.activity from activity.excuse x join activity.sign_up s on s.id = x.sign_up
                        join activity.activity a on a.id = s.activity
                        where x.accepted is null and x.due > :now and a.leaders @> array[:leader]
                        group by s.activity order by min(x.due), s.activity limit :limit""")
                .param("now", ActivityStore.at(now))
                .param("leader", leader)
                .param("limit", limit)
                .query((row, n) -> row.getObject(1, UUID.class))
                .list();
    }

    boolean answer(UUID signUp, boolean accepted, String answer, UUID account, Instant now) {
        return jdbc.sql("""
                        update activity.excuse set accepted = :accepted, answer = :answer, answered_at = :now,
                            answered_by = :account
                        where sign_up = :signUp and accepted is null""")
                        .param("accepted", accepted)
                        .param("answer", answer)
                        .param("now", ActivityStore.at(now))
                        .param("account", account)
                        .param("signUp", signUp)
                        .update()
                == 1;
    }

    /** What somebody said of himself goes with him. */
    void forgetWords(UUID volunteer) {
        jdbc.sql("""
                        update activity.excuse x set words = ''
                        from activity.sign_up s where s.id = x.sign_up and s.volunteer = :volunteer""").param("volunteer", volunteer).update();
    }

    private static Excuse excuse(ResultSet row, int n) throws SQLException {
        return new Excuse(
                new SignUpId(row.getObject("sign_up", UUID.class)),
                row.getString("words"),
                ActivityStore.instant(row, "due"),
                row.getObject("accepted", Boolean.class),
                row.getString("answer"));
    }
}
