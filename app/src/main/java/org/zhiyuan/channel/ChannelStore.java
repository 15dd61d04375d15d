package org.zhiyuan.channel;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of the room. */
@Repository
class ChannelStore {
    private static final int SAMPLE_MESSAGES_KEPT = 200;

    /** How many were counted in the last minute, hour and day. */
    record Spent(int lastMinute, int lastHour, int lastDay) {}

    private final JdbcClient jdbc;

    ChannelStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The counts of one number or network; until the transaction ends nobody else counts the same one. */
    Spent lockedSpent(String kind, String key, Instant minuteAgo, Instant hourAgo, Instant dayAgo) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:lock, 0))")
                .param("lock", "channel.spent|" + kind + "|" + key)
                .query((row, number) -> true)
                .single();
        return jdbc.sql("""
                        select count(*) filter (where at > :minuteAgo) as last_minute,
                               count(*) filter (where at > :hourAgo) as last_hour,
                               count(*) as last_day
                        from channel.spent
                        where kind = :kind and key = :key and at > :dayAgo""")
                .param("kind", kind)
                .param("key", key)
                .param("minuteAgo", at(minuteAgo))
                .param("hourAgo", at(hourAgo))
                .param("dayAgo", at(dayAgo))
                .query((row, number) ->
                        new Spent(row.getInt("last_minute"), row.getInt("last_hour"), row.getInt("last_day")))
                .single();
    }

    void spend(String kind, String key, Instant now) {
        jdbc.sql("insert into channel.spent (kind, key, at) values (:kind, :key, :at)")
                .param("kind", kind)
                .param("key", key)
                .param("at", at(now))
                .update();
    }

    /** Counts one of the day's messages; false where the day's budget is used up. */
    boolean spendOfDay(LocalDate day, int max) {
        return jdbc.sql("""
                        insert into channel.day (day, count) values (:day, 1)
                        on conflict (day) do update set count = channel.day.count + 1
                        where channel.day.count < :max""").param("day", day).param("max", max).update() == 1;
    }

    void forgetSpentBefore(Instant instant) {
        jdbc.sql("delete from channel.spent where at < :at")
                .param("at", at(instant))
                .update();
    }

    boolean stopped() {
        return jdbc.sql("select stopped from channel.switch order by at desc, id desc limit 1")
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    void turn(UUID id, boolean stopped, String reason, @Nullable UUID account, Instant now) {
        jdbc.sql("""
                        insert into channel.switch (id, at, stopped, reason, account)
                        values (:id, :at, :stopped, :reason, :account)""")
                .param("id", id)
                .param("at", at(now))
                .param("stopped", stopped)
                .param("reason", reason)
                .param("account", account)
                .update();
    }

    Optional<Switch> lastTurn() {
        return jdbc.sql("select stopped, reason, at from channel.switch order by at desc, id desc limit 1")
                .query((row, number) ->
                        new Switch(row.getBoolean("stopped"), row.getString("reason"), instant(row, "at")))
                .optional();
    }

    void add(
            SentId id,
            Instant now,
            Template template,
            List<String> values,
            Recipient to,
            @Nullable UUID site,
            @Nullable UUID account) {
        jdbc.sql("""
                        insert into channel.sent
                            (id, at, template, text, masked, reference, person, site, account, state, attempts)
                        values (:id, :at, :template, :text, :masked, :reference, :person, :site, :account, 'WAITING', 0)""")
                .param("id", id.value())
                .param("at", at(now))
                .param("template", template.key())
                .param("text", template.kept(values))
                .param("masked", to.masked())
                .param("reference", to.reference())
                .param("person", to.person())
                .param("site", site)
                .param("account", account)
                .update();
    }

    void settle(SentId id, Sms.Answer answer, Instant now) {
        boolean taken = answer instanceof Sms.Answer.Taken;
        jdbc.sql("""
                        update channel.sent
                        set state = :state, attempts = :attempts, settled_at = :at,
                            provider_reference = :reference, failure = :failure
                        where id = :id and state = 'WAITING'""")
                .param("id", id.value())
                .param("state", (taken ? Sent.State.TAKEN : Sent.State.FAILED).name())
                .param("attempts", answer.attempts())
                .param("at", at(now))
                .param("reference", answer instanceof Sms.Answer.Taken done ? done.reference() : null)
                .param("failure", answer instanceof Sms.Answer.Failed failed ? failed.reason() : null)
                .update();
    }

    /** @param unknownBefore what still waits since then is not waiting any more: nobody knows */
    Optional<Sent> find(SentId id, Instant unknownBefore) {
        return jdbc.sql("""
                        select id, at, template, text, masked, state, attempts, failure
                        from channel.sent where id = :id""")
                .param("id", id.value())
                .query((row, number) -> sent(row, unknownBefore))
                .optional();
    }

    List<Sent> list(int limit, long offset, Instant unknownBefore) {
        return jdbc.sql("""
                        select id, at, template, text, masked, state, attempts, failure
                        from channel.sent
                        order by at desc, id desc
                        limit :limit offset :offset""")
                .param("limit", limit)
                .param("offset", offset)
                .query((row, number) -> sent(row, unknownBefore))
                .list();
    }

    List<Sent> listOf(UUID person, int limit, Instant unknownBefore) {
        return jdbc.sql("""
                        select id, at, template, text, masked, state, attempts, failure
                        from channel.sent
                        where person = :person
                        order by at desc, id desc
                        limit :limit""")
                .param("person", person)
                .param("limit", limit)
                .query((row, number) -> sent(row, unknownBefore))
                .list();
    }

    long count() {
        return jdbc.sql("select count(*) from channel.sent").query(Long.class).single();
    }

    int countOfDay(LocalDate day) {
        return jdbc.sql("select count from channel.day where day = :day")
                .param("day", day)
                .query(Integer.class)
                .optional()
                .orElse(0);
    }

    void forget(UUID person) {
        jdbc.sql("""
                        update channel.sent
                        set masked = '***********', text = '', reference = decode(repeat('00', 32), 'hex')
                        where person = :person""").param("person", person).update();
    }

    void addSampleMessage(SentId id, Instant now, String masked, String text) {
        jdbc.sql("insert into channel.sample_message (id, at, masked, text) values (:id, :at, :masked, :text)")
                .param("id", id.value())
                .param("at", at(now))
                .param("masked", masked)
                .param("text", text)
                .update();
        jdbc.sql("""
                        delete from channel.sample_message
                        where id in (select id from channel.sample_message order by at desc, id desc offset :kept)""").param("kept", SAMPLE_MESSAGES_KEPT).update();
    }

    List<SampleMessage> sampleMessages(int limit) {
        return jdbc.sql("""
                        select id, at, masked, text from channel.sample_message
                        order by at desc, id desc limit :limit""")
                .param("limit", limit)
                .query((row, number) ->
                        new SampleMessage(instant(row, "at"), row.getString("masked"), row.getString("text")))
                .list();
    }

    private static Sent sent(ResultSet row, Instant unknownBefore) throws SQLException {
        Instant at = instant(row, "at");
        Sent.State state = Sent.State.valueOf(row.getString("state"));
        return new Sent(
                new SentId(row.getObject("id", UUID.class)),
                at,
                row.getString("template"),
                row.getString("masked"),
                row.getString("text"),
                state == Sent.State.WAITING && at.isBefore(unknownBefore) ? Sent.State.UNKNOWN : state,
                row.getInt("attempts"),
                row.getString("failure"));
    }

    private static Timestamp at(Instant instant) {
        return Timestamp.from(instant);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
