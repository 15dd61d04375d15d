package org.zhiyuan.presence;

import static org.zhiyuan.presence.EventStore.instant;
import static org.zhiyuan.presence.EventStore.optional;
import static org.zhiyuan.presence.EventStore.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.zhiyuan.activity.ActivityId;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.volunteer.VolunteerId;

/** Presences, and the one statement by which somebody comes or goes with the venue's code. */
@Repository
class PresenceStore {
    private static final String COLUMNS = """
            select p.id, p.activity, p.volunteer, p.person, p.ordinal, p.day, p.in_at, p.out_at, p.way, p.standing, p.version,
                   case when i.way not in ('CODE', 'OFFLINE_CODE') then i.account end as arrival_by,
                   i.recorder as arrival_person,
                   case when o.way not in ('CODE', 'OFFLINE_CODE') then o.account end as departure_by,
                   o.recorder as departure_person,
                   coalesce(nullif(o.who, ''), i.who) as who,
                   coalesce(nullif(o.reason, ''), i.reason) as reason,
                   coalesce(o.received_at, i.received_at) as recorded_at
            from presence.presence p
            join presence.event i on i.id = p.in_event
            left join presence.event o on o.id = p.out_event
            """;

    private final JdbcClient jdbc;

    PresenceStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Presence> find(UUID id) {
        return jdbc.sql(COLUMNS + " where p.id = :id")
                .param("id", id)
                .query(PresenceStore::presence)
                .optional();
    }

    /** Begun at one activity within a span of time, the latest first. */
    List<Presence> of(UUID activity, Instant from, Instant until, int limit) {
        return jdbc.sql(COLUMNS + """
                         where p.activity = :activity and p.in_at >= :from and p.in_at < :until and p.standing <> 'VOID'
                        order by p.in_at desc, p.id limit :limit""")
                .param("activity", activity)
                .param("from", utc(from))
                .param("until", utc(until))
                .param("limit", limit)
                .query(PresenceStore::presence)
                .list();
    }

    /** Begun at one activity before a moment and never ended, the latest first. */
    List<Presence> unended(UUID activity, Instant before, int limit) {
        return jdbc.sql(COLUMNS + """
                         where p.activity = :activity and p.in_at < :before and p.standing in ('OPEN', 'FORGOTTEN')
                        order by p.in_at desc, p.id limit :limit""")
                .param("activity", activity)
                .param("before", utc(before))
                .param("limit", limit)
                .query(PresenceStore::presence)
                .list();
    }

    List<Presence> at(UUID activity, UUID volunteer) {
        return jdbc.sql(COLUMNS + """
                         where p.activity = :activity and p.volunteer = :volunteer and p.standing <> 'VOID'
                        order by p.ordinal limit 200""")
                .param("activity", activity)
                .param("volunteer", volunteer)
                .query(PresenceStore::presence)
                .list();
    }

    /** Begun within a span of time, the latest first. */
    List<Presence> ofVolunteer(UUID volunteer, Instant from, Instant until, int limit) {
        return jdbc.sql(COLUMNS + """
                         where p.volunteer = :volunteer and p.in_at >= :from and p.in_at < :until and p.standing <> 'VOID'
                        order by p.in_at desc, p.id limit :limit""")
                .param("volunteer", volunteer)
                .param("from", utc(from))
                .param("until", utc(until))
                .param("limit", limit)
                .query(PresenceStore::presence)
                .list();
    }

    /** Where somebody is now: in, not out, and not too long ago; the latest first. */
    List<Presence> open(UUID volunteer, Instant since) {
        return jdbc.sql(COLUMNS + """
                         where p.id in (
                            select own.id
                            from (select q.id, q.standing from presence.presence q
                                  where q.volunteer = :volunteer and q.in_at >= :since offset 0) own
                            where own.standing = 'OPEN')
                        order by p.in_at desc, p.id limit 20""")
                .param("volunteer", volunteer)
                .param("since", utc(since))
                .query(PresenceStore::presence)
                .list();
    }

