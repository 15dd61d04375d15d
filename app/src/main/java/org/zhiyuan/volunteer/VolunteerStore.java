package org.zhiyuan.volunteer;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.person.Consent;
import org.zhiyuan.person.PersonId;

/** The SQL of volunteers: how they stand, what they offer, who agreed for them. */
@Repository
class VolunteerStore {
    private static final String COLUMNS = """
            v.id, v.person, v.number, v.site, v.state, v.source, v.registered_at, v.confirmed_on, v.served_on, v.version
            """;

    private static final String FILTER = """
             where (cast(:state as text) is null or v.state = :state)
               and (cast(:people as uuid[]) is null or v.person = any (:people))
            """;

    /** Registrations that nobody looked at a second time, of volunteers within the office's own places. */
    private static final String WAITS = """
            join volunteer.volunteer v on v.id = g.volunteer
            where g.approved_at is null and v.state = 'INVITED'
              and (scope.everything() or v.site in (select scope.sites()))
            """;

    private final JdbcClient jdbc;

    VolunteerStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    long nextOrdinal() {
        return jdbc.sql("select nextval('volunteer.number')").query(Long.class).single();
    }

    /** False where the person is one already. */
    boolean add(Volunteer volunteer) {
        return jdbc.sql("""
                        insert into volunteer.volunteer
                            (id, person, number, site, state, source, registered_at, confirmed_on, free_known)
                        values (:id, :person, :number, :site, :state, :source, :registeredAt, :confirmedOn, false)
                        on conflict (person) do nothing""")
                        .param("id", volunteer.id().value())
                        .param("person", volunteer.person().value())
                        .param("number", volunteer.number().value())
                        .param("site", volunteer.site().value())
                        .param("state", volunteer.state().name())
                        .param("source", volunteer.source().name())
                        .param("registeredAt", volunteer.registeredAt().atOffset(ZoneOffset.UTC))
                        .param("confirmedOn", volunteer.confirmedOn())
                        .update()
                == 1;
    }

    List<Long> nextOrdinals(int count) {
        return jdbc.sql("select nextval('volunteer.number') from generate_series(1, :count)")
                .param("count", count)
                .query((row, n) -> row.getLong(1))
                .list();
    }

    /** Many at once, each invited and never confirmed; answers the ids of those who were none yet. */
    Set<UUID> inviteAll(List<Volunteer> volunteers) {
        return new HashSet<>(jdbc.sql("""
                        insert into volunteer.volunteer
                            (id, person, number, site, state, source, registered_at, free_known)
                        select v.id, v.person, v.number, v.site, 'INVITED', 'IMPORT', :registeredAt, false
                        from unnest(cast(:ids as uuid[]), cast(:people as uuid[]), cast(:numbers as text[]),
                                    cast(:sites as uuid[])) as v (id, person, number, site)
                        on conflict (person) do nothing
                        returning id""")
                .param("ids", volunteers.stream().map(v -> v.id().value()).toArray(UUID[]::new))
                .param(
                        "people",
                        volunteers.stream().map(v -> v.person().value()).toArray(UUID[]::new))
                .param(
                        "numbers",
                        volunteers.stream().map(v -> v.number().value()).toArray(String[]::new))
                .param("sites", volunteers.stream().map(v -> v.site().value()).toArray(UUID[]::new))
                .param("registeredAt", volunteers.getFirst().registeredAt().atOffset(ZoneOffset.UTC))
                .query((row, n) -> row.getObject("id", UUID.class))
                .list());
    }

    Optional<Volunteer> find(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from volunteer.volunteer v where v.id = :id")
                .param("id", id)
                .query(VolunteerStore::volunteer)
                .optional();
    }

    List<Volunteer> findAll(Collection<UUID> ids) {
        return jdbc.sql("select " + COLUMNS + " from volunteer.volunteer v where v.id = any (:ids)")
                .param("ids", ids.toArray(UUID[]::new))
                .query(VolunteerStore::volunteer)
                .list();
    }

