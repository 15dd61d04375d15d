package org.zhiyuan.notice;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.zhiyuan.kernel.TextJson;
import org.zhiyuan.person.PersonId;

/** The SQL of notices, of what each wants sent, and of what a decree may change about them. */
@Repository
class NoticeStore {
    private static final String NOTICE =
            "select n.id, n.person, n.kind, n.words, n.href, n.at, n.read_at from notice.notice n ";

    private final JdbcClient jdbc;

    NoticeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    // --- rules ---

    Optional<String> rule(String key, LocalDate on) {
        return jdbc.sql("""
                        select value from notice.rule where key = :key and valid_from <= :on
                        order by valid_from desc limit 1""")
                .param("key", key)
                .param("on", on)
                .query(String.class)
                .optional();
    }

    void addRule(String key, LocalDate from, String value) {
        jdbc.sql("""
                        insert into notice.rule (key, valid_from, value) values (:key, :from, :value)
                        on conflict do nothing""")
                .param("key", key)
                .param("from", from)
                .param("value", value)
                .update();
    }

    Map<Kind, Kind.Sms> kinds() {
        Map<Kind, Kind.Sms> kinds = new HashMap<>();
        jdbc.sql("select k.key, k.sms from notice.kind k").query(row -> {
            Kind.Sms sms = Kind.Sms.valueOf(row.getString("sms"));
            Kind.of(row.getString("key")).ifPresent(kind -> kinds.put(kind, sms));
        });
        return kinds;
    }

    void set(Kind kind, Kind.Sms sms) {
        jdbc.sql("""
                        insert into notice.kind (key, sms) values (:key, :sms)
                        on conflict (key) do update set sms = :sms""").param("key", kind.key()).param("sms", sms.name()).update();
    }

    // --- telling ---

    /** False where this act was told to this person already. */
    boolean add(Notice notice, UUID source) {
        return jdbc.sql("""
                                insert into notice.notice (id, person, kind, source, words, href, at)
                                values (:id, :person, :kind, :source, cast(:words as jsonb), :href, :at)
                                on conflict do nothing""")
                        .param("id", notice.id().value())
                        .param("person", notice.person().value())
                        .param("kind", notice.kind().key())
                        .param("source", source)
                        .param("words", TextJson.sentence(notice.words()))
                        .param("href", notice.href())
                        .param("at", utc(notice.at()))
                        .update()
                == 1;
    }

    void ask(NoticeId notice, Instant due) {
        jdbc.sql("insert into notice.outbox (notice, due) values (:notice, :due)")
                .param("notice", notice.value())
                .param("due", utc(due))
                .update();
    }

    /** @param tries how often a message was tried before */
    record Asked(Notice notice, int tries) {}

    /** The next of which it is due to ask whether a message goes with it; nobody else takes the same meanwhile. */
    Optional<Asked> due(Instant now) {
        return jdbc.sql("""
                        select n.id, n.person, n.kind, n.words, n.href, n.at, n.read_at, o.tries
                        from notice.outbox o join notice.notice n on n.id = o.notice
                        where o.due <= :now order by o.due, o.notice limit 1 for update of o skip locked""")
                .param("now", utc(now))
                .query((row, n) -> new Asked(notice(row, n), row.getInt("tries")))
                .optional();
    }

    void postpone(NoticeId notice, Instant due, int tries) {
        jdbc.sql("update notice.outbox set due = :due, tries = :tries where notice = :notice")
                .param("due", utc(due))
                .param("tries", tries)
                .param("notice", notice.value())
                .update();
    }

    void settle(NoticeId notice) {
        jdbc.sql("delete from notice.outbox where notice = :notice")
                .param("notice", notice.value())
                .update();
    }

    // --- reading ---

    List<Notice> of(UUID person, int limit, long offset) {
        return jdbc.sql(NOTICE + "where n.person = :person order by n.at desc, n.id desc limit :limit offset :offset")
                .param("person", person)
                .param("limit", limit)
                .param("offset", offset)
                .query(NoticeStore::notice)
                .list();
    }

