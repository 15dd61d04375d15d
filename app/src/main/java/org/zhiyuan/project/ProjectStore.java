package org.zhiyuan.project;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Money;
import org.zhiyuan.kernel.ServiceTime;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.team.TeamId;

/** The SQL of projects: what they say, how they stand, what others said of them, what came of them. */
@Repository
class ProjectStore {
    private static final String COLUMNS = """
            p.id, p.number, p.title, p.site, p.field, p.team, p.leader, p.risk, p.state, p.starts, p.until_day, p.minors,
            p.round, p.first_organ, p.second_organ, p.waits_for, p.due_at, p.published_at, p.version
            """;

    private static final String FILTER = """
             where (cast(:states as text[]) is null or p.state = any (:states))
               and (cast(:field as text) is null or p.field = :field)
               and (cast(:sites as uuid[]) is null or p.site = any (:sites))
               and (cast(:leader as uuid) is null or p.leader = :leader)
               and (not :published or p.published_at is not null)
               and (not :within or (scope.everything() or p.site in (select scope.sites())
                                    or (p.field, p.site) in (select field, site from scope.field_sites())))
            """;

    private final JdbcClient jdbc;

    ProjectStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Which projects are asked for; null for any.
     *
     * @param published only those that are public
     * @param within only those that a right of the transaction opens: what is published is seen by everybody
     */
    record Filter(
            @Nullable Collection<ProjectState> states,
            @Nullable String field,
            @Nullable Collection<SiteId> sites,
            @Nullable UUID leader,
            boolean published,
            boolean within) {}

    // --- reading ---

    Optional<Project> find(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from project.project p where p.id = :id")
                .param("id", id)
                .query(ProjectStore::project)
                .optional();
    }

    Optional<Project> lock(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from project.project p where p.id = :id for update")
                .param("id", id)
                .query(ProjectStore::project)
                .optional();
    }

    List<Project> numbered(Collection<String> numbers) {
        return jdbc.sql("select " + COLUMNS + " from project.project p where p.number = any (:numbers)")
                .param("numbers", numbers.toArray(String[]::new))
                .query(ProjectStore::project)
                .list();
    }

    List<Project> all(Collection<UUID> ids) {
        return jdbc.sql("select " + COLUMNS + " from project.project p where p.id = any (:ids)")
                .param("ids", ids.toArray(UUID[]::new))
                .query(ProjectStore::project)
                .list();
    }

    List<Project> list(Filter filter, int limit, long offset) {
        return filtered(jdbc.sql("select " + COLUMNS + " from project.project p" + FILTER + """
                        order by coalesce(p.published_at, p.drafted_at) desc, p.id desc
                        limit :limit offset :offset"""), filter)
                .param("limit", limit)
                .param("offset", offset)
                .query(ProjectStore::project)
                .list();
    }

    long count(Filter filter) {
        return filtered(jdbc.sql("select count(*) from project.project p" + FILTER), filter)
                .query(Long.class)
                .single();
    }

    private static JdbcClient.StatementSpec filtered(JdbcClient.StatementSpec asked, Filter filter) {
        return asked.param("states", filter.states() == null ? null : names(filter.states()))
                .param("field", filter.field())
                .param(
                        "sites",
                        filter.sites() == null
                                ? null
                                : filter.sites().stream().map(SiteId::value).toArray(UUID[]::new))
                .param("leader", filter.leader())
                .param("published", filter.published())
                .param("within", filter.within());
    }

    private static String[] names(Collection<? extends Enum<?>> constants) {
        return constants.stream().map(Enum::name).toArray(String[]::new);
    }

