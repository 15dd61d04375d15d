package org.zhiyuan.presence;

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
import org.zhiyuan.activity.ActivityId;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.volunteer.VolunteerId;

/** What is known, event by event: added, never changed; and what is still to be read together. */
@Repository("presenceEventStore")
class EventStore {
    private static final String COLUMNS = """
            select e.id, e.device, e.counter, e.activity, e.volunteer, e.person, e.kind, e.target, e.way, e.at, e.received_at,
                   e.claimed_at, e.finding, e.near, e.account, e.recorder, e.who, e.reason
            from presence.event e
            """;

    private final JdbcClient jdbc;

    EventStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether it was new: the same id, or the same count of the same phone, is known already. */
    boolean add(Event event) {
        Doubt doubt = event.doubt();
        return jdbc.sql("""
                        insert into presence.event (id, device, counter, activity, volunteer, person, kind, target, way, at,
                            received_at, claimed_at, verdict, finding, near, account, recorder, who, reason)
                        values (:id, :device, :counter, :activity, :volunteer, :person, :kind, :target, :way, :at,
                            :receivedAt, :claimedAt, :verdict, :finding, :near, :account, :recorder, :who, :reason)
                        on conflict do nothing""")
                        .param("id", event.id())
                        .param("device", event.device())
                        .param("counter", event.counter())
                        .param("activity", event.activity().value())
                        .param("volunteer", event.volunteer().value())
                        .param("person", event.person().value())
                        .param("kind", event.kind().name())
                        .param("target", event.target())
                        .param("way", event.way().name())
                        .param("at", utc(event.at()))
                        .param("receivedAt", utc(event.receivedAt()))
                        .param("claimedAt", event.claimedAt() == null ? null : utc(event.claimedAt()))
                        .param("verdict", doubt == null ? "COUNTED" : "DOUBTFUL")
                        .param("finding", doubt == null ? null : doubt.name())
                        .param("near", event.near())
                        .param("account", event.account())
                        .param("recorder", event.recorder())
                        .param("who", event.who())
                        .param("reason", event.reason())
                        .update()
                == 1;
    }

    Optional<Event> find(UUID id) {
        return jdbc.sql(COLUMNS + " where e.id = :id")
                .param("id", id)
                .query(EventStore::event)
                .optional();
    }

    Optional<Event> find(UUID device, long counter) {
        return jdbc.sql(COLUMNS + " where e.device = :device and e.counter = :counter")
                .param("device", device)
                .param("counter", counter)
                .query(EventStore::event)
                .optional();
    }

    /** What came in at one activity, the latest first. */
    List<Event> of(UUID activity, int limit) {
        return jdbc.sql(COLUMNS + """
                         where e.activity = :activity order by e.received_at desc, e.id desc limit :limit""")
                .param("activity", activity)
                .param("limit", limit)
                .query(EventStore::event)
                .list();
    }

    /** What waits for somebody's word at one activity: doubtful, and neither confirmed nor taken back; the latest first. */
    List<Event> doubtful(UUID activity, int limit) {
        return jdbc.sql(COLUMNS + """
                         where e.activity = :activity and e.verdict = 'DOUBTFUL'
                          and not exists (select from presence.event v where v.target = e.id)
                        order by e.received_at desc, e.id desc limit :limit""")
                .param("activity", activity)
                .param("limit", limit)
                .query(EventStore::event)
                .list();
    }

    /** One that waits for somebody's word. */
    Optional<Event> doubtful(UUID id) {
        return jdbc.sql(COLUMNS + """
                         where e.id = :id and e.verdict = 'DOUBTFUL'
                          and not exists (select from presence.event v where v.target = e.id)""").param("id", id).query(EventStore::event).optional();
    }

    int doubts(UUID activity) {
        return jdbc.sql("""
                        select count(*)::int from presence.event e
                        where e.activity = :activity and e.verdict = 'DOUBTFUL'
                          and not exists (select from presence.event v where v.target = e.id)""").param("activity", activity).query(Integer.class).single();
    }

