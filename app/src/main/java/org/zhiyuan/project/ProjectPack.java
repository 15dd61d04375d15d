package org.zhiyuan.project;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.cell.City;
import org.zhiyuan.cell.CityPack;
import org.zhiyuan.cell.PackRow;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.MobileNumber;
import org.zhiyuan.kernel.Money;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.network.Sites;
import org.zhiyuan.network.Tier;
import org.zhiyuan.person.People;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.team.Team;
import org.zhiyuan.team.TeamId;
import org.zhiyuan.team.Teams;

/** Reads limits, routes, questions, choices and the negative list at every start, and the sample's projects once. */
@Component
@Order(ProjectPack.LEVEL)
class ProjectPack implements ApplicationRunner {
    /** After the rooms below have filled themselves, teams among them. */
    static final int LEVEL = 120;

    private static final Logger LOG = LoggerFactory.getLogger(ProjectPack.class);

    private final City city;
    private final CityPack pack;
    private final RuleStore rules;
    private final ProjectStore store;
    private final Rulebook rulebook;
    private final Projects projects;
    private final Applications applications;
    private final People people;
    private final Teams teams;
    private final Sites sites;
    private final TransactionOperations transactions;
    private final InstantSource clock;

    ProjectPack(
            City city,
            CityPack pack,
            RuleStore rules,
            ProjectStore store,
            Rulebook rulebook,
            Projects projects,
            Applications applications,
            People people,
            Teams teams,
            Sites sites,
            TransactionOperations transactions,
            InstantSource clock) {
        this.city = city;
        this.pack = pack;
        this.rules = rules;
        this.store = store;
        this.rulebook = rulebook;
        this.projects = projects;
        this.applications = applications;
        this.people = people;
        this.teams = teams;
        this.sites = sites;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        Acting.as(
                Actor.system("project"),
                Scope.EVERYTHING,
                () -> transactions.executeWithoutResult(status -> {
                    load();
                    if (city.sample()
                            && store.count(new ProjectStore.Filter(null, null, null, null, false, false)) == 0) {
                        List<PackRow> rows = pack.rows("projects.csv");
                        rows.forEach(this::sample);
                        LOG.info("{}: {} projects", city.name(), rows.size());
                    }
                }));
    }

    private void load() {
        pack.rows("project-rules.csv")
                .forEach(row -> rules.addRule(row.required("key"), row.requiredDay("from"), row.number("value")));
        pack.rows("project-routes.csv")
                .forEach(row -> rules.addRoute(
                        row.requiredDay("from"),
                        Tier.valueOf(word(row, "tier")),
                        row.flag("field"),
                        new Route(Organ.valueOf(word(row, "first")), Organ.valueOf(word(row, "second")))));
        pack.rows("project-risks.csv")
                .forEach(row -> rules.addRiskQuestion(
                        new RiskQuestion(
                                row.required("key"),
                                row.required("words"),
                                row.required("wordsEn"),
                                RiskGrade.valueOf(word(row, "grade"))),
                        row.requiredDay("from"),
                        row.number("order")));
        pack.rows("project-choices.csv")
                .forEach(row -> rules.addChoice(
                        new Choice(
                                Choice.Kind.valueOf(word(row, "kind")),
                                row.required("key"),
                                row.required("name"),
                                row.required("nameEn")),
                        row.number("order")));
        pack.rows("negative-list.csv")
                .forEach(row -> rules.addNegative(
                        new NegativeList.Hit(
                                NegativeList.Kind.valueOf(word(row, "kind").replace('-', '_')),
                                row.required("phrase"),
                                row.required("reason"),
                                row.required("reasonEn")),
                        row.requiredDay("from"),
                        row.text("until").isEmpty() ? null : row.requiredDay("until")));
    }

    private static String word(PackRow row, String column) {
        return row.required(column).toUpperCase(Locale.ROOT);
    }

    // --- the sample ---

