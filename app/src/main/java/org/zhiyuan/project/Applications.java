package org.zhiyuan.project;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.network.Sites;
import org.zhiyuan.person.People;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.team.TeamId;
import org.zhiyuan.team.Teams;
import org.zhiyuan.volunteer.Volunteer;
import org.zhiyuan.volunteer.VolunteerNumber;
import org.zhiyuan.volunteer.Volunteers;

/** From an idea to a project that is handed in: written step by step, kept as it is, stopped where it is no service. */
@Service
@Transactional
public class Applications {
    private static final int DRAFTS_MAX = 20;
    private static final int STATEMENT_LENGTH_MAX = 300;

    private final Projects projects;
    private final ProjectStore store;
    private final NegativeList negatives;
    private final Rulebook rules;
    private final Volunteers volunteers;
    private final Teams teams;
    private final People people;
    private final Sites sites;
    private final InstantSource clock;

    Applications(
            Projects projects,
            ProjectStore store,
            NegativeList negatives,
            Rulebook rules,
            Volunteers volunteers,
            Teams teams,
            People people,
            Sites sites,
            InstantSource clock) {
        this.projects = projects;
        this.store = store;
        this.negatives = negatives;
        this.rules = rules;
        this.volunteers = volunteers;
        this.teams = teams;
        this.people = people;
        this.sites = sites;
        this.clock = clock;
    }

    /**
     * The first page of an application.
     *
     * @param team null where a place carries it
     */
    public record Basics(
            String title,
            SiteId site,
            @Nullable String field,
            @Nullable TeamId team) {}

    /** Begins a draft that the actor leads, for a team that he leads. */
    public ProjectId begin(Actor actor, Basics basics) {
        Volunteer own = volunteers.own(actor).orElseThrow(Applications::noVolunteer);
        TeamId team = basics.team();
        ReviewPolicy.whoeverLeadsATeamApplies(
                        team != null && actor.person() != null && teams.leads(team, actor.person()))
                .orRefuse();
        return begin(actor, basics, own);
    }

    private static Refusal noVolunteer() {
        return new Refusal(Text.of("负责人要先登记为志愿者"), Text.of("请先登记，再来申请项目"));
    }

    /** Begins a draft for a place, led by one of its volunteers. */
    public ProjectId begin(Actor actor, Basics basics, VolunteerNumber leader) {
        Volunteer found = volunteers.numbered(leader).stream()
                .map(Volunteers.Listed::volunteer)
                .findFirst()
                .orElseThrow(() -> new Refusal(Text.of("没有查到这个编号的志愿者"), Text.of("只看得到您负责范围里的，请核对编号")));
        return begin(actor, basics, found);
    }