    Optional<Volunteer> lock(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from volunteer.volunteer v where v.id = :id for update")
                .param("id", id)
                .query(VolunteerStore::volunteer)
                .optional();
    }

    /**
     * The one that these records of one person are: who counts first, then who may still come to count, last who left;
     * among these as the records stand.
     */
    Optional<Volunteer> ofAny(Collection<UUID> people) {
        return jdbc.sql("select " + COLUMNS + """
                         from volunteer.volunteer v where v.person = any (:people)
                        order by v.state = 'WITHDRAWN', v.confirmed_on is null, array_position(:people, v.person) limit 1""")
                .param("people", people.toArray(UUID[]::new))
                .query(VolunteerStore::volunteer)
                .optional();
    }

    /**
     * Whether one of these records of one person counts, wherever it is registered: one word, also of rows out of sight.
     * Holds the person until the transaction ends, so that no two of them come to count at once.
     *
     * @param people the person itself first
     */
    boolean counts(Collection<UUID> people) {
        return jdbc.sql("select volunteer.counts(cast(:people as uuid[]))")
                .param("people", people.toArray(UUID[]::new))
                .query(Boolean.class)
                .single();
    }

    Optional<Volunteer> numbered(String number) {
        return jdbc.sql("select " + COLUMNS + " from volunteer.volunteer v where v.number = :number")
                .param("number", number)
                .query(VolunteerStore::volunteer)
                .optional();
    }

    List<Volunteer> list(@Nullable VolunteerState state, @Nullable Collection<UUID> people, int limit, long offset) {
        return jdbc.sql("select " + COLUMNS + " from volunteer.volunteer v" + FILTER + """
                        order by v.registered_at desc, v.id desc limit :limit offset :offset""")
                .param("state", state == null ? null : state.name())
                .param("people", people == null ? null : people.toArray(UUID[]::new))
                .param("limit", limit)
                .param("offset", offset)
                .query(VolunteerStore::volunteer)
                .list();
    }

    /** Up to a limit. */
    long count(@Nullable VolunteerState state, @Nullable Collection<UUID> people, int limit) {
        return jdbc.sql("select count(*) from (select from volunteer.volunteer v" + FILTER + " limit :limit) counted")
                .param("limit", limit)
                .param("state", state == null ? null : state.name())
                .param("people", people == null ? null : people.toArray(UUID[]::new))
                .query(Long.class)
                .single();
    }

    Map<VolunteerState, Integer> counts() {
        Map<VolunteerState, Integer> counts = new EnumMap<>(VolunteerState.class);
        jdbc.sql("select state, count(*) as people from volunteer.volunteer group by state")
                .query(row -> {
                    counts.put(VolunteerState.valueOf(row.getString("state")), row.getInt("people"));
                });
        return counts;
    }

    void stand(UUID id, VolunteerState state, @Nullable LocalDate confirmedOn) {
        jdbc.sql("""
                        update volunteer.volunteer
                        set state = :state, confirmed_on = :confirmedOn, version = version + 1
                        where id = :id""")
                .param("state", state.name())
                .param("confirmedOn", confirmedOn)
                .param("id", id)
                .update();
    }

    void move(UUID id, UUID site) {
        jdbc.sql("update volunteer.volunteer set site = :site, version = version + 1 where id = :id")
                .param("site", site)
                .param("id", id)
                .update();
    }

    void served(UUID id, LocalDate day) {
        jdbc.sql("""
                        update volunteer.volunteer
                        set served_on = greatest(served_on, cast(:day as date)), version = version + 1
                        where id = :id""").param("day", day).param("id", id).update();
    }

    /** Who stands so and neither confirmed nor served since a day; locked, whoever another has in hand is left for later. */
    List<Volunteer> idleSince(VolunteerState state, LocalDate day, int limit) {
        return jdbc.sql("select " + COLUMNS + """
                         from volunteer.volunteer v
                        where v.state = :state and greatest(v.confirmed_on, v.served_on) < :day
                        order by greatest(v.confirmed_on, v.served_on) limit :limit
                        for update skip locked""")
                .param("state", state.name())
                .param("day", day)
                .param("limit", limit)
                .query(VolunteerStore::volunteer)
                .list();
    }

