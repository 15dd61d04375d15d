package org.zhiyuan.reward;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.ServiceTime;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.volunteer.VolunteerId;

/** The SQL of stars, their steps and their public notices, and of who does not wish to be named. */
@Repository
class StarStore {
    private static final String COLUMNS = """
            id, number, volunteer, person, site, scheme, star, state, cause, reason, minutes, asked, against, proposed_at,
            checked_by, checked_person, decided_by, notice_from, notice_to, granted_on, below_since
            """;
    private static final String NOTICE = """
            select n.star, n.number, n.name, n.site, n.grade, g.name as called, g.name_en as called_en, n.minutes,
                n.first_day, n.last_day
            from reward.notice n join reward.grade g on g.scheme = n.scheme and g.star = n.grade
            """;

    private final JdbcClient jdbc;

    StarStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    long nextNumber() {
        return jdbc.sql("select nextval('reward.number')").query(Long.class).single();
    }

    void add(Star star) {
        jdbc.sql("""
                        insert into reward.star (id, number, volunteer, person, site, scheme, star, state, cause, reason,
                            minutes, asked, against, proposed_at)
                        values (:id, :number, :volunteer, :person, :site, :scheme, :star, 'PROPOSED', '', '', :minutes,
                            :asked, :against, :at)""")
                .param("id", star.id().value())
                .param("number", star.number())
                .param("volunteer", star.volunteer().value())
                .param("person", star.person().value())
                .param("site", star.site().value())
                .param("scheme", star.scheme())
                .param("star", star.star())
                .param("minutes", star.time().minutes())
                .param("asked", star.asked())
                .param("against", star.against())
                .param("at", utc(star.proposedAt()))
                .update();
    }

    // --- reading ---

    Optional<Star> find(UUID id) {
        return jdbc.sql("select " + COLUMNS + "from reward.star where id = :id")
                .param("id", id)
                .query(StarStore::star)
                .optional();
    }

    Optional<Star> numbered(String number) {
        return jdbc.sql("select " + COLUMNS + "from reward.star where number = :number")
                .param("number", number)
                .query(StarStore::star)
                .optional();
    }

    /** Until the end of the transaction nobody else moves it on. */
    Optional<Star> lock(UUID id) {
        return jdbc.sql("select " + COLUMNS + "from reward.star where id = :id for no key update")
                .param("id", id)
                .query(StarStore::star)
                .optional();
    }

    /** A volunteer's, the latest first. */
    List<Star> of(VolunteerId volunteer, int limit) {
        return jdbc.sql("select " + COLUMNS + """
                        from reward.star where volunteer = :volunteer order by proposed_at desc, id desc limit :limit""")
                .param("volunteer", volunteer.value())
                .param("limit", limit)
                .query(StarStore::star)
                .list();
    }

    /** In the actor's sight, those that stand so, the oldest first. */
    List<Star> standing(StarState state, Instant now, int limit) {
        return jdbc.sql("select " + COLUMNS + """
                        from reward.star where state = :state and proposed_at <= :now
                        order by proposed_at, id limit :limit""")
                .param("state", state.name())
                .param("now", utc(now))
                .param("limit", limit)
                .query(StarStore::star)
                .list();
    }

    /** Granted ones that rest on too few hours, the longest first. */
    List<Star> below(int limit) {
        return jdbc.sql("select " + COLUMNS + """
                        from reward.star where state = 'GRANTED' and below_since is not null
                        order by below_since, id limit :limit""")
                .param("limit", limit)
                .query(StarStore::star)
                .list();
    }

    /** In the actor's sight, the latest first. */
    List<Star> list(int limit, long offset) {
        return jdbc.sql("select " + COLUMNS + """
                        from reward.star order by proposed_at desc, id desc limit :limit offset :offset""")
                .param("limit", limit)
                .param("offset", offset)
                .query(StarStore::star)
                .list();
    }

    long count() {
        return jdbc.sql("select count(*) from reward.star").query(Long.class).single();
    }

    /** Those on their way, in the order of their ids: for counting their hours again. */
    List<UUID> open(UUID after, Instant now, int limit) {
        return jdbc.sql("""
                        select id from reward.star
                        where state in ('PROPOSED', 'CHECKED', 'NOTICED') and proposed_at <= :now and id > :after
                        order by id limit :limit""")
                .param("now", utc(now))
                .param("after", after)
                .param("limit", limit)
                .query((row, n) -> row.getObject(1, UUID.class))
                .list();
    }

    List<UUID> granted(UUID after, int limit) {
        return jdbc.sql("""
                        select id from reward.star where state = 'GRANTED' and id > :after order by id limit :limit""")
                .param("after", after)
                .param("limit", limit)
                .query((row, n) -> row.getObject(1, UUID.class))
                .list();
    }