    /** The events that say something of the time of a presence: those it rests on, and those that said nothing new. */
    List<UUID> restsOn(Presence presence, Instant now) {
        return jdbc.sql("""
                        select e.id from presence.event e
                        where e.activity = :activity and e.volunteer = :volunteer and e.at >= :in and e.at <= :out
                          and e.verdict = 'COUNTED' and e.kind <> 'VOID'
                          and not exists (select from presence.event v where v.target = e.id and v.kind = 'VOID')""")
                .param("activity", presence.activity().value())
                .param("volunteer", presence.volunteer().value())
                .param("in", utc(presence.in()))
                .param("out", utc(presence.out() == null ? now : presence.out()))
                .query((row, n) -> row.getObject(1, UUID.class))
                .list();
    }

    private static Presence presence(ResultSet row, int n) throws SQLException {
        return new Presence(
                new PresenceId(row.getObject("id", UUID.class)),
                new ActivityId(row.getObject("activity", UUID.class)),
                new VolunteerId(row.getObject("volunteer", UUID.class)),
                new PersonId(row.getObject("person", UUID.class)),
                row.getInt("ordinal"),
                row.getObject("day", LocalDate.class),
                instant(row, "in_at"),
                optional(row, "out_at"),
                Way.valueOf(row.getString("way")),
                Standing.valueOf(row.getString("standing")),
                recorder(row, "arrival"),
                recorder(row, "departure"),
                row.getString("who"),
                row.getString("reason"),
                instant(row, "recorded_at"),
                row.getInt("version"));
    }

    /** Nobody where it was the volunteer's own act. */
    private static @Nullable Recorder recorder(ResultSet row, String end) throws SQLException {
        UUID account = row.getObject(end + "_by", UUID.class);
        return account == null ? null : new Recorder(account, row.getObject(end + "_person", UUID.class));
    }

    // --- coming and going by code: one statement each ---

    /**
     * What the one statement did.
     *
     * @param marked whether the event was new and nothing spoke against it
     * @param presence the presence that it opened or closed; null where the events have to be read together to tell
     */
    record Done(boolean marked, @Nullable UUID presence) {}

    /**
     * Somebody comes: the event, and the presence that begins with it. His own rows are found by his own keys alone: to
     * ask for open ones would lead the database through those of the whole city.
     *
     * @param left activities where he is in, and is known to have left
     */
    Done arrive(Arrival a, List<UUID> left) {
        return jdbc.sql("""
                        with held as materialized (select pg_advisory_xact_lock(:lock) as done),
                        here as materialized (
                            select p.day, p.standing from presence.presence p
                            where p.activity = :activity and p.volunteer = :volunteer),
                        elsewhere as materialized (
                            select p.standing from presence.presence p
                            where p.volunteer = :volunteer and p.activity <> :activity and p.in_at >= :openSince
                              and p.activity <> all (:left)),
                        marked as (
                            insert into presence.event
                                (id, activity, volunteer, person, kind, way, at, received_at, verdict, near, phone, account, who, reason)
                            select :event, :activity, :volunteer, :person, 'IN', 'CODE', :now, :now, 'COUNTED',
                                   cast(:near as boolean), cast(:phone as uuid), cast(:account as uuid), '', ''
                            from held
                            where (select count(*) from presence.miss m
                                   where m.activity = :activity and m.volunteer = :volunteer and m.at > :missesSince) < :missesMax
                              and not exists (select from elsewhere o where o.standing = 'OPEN')
                            on conflict do nothing
                            returning id),
                        begun as (
                            insert into presence.presence (id, activity, volunteer, person, ordinal, day, pair, in_event, in_at,
                                way, standing, changed_at)
                            select :presence, :activity, :volunteer, :person, 1 + (select count(*) from here), :day,
                                   1 + (select count(*) from here h where h.day = :day and h.standing <> 'VOID'),
                                   marked.id, :now, 'CODE', 'OPEN', :now
                            from marked
                            where not exists (select from here h where h.standing = 'OPEN')
                              and (select count(*) from here h where h.day = :day and h.standing <> 'VOID') < :pairsMax
                            on conflict (activity, volunteer, ordinal) do nothing
                            returning id)
                        select exists (select from marked) as marked, (select id from begun) as presence""")
                .param("lock", lock(a.volunteer()))
                .param("left", left.toArray(UUID[]::new))
                .param("event", a.event())
                .param("presence", a.presence())
                .param("activity", a.activity())
                .param("volunteer", a.volunteer())
                .param("person", a.person())
                .param("near", a.hints().near())
                .param("phone", a.hints().phone())
                .param("account", a.account())
                .param("now", utc(a.now()))
                .param("day", a.day())
                .param("pairsMax", a.rules().pairsADay())
                .param("missesMax", a.rules().missesMax())
                .param("missesSince", utc(a.now().minus(a.rules().missSpan())))
                .param("openSince", utc(a.now().minus(a.rules().stretchMax())))
                .query(PresenceStore::done)
                .single();
    }