    long count(UUID person) {
        return jdbc.sql("select count(*) from notice.notice n where n.person = :person")
                .param("person", person)
                .query(Long.class)
                .single();
    }

    /** How many are unread, counted up to a limit. */
    int unread(UUID person, int limit) {
        return jdbc.sql("""
                        select count(*) from (
                            select from notice.notice n where n.person = :person and n.read_at is null limit :limit) one""")
                .param("person", person)
                .param("limit", limit)
                .query(Integer.class)
                .single();
    }

    Optional<Notice> find(UUID id) {
        return jdbc.sql(NOTICE + "where n.id = :id")
                .param("id", id)
                .query(NoticeStore::notice)
                .optional();
    }

    void read(NoticeId id, Instant now) {
        jdbc.sql("update notice.notice set read_at = :now where id = :id and read_at is null")
                .param("now", utc(now))
                .param("id", id.value())
                .update();
    }

    int readAll(UUID person, Instant now) {
        return jdbc.sql("update notice.notice set read_at = :now where person = :person and read_at is null")
                .param("now", utc(now))
                .param("person", person)
                .update();
    }

    int forgetBefore(Instant limit, int most) {
        return jdbc.sql("""
                        delete from notice.notice where id in (
                            select n.id from notice.notice n where n.at < :limit order by n.at limit :most)""").param("limit", utc(limit)).param("most", most).update();
    }

    // --- what each wants ---

    Map<Kind, Boolean> preferences(UUID person) {
        Map<Kind, Boolean> preferences = new HashMap<>();
        jdbc.sql("select p.kind, p.sms from notice.preference p where p.person = :person")
                .param("person", person)
                .query(row -> {
                    boolean sms = row.getBoolean("sms");
                    Kind.of(row.getString("kind")).ifPresent(kind -> preferences.put(kind, sms));
                });
        return preferences;
    }

    void prefer(UUID person, Kind kind, boolean sms) {
        jdbc.sql("""
                        insert into notice.preference (person, kind, sms) values (:person, :kind, :sms)
                        on conflict (person, kind) do update set sms = :sms""")
                .param("person", person)
                .param("kind", kind.key())
                .param("sms", sms)
                .update();
    }

    Optional<Quiet> quiet(UUID person) {
        return jdbc.sql("select q.from_hour, q.until_hour from notice.quiet q where q.person = :person")
                .param("person", person)
                .query((row, n) -> new Quiet(row.getInt("from_hour"), row.getInt("until_hour")))
                .optional();
    }

    void quiet(UUID person, Quiet quiet) {
        jdbc.sql("""
                        insert into notice.quiet (person, from_hour, until_hour) values (:person, :from, :until)
                        on conflict (person) do update set from_hour = :from, until_hour = :until""")
                .param("person", person)
                .param("from", quiet.from())
                .param("until", quiet.until())
                .update();
    }

    void forget(UUID person) {
        jdbc.sql("delete from notice.notice where person = :person")
                .param("person", person)
                .update();
        jdbc.sql("delete from notice.preference where person = :person")
                .param("person", person)
                .update();
        jdbc.sql("delete from notice.quiet where person = :person")
                .param("person", person)
                .update();
    }

    private static Notice notice(ResultSet row, int n) throws SQLException {
        return new Notice(
                new NoticeId(row.getObject("id", UUID.class)),
                new PersonId(row.getObject("person", UUID.class)),
                Kind.of(row.getString("kind")).orElseThrow(),
                TextJson.sentence(row.getString("words")),
                row.getString("href"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                instantOrNull(row.getObject("read_at", OffsetDateTime.class)));
    }

    private static @Nullable Instant instantOrNull(@Nullable OffsetDateTime moment) {
        return moment == null ? null : moment.toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