    /** Goes the way that every project goes, step by step, under made-up reviewers. */
    private void sample(PackRow row) {
        LocalDate today = rulebook.today();
        SiteId site =
                sites.resolve(row.required("site"), today).orElseThrow(() -> row.wrong("site", Text.of("没有这处阵地")));
        PersonId leader = people.ownerOf(MobileNumber.of(row.required("leader")))
                .orElseThrow(() -> row.wrong("leader", Text.of("没有这处阵地")));
        TeamId team =
                teams.led(leader.value()).stream().map(Team::id).findFirst().orElse(null);
        String field = row.text("field").isEmpty() ? null : row.text("field");
        Project draft = new Project(
                new ProjectId(Ids.next(clock)),
                "",
                row.required("title"),
                site,
                field,
                team,
                leader,
                RiskGrade.LOW,
                ProjectState.IDEA,
                null,
                null,
                false,
                0,
                null,
                null,
                null,
                null,
                null,
                1);
        Actor applicant = actor(row, "applicant", leader.value());
        store.add(draft, clock.instant());
        projects.note(applicant, draft, ProjectState.IDEA, Step.Cause.DRAFTED, "");
        Set<String> risky = keys(row, "risky");
        store.write(
                draft,
                new Plan(
                        row.required("category"),
                        keys(row, "objects"),
                        row.required("need"),
                        row.text("source"),
                        row.required("guidance"),
                        row.required("benefit"),
                        row.required("practice"),
                        row.required("place"),
                        today.plusDays(Integer.parseInt(row.required("fromDays"))),
                        today.plusDays(Integer.parseInt(row.required("untilDays"))),
                        row.number("days"),
                        row.number("volunteers"),
                        row.number("reached"),
                        Money.typed(row.required("money")).orElseThrow(),
                        row.text("moneyUse"),
                        risky,
                        true,
                        row.text("risks"),
                        row.flag("minors")),
                rulebook.grade(risky));
        ProjectState until = ProjectState.valueOf(word(row, "state"));
        Project now = projects.lock(draft.id());
        if (until == ProjectState.IDEA) {
            return;
        }
        applications.handIn(applicant, now, List.of(), Step.Cause.APPLIED, "");
        if (until == ProjectState.APPLIED) {
            return;
        }
        now = pass(row, "first", now.id(), Review.Stage.FIRST);
        projects.become(
                actor(row, "first", null),
                now,
                ProjectState.REVIEW,
                Step.Cause.FIRST_PASSED,
                new Projects.Wait(Objects.requireNonNull(now.secondOrgan()), rulebook.due(Rulebook.Span.REVIEW)),
                "");
        if (until == ProjectState.REVIEW) {
            return;
        }
        now = pass(row, "second", now.id(), Review.Stage.SECOND);
        projects.become(actor(row, "second", null), now, ProjectState.PUBLISHED, Step.Cause.SECOND_PASSED, null, "");
        if (until == ProjectState.RECRUITING || until == ProjectState.RUNNING) {
            now = projects.lock(now.id());
            projects.become(applicant, now, ProjectState.RECRUITING, Step.Cause.RECRUITING, null, "");
        }
        if (until == ProjectState.RUNNING) {
            now = projects.lock(now.id());
            projects.become(applicant, now, ProjectState.RUNNING, Step.Cause.STARTED, null, "");
        }
    }

    private Project pass(PackRow row, String who, ProjectId id, Review.Stage stage) {
        Project project = projects.lock(id);
        Actor reviewer = actor(row, who, null);
        store.add(
                Ids.next(clock),
                id,
                new Review(
                        project.round(),
                        stage,
                        Review.Verdict.PASSED,
                        clock.instant(),
                        Objects.requireNonNull(reviewer.account()),
                        null,
                        reviewer.name(),
                        ""));
        return project;
    }

    /** Somebody who is nobody: an account that no sample sign-in has. */
    private static Actor actor(PackRow row, String column, @Nullable UUID person) {
        String name = row.required(column);
        UUID account = UUID.nameUUIDFromBytes(("project " + column + name).getBytes(StandardCharsets.UTF_8));
        return new Actor(Actor.Kind.SYSTEM, account, person, name, "", "", "");
    }

    private static Set<String> keys(PackRow row, String column) {
        return row.text(column).isEmpty() ? Set.of() : Set.of(row.text(column).split(";"));
    }
}