    /** Somebody goes: the event, and the presence that ends with it. */
    Done depart(Arrival a) {
        return jdbc.sql("""
                        with held as materialized (select pg_advisory_xact_lock(:lock) as done),
                        here as materialized (
                            select p.id, p.standing, p.version from presence.presence p
                            where p.activity = :activity and p.volunteer = :volunteer
                              and p.in_at < :now and p.in_at >= :openSince),
                        marked as (
                            insert into presence.event
                                (id, activity, volunteer, person, kind, way, at, received_at, verdict, near, phone, account, who, reason)
                            select :event, :activity, :volunteer, :person, 'OUT', 'CODE', :now, :now, 'COUNTED',
                                   cast(:near as boolean), cast(:phone as uuid), cast(:account as uuid), '', ''
                            from held
                            where (select count(*) from presence.miss m
                                   where m.activity = :activity and m.volunteer = :volunteer and m.at > :missesSince) < :missesMax
                            on conflict do nothing
                            returning id),
                        ended as (
                            update presence.presence p
                            set out_event = marked.id, out_at = :now, standing = 'CLOSED', changed_at = :now,
                                version = p.version + 1
                            from marked, here
                            where here.standing = 'OPEN' and p.id = here.id and p.version = here.version
                              and not exists (select from presence.presence o
                                              where o.volunteer = :volunteer and o.standing = 'CLOSED'
                                                and tstzrange(o.in_at, o.out_at) && tstzrange(p.in_at, :now))
                            returning p.id)
                        select exists (select from marked) as marked, (select id from ended) as presence""")
                .param("lock", lock(a.volunteer()))
                .param("event", a.event())
                .param("activity", a.activity())
                .param("volunteer", a.volunteer())
                .param("person", a.person())
                .param("near", a.hints().near())
                .param("phone", a.hints().phone())
                .param("account", a.account())
                .param("now", utc(a.now()))
                .param("missesMax", a.rules().missesMax())
                .param("missesSince", utc(a.now().minus(a.rules().missSpan())))
                .param("openSince", utc(a.now().minus(a.rules().stretchMax())))
                .query(PresenceStore::done)
                .single();
    }

    /** What a coming or going by code is made of. */
    record Arrival(
            UUID event,
            UUID presence,
            UUID activity,
            UUID volunteer,
            UUID person,
            @Nullable UUID account,
            PhoneHints hints,
            Instant now,
            LocalDate day,
            PresenceRules rules) {}

    private static Done done(ResultSet row, int n) throws SQLException {
        return new Done(row.getBoolean("marked"), row.getObject("presence", UUID.class));
    }

    // --- all events of one volunteer, read together ---

    /** Whatever is done to one volunteer's presences is done one after another, until the transaction ends. */
    void hold(UUID volunteer) {
        jdbc.sql("select pg_advisory_xact_lock(:lock)")
                .param("lock", lock(volunteer))
                .query((row, n) -> 0)
                .single();
    }

    private static long lock(UUID volunteer) {
        return volunteer.getMostSignificantBits() ^ volunteer.getLeastSignificantBits();
    }

