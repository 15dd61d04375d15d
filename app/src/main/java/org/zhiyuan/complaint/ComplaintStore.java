package org.zhiyuan.complaint;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.person.PersonId;

/** The SQL of complaints, and of what a decree may change about them. */
@Repository
class ComplaintStore {
    private static final String COLUMNS = """
            c.id, c.number, c.kind, c.topic, c.subject_kind, c.subject_id, c.subject_label, c.about, c.person, c.words, c.at,
            c.persons, c.accounts, c.site, c.due, c.raised, c.state, c.appeal_until""";
    private static final String COMPLAINT = "select " + COLUMNS + " from complaint.complaint c ";

    private final JdbcClient jdbc;

    ComplaintStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    // --- rules ---

    Optional<String> rule(String key, LocalDate on) {
        return jdbc.sql("""
                        select value from complaint.rule where key = :key and valid_from <= :on
                        order by valid_from desc limit 1""")
                .param("key", key)
                .param("on", on)
                .query(String.class)
                .optional();
    }

    void addRule(String key, LocalDate from, String value) {
        jdbc.sql("""
                        insert into complaint.rule (key, valid_from, value) values (:key, :from, :value)
                        on conflict do nothing""")
                .param("key", key)
                .param("from", from)
                .param("value", value)
                .update();
    }

    List<Topic> topics() {
        return jdbc.sql("select t.key, t.name, t.name_en from complaint.topic t order by t.position, t.key")
                .query((row, n) -> new Topic(row.getString("key"), row.getString("name"), row.getString("name_en")))
                .list();
    }

    void addTopic(Topic topic, int position) {
        jdbc.sql("""
                        insert into complaint.topic (key, position, name, name_en) values (:key, :position, :name, :nameEn)
                        on conflict do nothing""")
                .param("key", topic.key())
                .param("position", position)
                .param("name", topic.name())
                .param("nameEn", topic.nameEn())
                .update();
    }

    // --- filing ---

    /** The year's next number; whoever files at the same time waits for it. */
    int nextOrdinal(int year) {
        return jdbc.sql("""
                        insert into complaint.counter as c (year, last) values (:year, 1)
                        on conflict (year) do update set last = c.last + 1 returning c.last""").param("year", year).query(Integer.class).single();
    }

    void add(Complaint complaint, byte[] receipt) {
        jdbc.sql("""
                        insert into complaint.complaint (id, number, receipt, kind, topic, subject_kind, subject_id,
                            subject_label, about, person, words, at, persons, accounts, site, due, raised, state)
                        values (:id, :number, :receipt, :kind, :topic, :subjectKind, :subjectId, :subjectLabel, :about,
                            :person, :words, :at, :persons, :accounts, :site, :due, 0, 'OPEN')""")
                .param("id", complaint.id().value())
                .param("number", complaint.number())
                .param("receipt", receipt)
                .param("kind", complaint.kind().name())
                .param("topic", complaint.topic())
                .param("subjectKind", complaint.subjectKind().name())
                .param("subjectId", complaint.subjectId())
                .param("subjectLabel", complaint.subjectLabel())
                .param("about", complaint.about().value())
                .param(
                        "person",
                        complaint.person() == null ? null : complaint.person().value())
                .param("words", complaint.words())
                .param("at", utc(complaint.at()))
                .param("persons", complaint.persons().toArray(UUID[]::new))
                .param("accounts", complaint.accounts().toArray(UUID[]::new))
                .param("site", complaint.site().value())
                .param("due", utc(complaint.due()))
                .update();
    }

    // --- reading ---

    Optional<Complaint> find(UUID id) {
        return jdbc.sql(COMPLAINT + "where c.id = :id")
                .param("id", id)
                .query(ComplaintStore::complaint)
                .optional();
    }

    Optional<Complaint> lock(UUID id) {
        return jdbc.sql(COMPLAINT + "where c.id = :id for no key update")
                .param("id", id)
                .query(ComplaintStore::complaint)
                .optional();
    }

