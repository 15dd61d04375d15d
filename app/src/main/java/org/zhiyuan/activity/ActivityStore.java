package org.zhiyuan.activity;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
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
import org.zhiyuan.person.PersonId;
import org.zhiyuan.project.ProjectId;
import org.zhiyuan.project.RiskGrade;

/** The SQL of activities, their posts and the steps they took. */
@Repository
class ActivityStore {
    private static final String COLUMNS = """
            a.id, a.number, a.project, a.site, a.field, a.title, a.content, a.place, a.starts, a.ends, a.rest_minutes,
            a.conditions, a.how_to, a.risk, a.risks, a.safeguards, a.enrol_from, a.enrol_until, a.state, a.leaders,
            a.series, a.created_by, a.record_until, a.version
            """;

    /** What everybody may look for: each part counts where it is given. */
    private static final String PUBLISHED = """
             where a.state in ('PUBLISHED', 'ENROLLING', 'CONFIRMED', 'ONGOING')
               and a.ends > :from and a.starts < :until
               and (cast(:field as text) is null or a.field = :field)
               and (cast(:site as uuid) is null
                    or a.site in (select c.site from scope.closure c where c.ancestor = :site))
               and (not :open or (a.state = 'ENROLLING' and a.enrol_until > :now and exists (
                    select 1 from activity.post p where p.activity = a.id and p.taken < p.seats)))
            """;

    private static final String OFFICE = """
             where ((select scope.everything()) or a.site in (select scope.sites())
                    or (a.field, a.site) in (select field, site from scope.field_sites()))
               and (cast(:state as text) is null or a.state = :state)
            """;

    private final JdbcClient jdbc;

    ActivityStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    long nextOrdinal() {
        return jdbc.sql("select nextval('activity.number')").query(Long.class).single();
    }

    void add(Activity activity) {
        bind(jdbc.sql("""
                        insert into activity.activity
                            (id, number, project, site, field, title, content, place, starts, ends, rest_minutes,
                             conditions, how_to, risk, risks, safeguards, enrol_from, enrol_until, state, leaders, series,
                             created_by, writers)
                        values (:id, :number, :project, :site, :field, :title, :content, :place, :starts, :ends,
                             :restMinutes, :conditions, :howTo, :risk, :risks, :safeguards, :enrolFrom, :enrolUntil,
                             :state, :leaders, :series, :createdBy,
                             array_remove(array[cast(:createdBy as uuid)], cast(null as uuid)))"""), activity)
                .param("number", activity.number())
                .param("state", activity.state().name())
                .param("series", activity.series())
                .param("createdBy", activity.createdBy())
                .update();
    }

    /** False where somebody else changed it meanwhile. Whoever writes is remembered. */
    boolean change(Activity activity, @Nullable UUID account) {
        return bind(jdbc.sql("""
                        update activity.activity
                        set project = :project, site = :site, field = :field, title = :title, content = :content,
                            place = :place, starts = :starts, ends = :ends, rest_minutes = :restMinutes,
                            conditions = :conditions, how_to = :howTo, risk = :risk, risks = :risks,
                            safeguards = :safeguards, enrol_from = :enrolFrom, enrol_until = :enrolUntil,
                            leaders = :leaders, version = version + 1,
                            writers = case when cast(:account as uuid) is null or cast(:account as uuid) = any (writers)
                                           then writers else array_append(writers, cast(:account as uuid)) end
                        where id = :id and version = :version"""), activity)
                        .param("version", activity.version())
                        .param("account", account)
                        .update()
                == 1;
    }

    /** The accounts of all who wrote on it. */
    Set<UUID> writers(UUID id) {
        return new HashSet<>(jdbc.sql("select unnest(a.writers) as account from activity.activity a where a.id = :id")
                .param("id", id)
                .query((row, n) -> row.getObject("account", UUID.class))
                .list());
    }

    /** Who looked at it, until it is to be looked at anew. */
    void looked(UUID id, @Nullable UUID account) {
        jdbc.sql("update activity.activity set looked_by = :account where id = :id")
                .param("account", account)
                .param("id", id)
                .update();
    }