    /** Whether somebody's own word on when he went waits. */
    boolean stated(UUID activity, UUID volunteer) {
        return jdbc.sql("""
                        select exists (
                            select from presence.event e
                            where e.volunteer = :volunteer and e.activity = :activity and e.finding = 'STATED'
                              and not exists (select from presence.event v where v.target = e.id))""")
                .param("activity", activity)
                .param("volunteer", volunteer)
                .query(Boolean.class)
                .single();
    }

    /**
     * What one volunteer's phones brought to one activity without being believed at once.
     *
     * @param codes of all of it, what had a code that did not fit
     */
    record Doubted(int all, int codes) {}

    Doubted doubted(UUID activity, UUID volunteer, Instant since) {
        return jdbc.sql("""
                        select count(*)::int as doubts, (count(*) filter (where e.finding = 'CODE'))::int as codes
                        from presence.event e
                        where e.volunteer = :volunteer and e.activity = :activity and e.verdict = 'DOUBTFUL'
                          and e.device is not null and e.received_at > :since""")
                .param("activity", activity)
                .param("volunteer", volunteer)
                .param("since", utc(since))
                .query((row, n) -> new Doubted(row.getInt("doubts"), row.getInt("codes")))
                .single();
    }

    /** Everything known of one volunteer, the latest first. */
    List<Event> ofVolunteer(UUID volunteer, int limit) {
        return jdbc.sql(COLUMNS + """
                         where e.volunteer = :volunteer order by e.at desc, e.id desc limit :limit""")
                .param("volunteer", volunteer)
                .param("limit", limit)
                .query(EventStore::event)
                .list();
    }

    /** All that counts of one volunteer and was not taken back: some thousand in a life. */
    List<Mark> marks(UUID volunteer) {
        return jdbc.sql("""
                        select e.id, e.activity, e.kind, e.at, e.way from presence.event e
                        where e.volunteer = :volunteer
                          and e.verdict = 'COUNTED' and e.kind <> 'VOID'
                          and not exists (select from presence.event v where v.target = e.id and v.kind = 'VOID')""")
                .param("volunteer", volunteer)
                .query((row, n) -> new Mark(
                        row.getObject("id", UUID.class),
                        new ActivityId(row.getObject("activity", UUID.class)),
                        Mark.Kind.valueOf(row.getString("kind")),
                        instant(row, "at"),
                        Way.valueOf(row.getString("way"))))
                .list();
    }

    /** The volunteer's own phone that a presence began with; empty where somebody else recorded it, or none is known. */
    Optional<UUID> phone(UUID presence) {
        return jdbc.sql("""
                        select coalesce(e.phone, e.device) as phone from presence.presence p
                        join presence.event e on e.id = p.in_event
                        where p.id = :presence and e.recorder is null and coalesce(e.phone, e.device) is not null""")
                .param("presence", presence)
                .query((row, n) -> row.getObject("phone", UUID.class))
                .optional();
    }

    /** How many persons one phone spoke for at one activity, for each phone that spoke for several (FD7). */
    List<Integer> sharedPhones(UUID activity, int persons) {
        return jdbc.sql("""
                        select count(distinct volunteer)::int as persons from presence.event
                        where activity = :activity and coalesce(phone, device) is not null and recorder is null
                        group by coalesce(phone, device) having count(distinct volunteer) >= :persons order by 1 desc limit 20""")
                .param("activity", activity)
                .param("persons", persons)
                .query((row, n) -> row.getInt("persons"))
                .list();
    }

    /** The seconds in which so many or more came, by a code of their own (FD8). */
    List<Instant> bursts(UUID activity, int persons) {
        return jdbc.sql("""
                        select date_trunc('second', at) as second from presence.event
                        where activity = :activity and kind = 'IN' and way in ('CODE', 'OFFLINE_CODE') and verdict = 'COUNTED'
                        group by date_trunc('second', at) having count(distinct volunteer) >= :persons order by 1 limit 20""")
                .param("activity", activity)
                .param("persons", persons)
                .query((row, n) -> instant(row, "second"))
                .list();
    }