    Optional<Complaint> received(byte[] receipt) {
        return jdbc.sql(COMPLAINT + "where c.receipt = :receipt")
                .param("receipt", receipt)
                .query(ComplaintStore::complaint)
                .optional();
    }

    Optional<Complaint> numbered(String number) {
        return jdbc.sql(COMPLAINT + "where c.number = :number")
                .param("number", number)
                .query(ComplaintStore::complaint)
                .optional();
    }

    List<Complaint> of(Collection<UUID> persons, int limit) {
        return jdbc.sql(COMPLAINT + "where c.person = any (:persons) order by c.at desc, c.id desc limit :limit")
                .param("persons", persons.toArray(UUID[]::new))
                .param("limit", limit)
                .query(ComplaintStore::complaint)
                .list();
    }

    int waitingOf(UUID person) {
        return jdbc.sql("""
                        select count(*) from complaint.complaint c
                        where c.person = :person and c.state in ('OPEN', 'APPEALED')""").param("person", person).query(Integer.class).single();
    }

    /** In the actor's sight and answered by nobody, the soonest due first; not what the actor may not answer. */
    List<Complaint> waiting(UUID account, @Nullable UUID person, Instant dueBefore, int limit) {
        return jdbc.sql(COMPLAINT + """
                        where c.state in ('OPEN', 'APPEALED') and c.due < :dueBefore
                          and (cast(:person as uuid) is null or c.person is distinct from :person)
                          and not exists (select from complaint.reply r where r.complaint = c.id and r.account = :account)
                        order by c.due, c.id limit :limit""")
                .param("account", account)
                .param("person", person)
                .param("dueBefore", utc(dueBefore))
                .param("limit", limit)
                .query(ComplaintStore::complaint)
                .list();
    }

    /** @param state null for all */
    List<Complaint> list(@Nullable ComplaintState state, int limit, long offset) {
        return jdbc.sql(COMPLAINT + """
                        where cast(:state as text) is null or c.state = :state
                        order by c.at desc, c.id desc limit :limit offset :offset""")
                .param("state", state == null ? null : state.name())
                .param("limit", limit)
                .param("offset", offset)
                .query(ComplaintStore::complaint)
                .list();
    }

    long count(@Nullable ComplaintState state) {
        return jdbc.sql("""
                        select count(*) from complaint.complaint c
                        where cast(:state as text) is null or c.state = :state""")
                .param("state", state == null ? null : state.name())
                .query(Long.class)
                .single();
    }

    List<Reply> replies(UUID complaint) {
        return jdbc.sql("""
                        select r.round, r.outcome, r.reasons, r.at, r.site, r.account, r.person, r.who
                        from complaint.reply r where r.complaint = :complaint order by r.round""")
                .param("complaint", complaint)
                .query(ComplaintStore::reply)
                .list();
    }

    Optional<Appeal> appeal(UUID complaint) {
        return jdbc.sql("select a.words, a.at from complaint.appeal a where a.complaint = :complaint")
                .param("complaint", complaint)
                .query((row, n) -> new Appeal(row.getString("words"), instant(row, "at")))
                .optional();
    }

    List<Step> steps(UUID complaint, int limit) {
        return jdbc.sql("""
                        select s.cause, s.at, s.site from complaint.step s
                        where s.complaint = :complaint order by s.at, s.id limit :limit""")
                .param("complaint", complaint)
                .param("limit", limit)
                .query((row, n) -> new Step(
                        Step.Cause.valueOf(row.getString("cause")),
                        instant(row, "at"),
                        new SiteId(row.getObject("site", UUID.class))))
                .list();
    }

    // --- going on ---

    void add(ComplaintId complaint, Reply reply) {
        jdbc.sql("""
                        insert into complaint.reply (complaint, round, outcome, reasons, at, site, account, person, who)
                        values (:complaint, :round, :outcome, :reasons, :at, :site, :account, :person, :who)""")
                .param("complaint", complaint.value())
                .param("round", reply.round())
                .param("outcome", reply.outcome().name())
                .param("reasons", reply.reasons())
                .param("at", utc(reply.at()))
                .param("site", reply.site().value())
                .param("account", reply.account())
                .param("person", reply.person())
                .param("who", reply.who())
                .update();
    }