    /**
     * A presence as it stands in the table, with the events that it rests on.
     *
     * @param departure null where it has no end
     */
    record Row(
            UUID id,
            UUID activity,
            UUID person,
            int ordinal,
            LocalDate day,
            int pair,
            UUID arrival,
            Instant in,
            @Nullable UUID departure,
            @Nullable Instant out,
            Way way,
            Standing standing) {}

    /** All of one volunteer; those taken back as well. */
    List<Row> rows(UUID volunteer) {
        return jdbc.sql("""
                        select p.id, p.activity, p.person, p.ordinal, p.day, p.pair, p.in_event, p.in_at, p.out_event, p.out_at,
                               p.way, p.standing
                        from presence.presence p
                        where p.volunteer = :volunteer""")
                .param("volunteer", volunteer)
                .query((row, n) -> new Row(
                        row.getObject("id", UUID.class),
                        row.getObject("activity", UUID.class),
                        row.getObject("person", UUID.class),
                        row.getInt("ordinal"),
                        row.getObject("day", LocalDate.class),
                        row.getInt("pair"),
                        row.getObject("in_event", UUID.class),
                        instant(row, "in_at"),
                        row.getObject("out_event", UUID.class),
                        optional(row, "out_at"),
                        Way.valueOf(row.getString("way")),
                        Standing.valueOf(row.getString("standing"))))
                .list();
    }

    /** Out of the way of the table's own rules, while others take their new shape. */
    void park(UUID id) {
        jdbc.sql("update presence.presence set standing = 'VOID' where id = :id")
                .param("id", id)
                .update();
    }

    void put(UUID volunteer, Row row, Instant now) {
        jdbc.sql("""
                        insert into presence.presence (id, activity, volunteer, person, ordinal, day, pair, in_event, in_at,
                            out_event, out_at, way, standing, changed_at)
                        values (:id, :activity, :volunteer, :person, :ordinal, :day, :pair, :arrival, :in, :departure, :out, :way,
                            :standing, :now)
                        on conflict (activity, volunteer, ordinal) do update
                        set day = excluded.day, pair = excluded.pair, in_event = excluded.in_event, in_at = excluded.in_at,
                            out_event = excluded.out_event, out_at = excluded.out_at, way = excluded.way,
                            standing = excluded.standing, changed_at = excluded.changed_at,
                            version = presence.presence.version + 1""")
                .param("id", row.id())
                .param("activity", row.activity())
                .param("volunteer", volunteer)
                .param("person", row.person())
                .param("ordinal", row.ordinal())
                .param("day", row.day())
                .param("pair", row.pair())
                .param("arrival", row.arrival())
                .param("in", utc(row.in()))
                .param("departure", row.departure())
                .param("out", row.out() == null ? null : utc(row.out()))
                .param("way", row.way().name())
                .param("standing", row.standing().name())
                .param("now", utc(now))
                .update();
    }

    /**
     * What waits at one activity for the word of those who lead it.
     *
     * @param things doubtful events, and comings without a going
     * @param since how long the oldest has waited
     */
    record Open(ActivityId activity, int things, Instant since) {}

    /**
     * Within the office's own places, or led by the actor; the longest waiting first.
     *
     * @param openBefore who came before this, and did not go, forgot to say so
     * @param from what is older waits no longer: nobody remembers
     */
    List<Open> open(Instant openBefore, Instant from, int rows) {
        return jdbc.sql("""
                        select w.activity, count(*)::int as things, min(w.since) as since
                        from (select e.activity, e.received_at as since from presence.event e
                              where e.verdict = 'DOUBTFUL' and e.received_at >= :from
                                and not exists (select from presence.event v where v.target = e.id)
                              union all
                              select p.activity, p.in_at from presence.presence p
                              where p.standing in ('OPEN', 'FORGOTTEN') and p.in_at < :openBefore and p.in_at >= :from) w
                        where presence.held(w.activity)
                        group by w.activity order by min(w.since) limit :rows""")
                .param("from", utc(from))
                .param("openBefore", utc(openBefore))
                .param("rows", rows)
                .query((row, n) -> new Open(
                        new ActivityId(row.getObject("activity", UUID.class)),
                        row.getInt("things"),
                        instant(row, "since")))
                .list();
    }
}