    private static JdbcClient.StatementSpec bind(JdbcClient.StatementSpec sql, Activity activity) {
        return sql.param("id", activity.id().value())
                .param(
                        "project",
                        activity.project() == null ? null : activity.project().value())
                .param("site", activity.site().value())
                .param("field", activity.field())
                .param("title", activity.title())
                .param("content", activity.content())
                .param("place", activity.place())
                .param("starts", at(activity.starts()))
                .param("ends", at(activity.ends()))
                .param("restMinutes", activity.restMinutes())
                .param("conditions", activity.conditions())
                .param("howTo", activity.howTo())
                .param("risk", activity.risk().name())
                .param("risks", activity.risks())
                .param("safeguards", activity.safeguards())
                .param("enrolFrom", at(activity.enrolFrom()))
                .param("enrolUntil", at(activity.enrolUntil()))
                .param(
                        "leaders",
                        activity.leaders().stream().map(PersonId::value).toArray(UUID[]::new));
    }

    Optional<Activity> find(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from activity.activity a where a.id = :id")
                .param("id", id)
                .query(ActivityStore::activity)
                .optional();
    }

    /** Until the transaction ends nobody else changes how it stands. */
    Optional<Activity> lock(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from activity.activity a where a.id = :id for update")
                .param("id", id)
                .query(ActivityStore::activity)
                .optional();
    }

    Optional<Activity> numbered(String number) {
        return jdbc.sql("select " + COLUMNS + " from activity.activity a where a.number = :number")
                .param("number", number)
                .query(ActivityStore::activity)
                .optional();
    }

    List<Activity> all(Collection<UUID> ids) {
        return jdbc.sql("select " + COLUMNS
                        + " from activity.activity a where a.id = any (:ids) order by a.starts, a.id")
                .param("ids", ids.toArray(UUID[]::new))
                .query(ActivityStore::activity)
                .list();
    }

    void stand(UUID id, ActivityState state, @Nullable Instant recordUntil) {
        jdbc.sql("""
                        update activity.activity
                        set state = :state, record_until = coalesce(:recordUntil, record_until), version = version + 1,
                            looked_by = case when :state = 'SAFETY_CHECK' then null else looked_by end
                        where id = :id""")
                .param("state", state.name())
                .param("recordUntil", recordUntil == null ? null : at(recordUntil))
                .param("id", id)
                .update();
    }

    void join(UUID id, UUID series) {
        jdbc.sql("update activity.activity set series = :series where id = :id")
                .param("series", series)
                .param("id", id)
                .update();
    }

    // --- lists ---

    List<Activity> published(Published wanted, Instant now, int limit, long offset) {
        return wanted(
                        jdbc.sql("select " + COLUMNS + " from activity.activity a" + PUBLISHED
                                + " order by a.starts, a.id limit :limit offset :offset"),
                        wanted,
                        now)
                .param("limit", limit)
                .param("offset", offset)
                .query(ActivityStore::activity)
                .list();
    }

    long countPublished(Published wanted, Instant now) {
        return wanted(jdbc.sql("select count(*) from activity.activity a" + PUBLISHED), wanted, now)
                .query(Long.class)
                .single();
    }

    private static JdbcClient.StatementSpec wanted(JdbcClient.StatementSpec sql, Published wanted, Instant now) {
        return sql.param("from", at(wanted.from()))
                .param("until", at(wanted.until()))
                .param("field", wanted.field())
                .param("site", wanted.site() == null ? null : wanted.site().value())
                .param("open", wanted.open())
                .param("now", at(now));
    }

    /** Those one may sign up for, the nearest first: one's own place, its street, the rest of the city. */
    List<Activity> near(UUID site, Instant from, Instant until, Instant now, int limit) {
        return jdbc.sql("select " + COLUMNS + """
                         from activity.activity a
                        where a.state = 'ENROLLING' and a.enrol_until > :now and a.starts >= :from and a.starts < :until
                        order by (select count(*) from scope.closure own
                                  where own.site = :site and own.ancestor in (
                                      select c.ancestor from scope.closure c where c.site = a.site)) desc,
                                 a.starts, a.id
                        limit :limit""")
                .param("site", site)
                .param("from", at(from))
                .param("until", at(until))
                .param("now", at(now))
                .param("limit", limit)
                .query(ActivityStore::activity)
                .list();
    }

    List<Activity> office(@Nullable ActivityState state, int limit, long offset) {
        return jdbc.sql("select " + COLUMNS + " from activity.activity a" + OFFICE
                        + " order by a.starts desc, a.id desc limit :limit offset :offset")
                .param("state", state == null ? null : state.name())
                .param("limit", limit)
                .param("offset", offset)
                .query(ActivityStore::activity)
                .list();
    }

    /** Up to a limit. */
    long countOffice(@Nullable ActivityState state, int limit) {
        return jdbc.sql("select count(*) from (select from activity.activity a" + OFFICE + " limit :limit) counted")
                .param("state", state == null ? null : state.name())
                .param("limit", limit)
                .query(Long.class)
                .single();
    }