    /** How many persons' own phones said at one activity that they were not there. */
    int away(UUID activity) {
        return jdbc.sql("""
                        select count(distinct e.volunteer)::int from presence.event e
                        where e.activity = :activity and not e.near
                          and not exists (select from presence.event v where v.target = e.id and v.kind = 'VOID')""").param("activity", activity).query(Integer.class).single();
    }

    // --- what is to be read together ---

    void unsettled(UUID id, UUID volunteer, Instant now) {
        jdbc.sql("insert into presence.unsettled (id, volunteer, since) values (:id, :volunteer, :now)")
                .param("id", id)
                .param("volunteer", volunteer)
                .param("now", utc(now))
                .update();
    }

    /** Whose events are to be read. */
    List<UUID> unsettled(Instant now, int limit) {
        return jdbc.sql("select distinct volunteer from presence.unsettled where since <= :now limit :limit")
                .param("limit", limit)
                .param("now", utc(now))
                .query((row, n) -> row.getObject("volunteer", UUID.class))
                .list();
    }

    /** That there was something to read: asked before the reading, so that what comes meanwhile is not forgotten. */
    List<UUID> unsettledOf(UUID volunteer) {
        return jdbc.sql("select id from presence.unsettled where volunteer = :volunteer")
                .param("volunteer", volunteer)
                .query((row, n) -> row.getObject("id", UUID.class))
                .list();
    }

    void settled(List<UUID> ids) {
        jdbc.sql("delete from presence.unsettled where id = any (:ids)")
                .param("ids", ids.toArray(UUID[]::new))
                .update();
    }

    // --- codes that were wrong ---

    void miss(UUID id, UUID activity, UUID volunteer, UUID person, Instant now) {
        jdbc.sql("""
                        insert into presence.miss (id, activity, volunteer, person, at)
                        values (:id, :activity, :volunteer, :person, :now)""")
                .param("id", id)
                .param("activity", activity)
                .param("volunteer", volunteer)
                .param("person", person)
                .param("now", utc(now))
                .update();
    }

    int misses(UUID activity, UUID volunteer, Instant since) {
        return jdbc.sql("""
                        select count(*)::int from presence.miss
                        where activity = :activity and volunteer = :volunteer and at > :since""")
                .param("activity", activity)
                .param("volunteer", volunteer)
                .param("since", utc(since))
                .query(Integer.class)
                .single();
    }

    int forgetMissesBefore(Instant limit) {
        return jdbc.sql("delete from presence.miss where at < :limit")
                .param("limit", utc(limit))
                .update();
    }

    // --- what the codes are made with ---

    Optional<byte[]> secret(UUID activity) {
        return jdbc.sql("select words from presence.secret where activity = :activity")
                .param("activity", activity)
                .query((row, n) -> row.getBytes("words"))
                .optional();
    }

    void secret(UUID activity, byte[] words, Instant now) {
        jdbc.sql("""
                        insert into presence.secret (activity, words, at) values (:activity, :words, :now)
                        on conflict (activity) do nothing""")
                .param("activity", activity)
                .param("words", words)
                .param("now", utc(now))
                .update();
    }

    private static Event event(ResultSet row, int n) throws SQLException {
        String finding = row.getString("finding");
        return new Event(
                row.getObject("id", UUID.class),
                row.getObject("device", UUID.class),
                row.getObject("counter", Long.class),
                new ActivityId(row.getObject("activity", UUID.class)),
                new VolunteerId(row.getObject("volunteer", UUID.class)),
                new PersonId(row.getObject("person", UUID.class)),
                Event.Kind.valueOf(row.getString("kind")),
                row.getObject("target", UUID.class),
                Way.valueOf(row.getString("way")),
                instant(row, "at"),
                instant(row, "received_at"),
                optional(row, "claimed_at"),
                finding == null ? null : Doubt.valueOf(finding),
                row.getObject("near", Boolean.class),
                row.getObject("account", UUID.class),
                row.getObject("recorder", UUID.class),
                row.getString("who"),
                row.getString("reason"));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Instant optional(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
