package org.zhiyuan.hours;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.zhiyuan.activity.ActivityId;
import org.zhiyuan.kernel.ServiceTime;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.kernel.TextJson;
import org.zhiyuan.ledger.AccountId;
import org.zhiyuan.ledger.TransferId;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.presence.Way;
import org.zhiyuan.volunteer.VolunteerId;

/** The SQL of entries, and of what became of them. */
@Repository
class EntryStore {
    private static final String COLUMNS = """
            e.id, e.source, e.activity, e.site, e.volunteer, e.person, e.day, e.pair, e.began, e.ended, e.way, e.class,
            e.recorder, e.recorder_person, e.other_recorder, e.other_recorder_person, e.device, e.witness, e.recorded_at, e.taken_at, e.years, e.rule_pack,
            e.present_minutes, e.minutes, e.tier, e.state, e.reason, e.account, e.transfer, e.version
            """;

    private final JdbcClient jdbc;

    EntryStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    // --- presences that came ---

    void arrived(UUID id, UUID presence, Instant at) {
        jdbc.sql("insert into hours.arrived (id, presence, at) values (:id, :presence, :at)")
                .param("id", id)
                .param("presence", presence)
                .param("at", utc(at))
                .update();
    }

    /** The oldest first, each with the row that told it. */
    Map<UUID, UUID> arrived(Instant now, int limit) {
        return jdbc
                .sql("select id, presence from hours.arrived where at <= :now order by at, id limit :limit")
                .param("now", utc(now))
                .param("limit", limit)
                .query((row, n) -> Map.entry(row.getObject("id", UUID.class), row.getObject("presence", UUID.class)))
                .list()
                .stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, java.util.LinkedHashMap::new));
    }

    void taken(UUID arrival) {
        jdbc.sql("delete from hours.arrived where id = :id")
                .param("id", arrival)
                .update();
    }

    // --- entries ---

    boolean any() {
        return jdbc.sql("select exists (select 1 from hours.entry)")
                .query(Boolean.class)
                .single();
    }

    /** One at a time reckons a volunteer's day; ends with the transaction. */
    void hold(VolunteerId volunteer) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('hours.volunteer' || :volunteer, 0))")
                .param("volunteer", volunteer.toString())
                .query((row, n) -> true)
                .single();
    }

    void add(Entry entry, @Nullable UUID presence) {
        jdbc.sql("""
                        insert into hours.entry (id, source, presence, activity, site, volunteer, person, day, pair, began,
                            ended, way, class, recorder, recorder_person, other_recorder, other_recorder_person, device,
                            witness, recorded_at, taken_at, years, rule_pack, present_minutes, minutes, tier, state, reason, account)
                        values (:id, :source, :presence, :activity, :site, :volunteer, :person, :day, :pair, :began,
                            :ended, :way, :class, :recorder, :recorderPerson, :otherRecorder, :otherRecorderPerson,
                            :device, :witness, :recordedAt, :takenAt, :years, :rulePack, :presentMinutes, :minutes, :tier, :state, :reason, :account)""")
                .param("id", entry.id().value())
                .param("source", entry.source())
                .param("presence", presence)
                .param("activity", entry.activity().value())
                .param("site", entry.site().value())
                .param("volunteer", entry.volunteer().value())
                .param("person", entry.person().value())
                .param("day", entry.day())
                .param("pair", entry.pair())
                .param("began", utc(entry.began()))
                .param("ended", utc(entry.ended()))
                .param("way", entry.way().name())
                .param("class", entry.klass().name())
                .param("recorder", entry.recorder())
                .param("recorderPerson", entry.recorderPerson())
                .param("otherRecorder", entry.otherRecorder())
                .param("otherRecorderPerson", entry.otherRecorderPerson())
                .param("device", entry.device())
                .param("witness", entry.witness())
                .param("recordedAt", utc(entry.recordedAt()))
                .param("takenAt", utc(entry.takenAt()))
                .param("years", entry.years())
                .param("rulePack", entry.rulePack())
                .param("presentMinutes", entry.presentMinutes())
                .param("minutes", entry.minutes())
                .param("tier", entry.tier())
                .param("state", entry.state().name())
                .param("reason", entry.reason())
                .param("account", entry.account().value())
                .update();
    }

    Optional<Entry> find(EntryId id) {
        return jdbc.sql("select " + COLUMNS + " from hours.entry e where e.id = :id")
                .param("id", id.value())
                .query(EntryStore::entry)
                .optional();
    }

    Optional<Entry> lock(EntryId id) {
        return jdbc.sql("select " + COLUMNS + " from hours.entry e where e.id = :id for update")
                .param("id", id.value())
                .query(EntryStore::entry)
                .optional();
    }

    Optional<Entry> ofSource(UUID source) {
        return jdbc.sql("select " + COLUMNS + " from hours.entry e where e.source = :source")
                .param("source", source)
                .query(EntryStore::entry)
                .optional();
    }

    /** What was made of a volunteer's stays at an activity, whatever became of it. */
    List<Entry> ofStays(ActivityId activity, VolunteerId volunteer) {
        return jdbc.sql("select " + COLUMNS + """
                         from hours.entry e
                        where e.volunteer = :volunteer and e.activity = :activity and e.presence is not null
                        order by e.taken_at, e.id""")
                .param("volunteer", volunteer.value())
                .param("activity", activity.value())
                .query(EntryStore::entry)
                .list();
    }

    /** All of an activity's day that are neither refused nor reversed. */
    List<Entry> live(ActivityId activity, LocalDate day) {
        return jdbc.sql("select " + COLUMNS + """
                         from hours.entry e
                        where e.activity = :activity and e.day = :day and e.state not in ('REFUSED', 'REVERSED')
                        order by e.began, e.id""")
                .param("activity", activity.value())
                .param("day", day)
                .query(EntryStore::entry)
                .list();
    }

    /** A volunteer's that are neither refused nor reversed and touch a span of time. */
    List<Entry> live(VolunteerId volunteer, Instant from, Instant until) {
        return jdbc.sql("select " + COLUMNS + """
                         from hours.entry e
                        where e.volunteer = :volunteer and e.state not in ('REFUSED', 'REVERSED')
                          and e.began < :until and e.ended > :from
                        order by e.began""")
                .param("volunteer", volunteer.value())
                .param("from", utc(from))
                .param("until", utc(until))
                .query(EntryStore::entry)
                .list();
    }

    /** How many volunteers have hours of an activity, or wait for them, besides one. */
    int people(ActivityId activity, VolunteerId besides) {
        return jdbc.sql("""
                        select count(distinct volunteer) from hours.entry
                        where activity = :activity and volunteer <> :besides and state not in ('REFUSED', 'REVERSED')""")
                .param("activity", activity.value())
                .param("besides", besides.value())
                .query(Integer.class)
                .single();
    }

    /**
     * Those that waited for another stay of an activity which ended by then, or of a day whose hours, those of its night
     * too, were over before another day began: whatever still has to wait would stand before those that need not.
     */
    List<EntryId> over(Instant ended, LocalDate before, int limit) {
        return jdbc.sql("""
                        select e.id from hours.entry e join hours.occasion o on o.activity = e.activity
                        where e.state = 'COMPUTED' and (o.ends <= :ended or e.day < cast(:before as date) - 1)
                        order by e.taken_at limit :limit""")
                .param("ended", utc(ended))
                .param("before", before)
                .param("limit", limit)
                .query((row, n) -> new EntryId(row.getObject("id", UUID.class)))
                .list();
    }

    void reckoned(EntryId id, int presentMinutes, int minutes) {
        jdbc.sql("update hours.entry set present_minutes = :present, minutes = :minutes where id = :id")
                .param("present", presentMinutes)
                .param("minutes", minutes)
                .param("id", id.value())
                .update();
    }

    void stand(EntryId id, EntryState state, int tier, String reason) {
        jdbc.sql("""
                        update hours.entry set state = :state, tier = :tier, reason = :reason, version = version + 1
                        where id = :id""")
                .param("state", state.name())
                .param("tier", tier)
                .param("reason", reason)
                .param("id", id.value())
                .update();
    }

    void credit(EntryId id, TransferId transfer) {
        jdbc.sql("""
                        update hours.entry set state = 'VALID', transfer = :transfer, version = version + 1
                        where id = :id""")
                .param("transfer", transfer.value())
                .param("id", id.value())
                .update();
    }

    void reversed(EntryId id) {
        jdbc.sql("""
                        update hours.entry set state = 'REVERSED', told_at = null, version = version + 1 where id = :id""").param("id", id.value()).update();
    }

    void find(EntryId id, Finding finding, Instant at) {
        jdbc.sql("""
                        insert into hours.finding (entry, rule, hard, words, at)
                        values (:entry, :rule, :hard, cast(:words as jsonb), :at) on conflict do nothing""")
                .param("entry", id.value())
                .param("rule", finding.rule())
                .param("hard", finding.hard())
                .param("words", TextJson.sentence(finding.words()))
                .param("at", utc(at))
                .update();
    }

    List<Finding> findings(EntryId id) {
        return jdbc.sql("select rule, hard, words from hours.finding where entry = :entry order by at, rule")
                .param("entry", id.value())
                .query((row, n) -> finding(row))
                .list();
    }

    private static Finding finding(ResultSet row) throws SQLException {
        Text words = TextJson.sentence(row.getString("words"));
        return new Finding(row.getString("rule"), row.getBoolean("hard"), words);
    }

    void add(UUID id, EntryId entry, Step step, @Nullable UUID account) {
        jdbc.sql("""
                        insert into hours.step (id, entry, state, at, account, who, reason)
                        values (:id, :entry, :state, :at, :account, :who, :reason)""")
                .param("id", id)
                .param("entry", entry.value())
                .param("state", step.state().name())
                .param("at", utc(step.at()))
                .param("account", account)
                .param("who", step.who())
                .param("reason", step.reason())
                .update();
    }

    List<Step> steps(EntryId entry) {
        return jdbc.sql("select state, at, who, reason from hours.step where entry = :entry order by at, id limit 100")
                .param("entry", entry.value())
                .query((row, n) -> new Step(
                        EntryState.valueOf(row.getString("state")),
                        instant(row, "at"),
                        row.getString("who"),
                        row.getString("reason")))
                .list();
    }

    /** Who of the office said something last, as an account; empty where only the rules did. */
    Optional<UUID> lastDecider(EntryId entry) {
        return jdbc.sql("""
                        select account from hours.step where entry = :entry and account is not null
                        order by at desc, id desc limit 1""")
                .param("entry", entry.value())
                .query((row, n) -> Optional.ofNullable(row.getObject("account", UUID.class)))
                .optional()
                .flatMap(account -> account);
    }

    List<UUID> deciders(EntryId entry) {
        return jdbc.sql("select distinct account from hours.step where entry = :entry and account is not null limit 50")
                .param("entry", entry.value())
                .query((row, n) -> row.getObject("account", UUID.class))
                .list();
    }

    // --- approvals ---

    void approve(UUID id, EntryId entry, UUID account, @Nullable UUID person, UUID unit, Instant at) {
        jdbc.sql("""
                        insert into hours.approval (id, entry, account, person, unit, at)
                        values (:id, :entry, :account, :person, :unit, :at)""")
                .param("id", id)
                .param("entry", entry.value())
                .param("account", account)
                .param("person", person)
                .param("unit", unit)
                .param("at", utc(at))
                .update();
    }

    List<UUID> approvers(EntryId entry) {
        return jdbc.sql("select account from hours.approval where entry = :entry order by at")
                .param("entry", entry.value())
                .query((row, n) -> row.getObject("account", UUID.class))
                .list();
    }

    // --- taking back ---

    void askReversal(Reversal reversal) {
        jdbc.sql("""
                        insert into hours.reversal (entry, reason, asked_by, asked_who, asked_at)
                        values (:entry, :reason, :by, :who, :at)""")
                .param("entry", reversal.entry().value())
                .param("reason", reversal.reason())
                .param("by", reversal.askedBy())
                .param("who", reversal.askedWho())
                .param("at", utc(reversal.askedAt()))
                .update();
    }

    void doneReversal(EntryId entry, UUID by, String who, Instant at, TransferId transfer) {
        jdbc.sql("""
                        update hours.reversal set done_by = :by, done_who = :who, done_at = :at, transfer = :transfer
                        where entry = :entry and done_at is null and declined_at is null""")
                .param("by", by)
                .param("who", who)
                .param("at", utc(at))
                .param("transfer", transfer.value())
                .param("entry", entry.value())
                .update();
    }

    void declineReversal(EntryId entry, UUID by, String who, Instant at) {
        jdbc.sql("""
                        update hours.reversal set declined_by = :by, declined_who = :who, declined_at = :at
                        where entry = :entry and done_at is null and declined_at is null""")
                .param("by", by)
                .param("who", who)
                .param("at", utc(at))
                .param("entry", entry.value())
                .update();
    }

    /** The one that waits, or was done; not one that was declined. */
    Optional<Reversal> reversal(EntryId entry) {
        return jdbc.sql("""
                        select entry, reason, asked_by, asked_who, asked_at, done_by, done_who, done_at
                        from hours.reversal where entry = :entry and declined_at is null""")
                .param("entry", entry.value())
                .query(EntryStore::reversal)
                .optional();
    }

    /** Those that are done since a moment, the latest first. */
    List<TakenBack> takenBack(Instant since, int limit) {
        return jdbc.sql("""
                        select r.entry, r.reason, r.asked_by, r.asked_who, r.asked_at, r.done_by, r.done_who, r.done_at,
                            e.transfer as booked
                        from hours.reversal r join hours.entry e on e.id = r.entry
                        where r.done_at >= :since order by r.done_at desc limit :limit""")
                .param("since", utc(since))
                .param("limit", limit)
                .query((row, n) -> new TakenBack(
                        Entry.posting(new TransferId(row.getObject("booked", UUID.class))), reversal(row, n)))
                .list();
    }

    List<Reversal> openReversals(int limit) {
        return jdbc.sql("""
                        select entry, reason, asked_by, asked_who, asked_at, done_by, done_who, done_at
                        from hours.reversal where done_at is null and declined_at is null
                        order by asked_at limit :limit""").param("limit", limit).query(EntryStore::reversal).list();
    }

    private static Reversal reversal(ResultSet row, int n) throws SQLException {
        OffsetDateTime done = row.getObject("done_at", OffsetDateTime.class);
        String who = row.getString("done_who");
        return new Reversal(
                new EntryId(row.getObject("entry", UUID.class)),
                row.getString("reason"),
                row.getObject("asked_by", UUID.class),
                row.getString("asked_who"),
                instant(row, "asked_at"),
                row.getObject("done_by", UUID.class),
                who == null ? "" : who,
                done == null ? null : done.toInstant());
    }

    // --- lists ---

    /** A volunteer's, the latest first. */
    List<Entry> ofVolunteer(VolunteerId volunteer, int limit, long offset) {
        return jdbc.sql("select " + COLUMNS + """
                         from hours.entry e where e.volunteer = :volunteer
                        order by e.began desc, e.id limit :limit offset :offset""")
                .param("volunteer", volunteer.value())
                .param("limit", limit)
                .param("offset", offset)
                .query(EntryStore::entry)
                .list();
    }

    long countOfVolunteer(VolunteerId volunteer) {
        return jdbc.sql("select count(*) from hours.entry where volunteer = :volunteer")
                .param("volunteer", volunteer.value())
                .query(Long.class)
                .single();
    }

    /** Credited ones of a span of days, the earliest first. */
    List<Entry> credited(VolunteerId volunteer, LocalDate from, @Nullable LocalDate until, int limit) {
        return jdbc.sql("select " + COLUMNS + """
                         from hours.entry e
                        where e.volunteer = :volunteer and e.state = 'VALID' and e.day >= :from
                          and (cast(:until as date) is null or e.day < :until)
                        order by e.began, e.id limit :limit""")
                .param("volunteer", volunteer.value())
                .param("from", from)
                .param("until", until)
                .param("limit", limit)
                .query(EntryStore::entry)
                .list();
    }

    /** Credited minutes of a volunteer, by class; of all days, or from one on. */
    Map<EntryClass, Long> sums(VolunteerId volunteer, LocalDate from) {
        return jdbc
                .sql("""
                        select class, sum(minutes) as minutes from hours.entry
                        where volunteer = :volunteer and state = 'VALID' and day >= :from group by class""")
                .param("volunteer", volunteer.value())
                .param("from", from)
                .query((row, n) -> Map.entry(EntryClass.valueOf(row.getString("class")), row.getLong("minutes")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Volunteers of whom at least so many minutes are credited, in the order of their ids. */
    Map<VolunteerId, ServiceTime> reaching(long minutes, UUID after, int limit) {
        Map<VolunteerId, ServiceTime> reaching = new LinkedHashMap<>();
        jdbc.sql("""
                        select volunteer, sum(minutes) as minutes from hours.entry
                        where state = 'VALID' and volunteer > :after
                        group by volunteer having sum(minutes) >= :minutes order by volunteer limit :limit""")
                .param("minutes", minutes)
                .param("after", after)
                .param("limit", limit)
                .query((RowCallbackHandler) row -> reaching.put(
                        new VolunteerId(row.getObject("volunteer", UUID.class)),
                        new ServiceTime(row.getLong("minutes"))));
        return reaching;
    }

    int times(VolunteerId volunteer, LocalDate from) {
        return jdbc.sql("""
                        select count(distinct (activity, day)) from hours.entry
                        where volunteer = :volunteer and state = 'VALID' and day >= :from""")
                .param("volunteer", volunteer.value())
                .param("from", from)
                .query(Integer.class)
                .single();
    }

    List<Entry> ofActivity(ActivityId activity, int limit, long offset) {
        return jdbc.sql("select " + COLUMNS + """
                         from hours.entry e where e.activity = :activity
                        order by e.began, e.id limit :limit offset :offset""")
                .param("activity", activity.value())
                .param("limit", limit)
                .param("offset", offset)
                .query(EntryStore::entry)
                .list();
    }

    long countOfActivity(ActivityId activity) {
        return jdbc.sql("select count(*) from hours.entry where activity = :activity")
                .param("activity", activity.value())
                .query(Long.class)
                .single();
    }

    /** In the actor's sight, those that wait for somebody, the oldest first. */
    List<Entry> waiting(Collection<EntryState> states, int limit, int offset) {
        return jdbc.sql("select " + COLUMNS + """
                         from hours.entry e
                        where e.state = any (:states) and e.state in ('COMPUTED', 'REVIEW_L1', 'REVIEW_L2', 'HELD')
                        order by e.taken_at, e.id limit :limit offset :offset""")
                .param("offset", offset)
                .param("states", states.stream().map(EntryState::name).toArray(String[]::new))
                .param("limit", limit)
                .query(EntryStore::entry)
                .list();
    }

    /** How many of a volunteer's credits stand; until the transaction ends nobody takes one back. */
    long standing(VolunteerId volunteer, Collection<UUID> transfers) {
        return jdbc.sql("""
                        select count(*) from (
                            select 1 from hours.entry e
                            where e.volunteer = :volunteer and e.transfer in (:transfers) and e.state = 'VALID'
                            for share) held""")
                .param("volunteer", volunteer.value())
                .param("transfers", transfers)
                .query(Long.class)
                .single();
    }

    /** Ordinary entries of an activity that wait for one other person. */
    List<Entry> waitingAt(ActivityId activity, int limit) {
        return jdbc.sql("select " + COLUMNS + """
                         from hours.entry e
                        where e.activity = :activity and e.state = 'REVIEW_L1' and e.class = 'ORDINARY'
                        order by e.taken_at, e.id limit :limit""")
                .param("activity", activity.value())
                .param("limit", limit)
                .query(EntryStore::entry)
                .list();
    }

    // --- what the rooms around are told ---

    List<Entry> untold(int limit) {
        return jdbc.sql("select " + COLUMNS + """
                         from hours.entry e
                        where e.told_at is null and e.state in ('VALID', 'REVERSED')
                        order by e.taken_at limit :limit""")
                .param("limit", limit)
                .query(EntryStore::entry)
                .list();
    }

    void told(EntryId id, Instant at) {
        jdbc.sql("update hours.entry set told_at = :at where id = :id")
                .param("at", utc(at))
                .param("id", id.value())
                .update();
    }

    /** What an activity came to: how many served, and their minutes. */
    record Came(int volunteers, long minutes) {}

    Came came(ActivityId activity) {
        return jdbc.sql("""
                        select count(distinct volunteer) as volunteers, coalesce(sum(minutes), 0) as minutes
                        from hours.entry where activity = :activity and state = 'VALID'""")
                .param("activity", activity.value())
                .query((row, n) -> new Came(row.getInt("volunteers"), row.getLong("minutes")))
                .single();
    }

    /** What each account should hold, in the order of accounts. */
    Map<UUID, Long> balances(UUID after, int limit) {
        return jdbc
                .sql("""
                        select account, sum(case state when 'VALID' then minutes else 0 end) as minutes from hours.entry
                        where account > :after and state in ('VALID', 'REVERSED')
                        group by account order by account limit :limit""")
                .param("after", after)
                .param("limit", limit)
                .query((row, n) -> Map.entry(row.getObject("account", UUID.class), row.getLong("minutes")))
                .list()
                .stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, java.util.LinkedHashMap::new));
    }

    /** Minutes of an organiser's year: all, and those that rest on one person's word. */
    record Share(long minutes, long manual) {}

    Share share(UUID organiser, int year) {
        return jdbc.sql("select minutes, manual from hours.tally where organiser = :organiser and year = :year")
                .param("organiser", organiser)
                .param("year", year)
                .query((row, n) -> new Share(row.getLong("minutes"), row.getLong("manual")))
                .optional()
                .orElse(new Share(0, 0));
    }

    private static Entry entry(ResultSet row, int n) throws SQLException {
        UUID transfer = row.getObject("transfer", UUID.class);
        int years = row.getInt("years");
        Integer known = row.wasNull() ? null : years;
        return new Entry(
                new EntryId(row.getObject("id", UUID.class)),
                row.getObject("source", UUID.class),
                new ActivityId(row.getObject("activity", UUID.class)),
                new SiteId(row.getObject("site", UUID.class)),
                new VolunteerId(row.getObject("volunteer", UUID.class)),
                new PersonId(row.getObject("person", UUID.class)),
                row.getObject("day", LocalDate.class),
                row.getInt("pair"),
                instant(row, "began"),
                instant(row, "ended"),
                Way.valueOf(row.getString("way")),
                EntryClass.valueOf(row.getString("class")),
                row.getObject("recorder", UUID.class),
                row.getObject("recorder_person", UUID.class),
                row.getObject("other_recorder", UUID.class),
                row.getObject("other_recorder_person", UUID.class),
                row.getObject("device", UUID.class),
                row.getObject("witness", UUID.class),
                instant(row, "recorded_at"),
                instant(row, "taken_at"),
                known,
                row.getString("rule_pack"),
                row.getInt("present_minutes"),
                row.getInt("minutes"),
                row.getInt("tier"),
                EntryState.valueOf(row.getString("state")),
                row.getString("reason"),
                new AccountId(row.getObject("account", UUID.class)),
                transfer == null ? null : new TransferId(transfer),
                row.getInt("version"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