    /** Those that somebody leads and that are not put away, what comes next first. */
    List<Activity> led(UUID person, int limit) {
        return jdbc.sql("select " + COLUMNS + """
                         from activity.activity a
                        where a.leaders @> array[cast(:person as uuid)]
                          and a.state in ('PUBLISHED', 'ENROLLING', 'CONFIRMED', 'ONGOING', 'RECORDING')
                        order by a.starts, a.id limit :limit""")
                .param("person", person)
                .param("limit", limit)
                .query(ActivityStore::activity)
                .list();
    }

    List<Activity> inSeries(UUID series, int limit) {
        return jdbc.sql("select " + COLUMNS + """
                         from activity.activity a where a.series = :series order by a.starts, a.id limit :limit""")
                .param("series", series)
                .param("limit", limit)
                .query(ActivityStore::activity)
                .list();
    }

    /** Those of the office's own places that stand so, the longest waiting first. */
    List<Activity> standing(ActivityState state, int limit) {
        return jdbc.sql("select " + COLUMNS + " from activity.activity a" + OFFICE
                        + " order by a.starts, a.id limit :limit")
                .param("state", state.name())
                .param("limit", limit)
                .query(ActivityStore::activity)
                .list();
    }

    /** Those whose signing up is to begin. */
    List<UUID> toOpen(Instant now, int limit) {
        return jdbc.sql("""
                        select a.id from activity.activity a
                        where a.state = 'PUBLISHED' and a.enrol_from <= :now order by a.id limit :limit""")
                .param("now", at(now))
                .param("limit", limit)
                .query((row, n) -> row.getObject(1, UUID.class))
                .list();
    }

    /** Those whose signing up is over. */
    List<UUID> toClose(Instant now, int limit) {
        return jdbc.sql("""
                        select a.id from activity.activity a
                        where a.state = 'ENROLLING' and a.enrol_until <= :now order by a.id limit :limit""")
                .param("now", at(now))
                .param("limit", limit)
                .query((row, n) -> row.getObject(1, UUID.class))
                .list();
    }

    /** Those recorded long ago. */
    List<UUID> toPutAway(Instant before, int limit) {
        return jdbc.sql("""
                        select a.id from activity.activity a
                        where a.state = 'RECORDED' and a.record_until <= :before order by a.id limit :limit""")
                .param("before", at(before))
                .param("limit", limit)
                .query((row, n) -> row.getObject(1, UUID.class))
                .list();
    }

    // --- posts ---

    private static final String POST = """
            select p.id, p.activity, p.position, p.name, p.duties, p.seats, p.taken, p.beyond, p.waiting, p.skill, p.min_age
            from activity.post p
            """;

    Optional<Post> post(UUID id) {
        return jdbc.sql(POST + " where p.id = :id")
                .param("id", id)
                .query(ActivityStore::post)
                .optional();
    }

    List<Post> posts(UUID activity) {
        return jdbc.sql(POST + " where p.activity = :activity order by p.position")
                .param("activity", activity)
                .query(ActivityStore::post)
                .list();
    }

    Map<ActivityId, List<Post>> posts(Collection<UUID> activities) {
        Map<ActivityId, List<Post>> posts = new HashMap<>();
        jdbc.sql(POST + " where p.activity = any (:activities) order by p.activity, p.position")
                .param("activities", activities.toArray(UUID[]::new))
                .query(ActivityStore::post)
                .list()
                .forEach(post -> posts.computeIfAbsent(post.activity(), key -> new ArrayList<>())
                        .add(post));
        return posts;
    }

    void addPost(PostId id, ActivityId activity, int position, Plan.PlannedPost post) {
        jdbc.sql("""
                        insert into activity.post (id, activity, position, name, duties, seats, skill, min_age)
                        values (:id, :activity, :position, :name, :duties, :seats, :skill, :minAge)""")
                .param("id", id.value())
                .param("activity", activity.value())
                .param("position", position)
                .param("name", post.name())
                .param("duties", post.duties())
                .param("seats", post.seats())
                .param("skill", post.skill())
                .param("minAge", post.minAge())
                .update();
    }

    void changePost(PostId id, Plan.PlannedPost post, Instant now) {
        jdbc.sql("""
                        update activity.post
                        set name = :name, duties = :duties, seats = :seats, skill = :skill, min_age = :minAge,
                            changed_at = :now
                        where id = :id""")
                .param("now", at(now))
                .param("id", id.value())
                .param("name", post.name())
                .param("duties", post.duties())
                .param("seats", post.seats())
                .param("skill", post.skill())
                .param("minAge", post.minAge())
                .update();
    }