    /** The highest star that each of them has or that is on its way; who has none is not in the answer. */
    Map<VolunteerId, Integer> highest(Collection<UUID> volunteers) {
        Map<VolunteerId, Integer> highest = new HashMap<>();
        jdbc.sql("""
                        select volunteer, max(star) as star from reward.star
                        where volunteer = any (:volunteers) and state in ('PROPOSED', 'CHECKED', 'NOTICED', 'GRANTED')
                        group by volunteer""").param("volunteers", volunteers.toArray(UUID[]::new)).query((RowCallbackHandler)
                row -> highest.put(new VolunteerId(row.getObject("volunteer", UUID.class)), row.getInt("star")));
        return highest;
    }

    private static Star star(ResultSet row, int n) throws SQLException {
        String cause = row.getString("cause");
        return new Star(
                new StarId(row.getObject("id", UUID.class)),
                row.getString("number"),
                new VolunteerId(row.getObject("volunteer", UUID.class)),
                new PersonId(row.getObject("person", UUID.class)),
                new SiteId(row.getObject("site", UUID.class)),
                row.getString("scheme"),
                row.getInt("star"),
                StarState.valueOf(row.getString("state")),
                cause.isEmpty() ? null : Star.Cause.valueOf(cause),
                row.getString("reason"),
                new ServiceTime(row.getLong("minutes")),
                row.getBoolean("asked"),
                row.getObject("against", UUID.class),
                instant(row, "proposed_at"),
                row.getObject("checked_by", UUID.class),
                row.getObject("checked_person", UUID.class),
                row.getObject("decided_by", UUID.class),
                row.getObject("notice_from", LocalDate.class),
                row.getObject("notice_to", LocalDate.class),
                row.getObject("granted_on", LocalDate.class),
                row.getObject("below_since", LocalDate.class));
    }

    // --- going on ---

    void check(StarId id, ServiceTime time, Actor actor, Instant at) {
        jdbc.sql("""
                        update reward.star set state = 'CHECKED', minutes = :minutes, checked_at = :at,
                            checked_by = :account, checked_person = :person, checked_who = :who, version = version + 1
                        where id = :id""")
                .param("minutes", time.minutes())
                .param("at", utc(at))
                .param("account", actor.account())
                .param("person", actor.person())
                .param("who", actor.name())
                .param("id", id.value())
                .update();
    }

    void decide(StarId id, ServiceTime time, Actor actor, Instant at, LocalDate from, LocalDate to) {
        jdbc.sql("""
                        update reward.star set state = 'NOTICED', minutes = :minutes, decided_at = :at,
                            decided_by = :account, decided_person = :person, decided_who = :who, notice_from = :from,
                            notice_to = :to, version = version + 1
                        where id = :id""")
                .param("minutes", time.minutes())
                .param("at", utc(at))
                .param("account", actor.account())
                .param("person", actor.person())
                .param("who", actor.name())
                .param("from", from)
                .param("to", to)
                .param("id", id.value())
                .update();
    }

    void grant(StarId id, ServiceTime time, LocalDate on) {
        jdbc.sql("""
                        update reward.star set state = 'GRANTED', minutes = :minutes, granted_on = :on,
                            version = version + 1
                        where id = :id""")
                .param("minutes", time.minutes())
                .param("on", on)
                .param("id", id.value())
                .update();
    }

    void end(StarId id, StarState state, Star.Cause cause, String reason) {
        jdbc.sql("""
                        update reward.star set state = :state, cause = :cause, reason = :reason, version = version + 1
                        where id = :id""")
                .param("state", state.name())
                .param("cause", cause.name())
                .param("reason", reason)
                .param("id", id.value())
                .update();
    }

    /** What counts of a granted star now, and since when that is too little; null where it is enough. */
    void recounted(StarId id, @Nullable LocalDate belowSince) {
        jdbc.sql("update reward.star set below_since = :below, version = version + 1 where id = :id")
                .param("below", belowSince)
                .param("id", id.value())
                .update();
    }

    void addStep(UUID id, StarId star, Step step, @Nullable UUID account) {
        jdbc.sql("""
                        insert into reward.step (id, star, state, at, account, who, reason)
                        values (:id, :star, :state, :at, :account, :who, :reason)""")
                .param("id", id)
                .param("star", star.value())
                .param("state", step.state().name())
                .param("at", utc(step.at()))
                .param("account", account)
                .param("who", step.who())
                .param("reason", step.reason())
                .update();
    }

    List<Step> steps(StarId star, int limit) {
        return jdbc.sql("""
                        select state, at, who, reason from reward.step where star = :star order by at, id limit :limit""")
                .param("star", star.value())
                .param("limit", limit)
                .query((row, n) -> new Step(
                        StarState.valueOf(row.getString("state")),
                        instant(row, "at"),
                        row.getString("who"),
                        row.getString("reason")))
                .list();
    }

    /** The account of whoever ended it, where a person did. */
    Optional<UUID> endedBy(StarId star) {
        return jdbc.sql("""
                        select account from reward.step
                        where star = :star and state in ('STOPPED', 'REVOKED') and account is not null
                        order by at desc, id desc limit 1""").param("star", star.value()).query(UUID.class).optional();
    }

    // --- the public notice ---

