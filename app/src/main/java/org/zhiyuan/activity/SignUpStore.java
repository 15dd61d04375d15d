package org.zhiyuan.activity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.volunteer.VolunteerId;

/** The SQL of who comes. */
@Repository
class SignUpStore {
    private static final String SIGN_UP = """
            select s.id, s.activity, s.post, s.volunteer, s.person, s.state, s.queue, s.override, s.beyond, s.guardian, s.at, s.promoted_at
            from activity.sign_up s
            """;

    private final JdbcClient jdbc;

    SignUpStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whoever signs up for the post, leaves it or is moved up waits for whoever was here first. */
    void hold(UUID post) {
        jdbc.sql("select seats from activity.hold(:post)")
                .param("post", post)
                .query(Integer.class)
                .optional();
    }

    /** After {@link #hold}: nobody else seats the same volunteer meanwhile, at whatever activity. */
    void holdVolunteer(UUID volunteer) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:name, 0))")
                .param("name", "activity.volunteer." + volunteer)
                .query((row, n) -> true)
                .single();
    }

    /** Free seats of a post go to whoever waits longest and may take one. */
    void moveUp(UUID post, Instant now) {
        jdbc.sql("select activity.move_up(:post, :now)")
                .param("post", post)
                .param("now", ActivityStore.at(now))
                .query((row, n) -> true)
                .single();
    }

    void add(SignUp signUp, boolean riskOpen, boolean clashAllowed, boolean onTheSpot, @Nullable UUID account) {
        jdbc.sql("""
                        insert into activity.sign_up
                            (id, activity, post, volunteer, person, state, slot, risk_open, override, override_by, beyond,
                             clash_allowed, on_the_spot, guardian, at, by, changed_at)
                        values (:id, :activity, :post, :volunteer, :person, :state, 'empty', :riskOpen,
                                nullif(:override, ''), :overrideBy, :beyond, :clashAllowed, :onTheSpot, :guardian, :at,
                                :account, :at)""")
                .param("id", signUp.id().value())
                .param("activity", signUp.activity().value())
                .param("post", signUp.post().value())
                .param("volunteer", signUp.volunteer().value())
                .param("person", signUp.person().value())
                .param("state", signUp.state().name())
                .param("riskOpen", riskOpen)
                .param("override", signUp.override())
                .param("overrideBy", signUp.override().isEmpty() ? null : account)
                .param("beyond", signUp.beyond())
                .param("clashAllowed", clashAllowed)
                .param("onTheSpot", onTheSpot)
                .param(
                        "guardian",
                        signUp.guardian() == null ? null : signUp.guardian().name())
                .param("at", ActivityStore.at(signUp.at()))
                .param("account", account)
                .update();
    }

    /** Somebody says that a guardian will be there. */
    void guardianComes(UUID id) {
        jdbc.sql("update activity.sign_up set guardian = 'COMES' where id = :id and guardian = 'NEEDED'")
                .param("id", id)
                .update();
    }

    void stand(UUID id, SignUpState state, Instant now) {
        jdbc.sql("update activity.sign_up set state = :state, changed_at = :now where id = :id")
                .param("now", ActivityStore.at(now))
                .param("state", state.name())
                .param("id", id)
                .update();
    }

    /** An order of the office lets somebody who waits, or was asked, come at once. */
    void seat(UUID id, String override, UUID account, boolean beyond, boolean clashAllowed, Instant now) {
        jdbc.sql("""
                        update activity.sign_up
                        set state = 'SEATED', override = :override, override_by = :account, beyond = :beyond,
                            clash_allowed = :clashAllowed, changed_at = :now
                        where id = :id""")
                .param("override", override)
                .param("account", account)
                .param("beyond", beyond)
                .param("clashAllowed", clashAllowed)
                .param("now", ActivityStore.at(now))
                .param("id", id)
                .update();
    }

    Optional<SignUp> find(UUID id) {
        return jdbc.sql(SIGN_UP + " where s.id = :id")
                .param("id", id)
                .query(SignUpStore::signUp)
                .optional();
    }

    /** The one that counts now. */
    Optional<SignUp> live(UUID activity, UUID volunteer) {
        return jdbc.sql(SIGN_UP + """
                        where s.activity = :activity and s.volunteer = :volunteer
                          and s.state in ('INVITED', 'SEATED', 'WAITING', 'NO_SHOW')""")
                .param("activity", activity)
                .param("volunteer", volunteer)
                .query(SignUpStore::signUp)
                .optional();
    }

    /** The one that counts now of whoever is known by these records; a seat before anything else. */
    Optional<SignUp> live(UUID activity, Collection<UUID> people) {
        return jdbc.sql(SIGN_UP + """
                        where s.activity = :activity and s.person = any (:people)
                          and s.state in ('INVITED', 'SEATED', 'WAITING', 'NO_SHOW')
                        order by s.state <> 'SEATED', s.at, s.id limit 1""")
                .param("activity", activity)
                .param("people", people.toArray(UUID[]::new))
                .query(SignUpStore::signUp)
                .optional();
    }

    /** In the order in which they hold their seats, then in the order of waiting. */
    List<SignUp> of(UUID activity, Collection<SignUpState> states, int limit) {
        return jdbc.sql(SIGN_UP + """
                        where s.activity = :activity and s.state = any (:states)
                        order by case s.state when 'WAITING' then s.queue end nulls first, s.at, s.id limit :limit""")
                .param("activity", activity)
                .param("states", states.stream().map(Enum::name).toArray(String[]::new))
                .param("limit", limit)
                .query(SignUpStore::signUp)
                .list();
    }

    List<SignUp> mine(UUID volunteer, int limit) {
        return jdbc.sql(SIGN_UP + " where s.volunteer = :volunteer order by s.at desc, s.id desc limit :limit")
                .param("volunteer", volunteer)
                .param("limit", limit)
                .query(SignUpStore::signUp)
                .list();
    }

    /** Which of these activities the volunteer stands to already. */
    Set<ActivityId> standsTo(UUID volunteer, Collection<UUID> activities) {
        return new HashSet<>(jdbc.sql("""
                        select s.activity from activity.sign_up s
                        where s.volunteer = :volunteer and s.activity = any (:activities)
                          and s.state in ('INVITED', 'SEATED', 'WAITING', 'NO_SHOW')""")
                .param("volunteer", volunteer)
                .param("activities", activities.toArray(UUID[]::new))
                .query((row, n) -> new ActivityId(Objects.requireNonNull(row.getObject("activity", UUID.class))))
                .list());
    }

    /** What of a volunteer's word is still to come; where he only waits first, so that nothing is moved up on the way. */
    List<SignUp> ahead(UUID volunteer) {
        return jdbc.sql(SIGN_UP + """
                        join activity.activity a on a.id = s.activity
                        where s.volunteer = :volunteer and s.state in ('INVITED', 'SEATED', 'WAITING')
                          and a.state in ('PUBLISHED', 'ENROLLING', 'CONFIRMED')
                        order by s.state = 'SEATED', s.id""")
                .param("volunteer", volunteer)
                .query(SignUpStore::signUp)
                .list();
    }

    /** The activities at which the volunteer holds a seat while this one lasts, by whatever order he holds it. */
    List<UUID> clashes(UUID volunteer, Activity activity) {
        return jdbc.sql("""
                        select s.activity from activity.sign_up s
                        where s.volunteer = :volunteer and s.state = 'SEATED'
                          and s.activity <> :activity and s.slot && tstzrange(:starts, :ends)
                        order by lower(s.slot), s.id limit 5""")
                .param("volunteer", volunteer)
                .param("activity", activity.id().value())
                .param("starts", ActivityStore.at(activity.starts()))
                .param("ends", ActivityStore.at(activity.ends()))
                .query((row, n) -> row.getObject(1, UUID.class))
                .list();
    }

    /** How many wait before somebody. */
    int before(SignUp waiting) {
        return jdbc.sql("select activity.waiting_before(:id)")
                .param("id", waiting.id().value())
                .query(Integer.class)
                .single();
    }

    int live(UUID activity) {
        return jdbc.sql("""
                        select count(*) from activity.sign_up s
                        where s.activity = :activity and s.state in ('INVITED', 'SEATED', 'WAITING', 'NO_SHOW')""").param("activity", activity).query(Integer.class).single();
    }

    /** Whoever stands to it now is to be told. */
    void tell(UUID activity, Telling.Kind kind, Instant now) {
        jdbc.sql("""
                        insert into activity.telling (sign_up, kind, at)
                        select s.id, :kind, :now from activity.sign_up s
                        where s.activity = :activity and s.state in ('INVITED', 'SEATED', 'WAITING')""")
                .param("kind", kind.name())
                .param("now", ActivityStore.at(now))
                .param("activity", activity)
                .update();
    }

    void tellOne(SignUpId signUp, Telling.Kind kind, Instant now) {
        jdbc.sql("insert into activity.telling (sign_up, kind, at) values (:signUp, :kind, :now)")
                .param("signUp", signUp.value())
                .param("kind", kind.name())
                .param("now", ActivityStore.at(now))
                .update();
    }

    /** Everybody's word to come ends with the activity. */
    void callOff(UUID activity, Instant now) {
        jdbc.sql("""
                        insert into activity.sign_up_step (id, sign_up, state, cause, at, who, reason)
                        select gen_random_uuid(), s.id, 'CANCELLED', 'CALLED_OFF', :now, '', ''
                        from activity.sign_up s
                        where s.activity = :activity and s.state in ('INVITED', 'SEATED', 'WAITING')""")
                .param("now", ActivityStore.at(now))
                .param("activity", activity)
                .update();
        jdbc.sql("""
                        update activity.sign_up set state = 'CANCELLED', changed_at = :now
                        where activity = :activity and state in ('INVITED', 'SEATED', 'WAITING')""")
                .param("now", ActivityStore.at(now))
                .param("activity", activity)
                .update();
    }

    /**
     * What is still to be told, the longest waiting first; nobody else takes the same meanwhile. What could not be told is
     * tried again after ten minutes, then after forty, and so on.
     */
    List<Telling> toTell(int limit, int triesMax, Instant now) {
        return jdbc.sql("""
                        select t.id, t.sign_up, s.person, t.kind, s.activity, t.tries
                        from activity.telling t join activity.sign_up s on s.id = t.sign_up
                        where t.told_at is null and t.tries < :triesMax
                          and t.at + make_interval(mins => 10 * t.tries * t.tries) <= :now
                        order by t.at, t.id limit :limit for update of t skip locked""")
                .param("triesMax", triesMax)
                .param("now", ActivityStore.at(now))
                .param("limit", limit)
                .query((row, n) -> new Telling(
                        row.getObject("id", UUID.class),
                        new SignUpId(row.getObject("sign_up", UUID.class)),
                        new PersonId(row.getObject("person", UUID.class)),
                        Telling.Kind.valueOf(row.getString("kind")),
                        new ActivityId(row.getObject("activity", UUID.class)),
                        row.getInt("tries")))
                .list();
    }

    void told(UUID telling, @Nullable Instant at) {
        jdbc.sql("update activity.telling set told_at = :at, tries = tries + 1 where id = :id")
                .param("at", at == null ? null : ActivityStore.at(at))
                .param("id", telling)
                .update();
    }

    void addStep(
            UUID id,
            SignUpId signUp,
            SignUpState state,
            SignUpStep.Cause cause,
            Instant now,
            @Nullable UUID account,
            String who,
            String reason) {
        jdbc.sql("""
                        insert into activity.sign_up_step (id, sign_up, state, cause, at, account, who, reason)
                        values (:id, :signUp, :state, :cause, :at, :account, :who, :reason)""")
                .param("id", id)
                .param("signUp", signUp.value())
                .param("state", state.name())
                .param("cause", cause.name())
                .param("at", ActivityStore.at(now))
                .param("account", account)
                .param("who", who)
                .param("reason", reason)
                .update();
    }

    List<SignUpStep> steps(UUID signUp, int limit) {
        return jdbc.sql("""
                        select s.state, s.cause, s.at, s.who, s.reason from activity.sign_up_step s
                        where s.sign_up = :signUp order by s.at desc, s.id desc limit :limit""")
                .param("signUp", signUp)
                .param("limit", limit)
                .query((row, n) -> new SignUpStep(
                        SignUpState.valueOf(row.getString("state")),
                        SignUpStep.Cause.valueOf(row.getString("cause")),
                        ActivityStore.instant(row, "at"),
                        row.getString("who"),
                        row.getString("reason")))
                .list();
    }

    private static SignUp signUp(ResultSet row, int n) throws SQLException {
        return new SignUp(
                new SignUpId(row.getObject("id", UUID.class)),
                new ActivityId(row.getObject("activity", UUID.class)),
                new PostId(row.getObject("post", UUID.class)),
                new VolunteerId(row.getObject("volunteer", UUID.class)),
                new PersonId(row.getObject("person", UUID.class)),
                SignUpState.valueOf(row.getString("state")),
                row.getObject("queue", Long.class),
                Objects.requireNonNullElse(row.getString("override"), ""),
                row.getBoolean("beyond"),
                guardian(row.getString("guardian")),
                ActivityStore.instant(row, "at"),
                ActivityStore.instantOrNull(row, "promoted_at"));
    }

    private static SignUp.@Nullable Guardian guardian(@Nullable String name) {
        return name == null ? null : SignUp.Guardian.valueOf(name);
    }
}