    /**
     * Those that wait for an organ, in the rows of the scope, the oldest deadline first; without those which the account or
     * person may not judge, since it stands on them already.
     */
    List<Project> waiting(Organ organ, @Nullable UUID account, @Nullable UUID person, int limit) {
        return jdbc.sql("select " + COLUMNS + """
                         from project.project p
                        where p.waits_for = :organ
                          and (scope.everything() or p.site in (select scope.sites())
                               or (p.field, p.site) in (select field, site from scope.field_sites()))
                          and p.leader is distinct from :person
                          and not exists (select from project.step s where s.project = p.id
                               and s.cause in ('DRAFTED', 'WROTE', 'APPLIED', 'APPEALED', 'REPORTED')
                               and (s.account = :account or s.person = :person))
                          and not exists (select from project.review r where r.project = p.id
                               and (r.account = :account or r.person = :person)
                               and ((p.state in ('APPLIED', 'REVIEW') and r.round = p.round) or r.verdict = 'REFUSED'))
                        order by p.due_at, p.id limit :limit""")
                .param("organ", organ.name())
                .param("account", account)
                .param("person", person)
                .param("limit", limit)
                .query(ProjectStore::project)
                .list();
    }

    /** Those that wait for whoever leads them, or handed them in for a place; the oldest deadline first. */
    List<Project> waitingForLeader(@Nullable UUID account, @Nullable UUID person, int limit) {
        return jdbc.sql("select " + COLUMNS + """
                         from project.project p
                        where p.waits_for = 'LEADER'
                          and (p.leader = :person or exists (select from project.step s where s.project = p.id
                               and s.cause in ('DRAFTED', 'APPLIED') and s.account = :account))
                        order by p.due_at, p.id limit :limit""")
                .param("account", account)
                .param("person", person)
                .param("limit", limit)
                .query(ProjectStore::project)
                .list();
    }

    /** Published ones of these states whose first day has come, or whose last day is over. */
    List<Project> begun(Collection<ProjectState> states, LocalDate on, boolean over, int limit) {
        return jdbc.sql("select " + COLUMNS + """
                         from project.project p
                        where p.state = any (:states) and published_at is not null
                          and case when :over then p.until_day <= :on else p.starts <= :on end
                        order by p.starts, p.id limit :limit""")
                .param("states", names(states))
                .param("on", on)
                .param("over", over)
                .param("limit", limit)
                .query(ProjectStore::project)
                .list();
    }

    /** Running ones that are half over, take longer than so many days, and were not looked at half-way. */
    List<Project> halfway(LocalDate on, int longerThanDays, int limit) {
        return jdbc.sql("select " + COLUMNS + """
                         from project.project p
                        where p.state = 'RUNNING' and p.published_at is not null and p.waits_for is null
                          and p.until_day > :on and p.until_day - p.starts > :days
                          and p.starts + (p.until_day - p.starts) / 2 <= :on
                          and not exists (select from project.mid_review m where m.project = p.id)
                        order by p.starts, p.id limit :limit""")
                .param("on", on)
                .param("days", longerThanDays)
                .param("limit", limit)
                .query(ProjectStore::project)
                .list();
    }