    void putUp(Star star, String name, ServiceTime time, LocalDate from, LocalDate to) {
        jdbc.sql("""
                        insert into reward.notice (star, number, name, site, scheme, grade, minutes, first_day, last_day)
                        values (:star, :number, :name, :site, :scheme, :grade, :minutes, :from, :to)""")
                .param("star", star.id().value())
                .param("number", star.number())
                .param("name", name)
                .param("site", star.site().value())
                .param("scheme", star.scheme())
                .param("grade", star.star())
                .param("minutes", time.minutes())
                .param("from", from)
                .param("to", to)
                .update();
    }

    void takeDown(StarId star) {
        jdbc.sql("delete from reward.notice where star = :star")
                .param("star", star.value())
                .update();
    }

    /** Those of today: what ends first comes first, and no other order. */
    List<Notice> notices(LocalDate today, int limit, long offset) {
        return jdbc.sql(NOTICE + """
                        where n.first_day <= :today and n.last_day >= :today
                        order by n.last_day, n.number limit :limit offset :offset""")
                .param("today", today)
                .param("limit", limit)
                .param("offset", offset)
                .query(StarStore::notice)
                .list();
    }

    long countNotices(LocalDate today) {
        return jdbc.sql("select count(*) from reward.notice where first_day <= :today and last_day >= :today")
                .param("today", today)
                .query(Long.class)
                .single();
    }

    Optional<Notice> notice(String number, LocalDate today) {
        return jdbc.sql(NOTICE + "where n.number = :number and n.first_day <= :today and n.last_day >= :today")
                .param("number", number)
                .param("today", today)
                .query(StarStore::notice)
                .optional();
    }

    private static Notice notice(ResultSet row, int n) throws SQLException {
        return new Notice(
                new StarId(row.getObject("star", UUID.class)),
                row.getString("number"),
                row.getString("name"),
                new SiteId(row.getObject("site", UUID.class)),
                row.getInt("grade"),
                row.getString("called"),
                row.getString("called_en"),
                new ServiceTime(row.getLong("minutes")),
                row.getObject("first_day", LocalDate.class),
                row.getObject("last_day", LocalDate.class));
    }

    // --- who does not wish to be named ---

    boolean unnamed(VolunteerId volunteer) {
        return jdbc.sql("select exists (select from reward.unnamed where volunteer = :volunteer)")
                .param("volunteer", volunteer.value())
                .query(Boolean.class)
                .single();
    }

    void hide(VolunteerId volunteer, PersonId person, Instant at) {
        jdbc.sql("""
                        insert into reward.unnamed (volunteer, person, at) values (:volunteer, :person, :at)
                        on conflict (volunteer) do nothing""")
                .param("volunteer", volunteer.value())
                .param("person", person.value())
                .param("at", utc(at))
                .update();
    }

    void show(VolunteerId volunteer) {
        jdbc.sql("delete from reward.unnamed where volunteer = :volunteer")
                .param("volunteer", volunteer.value())
                .update();
    }

    // --- taking back ---

    void propose(Revocation revocation) {
        jdbc.sql("""
                        insert into reward.revocation (id, star, reason, at, account, who)
                        values (:id, :star, :reason, :at, :account, :who)""")
                .param("id", revocation.id())
                .param("star", revocation.star().value())
                .param("reason", revocation.reason())
                .param("at", utc(revocation.at()))
                .param("account", revocation.account())
                .param("who", revocation.who())
                .update();
    }

    void settle(UUID revocation, boolean confirmed, UUID account, String who, Instant at) {
        jdbc.sql("""
                        update reward.revocation set settled_at = :at, settled_by = :account, settled_who = :who,
                            confirmed = :confirmed
                        where id = :id and settled_at is null""")
                .param("at", utc(at))
                .param("account", account)
                .param("who", who)
                .param("confirmed", confirmed)
                .param("id", revocation)
                .update();
    }

    List<Revocation> revocations(StarId star, int limit) {
        return jdbc.sql("""
                        select id, star, reason, at, account, who, settled_at, settled_who, confirmed
                        from reward.revocation where star = :star order by at desc, id desc limit :limit""")
                .param("star", star.value())
                .param("limit", limit)
                .query(StarStore::revocation)
                .list();
    }

    List<Revocation> openRevocations(Instant now, int limit) {
        return jdbc.sql("""
                        select id, star, reason, at, account, who, settled_at, settled_who, confirmed
                        from reward.revocation where settled_at is null and at <= :now order by at, id limit :limit""")
                .param("now", utc(now))
                .param("limit", limit)
                .query(StarStore::revocation)
                .list();
    }

    private static Revocation revocation(ResultSet row, int n) throws SQLException {
        OffsetDateTime settled = row.getObject("settled_at", OffsetDateTime.class);
        return new Revocation(
                row.getObject("id", UUID.class),
                new StarId(row.getObject("star", UUID.class)),
                row.getString("reason"),
                instant(row, "at"),
                row.getObject("account", UUID.class),
                row.getString("who"),
                settled == null ? null : settled.toInstant(),
                row.getString("settled_who"),
                row.getObject("confirmed", Boolean.class));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