    void add(ComplaintId complaint, Appeal appeal) {
        jdbc.sql("insert into complaint.appeal (complaint, words, at) values (:complaint, :words, :at)")
                .param("complaint", complaint.value())
                .param("words", appeal.words())
                .param("at", utc(appeal.at()))
                .update();
    }

    void addStep(UUID id, ComplaintId complaint, Step step, @Nullable UUID account) {
        jdbc.sql("""
                        insert into complaint.step (id, complaint, cause, at, site, account)
                        values (:id, :complaint, :cause, :at, :site, :account)""")
                .param("id", id)
                .param("complaint", complaint.value())
                .param("cause", step.cause().name())
                .param("at", utc(step.at()))
                .param("site", step.site().value())
                .param("account", account)
                .update();
    }

    void stand(
            ComplaintId id, ComplaintState state, SiteId site, Instant due, int raised, @Nullable Instant appealUntil) {
        jdbc.sql("""
                        update complaint.complaint
                        set state = :state, site = :site, due = :due, raised = :raised, appeal_until = :appealUntil
                        where id = :id""")
                .param("state", state.name())
                .param("site", site.value())
                .param("due", utc(due))
                .param("raised", raised)
                .param("appealUntil", appealUntil == null ? null : utc(appealUntil))
                .param("id", id.value())
                .update();
    }

    /** Whose time is over below the root of the network; nobody else takes the same meanwhile. */
    List<Complaint> overdue(Instant now, UUID root, int limit) {
        return jdbc.sql(COMPLAINT + """
                        where c.state in ('OPEN', 'APPEALED') and c.due < :now and c.site <> :root and c.raised < 9
                        order by c.due, c.id limit :limit for no key update skip locked""")
                .param("now", utc(now))
                .param("root", root)
                .param("limit", limit)
                .query(ComplaintStore::complaint)
                .list();
    }

    /** What somebody wrote is gone with him; that there was something stays. */
    void forget(ComplaintId id, String instead) {
        jdbc.sql("update complaint.complaint set words = :instead where id = :id")
                .param("instead", instead)
                .param("id", id.value())
                .update();
        jdbc.sql("update complaint.appeal set words = :instead where complaint = :id")
                .param("instead", instead)
                .param("id", id.value())
                .update();
    }

    private static Reply reply(ResultSet row, int n) throws SQLException {
        return new Reply(
                row.getInt("round"),
                Reply.Outcome.valueOf(row.getString("outcome")),
                row.getString("reasons"),
                instant(row, "at"),
                new SiteId(row.getObject("site", UUID.class)),
                row.getObject("account", UUID.class),
                row.getObject("person", UUID.class),
                row.getString("who"));
    }

    private static Complaint complaint(ResultSet row, int n) throws SQLException {
        UUID person = row.getObject("person", UUID.class);
        OffsetDateTime appealUntil = row.getObject("appeal_until", OffsetDateTime.class);
        return new Complaint(
                new ComplaintId(row.getObject("id", UUID.class)),
                row.getString("number"),
                Complaint.Kind.valueOf(row.getString("kind")),
                row.getString("topic"),
                Subject.Kind.valueOf(row.getString("subject_kind")),
                row.getString("subject_id"),
                row.getString("subject_label"),
                new SiteId(row.getObject("about", UUID.class)),
                person == null ? null : new PersonId(person),
                row.getString("words"),
                instant(row, "at"),
                ids(row.getArray("persons")),
                ids(row.getArray("accounts")),
                new SiteId(row.getObject("site", UUID.class)),
                instant(row, "due"),
                row.getInt("raised"),
                ComplaintState.valueOf(row.getString("state")),
                appealUntil == null ? null : appealUntil.toInstant());
    }

    private static Set<UUID> ids(Array array) throws SQLException {
        return Set.of((UUID[]) array.getArray());
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
