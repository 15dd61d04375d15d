package org.zhiyuan.team;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.zhiyuan.person.Consent;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.volunteer.VolunteerId;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The SQL of who belongs to which team, how that came, what was written to them, and how a team is made up. */
@Repository
class MembershipStore {
    private static final String MEMBERSHIP = """
            select m.id, m.team, m.volunteer, m.person, m.state, m.since, m.due, m.raised_at, m.words, m.version
            from team.membership m
            """;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;

    MembershipStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Membership> find(UUID id) {
        return jdbc.sql(MEMBERSHIP + " where m.id = :id")
                .param("id", id)
                .query(MembershipStore::membership)
                .optional();
    }

    Optional<Membership> lock(UUID id) {
        return jdbc.sql(MEMBERSHIP + " where m.id = :id for update")
                .param("id", id)
                .query(MembershipStore::membership)
                .optional();
    }

    Optional<Membership> lock(UUID team, UUID volunteer) {
        return jdbc.sql(MEMBERSHIP + " where m.team = :team and m.volunteer = :volunteer for update")
                .param("team", team)
                .param("volunteer", volunteer)
                .query(MembershipStore::membership)
                .optional();
    }

    Optional<Membership> of(UUID team, UUID volunteer) {
        return jdbc.sql(MEMBERSHIP + " where m.team = :team and m.volunteer = :volunteer")
                .param("team", team)
                .param("volunteer", volunteer)
                .query(MembershipStore::membership)
                .optional();
    }

    List<Membership> ofVolunteer(UUID volunteer, int limit) {
        return jdbc.sql(MEMBERSHIP + """
                         where m.volunteer = :volunteer
                        order by array_position(array['INVITED', 'MEMBER', 'ASKED'], m.state) nulls last, m.since desc
                        limit :limit""")
                .param("volunteer", volunteer)
                .param("limit", limit)
                .query(MembershipStore::membership)
                .list();
    }

    List<Membership> inTeam(UUID team, MembershipState state, int limit, long offset) {
        return jdbc.sql(MEMBERSHIP + """
                         where m.team = :team and m.state = :state order by m.since, m.id limit :limit offset :offset""")
                .param("team", team)
                .param("state", state.name())
                .param("limit", limit)
                .param("offset", offset)
                .query(MembershipStore::membership)
                .list();
    }

    long count(UUID team, MembershipState state) {
        return jdbc.sql("select count(*) from team.membership m where m.team = :team and m.state = :state")
                .param("team", team)
                .param("state", state.name())
                .query(Long.class)
                .single();
    }

    List<TeamId> teamsOf(UUID volunteer) {
        return jdbc.sql("select team from team.membership where volunteer = :volunteer and state = 'MEMBER'")
                .param("volunteer", volunteer)
                .query((row, n) -> new TeamId(row.getObject("team", UUID.class)))
                .list();
    }

    void add(Membership membership, Consent.@Nullable Channel word) {
        jdbc.sql("""
                        insert into team.membership (id, team, volunteer, person, state, since, word, word_at, due, words)
                        values (:id, :team, :volunteer, :person, :state, :since, :word, :wordAt, :due, :words)""")
                .param("id", membership.id().value())
                .param("team", membership.team().value())
                .param("volunteer", membership.volunteer().value())
                .param("person", membership.person().value())
                .param("state", membership.state().name())
                .param("since", at(membership.since()))
                .param("word", word == null ? null : word.name())
                .param("wordAt", word == null ? null : at(membership.since()))
                .param("due", at(membership.due()))
                .param("words", membership.words())
                .update();
    }

    /** Without a new word of the volunteer's own: an earlier one stays as it is. */
    void stand(Membership membership) {
        jdbc.sql("""
                        update team.membership
                        set state = :state, since = :since, due = :due, raised_at = :raisedAt, words = :words,
                            version = version + 1
                        where id = :id""")
                .param("id", membership.id().value())
                .param("state", membership.state().name())
                .param("since", at(membership.since()))
                .param("due", at(membership.due()))
                .param("raisedAt", at(membership.raisedAt()))
                .param("words", membership.words())
                .update();
    }