    void removePost(PostId id) {
        jdbc.sql("delete from activity.post where id = :id")
                .param("id", id.value())
                .update();
    }

    // --- steps ---

    void addStep(UUID id, ActivityId activity, ActivityStep step, @Nullable UUID account) {
        jdbc.sql("""
                        insert into activity.step (id, activity, state, at, account, who, reason)
                        values (:id, :activity, :state, :at, :account, :who, :reason)""")
                .param("id", id)
                .param("activity", activity.value())
                .param("state", step.state().name())
                .param("at", at(step.at()))
                .param("account", account)
                .param("who", step.who())
                .param("reason", step.reason())
                .update();
    }

    List<ActivityStep> steps(UUID activity, int limit) {
        return jdbc.sql("""
                        select s.state, s.at, s.who, s.reason from activity.step s
                        where s.activity = :activity order by s.at desc, s.id desc limit :limit""")
                .param("activity", activity)
                .param("limit", limit)
                .query((row, n) -> new ActivityStep(
                        ActivityState.valueOf(row.getString("state")),
                        instant(row, "at"),
                        row.getString("who"),
                        row.getString("reason")))
                .list();
    }

    // --- proof of insurance ---

    void addInsurance(Insurance proof, Instant now, @Nullable UUID account) {
        jdbc.sql("""
                        insert into activity.insurance
                            (id, activity, insurer, contract, covers, first_day, last_day, at, account)
                        values (:id, :activity, :insurer, :contract, :covers, :firstDay, :lastDay, :now, :account)""")
                .param("id", proof.id())
                .param("activity", proof.activity().value())
                .param("insurer", proof.insurer())
                .param("contract", proof.contract())
                .param("covers", proof.covers())
                .param("firstDay", proof.firstDay())
                .param("lastDay", proof.lastDay())
                .param("now", at(now))
                .param("account", account)
                .update();
    }

    List<Insurance> insurances(UUID activity) {
        return jdbc.sql("""
                        select i.id, i.activity, i.insurer, i.contract, i.covers, i.first_day, i.last_day
                        from activity.insurance i where i.activity = :activity and i.withdrawn_at is null
                        order by i.first_day, i.id""")
                .param("activity", activity)
                .query((row, n) -> new Insurance(
                        row.getObject("id", UUID.class),
                        new ActivityId(row.getObject("activity", UUID.class)),
                        row.getString("insurer"),
                        row.getString("contract"),
                        row.getString("covers"),
                        row.getObject("first_day", LocalDate.class),
                        row.getObject("last_day", LocalDate.class)))
                .list();
    }

    boolean withdrawInsurance(UUID id, Instant now) {
        return jdbc.sql("update activity.insurance set withdrawn_at = :now where id = :id and withdrawn_at is null")
                        .param("now", at(now))
                        .param("id", id)
                        .update()
                == 1;
    }

    // --- rows ---

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    private static Activity activity(ResultSet row, int n) throws SQLException {
        UUID project = row.getObject("project", UUID.class);
        Array leaders = row.getArray("leaders");
        List<PersonId> people = new ArrayList<>();
        for (Object leader : (Object[]) leaders.getArray()) {
            people.add(new PersonId((UUID) leader));
        }
        return new Activity(
                new ActivityId(row.getObject("id", UUID.class)),
                row.getString("number"),
                project == null ? null : new ProjectId(project),
                new SiteId(row.getObject("site", UUID.class)),
                row.getString("field"),
                row.getString("title"),
                row.getString("content"),
                row.getString("place"),
                instant(row, "starts"),
                instant(row, "ends"),
                row.getInt("rest_minutes"),
                row.getString("conditions"),
                row.getString("how_to"),
                RiskGrade.valueOf(row.getString("risk")),
                row.getString("risks"),
                row.getString("safeguards"),
                instant(row, "enrol_from"),
                instant(row, "enrol_until"),
                ActivityState.valueOf(row.getString("state")),
                people,
                row.getObject("series", UUID.class),
                row.getObject("created_by", UUID.class),
                instantOrNull(row, "record_until"),
                row.getInt("version"));
    }

    private static Post post(ResultSet row, int n) throws SQLException {
        return new Post(
                new PostId(row.getObject("id", UUID.class)),
                new ActivityId(row.getObject("activity", UUID.class)),
                row.getInt("position"),
                row.getString("name"),
                row.getString("duties"),
                row.getInt("seats"),
                row.getInt("taken"),
                row.getInt("beyond"),
                row.getInt("waiting"),
                row.getString("skill"),
                row.getInt("min_age"));
    }
}