    private ProjectId begin(Actor actor, Basics basics, Volunteer leader) {
        PersonId person = people.resolve(leader.person());
        OptionalInt years = people.years(person);
        // who did not say how old he is does not lead
        ReviewPolicy.mayLead(leader.state().counted(), years.orElse(0), rules.leaderYears())
                .orRefuse();
        if (store.list(
                                new ProjectStore.Filter(
                                        List.of(ProjectState.IDEA), null, null, person.value(), false, false),
                                DRAFTS_MAX,
                                0)
                        .size()
                == DRAFTS_MAX) {
            throw new Refusal(Text.of("已经有 {0} 份草稿了", DRAFTS_MAX), Text.of("请先提交或删掉几份"));
        }
        Project project = new Project(
                new ProjectId(Ids.next(clock)),
                "",
                basics.title(),
                basics.site(),
                basics.field(),
                basics.team(),
                person,
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
        store.add(project, clock.instant());
        projects.note(actor, project, ProjectState.IDEA, Step.Cause.DRAFTED, "");
        return project.id();
    }

    public void describe(Actor actor, ProjectId id, Basics basics) {
        Project project = projects.lock(id);
        ReviewPolicy.mayBeWritten(project.state()).orRefuse();
        unchanged(store.describe(project, basics.title(), basics.site(), basics.field(), basics.team()));
        wrote(actor, project);
    }

    /** Whose hand it is stands in the steps, so that it is not the hand that passes it. */
    private void wrote(Actor actor, Project project) {
        if (!store.wroteInThisRound(project.id().value(), actor.account(), actor.person())) {
            projects.note(actor, project, project.state(), Step.Cause.WROTE, "");
        }
    }

    /** Keeps what it says so far; whether it is enough, is asked when it is handed in. */
    public void write(Actor actor, ProjectId id, Plan plan) {
        Project project = projects.lock(id);
        ReviewPolicy.mayBeWritten(project.state()).orRefuse();
        RiskGrade risk = rules.grade(plan.risky());
        ReviewPolicy.minorsFit(risk, plan.minors()).orRefuse();
        unchanged(store.write(project, plan, risk));
        wrote(actor, project);
    }

    private static void unchanged(boolean written) {
        if (!written) {
            throw new Refusal(Text.of("刚才有人改过这个项目"), Text.of("请刷新页面，看过新的情况再办"));
        }
    }

    /** Whether a period may be entered today. */
    public Decision periodFits(LocalDate from, LocalDate until) {
        return ReviewPolicy.periodFits(from, until, rules.today(), rules.monthsMax());
    }

    public Decision minorsFit(Set<String> risky, boolean minors) {
        return ReviewPolicy.minorsFit(rules.grade(risky), minors);
    }

    public Decision whatMayHappenIsSaid(Set<String> risky, String risks) {
        return ReviewPolicy.whatMayHappenIsSaid(rules.grade(risky), risks);
    }

    /** What is still to be filled in before it can be handed in. */
    public List<Text> missing(Plan plan) {
        List<Text> missing = new ArrayList<>();
        require(missing, !plan.category().isEmpty() && !plan.objects().isEmpty(), Text.of("服务类别和服务对象"));
        require(missing, !plan.need().isEmpty(), Text.of("谁提出了什么需要"));
        require(
                missing,
                !plan.guidance().isEmpty()
                        && !plan.benefit().isEmpty()
                        && !plan.practice().isEmpty(),
                Text.of("三个问题的回答"));
        require(missing, !plan.place().isEmpty(), Text.of("在哪里做"));
        require(missing, plan.from() != null && plan.until() != null, Text.of("从哪天到哪天"));
        require(
                missing,
                plan.days() != null && plan.volunteers() != null && plan.reached() != null,
                Text.of("做几次、要多少人、服务多少人"));
        require(missing, plan.money() != null, Text.of("计划用多少钱，不用钱填 0"));
        require(missing, plan.riskAsked(), Text.of("安全的几个问题"));
        return missing;
    }

    private static void require(List<Text> missing, boolean there, Text what) {
        if (!there) {
            missing.add(what);
        }
    }

    /** What the list of what is no volunteer service finds in it. */
    @Transactional(readOnly = true)
    public List<NegativeList.Hit> hits(ProjectId id) {
        Project project = projects.get(id);
        Plan plan = store.plan(id.value());
        return negatives.check(
                project.title(),
                plan.need(),
                plan.guidance(),
                plan.benefit(),
                plan.practice(),
                plan.moneyUse(),
                plan.risks());
    }

    /**
     * Hands it in. Stops where the list finds something and the applicant does not say why it is not so.
     *
     * @param statements why it is volunteer service all the same, by the phrase that was found
     */
    public void handIn(Actor actor, ProjectId id, Map<String, String> statements) {
        Project project = projects.lock(id);
        ReviewPolicy.mayBeWritten(project.state()).orRefuse();
        Plan plan = store.plan(id.value());
        fits(project, plan);
        List<Objection> objections = new ArrayList<>();
        for (NegativeList.Hit hit : hits(id)) {
            String statement = statements.getOrDefault(hit.phrase(), "").strip();
            if (statement.length() < ReviewPolicy.REASON_LENGTH_MIN || statement.length() > STATEMENT_LENGTH_MAX) {
                throw new Refusal(
                        Text.of("“{0}”可能不算志愿服务：{1}", hit.found(), hit.reason()), Text.of("请修改；如果不是这样，请说明为什么，由复审的人判断"));
            }
            objections.add(new Objection(hit.phrase(), hit.reason(), hit.reasonEn(), statement, null));
        }
        handIn(actor, project, objections, Step.Cause.APPLIED, "");
    }

    private void fits(Project project, Plan plan) {
        LocalDate from = plan.from();
        LocalDate until = plan.until();
        if (!missing(plan).isEmpty() || from == null || until == null) {
            throw new Refusal(Text.of("还有没填完的地方"), Text.of("请按列出的补上，再提交"));
        }
        ReviewPolicy.periodFits(from, until, rules.today(), rules.monthsMax()).orRefuse();
        ReviewPolicy.minorsFit(project.risk(), plan.minors()).orRefuse();
        ReviewPolicy.whatMayHappenIsSaid(project.risk(), plan.risks()).orRefuse();
    }

    /** A new round begins; its number it keeps. */
    void handIn(Actor actor, Project project, List<Objection> objections, Step.Cause cause, String reason) {
        ReviewPolicy.mayBecome(project.state(), ProjectState.APPLIED).orRefuse();
        int year = rules.today().getYear();
        String number =
                project.number().isEmpty() ? "%d-%04d".formatted(year, store.nextOrdinal(year)) : project.number();
        Route route = rules.route(sites.get(project.site(), rules.today()).tier(), project.field() != null);
        int round = project.round() + 1;
        store.handIn(project.id(), number, round, route, rules.due(Rulebook.Span.REVIEW));
        objections.forEach(objection -> store.add(project.id(), round, objection));
        projects.note(actor, project, ProjectState.APPLIED, cause, reason);
    }

    /** Whoever applied changes his mind, before it is published. */
    public void withdraw(Actor actor, ProjectId id, String reason) {
        ReviewPolicy.reasonGiven(reason).orRefuse();
        Project project = projects.lock(id);
        if (project.publishedAt() != null) {
            throw new Refusal(Text.of("项目已经发布，不能自己撤回"), Text.of("请联系审核的单位办理终止"));
        }
        projects.become(actor, project, ProjectState.TERMINATED, Step.Cause.TERMINATED, null, reason.strip());
    }

    /** Says why a refusal is wrong; somebody else than the refuser decides. Once in a round. */
    public void appeal(Actor actor, ProjectId id, String words) {
        ReviewPolicy.reasonGiven(words).orRefuse();
        Project project = projects.lock(id);
        if (project.state() != ProjectState.REFUSED) {
            throw new Refusal(Text.of("只有未通过的项目可以申诉"));
        }
        if (!store.appeal(id, project.round(), words.strip(), clock.instant(), actor.account(), actor.person())) {
            throw new Refusal(Text.of("这一次已经申诉过了"));
        }
        projects.stand(project, ProjectState.REFUSED, new Projects.Wait(Organ.CENTER, rules.due(Rulebook.Span.APPEAL)));
        projects.note(actor, project, ProjectState.REFUSED, Step.Cause.APPEALED, words.strip());
    }
}