    /** With the volunteer's own word, or without any: asking anew begins without what was said before. */
    void stand(Membership membership, Consent.@Nullable Channel word) {
        jdbc.sql("""
                        update team.membership
                        set state = :state, since = :since, due = :due, raised_at = :raisedAt, words = :words,
                            word = :word, word_at = :wordAt, version = version + 1
                        where id = :id""")
                .param("id", membership.id().value())
                .param("state", membership.state().name())
                .param("since", at(membership.since()))
                .param("due", at(membership.due()))
                .param("raisedAt", at(membership.raisedAt()))
                .param("words", membership.words())
                .param("word", word == null ? null : word.name())
                .param("wordAt", word == null ? null : at(membership.since()))
                .update();
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static Membership membership(ResultSet row, int n) throws SQLException {
        return new Membership(
                new MembershipId(row.getObject("id", UUID.class)),
                new TeamId(row.getObject("team", UUID.class)),
                new VolunteerId(row.getObject("volunteer", UUID.class)),
                new PersonId(row.getObject("person", UUID.class)),
                MembershipState.valueOf(row.getString("state")),
                row.getObject("since", OffsetDateTime.class).toInstant(),
                instant(row, "due"),
                instant(row, "raised_at"),
                row.getString("words"),
                row.getInt("version"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    // --- how it came ---

    void addStep(UUID id, MembershipId membership, Membership.Step step, @Nullable UUID account) {
        jdbc.sql("""
                        insert into team.step (id, membership, state, cause, at, account, who, reason)
                        values (:id, :membership, :state, :cause, :at, :account, :who, :reason)""")
                .param("id", id)
                .param("membership", membership.value())
                .param("state", step.state().name())
                .param("cause", step.cause().name())
                .param("at", at(step.at()))
                .param("account", account)
                .param("who", step.who())
                .param("reason", step.reason())
                .update();
    }

    List<Membership.Step> steps(UUID membership, int limit) {
        return jdbc.sql("""
                        select state, cause, at, who, reason from team.step
                        where membership = :membership order by at desc, id desc limit :limit""")
                .param("membership", membership)
                .param("limit", limit)
                .query((row, n) -> new Membership.Step(
                        MembershipState.valueOf(row.getString("state")),
                        Membership.Cause.valueOf(row.getString("cause")),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("who"),
                        row.getString("reason")))
                .list();
    }

    // --- what waits, and for how long ---

    /** Requests to teams that this person leads, the oldest deadline first; those that went up are the office's. */
    List<Membership> waitingFor(UUID person, int limit) {
        return jdbc.sql(MEMBERSHIP + """
                         join team.lead d on d.team = m.team and d.person = :person and d.serving
                        where m.state = 'ASKED' and m.person <> :person order by m.due limit :limit""")
                .param("person", person)
                .param("limit", limit)
                .query(MembershipStore::membership)
                .list();
    }

    /** Requests that nobody answered in time, or that nobody leads to answer, at the office's own places. */
    List<Membership> raised(int limit) {
        return jdbc.sql(MEMBERSHIP + """
                         join team.team t on t.id = m.team
                        where m.state = 'ASKED'
                          and (m.raised_at is not null
                               or not exists (select from team.lead d where d.team = m.team and d.serving))
                          and (scope.everything() or t.site in (select scope.sites())
                               or (t.field, t.site) in (select f.field, f.site from scope.field_sites() f))
                        order by m.due limit :limit""")
                .param("limit", limit)
                .query(MembershipStore::membership)
                .list();
    }

    /** Invitations to one person. */
    List<Membership> invitations(UUID person, int limit) {
        return jdbc.sql(MEMBERSHIP + " where m.state = 'INVITED' and m.person = :person order by m.due limit :limit")
                .param("person", person)
                .param("limit", limit)
                .query(MembershipStore::membership)
                .list();
    }

    /** Whatever should have been answered by now; locked, what another has in hand is left for later. */
    List<Membership> overdue(Instant now, int limit) {
        return jdbc.sql(MEMBERSHIP + " where m.due <= :now order by m.due limit :limit for update skip locked")
                .param("now", at(now))
                .param("limit", limit)
                .query(MembershipStore::membership)
                .list();
    }

    // --- messages ---

    record Message(UUID id, UUID team, String text, Instant at, String who, int sent, int unsent) {}

    void addMessage(UUID id, UUID team, String text, Instant now, @Nullable UUID account, String who) {
        jdbc.sql("""
                        insert into team.message (id, team, text, at, account, who)
                        values (:id, :team, :text, :at, :account, :who)""")
                .param("id", id)
                .param("team", team)
                .param("text", text)
                .param("at", at(now))
                .param("account", account)
                .param("who", who)
                .update();
    }

    private static final String MESSAGE = """
            select m.id, m.team, m.text, m.at, m.who, count(d.membership) filter (where d.sent) as sent,
                   count(d.membership) filter (where not d.sent) as unsent
            from team.message m left join team.delivery d on d.message = m.id
            """;

    Optional<Message> message(UUID id) {
        return jdbc.sql(MESSAGE + " where m.id = :id group by m.id")
                .param("id", id)
                .query(MembershipStore::message)
                .optional();
    }

    List<Message> messages(UUID team, int limit) {
        return jdbc.sql(MESSAGE + " where m.team = :team group by m.id order by m.at desc limit :limit")
                .param("team", team)
                .param("limit", limit)
                .query(MembershipStore::message)
                .list();
    }

    private static Message message(ResultSet row, int n) throws SQLException {
        return new Message(
                row.getObject("id", UUID.class),
                row.getObject("team", UUID.class),
                row.getString("text"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("who"),
                row.getInt("sent"),
                row.getInt("unsent"));
    }

    int messagesSince(UUID team, Instant since) {
        return jdbc.sql("select count(*) from team.message where team = :team and at > :since")
                .param("team", team)
                .param("since", at(since))
                .query(Integer.class)
                .single();
    }

    /** Members whom a message has not reached, and that was not tried either. */
    List<Membership> unreached(UUID message, UUID team, int limit) {
        return jdbc.sql(MEMBERSHIP + """
                         where m.team = :team and m.state = 'MEMBER'
                           and not exists (select from team.delivery d where d.message = :message and d.membership = m.id)
                        order by m.id limit :limit""")
                .param("message", message)
                .param("team", team)
                .param("limit", limit)
                .query(MembershipStore::membership)
                .list();
    }

    /** False where it was tried before: then nothing is sent. */
    boolean deliver(UUID message, UUID membership, boolean sent, Instant now) {
        return jdbc.sql("""
                        insert into team.delivery (message, membership, sent, at)
                        values (:message, :membership, :sent, :at) on conflict do nothing""")
                        .param("message", message)
                        .param("membership", membership)
                        .param("sent", sent)
                        .param("at", at(now))
                        .update()
                == 1;
    }

    // --- how a team is made up ---

    /** Standing teams that were never counted, long ago, or before somebody came or went. */
    List<TeamId> uncounted(Instant before, int limit) {
        return jdbc.sql("""
                        select t.id from team.team t left join team.balance b on b.team = t.id
                        where t.ended_on is null
                          and (b.team is null or b.counted_at < :before
                               or exists (select from team.membership m where m.team = t.id and m.since > b.counted_at))
                        order by b.counted_at nulls first limit :limit""")
                .param("before", at(before))
                .param("limit", limit)
                .query((row, n) -> new TeamId(row.getObject("id", UUID.class)))
                .list();
    }

    List<Membership> membersAfter(UUID team, UUID after, int limit) {
        return jdbc.sql(MEMBERSHIP + """
                         where m.team = :team and m.state = 'MEMBER' and m.id > :after order by m.id limit :limit""")
                .param("team", team)
                .param("after", after)
                .param("limit", limit)
                .query(MembershipStore::membership)
                .list();
    }

    void balance(UUID team, Balance balance) {
        jdbc.sql("""
                        insert into team.balance (team, counted_at, members, active, dormant, skills, ages)
                        values (:team, :countedAt, :members, :active, :dormant, cast(:skills as jsonb), cast(:ages as jsonb))
                        on conflict (team) do update
                        set counted_at = excluded.counted_at, members = excluded.members, active = excluded.active,
                            dormant = excluded.dormant, skills = excluded.skills, ages = excluded.ages""")
                .param("team", team)
                .param("countedAt", at(balance.countedAt()))
                .param("members", balance.members())
                .param("active", balance.active())
                .param("dormant", balance.dormant())
                .param("skills", JSON.writeValueAsString(balance.skills()))
                .param("ages", JSON.writeValueAsString(balance.ages()))
                .update();
    }

    Optional<Balance> balance(UUID team) {
        return jdbc.sql("""
                        select counted_at, members, active, dormant, skills, ages from team.balance where team = :team""")
                .param("team", team)
                .query((row, n) -> new Balance(
                        row.getObject("counted_at", OffsetDateTime.class).toInstant(),
                        row.getInt("members"),
                        row.getInt("active"),
                        row.getInt("dormant"),
                        JSON.readValue(row.getString("skills"), new TypeReference<LinkedHashMap<String, Integer>>() {}),
                        sorted(JSON.readValue(
                                row.getString("ages"), new TypeReference<LinkedHashMap<Integer, Integer>>() {}))))
                .optional();
    }

    private static Map<Integer, Integer> sorted(Map<Integer, Integer> ages) {
        return new java.util.TreeMap<>(ages);
    }
}