    private static Project project(ResultSet row, int n) throws SQLException {
        String number = row.getString("number");
        UUID team = row.getObject("team", UUID.class);
        String first = row.getString("first_organ");
        String second = row.getString("second_organ");
        String waits = row.getString("waits_for");
        return new Project(
                new ProjectId(row.getObject("id", UUID.class)),
                number == null ? "" : number,
                row.getString("title"),
                new SiteId(row.getObject("site", UUID.class)),
                row.getString("field"),
                team == null ? null : new TeamId(team),
                new PersonId(row.getObject("leader", UUID.class)),
                RiskGrade.valueOf(row.getString("risk")),
                ProjectState.valueOf(row.getString("state")),
                row.getObject("starts", LocalDate.class),
                row.getObject("until_day", LocalDate.class),
                row.getBoolean("minors"),
                row.getInt("round"),
                first == null ? null : Organ.valueOf(first),
                second == null ? null : Organ.valueOf(second),
                waits == null ? null : Organ.valueOf(waits),
                instant(row, "due_at"),
                instant(row, "published_at"),
                row.getInt("version"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static Instant moment(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable UUID value(@Nullable TeamId team) {
        return team == null ? null : team.value();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }

    Plan plan(UUID id) {
        Set<String> objects = new HashSet<>(jdbc.sql("select key from project.object where project = :id")
                .param("id", id)
                .query(String.class)
                .list());
        Set<String> risky = new HashSet<>(jdbc.sql("select question from project.answer where project = :id")
                .param("id", id)
                .query(String.class)
                .list());
        return jdbc.sql("""
                        select p.category, p.need, p.source, p.guidance, p.benefit, p.practice, p.place, p.starts,
                               p.until_day, p.days, p.volunteers, p.reached, p.money_fen, p.money_use, p.risk_asked,
                               p.risks, p.minors
                        from project.project p where p.id = :id""")
                .param("id", id)
                .query((row, n) -> {
                    Long fen = row.getObject("money_fen", Long.class);
                    return new Plan(
                            row.getString("category"),
                            objects,
                            row.getString("need"),
                            row.getString("source"),
                            row.getString("guidance"),
                            row.getString("benefit"),
                            row.getString("practice"),
                            row.getString("place"),
                            row.getObject("starts", LocalDate.class),
                            row.getObject("until_day", LocalDate.class),
                            row.getObject("days", Integer.class),
                            row.getObject("volunteers", Integer.class),
                            row.getObject("reached", Integer.class),
                            fen == null ? null : new Money(fen),
                            row.getString("money_use"),
                            risky,
                            row.getBoolean("risk_asked"),
                            row.getString("risks"),
                            row.getBoolean("minors"));
                })
                .single();
    }

    // --- writing what it says ---

    void add(Project project, Instant now) {
        jdbc.sql("""
                        insert into project.project (id, title, site, field, team, leader, state, drafted_at)
                        values (:id, :title, :site, :field, :team, :leader, 'IDEA', :now)""")
                .param("id", project.id().value())
                .param("title", project.title())
                .param("site", project.site().value())
                .param("field", project.field())
                .param("team", value(project.team()))
                .param("leader", project.leader().value())
                .param("now", utc(now))
                .update();
    }

    /** False where somebody else changed it in between. */
    boolean describe(Project project, String title, SiteId site, @Nullable String field, @Nullable TeamId team) {
        return jdbc.sql("""
                        update project.project set title = :title, site = :site, field = :field, team = :team,
                            version = version + 1
                        where id = :id and version = :version and state in ('IDEA', 'RETURNED')""")
                        .param("title", title)
                        .param("site", site.value())
                        .param("field", field)
                        .param("team", value(team))
                        .param("id", project.id().value())
                        .param("version", project.version())
                        .update()
                == 1;
    }

    /** False where somebody else changed it in between. */
    boolean write(Project project, Plan plan, RiskGrade risk) {
        Money money = plan.money();
        boolean written = jdbc.sql("""
                        update project.project set category = :category, need = :need, source = :source,
                            guidance = :guidance, benefit = :benefit, practice = :practice, place = :place,
                            starts = :starts, until_day = :until, days = :days, volunteers = :volunteers,
                            reached = :reached, money_fen = :fen, money_use = :moneyUse, risk = :risk,
                            risk_asked = :riskAsked, risks = :risks, minors = :minors, version = version + 1
                        where id = :id and version = :version and state in ('IDEA', 'RETURNED')""")
                        .param("category", plan.category())
                        .param("need", plan.need())
                        .param("source", plan.source())
                        .param("guidance", plan.guidance())
                        .param("benefit", plan.benefit())
                        .param("practice", plan.practice())
                        .param("place", plan.place())
                        .param("starts", plan.from())
                        .param("until", plan.until())
                        .param("days", plan.days())
                        .param("volunteers", plan.volunteers())
                        .param("reached", plan.reached())
                        .param("fen", money == null ? null : money.fen())
                        .param("moneyUse", plan.moneyUse())
                        .param("risk", risk.name())
                        .param("riskAsked", plan.riskAsked())
                        .param("risks", plan.risks())
                        .param("minors", plan.minors())
                        .param("id", project.id().value())
                        .param("version", project.version())
                        .update()
                == 1;
        objects(project.id().value(), plan.objects());
        answers(project.id().value(), plan.risky());
        return written;
    }

    private void objects(UUID project, Set<String> keys) {
        jdbc.sql("delete from project.object where project = :project")
                .param("project", project)
                .update();
        for (String key : keys) {
            jdbc.sql("insert into project.object (project, key) values (:project, :key)")
                    .param("project", project)
                    .param("key", key)
                    .update();
        }
    }

    private void answers(UUID project, Set<String> questions) {
        jdbc.sql("delete from project.answer where project = :project")
                .param("project", project)
                .update();
        for (String question : questions) {
            jdbc.sql("insert into project.answer (project, question) values (:project, :question)")
                    .param("project", project)
                    .param("question", question)
                    .update();
        }
    }

    // --- how it stands ---

    /** The next running number of a year. */
    int nextOrdinal(int year) {
        return jdbc.sql("""
                        insert into project.counter (year, last) values (:year, 1)
                        on conflict (year) do update set last = counter.last + 1 returning last""").param("year", year).query(Integer.class).single();
    }

    void handIn(ProjectId id, String number, int round, Route route, Instant due) {
        jdbc.sql("""
                        update project.project set state = 'APPLIED', number = :number, round = :round,
                            first_organ = :first, second_organ = :second, waits_for = :first, due_at = :due, version = version + 1
                        where id = :id""")
                .param("number", number)
                .param("round", round)
                .param("first", route.first().name())
                .param("second", route.second().name())
                .param("due", utc(due))
                .param("id", id.value())
                .update();
    }

    void stand(ProjectId id, ProjectState state, @Nullable Organ waits, @Nullable Instant due) {
        jdbc.sql("""
                        update project.project set state = :state, waits_for = :waits, due_at = :due, version = version + 1
                        where id = :id""")
                .param("state", state.name())
                .param("waits", waits == null ? null : waits.name())
                .param("due", utc(due))
                .param("id", id.value())
                .update();
    }

    void publish(ProjectId id, Instant now) {
        jdbc.sql("""
                        update project.project set state = 'PUBLISHED', published_at = :now, waits_for = null,
                            due_at = null, version = version + 1
                        where id = :id""").param("now", utc(now)).param("id", id.value()).update();
    }

    void raise(ProjectId id, RiskGrade risk) {
        jdbc.sql("""
                        update project.project set risk = :risk, minors = minors and :open, version = version + 1
                        where id = :id""")
                .param("risk", risk.name())
                .param("open", risk.openToMinors())
                .param("id", id.value())
                .update();
    }

    void note(
            UUID id, ProjectId project, ProjectState state, Step.Cause cause, Instant now, Actor actor, String reason) {
        jdbc.sql("""
                        insert into project.step (id, project, state, cause, at, account, person, who, reason)
                        values (:id, :project, :state, :cause, :now, :account, :person, :who, :reason)""")
                .param("id", id)
                .param("project", project.value())
                .param("state", state.name())
                .param("cause", cause.name())
                .param("now", utc(now))
                .param("account", actor.account())
                .param("person", actor.person())
                .param("who", actor.name())
                .param("reason", reason)
                .update();
    }

    List<Step> steps(UUID project, int limit) {
        return jdbc.sql("""
                        select s.state, s.cause, s.at, s.who, s.reason from project.step s
                        where s.project = :project order by s.at desc, s.id desc limit :limit""")
                .param("project", project)
                .param("limit", limit)
                .query((row, n) -> new Step(
                        ProjectState.valueOf(row.getString("state")),
                        Step.Cause.valueOf(row.getString("cause")),
                        moment(row, "at"),
                        row.getString("who"),
                        row.getString("reason")))
                .list();
    }

    /** Whether this account or person stands on a step of these causes. */
    boolean stoodOn(UUID project, Collection<Step.Cause> causes, @Nullable UUID account, @Nullable UUID person) {
        return jdbc.sql("""
                        select exists (select from project.step s
                            where s.project = :project and s.cause = any (:causes)
                              and (s.account = :account or s.person = :person))""")
                .param("project", project)
                .param("causes", names(causes))
                .param("account", account)
                .param("person", person)
                .query(Boolean.class)
                .single();
    }

    /** Whether this account and person began or wrote it since it was last handed in. */
    boolean wroteInThisRound(UUID project, @Nullable UUID account, @Nullable UUID person) {
        return jdbc.sql("""
                        select exists (select from project.step s
                            where s.project = :project and s.cause in ('DRAFTED', 'WROTE')
                              and s.account is not distinct from cast(:account as uuid)
                              and s.person is not distinct from cast(:person as uuid)
                              and not exists (select from project.step h where h.project = s.project
                                   and h.cause in ('APPLIED', 'APPEAL_UPHELD') and h.at > s.at))""")
                .param("project", project)
                .param("account", account)
                .param("person", person)
                .query(Boolean.class)
                .single();
    }

    // --- what others said ---

    void add(UUID id, ProjectId project, Review review) {
        jdbc.sql("""
                        insert into project.review (id, project, round, stage, verdict, at, account, person, who, reason)
                        values (:id, :project, :round, :stage, :verdict, :at, :account, :person, :who, :reason)""")
                .param("id", id)
                .param("project", project.value())
                .param("round", review.round())
                .param("stage", review.stage().name())
                .param("verdict", review.verdict().name())
                .param("at", utc(review.at()))
                .param("account", review.account())
                .param("person", review.person())
                .param("who", review.who())
                .param("reason", review.reason())
                .update();
    }

    List<Review> reviews(UUID project) {
        return jdbc.sql("""
                        select r.round, r.stage, r.verdict, r.at, r.account, r.person, r.who, r.reason
                        from project.review r where r.project = :project order by r.at, r.id""")
                .param("project", project)
                .query((row, n) -> new Review(
                        row.getInt("round"),
                        Review.Stage.valueOf(row.getString("stage")),
                        Review.Verdict.valueOf(row.getString("verdict")),
                        moment(row, "at"),
                        row.getObject("account", UUID.class),
                        row.getObject("person", UUID.class),
                        row.getString("who"),
                        row.getString("reason")))
                .list();
    }

    void add(ProjectId project, int round, Objection objection) {
        jdbc.sql("""
                        insert into project.hit (project, round, phrase, reason, reason_en, statement)
                        values (:project, :round, :phrase, :reason, :reasonEn, :statement)""")
                .param("project", project.value())
                .param("round", round)
                .param("phrase", objection.phrase())
                .param("reason", objection.reason())
                .param("reasonEn", objection.reasonEn())
                .param("statement", objection.statement())
                .update();
    }

    List<Objection> objections(UUID project, int round) {
        return jdbc.sql("""
                        select h.phrase, h.reason, h.reason_en, h.statement, h.accepted from project.hit h
                        where h.project = :project and h.round = :round order by h.phrase""")
                .param("project", project)
                .param("round", round)
                .query((row, n) -> new Objection(
                        row.getString("phrase"),
                        row.getString("reason"),
                        row.getString("reason_en"),
                        row.getString("statement"),
                        row.getObject("accepted", Boolean.class)))
                .list();
    }

    void decide(ProjectId project, int round, boolean accepted, Instant now, @Nullable UUID account) {
        jdbc.sql("""
                        update project.hit set accepted = :accepted, decided_at = :now, decider = :account
                        where project = :project and round = :round and accepted is null""")
                .param("accepted", accepted)
                .param("now", utc(now))
                .param("account", account)
                .param("project", project.value())
                .param("round", round)
                .update();
    }

    /** False where there is one already. */
    boolean appeal(
            ProjectId project, int round, String words, Instant now, @Nullable UUID account, @Nullable UUID person) {
        return jdbc.sql("""
                        insert into project.appeal (project, round, words, at, account, person)
                        values (:project, :round, :words, :now, :account, :person) on conflict do nothing""")
                        .param("project", project.value())
                        .param("round", round)
                        .param("words", words)
                        .param("now", utc(now))
                        .param("account", account)
                        .param("person", person)
                        .update()
                == 1;
    }

    void decideAppeal(ProjectId project, int round, boolean upheld, String reason, Instant now, Actor actor) {
        jdbc.sql("""
                        insert into project.appeal_decision (project, round, upheld, reason, at, account, person, who)
                        values (:project, :round, :upheld, :reason, :now, :account, :person, :who)""")
                .param("project", project.value())
                .param("round", round)
                .param("upheld", upheld)
                .param("reason", reason)
                .param("now", utc(now))
                .param("account", actor.account())
                .param("person", actor.person())
                .param("who", actor.name())
                .update();
    }

    Optional<Appeal> appeal(UUID project, int round) {
        return jdbc.sql("""
                        select a.round, a.words, a.at, d.upheld, coalesce(d.reason, '') as reason, coalesce(d.who, '') as who
                        from project.appeal a
                        left join project.appeal_decision d on d.project = a.project and d.round = a.round
                        where a.project = :project and a.round = :round""")
                .param("project", project)
                .param("round", round)
                .query((row, n) -> new Appeal(
                        row.getInt("round"),
                        row.getString("words"),
                        moment(row, "at"),
                        row.getObject("upheld", Boolean.class),
                        row.getString("reason"),
                        row.getString("who")))
                .optional();
    }

    // --- what came of it ---

    void record(Outcome outcome, Instant now) {
        jdbc.sql("""
                        insert into project.outcome (project, source, day, volunteers, minutes, reached, result, at)
                        values (:project, :source, :day, :volunteers, :minutes, :reached, :result, :now)
                        on conflict (project, source) do update set day = excluded.day, volunteers = excluded.volunteers,
                            minutes = excluded.minutes, reached = excluded.reached, result = excluded.result,
                            at = excluded.at""")
                .param("project", outcome.project().value())
                .param("source", outcome.source())
                .param("day", outcome.day())
                .param("volunteers", outcome.volunteers())
                .param("minutes", outcome.minutes())
                .param("reached", outcome.reached())
                .param("result", outcome.result())
                .param("now", utc(now))
                .update();
    }

    Done done(UUID project) {
        return jdbc.sql("""
                        select count(*) as activities, count(distinct o.day) as days, coalesce(sum(o.volunteers), 0) as turns,
                               coalesce(sum(o.minutes), 0) as minutes, coalesce(sum(o.reached), 0) as reached,
                               count(*) filter (where o.result = '') as silent
                        from project.outcome o where o.project = :project""")
                .param("project", project)
                .query((row, n) -> new Done(
                        row.getInt("activities"),
                        row.getInt("days"),
                        row.getInt("turns"),
                        new ServiceTime(row.getLong("minutes")),
                        row.getInt("reached"),
                        row.getInt("silent")))
                .single();
    }

    /** The latest first. */
    List<Outcome> outcomes(ProjectId project, int limit) {
        return jdbc.sql("""
                        select o.source, o.day, o.volunteers, o.minutes, o.reached, o.result from project.outcome o
                        where o.project = :project order by o.day desc, o.source limit :limit""")
                .param("project", project.value())
                .param("limit", limit)
                .query((row, n) -> outcome(project, row))
                .list();
    }

    Optional<Outcome> outcome(ProjectId project, UUID source) {
        return jdbc.sql("""
                        select o.source, o.day, o.volunteers, o.minutes, o.reached, o.result from project.outcome o
                        where o.project = :project and o.source = :source""")
                .param("project", project.value())
                .param("source", source)
                .query((row, n) -> outcome(project, row))
                .optional();
    }

    private static Outcome outcome(ProjectId project, ResultSet row) throws SQLException {
        return new Outcome(
                project,
                row.getObject("source", UUID.class),
                row.getObject("day", LocalDate.class),
                row.getInt("volunteers"),
                row.getLong("minutes"),
                row.getInt("reached"),
                row.getString("result"));
    }

    /** Whether anything was told, for the first time or anew, after a moment. */
    boolean toldSince(UUID project, Instant moment) {
        return jdbc.sql("select exists (select from project.outcome o where o.project = :project and o.at > :moment)")
                .param("project", project)
                .param("moment", utc(moment))
                .query(Boolean.class)
                .single();
    }

    void add(ProjectId project, MidReview review, @Nullable UUID person) {
        jdbc.sql("""
                        insert into project.mid_review (id, project, going, words, at, account, person)
                        values (:id, :project, :going, :words, :at, :account, :person)""")
                .param("id", review.id())
                .param("project", project.value())
                .param("going", review.going().name())
                .param("words", review.words())
                .param("at", utc(review.at()))
                .param("account", review.account())
                .param("person", person)
                .update();
    }

    void answer(UUID review, String answer, Instant now, Actor actor) {
        jdbc.sql("""
                        update project.mid_review set answer = :answer, answered_at = :now, answerer = :account,
                            answered_by = :who
                        where id = :id and answered_at is null""")
                .param("answer", answer)
                .param("now", utc(now))
                .param("account", actor.account())
                .param("who", actor.name())
                .param("id", review)
                .update();
    }

    /** The latest first. */
    List<MidReview> midReviews(UUID project) {
        return jdbc.sql("""
                        select m.id, m.going, m.words, m.at, m.account, m.answer, m.answered_at, m.answered_by
                        from project.mid_review m where m.project = :project order by m.at desc, m.id desc""")
                .param("project", project)
                .query((row, n) -> new MidReview(
                        row.getObject("id", UUID.class),
                        MidReview.Going.valueOf(row.getString("going")),
                        row.getString("words"),
                        moment(row, "at"),
                        row.getObject("account", UUID.class),
                        row.getString("answer"),
                        instant(row, "answered_at"),
                        row.getString("answered_by")))
                .list();
    }

    void report(ProjectId project, Report report) {
        jdbc.sql("""
                        insert into project.report (project, activities, days, turns, minutes, reached, achieved, undone,
                            confirmed_at, account, person, who)
                        values (:project, :activities, :days, :turns, :minutes, :reached, :achieved, :undone, :at,
                            :account, :person, :who)
                        on conflict (project) do update set activities = excluded.activities, days = excluded.days,
                            turns = excluded.turns, minutes = excluded.minutes, reached = excluded.reached,
                            achieved = excluded.achieved, undone = excluded.undone,
                            confirmed_at = excluded.confirmed_at, account = excluded.account,
                            person = excluded.person, who = excluded.who""")
                .param("project", project.value())
                .param("activities", report.done().activities())
                .param("days", report.done().days())
                .param("turns", report.done().turns())
                .param("minutes", report.done().time().minutes())
                .param("reached", report.done().reached())
                .param("achieved", report.achieved())
                .param("undone", report.undone())
                .param("at", utc(report.confirmedAt()))
                .param("account", report.account())
                .param("person", report.person())
                .param("who", report.who())
                .update();
    }

    Optional<Report> report(UUID project) {
        return jdbc.sql("""
                        select r.activities, r.days, r.turns, r.minutes, r.reached, r.achieved, r.undone, r.confirmed_at,
                               r.account, r.person, r.who
                        from project.report r where r.project = :project""")
                .param("project", project)
                .query((row, n) -> new Report(
                        new Done(
                                row.getInt("activities"),
                                row.getInt("days"),
                                row.getInt("turns"),
                                new ServiceTime(row.getLong("minutes")),
                                row.getInt("reached"),
                                0),
                        row.getString("achieved"),
                        row.getString("undone"),
                        moment(row, "confirmed_at"),
                        row.getObject("account", UUID.class),
                        row.getObject("person", UUID.class),
                        row.getString("who")))
                .optional();
    }

    void evaluate(ProjectId project, Evaluation.Verdict verdict, String reason, Instant now, Actor actor) {
        jdbc.sql("""
                        insert into project.evaluation (project, verdict, reason, at, account, person, who)
                        values (:project, :verdict, :reason, :now, :account, :person, :who)""")
                .param("project", project.value())
                .param("verdict", verdict.name())
                .param("reason", reason)
                .param("now", utc(now))
                .param("account", actor.account())
                .param("person", actor.person())
                .param("who", actor.name())
                .update();
    }

    Optional<Evaluation> evaluation(UUID project) {
        return jdbc.sql("select e.verdict, e.reason, e.at, e.who from project.evaluation e where e.project = :project")
                .param("project", project)
                .query((row, n) -> new Evaluation(
                        Evaluation.Verdict.valueOf(row.getString("verdict")),
                        row.getString("reason"),
                        moment(row, "at"),
                        row.getString("who")))
                .optional();
    }
}