    private static Volunteer volunteer(ResultSet row, int n) throws SQLException {
        return new Volunteer(
                new VolunteerId(row.getObject("id", UUID.class)),
                new PersonId(row.getObject("person", UUID.class)),
                new VolunteerNumber(row.getString("number")),
                new SiteId(row.getObject("site", UUID.class)),
                VolunteerState.valueOf(row.getString("state")),
                Volunteer.Source.valueOf(row.getString("source")),
                instant(row, "registered_at"),
                row.getObject("confirmed_on", LocalDate.class),
                row.getObject("served_on", LocalDate.class),
                row.getInt("version"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    // --- how they came to stand so ---

    void addStep(UUID id, VolunteerId volunteer, Step step, @Nullable UUID account) {
        jdbc.sql("""
                        insert into volunteer.step (id, volunteer, state, cause, at, account, who, reason)
                        values (:id, :volunteer, :state, :cause, :at, :account, :who, :reason)""")
                .param("id", id)
                .param("volunteer", volunteer.value())
                .param("state", step.state().name())
                .param("cause", step.cause().name())
                .param("at", step.at().atOffset(ZoneOffset.UTC))
                .param("account", account)
                .param("who", step.who())
                .param("reason", step.reason())
                .update();
    }

    /** The first step of many at once. */
    void addSteps(List<UUID> ids, List<UUID> volunteers, Step step, @Nullable UUID account) {
        jdbc.sql("""
                        insert into volunteer.step (id, volunteer, state, cause, at, account, who, reason)
                        select s.id, s.volunteer, :state, :cause, :at, cast(:account as uuid), :who, :reason
                        from unnest(cast(:ids as uuid[]), cast(:volunteers as uuid[])) as s (id, volunteer)""")
                .param("ids", ids.toArray(UUID[]::new))
                .param("volunteers", volunteers.toArray(UUID[]::new))
                .param("state", step.state().name())
                .param("cause", step.cause().name())
                .param("at", step.at().atOffset(ZoneOffset.UTC))
                .param("account", account)
                .param("who", step.who())
                .param("reason", step.reason())
                .update();
    }

    List<Step> steps(UUID volunteer, int limit) {
        return jdbc.sql("""
                        select state, cause, at, who, reason from volunteer.step
                        where volunteer = :volunteer order by at desc, id desc limit :limit""")
                .param("volunteer", volunteer)
                .param("limit", limit)
                .query((row, n) -> new Step(
                        VolunteerState.valueOf(row.getString("state")),
                        Step.Cause.valueOf(row.getString("cause")),
                        instant(row, "at"),
                        row.getString("who"),
                        row.getString("reason")))
                .list();
    }

    // --- what they offer ---

    Offer offer(UUID volunteer) {
        List<Offer.Skill> skills = new ArrayList<>();
        Set<String> languages = new HashSet<>();
        Set<String> interests = new HashSet<>();
        jdbc.sql("""
                        select c.kind, c.key, c.certificate, c.expires from volunteer.chosen c
                        join volunteer.choice o on o.kind = c.kind and o.key = c.key
                        where c.volunteer = :volunteer order by o.position""").param("volunteer", volunteer).query(row -> {
            String key = row.getString("key");
            switch (Choice.Kind.valueOf(row.getString("kind"))) {
                case SKILL ->
                    skills.add(new Offer.Skill(
                            key, row.getString("certificate"), row.getObject("expires", LocalDate.class)));
                case LANGUAGE -> languages.add(key);
                case INTEREST -> interests.add(key);
            }
        });
        Set<Offer.Slot> free = new HashSet<>(jdbc.sql(
                        "select weekday, part from volunteer.free where volunteer = :volunteer")
                .param("volunteer", volunteer)
                .query((row, n) -> new Offer.Slot(row.getInt("weekday"), Offer.Part.valueOf(row.getString("part"))))
                .list());
        return jdbc.sql("select free_known, week_hours from volunteer.volunteer where id = :volunteer")
                .param("volunteer", volunteer)
                .query((row, n) -> new Offer(
                        skills,
                        languages,
                        interests,
                        row.getBoolean("free_known") ? free : null,
                        row.getObject("week_hours", Integer.class)))
                .optional()
                .orElse(Offer.NONE);
    }

    void offer(UUID volunteer, Offer offer) {
        forgetOffer(volunteer);
        jdbc.sql("""
                        update volunteer.volunteer
                        set free_known = :freeKnown, week_hours = :weekHours, version = version + 1
                        where id = :volunteer""")
                .param("freeKnown", offer.free() != null)
                .param("weekHours", offer.weekHoursMax())
                .param("volunteer", volunteer)
                .update();
        for (Offer.Skill skill : offer.skills()) {
            choose(volunteer, Choice.Kind.SKILL, skill.key(), skill.certificate(), skill.expires());
        }
        for (String language : offer.languages()) {
            choose(volunteer, Choice.Kind.LANGUAGE, language, "", null);
        }
        for (String interest : offer.interests()) {
            choose(volunteer, Choice.Kind.INTEREST, interest, "", null);
        }
        for (Offer.Slot slot : offer.free() == null ? Set.<Offer.Slot>of() : offer.free()) {
            jdbc.sql("insert into volunteer.free (volunteer, weekday, part) values (:volunteer, :weekday, :part)")
                    .param("volunteer", volunteer)
                    .param("weekday", slot.weekday())
                    .param("part", slot.part().name())
                    .update();
        }
    }

    private void choose(UUID volunteer, Choice.Kind kind, String key, String certificate, @Nullable LocalDate expires) {
        jdbc.sql("""
                        insert into volunteer.chosen (volunteer, kind, key, certificate, expires)
                        values (:volunteer, :kind, :key, :certificate, :expires)""")
                .param("volunteer", volunteer)
                .param("kind", kind.name())
                .param("key", key)
                .param("certificate", certificate)
                .param("expires", expires)
                .update();
    }

    void forgetOffer(UUID volunteer) {
        jdbc.sql("delete from volunteer.chosen where volunteer = :volunteer")
                .param("volunteer", volunteer)
                .update();
        jdbc.sql("delete from volunteer.free where volunteer = :volunteer")
                .param("volunteer", volunteer)
                .update();
    }

    Optional<byte[]> health(UUID volunteer) {
        return jdbc.sql("select words from volunteer.health where volunteer = :volunteer")
                .param("volunteer", volunteer)
                .query((row, n) -> row.getBytes("words"))
                .optional();
    }

    void health(UUID volunteer, byte[] words, Instant now) {
        jdbc.sql("""
                        insert into volunteer.health (volunteer, words, since) values (:volunteer, :words, :now)
                        on conflict (volunteer) do update set words = excluded.words, since = excluded.since""")
                .param("volunteer", volunteer)
                .param("words", words)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    void forgetHealth(UUID volunteer) {
        jdbc.sql("delete from volunteer.health where volunteer = :volunteer")
                .param("volunteer", volunteer)
                .update();
    }

    // --- who agreed for them ---

    void guarded(Guardianship guardianship) {
        jdbc.sql("delete from volunteer.guardianship where volunteer = :volunteer")
                .param("volunteer", guardianship.volunteer().value())
                .update();
        jdbc.sql("""
                        insert into volunteer.guardianship
                            (id, volunteer, guardian, channel, present, version, at, account)
                        values (:id, :volunteer, :guardian, :channel, :present, :version, :at, :account)""")
                .param("id", guardianship.id())
                .param("volunteer", guardianship.volunteer().value())
                .param("guardian", guardianship.guardian().value())
                .param("channel", guardianship.channel().name())
                .param("present", guardianship.present())
                .param("version", guardianship.version())
                .param("at", guardianship.at().atOffset(ZoneOffset.UTC))
                .param("account", guardianship.account())
                .update();
    }

    private static final String GUARDIANSHIP = """
            select g.id, g.volunteer, g.guardian, g.channel, g.present, g.version, g.at, g.account, g.approved_at,
                   g.approver_name
            from volunteer.guardianship g
            """;

    Optional<Guardianship> guardianship(UUID volunteer) {
        return jdbc.sql(GUARDIANSHIP + " where g.volunteer = :volunteer")
                .param("volunteer", volunteer)
                .query(VolunteerStore::guardianship)
                .optional();
    }

    /** Whom these records of one guardian agreed for, the latest first. */
    List<Guardianship> guardedBy(Collection<UUID> guardian, int limit) {
        return jdbc.sql(GUARDIANSHIP + """
                         where g.guardian = any (:guardian)
                        order by g.at desc, g.id desc limit :limit""")
                .param("guardian", guardian.toArray(UUID[]::new))
                .param("limit", limit)
                .query(VolunteerStore::guardianship)
                .list();
    }

    /** How many another than this account entered and nobody approved yet, up to a limit. */
    int countWaitingFor(UUID account, int limit) {
        return jdbc.sql("select count(*) from (select from volunteer.guardianship g " + WAITS
                        + " and (g.account is null or g.account <> :account) limit :limit) counted")
                .param("account", account)
                .param("limit", limit)
                .query(Integer.class)
                .single();
    }

    /** Those that another than this account entered and nobody approved yet, the oldest first. */
    List<Guardianship> waitingFor(UUID account, int limit) {
        return jdbc.sql(GUARDIANSHIP + WAITS + """
                         and (g.account is null or g.account <> :account)
                        order by g.at limit :limit""")
                .param("account", account)
                .param("limit", limit)
                .query(VolunteerStore::guardianship)
                .list();
    }

    /** False where somebody approved it before, or where the volunteer does not wait for it any more. */
    boolean approve(UUID guardianship, Instant now, UUID approver, String name) {
        return jdbc.sql("""
                        update volunteer.guardianship g
                        set approved_at = :now, approver = :approver, approver_name = :name
                        where g.id = :id and g.approved_at is null
                          and exists (select from volunteer.volunteer v where v.id = g.volunteer and v.state = 'INVITED')""")
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("approver", approver)
                        .param("name", name)
                        .param("id", guardianship)
                        .update()
                == 1;
    }

    private static Guardianship guardianship(ResultSet row, int n) throws SQLException {
        OffsetDateTime approved = row.getObject("approved_at", OffsetDateTime.class);
        return new Guardianship(
                row.getObject("id", UUID.class),
                new VolunteerId(row.getObject("volunteer", UUID.class)),
                new PersonId(row.getObject("guardian", UUID.class)),
                Consent.Channel.valueOf(row.getString("channel")),
                row.getBoolean("present"),
                row.getInt("version"),
                instant(row, "at"),
                row.getObject("account", UUID.class),
                approved == null ? null : approved.toInstant(),
                row.getString("approver_name"));
    }

    // --- figures ---

    void tally(Map<VolunteerState, Integer> counts, Instant now) {
        for (VolunteerState state : VolunteerState.values()) {
            jdbc.sql("""
                            insert into volunteer.tally (state, people, at) values (:state, :people, :now)
                            on conflict (state) do update set people = excluded.people, at = excluded.at""")
                    .param("state", state.name())
                    .param("people", counts.getOrDefault(state, 0))
                    .param("now", now.atOffset(ZoneOffset.UTC))
                    .update();
        }
    }

    Map<VolunteerState, Integer> tally() {
        Map<VolunteerState, Integer> tally = new EnumMap<>(VolunteerState.class);
        jdbc.sql("select state, people from volunteer.tally").query(row -> {
            tally.put(VolunteerState.valueOf(row.getString("state")), row.getInt("people"));
        });
        return tally;
    }
}
