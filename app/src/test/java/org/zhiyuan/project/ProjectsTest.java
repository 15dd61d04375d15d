package org.zhiyuan.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.HouseTest;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.MobileNumber;
import org.zhiyuan.kernel.Money;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.matter.WorkingDays;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.network.Sites;
import org.zhiyuan.person.People;
import org.zhiyuan.person.PersonId;

/** Projects on the real database, at a station of the sample; each test takes back what it did. */
@HouseTest
class ProjectsTest {
    private static final long SEED = 20261126;
    private static final int WALKS = 60;
    private static final int STEPS = 14;

    @Autowired
    private Projects projects;

    @Autowired
    private Applications applications;

    @Autowired
    private Reviews reviews;

    @Autowired
    private Closings closings;

    @Autowired
    private ProjectStore store;

    @Autowired
    private Rulebook rules;

    @Autowired
    private WorkingDays days;

    @Autowired
    private People people;

    @Autowired
    private Sites sites;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionOperations transactions;

    private final Actor applicant = somebody();
    private final Actor first = somebody();
    private final Actor second = somebody();
    private final Actor third = somebody();

    /** With every right, so that only the rules of this room stand in the way. */
    private static Actor somebody() {
        return new Actor(Actor.Kind.SYSTEM, UUID.randomUUID(), null, "示例", "", "", "test");
    }

    private <T> T undone(Supplier<T> work) {
        return Acting.as(
                Actor.system("test"),
                Scope.EVERYTHING,
                () -> Objects.requireNonNull(transactions.execute(status -> {
                    status.setRollbackOnly();
                    return work.get();
                })));
    }

    private void undone(Runnable work) {
        undone(() -> {
            work.run();
            return true;
        });
    }

    private PersonId leader() {
        return people.ownerOf(MobileNumber.of("13800003001")).orElseThrow();
    }

    private SiteId station() {
        return sites.resolve("530181009205", rules.today()).orElseThrow();
    }

    private ProjectId idea() {
        return idea("示例敬老", "老人没有人照看", Set.of(), true, null);
    }

    private ProjectId idea(String title, String need, Set<String> risky, boolean minors, @Nullable String field) {
        Project draft = new Project(
                new ProjectId(UUID.randomUUID()),
                "",
                title,
                station(),
                field,
                null,
                leader(),
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
        store.add(draft, java.time.Instant.now());
        projects.note(applicant, draft, ProjectState.IDEA, Step.Cause.DRAFTED, "");
        applications.write(applicant, draft.id(), plan(need, risky, minors));
        return draft.id();
    }

    private Plan plan(String need, Set<String> risky, boolean minors) {
        LocalDate today = rules.today();
        return new Plan(
                "care",
                Set.of("elderly"),
                need,
                "",
                "敬老",
                "有人照看",
                "轮流来",
                "村里",
                today,
                today.plusDays(200),
                10,
                5,
                100,
                new Money(0),
                "",
                risky,
                true,
                risky.isEmpty() ? "" : "两个人一起",
                minors);
    }

    private static Reviews.Word word(Review.Verdict verdict) {
        return new Reviews.Word(verdict, verdict == Review.Verdict.PASSED ? "" : "理由写在这里", null, true);
    }

    private static final Reviews.Word PASSED = word(Review.Verdict.PASSED);

    private ProjectId published() {
        ProjectId id = idea();
        applications.handIn(applicant, id, Map.of());
        reviews.review(first, id, PASSED);
        reviews.review(second, id, PASSED);
        return id;
    }

    @Test
    void aProjectIsPublishedByTwoOthersWithinTheirWorkingDays() {
        undone(() -> {
            ProjectId id = idea();
            applications.handIn(applicant, id, Map.of());
            Project applied = projects.get(id);
            assertThat(applied.number()).matches("[0-9]{4}-[0-9]{4}");
            assertThat(applied.firstOrgan()).isEqualTo(Organ.INSTITUTE);
            assertThat(applied.secondOrgan()).isEqualTo(Organ.CENTER);
            assertThat(applied.dueAt().atZone(org.zhiyuan.shell.Formats.ZONE).toLocalDate())
                    .isEqualTo(days.calendar().plus(rules.today(), 5));
            assertThat(projects.mayHold(id, rules.today())).isInstanceOf(Decision.Refused.class);
            reviews.review(first, id, PASSED);
            assertThat(projects.get(id).waitsFor()).isEqualTo(Organ.CENTER);
            reviews.review(second, id, PASSED);
            assertThat(projects.get(id).state()).isEqualTo(ProjectState.PUBLISHED);
            assertThat(projects.mayHold(id, rules.today())).isInstanceOf(Decision.Allowed.class);
            assertThat(projects.mayHold(id, rules.today().plusDays(200))).isInstanceOf(Decision.Refused.class);
            assertThat(projects.leads(id, leader().value())).isTrue();
            assertThat(projects.open(station())).extracting(Project::id).contains(id);
            assertThat(projects.steps(id))
                    .extracting(Step::cause)
                    .containsExactlyInAnyOrder(
                            Step.Cause.DRAFTED, Step.Cause.APPLIED, Step.Cause.FIRST_PASSED, Step.Cause.SECOND_PASSED);
        });
    }

    @Test
    void whoeverReviewsIsDataOfTheCity() {
        undone(() -> {
            ProjectId id = idea("示例普法", "想有人讲法", Set.of(), false, "law");
            applications.handIn(applicant, id, Map.of());
            assertThat(projects.get(id).secondOrgan()).isEqualTo(Organ.BRANCH);
        });
    }

    @Test
    void onePersonDoesNotStandOnBothReviews() {
        undone(() -> {
            ProjectId id = idea();
            applications.handIn(applicant, id, Map.of());
            reviews.review(first, id, PASSED);
            assertThatThrownBy(() -> reviews.review(first, id, PASSED)).hasMessageContaining("两个不同的人");
        });
        // and where the code lets it through, the database does not
        undone(() -> {
            ProjectId id = idea();
            applications.handIn(applicant, id, Map.of());
            reviews.review(first, id, PASSED);
            assertThatThrownBy(() -> review(id, first, "SECOND")).hasMessageContaining("review_project_round_account");
        });
    }

    private void review(ProjectId id, Actor actor, String stage) {
        jdbc.sql("""
                        insert into project.review (id, project, round, stage, verdict, at, account, who, reason)
                        values (gen_random_uuid(), ?, 1, ?, 'PASSED', now(), ?, '', '')""").params(id.value(), stage, actor.account()).update();
    }

    @Test
    void nobodyReviewsWhatHeHandedInOrLeads() {
        Actor leads = new Actor(
                Actor.Kind.SYSTEM,
                UUID.randomUUID(),
                Objects.requireNonNull(undone(this::leader)).value(),
                "示例",
                "",
                "",
                "test");
        for (Actor own : List.of(applicant, leads)) {
            undone(() -> {
                ProjectId id = idea();
                applications.handIn(applicant, id, Map.of());
                assertThatThrownBy(() -> reviews.review(own, id, PASSED)).hasMessageContaining("不能自己审");
                return true;
            });
        }
        undone(() -> {
            ProjectId id = idea();
            applications.handIn(applicant, id, Map.of());
            assertThatThrownBy(() -> review(id, applicant, "FIRST")).hasMessageContaining("of his own");
        });
    }

    @Test
    void nobodyReviewsWhatHeWroteForAnother() {
        undone(() -> {
            ProjectId id = idea();
            applications.write(first, id, plan("老人没有人做饭", Set.of(), true));
            applications.handIn(applicant, id, Map.of());
            assertThatThrownBy(() -> reviews.review(first, id, PASSED)).hasMessageContaining("不能自己审");
            assertThat(projects.waiting(first, Organ.INSTITUTE, 100))
                    .as("nor is it shown as waiting for him")
                    .extracting(Project::id)
                    .doesNotContain(id);
            assertThat(projects.waiting(second, Organ.INSTITUTE, 100))
                    .extracting(Project::id)
                    .contains(id);
            assertThatThrownBy(() -> review(id, first, "FIRST"))
                    .as("and where the code lets it through, the database does not")
                    .hasMessageContaining("of his own");
        });
        undone(() -> {
            ProjectId id = idea();
            applications.describe(first, id, new Applications.Basics("示例敬老送饭", station(), null, null));
            applications.handIn(applicant, id, Map.of());
            assertThatThrownBy(() -> reviews.review(first, id, PASSED)).hasMessageContaining("不能自己审");
        });
    }

    @Test
    void whoWroteStandsInTheStepsOnceInEachRoundHoweverOftenItWasSaved() {
        undone(() -> {
            ProjectId id = idea();
            applications.write(applicant, id, plan("老人没有人做饭", Set.of(), true));
            assertThat(wrote(id)).as("whoever began it is named already").isZero();
            applications.write(third, id, plan("老人没有人做饭", Set.of(), true));
            applications.write(third, id, plan("老人没有人洗衣服", Set.of(), true));
            assertThat(wrote(id)).isOne();
            applications.handIn(applicant, id, Map.of());
            reviews.review(first, id, word(Review.Verdict.RETURNED));
            applications.write(third, id, plan("老人没有人做饭", Set.of(), true));
            applications.write(third, id, plan("老人没有人洗衣服", Set.of(), true));
            assertThat(wrote(id)).isEqualTo(2);
        });
    }

    private long wrote(ProjectId id) {
        return projects.steps(id).stream()
                .filter(step -> step.cause() == Step.Cause.WROTE)
                .count();
    }

    @Test
    void theDatabaseRefusesStepsThatAreNone() {
        undone(() -> {
            ProjectId id = idea();
            applications.handIn(applicant, id, Map.of());
            assertThatThrownBy(() -> state(id, "RUNNING")).hasMessageContaining("does not become");
        });
        undone(() -> {
            ProjectId id = idea();
            applications.handIn(applicant, id, Map.of());
            assertThatThrownBy(() -> state(id, "REVIEW")).hasMessageContaining("nobody passed the first review");
        });
        undone(() -> {
            ProjectId id = idea();
            applications.handIn(applicant, id, Map.of());
            reviews.review(first, id, PASSED);
            assertThatThrownBy(() -> jdbc.sql(
                                    "update project.project set state = 'PUBLISHED', published_at = now(), waits_for = null, due_at = null where id = ?")
                            .param(id.value())
                            .update())
                    .hasMessageContaining("two persons must pass");
        });
        undone(() -> {
            ProjectId id = idea();
            assertThatThrownBy(() -> jdbc.sql("update project.project set published_at = now() where id = ?")
                            .param(id.value())
                            .update())
                    .hasMessageContaining("second review alone");
        });
        undone(() -> {
            ProjectId id = published();
            closings.recruit(applicant, id);
            projects.look();
            assertThat(projects.get(id).state()).isEqualTo(ProjectState.RUNNING);
            closings.close(applicant, id);
            assertThatThrownBy(() -> state(id, "EVALUATED")).hasMessageContaining("nobody evaluated");
        });
    }

    private void state(ProjectId id, String state) {
        jdbc.sql("update project.project set state = ? where id = ?")
                .params(state, id.value())
                .update();
    }

    @Test
    void whatIsNoServiceStopsWhereItIsHandedInAndTheSecondReviewerDecides() {
        undone(() -> {
            ProjectId id = idea("示例团建捡垃圾", "单位想出去走走", Set.of(), false, null);
            assertThatThrownBy(() -> applications.handIn(applicant, id, Map.of()))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("团建");
            assertThat(projects.get(id).state()).isEqualTo(ProjectState.IDEA);
            applications.handIn(applicant, id, Map.of("团建", "村里人自己约的，没有单位"));
            reviews.review(first, id, new Reviews.Word(Review.Verdict.PASSED, "", null, false));
            assertThatThrownBy(
                            () -> reviews.review(second, id, new Reviews.Word(Review.Verdict.PASSED, "", null, false)))
                    .hasMessageContaining("请先判断");
            reviews.review(second, id, PASSED);
            assertThat(projects.objections(projects.get(id)))
                    .extracting(Objection::accepted)
                    .containsExactly(true);
        });
        undone(() -> {
            ProjectId id = idea("示例团建捡垃圾", "单位想出去走走", Set.of(), false, null);
            applications.handIn(applicant, id, Map.of("团建", "村里人自己约的，没有单位"));
            reviews.review(first, id, PASSED);
            review(id, second, "SECOND");
            assertThatThrownBy(() -> store.publish(id, java.time.Instant.now()))
                    .hasMessageContaining("stands undecided");
        });
    }

    @Test
    void whatIsDangerousIsNeverOpenToPeopleUnderAge() {
        undone(() -> assertThatThrownBy(() -> idea("示例抢险", "发大水", Set.of("rescue"), true, null))
                .hasMessageContaining("未成年人不能参加"));
        undone(() -> {
            ProjectId id = idea();
            assertThatThrownBy(() -> jdbc.sql("update project.project set risk = 'DANGEROUS' where id = ?")
                            .param(id.value())
                            .update())
                    .hasMessageContaining("project_check");
        });
        undone(() -> {
            ProjectId id = idea();
            applications.handIn(applicant, id, Map.of());
            reviews.review(first, id, new Reviews.Word(Review.Verdict.PASSED, "", RiskGrade.DANGEROUS, false));
            assertThat(projects.get(id).risk()).isEqualTo(RiskGrade.DANGEROUS);
            assertThat(projects.get(id).minors()).isFalse();
            assertThatThrownBy(() -> reviews.review(
                            second, id, new Reviews.Word(Review.Verdict.PASSED, "", RiskGrade.LOW, false)))
                    .hasMessageContaining("只能调高");
        });
    }

    @Test
    void anAppealIsDecidedByAnotherThanTheRefuserAndBeginsANewRound() {
        undone(() -> {
            ProjectId id = idea();
            applications.handIn(applicant, id, Map.of());
            reviews.review(first, id, word(Review.Verdict.REFUSED));
            applications.appeal(applicant, id, "这是老人自己提的");
            assertThatThrownBy(() -> reviews.decideAppeal(first, id, false, "还是不行的"))
                    .hasMessageContaining("要换一个人");
            assertThatThrownBy(() -> reviews.decideAppeal(applicant, id, true, "当然成立的"))
                    .hasMessageContaining("不能自己审");
            reviews.decideAppeal(second, id, true, "说得有道理");
            Project again = projects.get(id);
            assertThat(again.state()).isEqualTo(ProjectState.APPLIED);
            assertThat(again.round()).isEqualTo(2);
            assertThatThrownBy(() -> reviews.review(first, id, PASSED)).hasMessageContaining("要换一个人");
        });
        undone(() -> {
            ProjectId id = idea();
            applications.handIn(applicant, id, Map.of());
            reviews.review(first, id, word(Review.Verdict.REFUSED));
            applications.appeal(applicant, id, "这是老人自己提的");
            assertThatThrownBy(() -> store.decideAppeal(id, 1, false, "还是不行的", java.time.Instant.now(), first))
                    .hasMessageContaining("does not decide the appeal");
        });
    }

    @Test
    void aClosingTakesFiguresFromOutcomesAndAnotherPersonEvaluates() {
        undone(() -> {
            ProjectId id = published();
            UUID source = UUID.randomUUID();
            projects.record(new Outcome(id, source, rules.today(), 3, 200, 10, "先报一次"));
            projects.record(new Outcome(id, source, rules.today(), 4, 240, 12, "送了 12 份"));
            projects.record(new Outcome(id, UUID.randomUUID(), rules.today(), 2, 60, 5, ""));
            assertThat(projects.done(id).turns()).isEqualTo(6);
            projects.look();
            closings.close(applicant, id);
            assertThatThrownBy(() -> closings.evaluate(second, id, Evaluation.Verdict.MET, "都做到了的"))
                    .hasMessageContaining("还没有确认");
            closings.report(third, id, "送了十二份饭", "没有");
            assertThat(projects.report(id).orElseThrow().done().reached()).isEqualTo(17);
            assertThatThrownBy(() -> closings.evaluate(third, id, Evaluation.Verdict.MET, "都做到了的"))
                    .hasMessageContaining("不能自己审");
            closings.evaluate(second, id, Evaluation.Verdict.PARTLY, "次数少了几次");
            assertThatThrownBy(() -> projects.record(new Outcome(id, source, rules.today(), 9, 9, 9, "晚了")))
                    .isInstanceOf(Refusal.class);
            closings.archive(second, id);
            assertThat(projects.get(id).state()).isEqualTo(ProjectState.CLOSED);
        });
    }

    @Test
    void whatTheLastDaysCameToIsHeardWhileItClosesAndAReportThatCameBackIsDraftedAnew() {
        undone(() -> {
            ProjectId id = published();
            projects.look();
            closings.close(applicant, id);
            UUID source = UUID.randomUUID();
            projects.record(new Outcome(id, source, rules.today(), 3, 200, 10, "最后一次送饭"));
            assertThat(closings.draft(id).done().reached())
                    .as("recorded after the last day, within its time")
                    .isEqualTo(10);
            closings.report(third, id, "送了十份饭", "没有");
            assertThat(closings.overtaken(id)).isFalse();
            assertThat(closings.standing(id)).isPresent();

            projects.record(new Outcome(id, UUID.randomUUID(), rules.today(), 2, 60, 7, "补记一次"));
            assertThat(closings.overtaken(id)).as("the reviewer is told").isTrue();
            closings.returnReport(second, id, "少了一次活动");
            jdbc.sql("update project.project set state = 'CLOSING', waits_for = 'LEADER', due_at = now() where id = ?")
                    .param(id.value())
                    .update();

            assertThat(closings.standing(id)).as("words that say too little").isEmpty();
            assertThat(closings.draft(id).done().reached()).isEqualTo(17);
            assertThat(closings.draft(id).achieved())
                    .extracting(Text::toString)
                    .anyMatch(said -> said.contains("补记一次"));
            closings.report(third, id, "送了十七份饭", "没有");
            assertThat(projects.report(id).orElseThrow().done().reached()).isEqualTo(17);
            assertThat(closings.standing(id).orElseThrow().achieved()).isEqualTo("送了十七份饭");
        });
    }

    @Test
    void aLongProjectIsAskedHalfWayAndSomebodyElseAnswers() {
        undone(() -> {
            ProjectId id = published();
            jdbc.sql("update project.project set starts = ?, until_day = ? where id = ?")
                    .params(rules.today().minusDays(100), rules.today().plusDays(90), id.value())
                    .update();
            projects.look();
            assertThat(projects.get(id).waitsFor()).isEqualTo(Organ.LEADER);
            assertThat(store.waitingForLeader(null, leader().value(), 100))
                    .extracting(Project::id)
                    .contains(id);
            assertThatThrownBy(() -> closings.midReview(applicant, id, MidReview.Going.STUCK, ""))
                    .isInstanceOf(Refusal.class);
            closings.midReview(applicant, id, MidReview.Going.STUCK, "车不够用了");
            assertThat(projects.mayHold(id, rules.today())).isInstanceOf(Decision.Allowed.class);
            assertThatThrownBy(() -> closings.answer(applicant, id, "自己答复自己")).hasMessageContaining("不能自己审");
            closings.answer(second, id, "街道借一辆车");
            assertThat(projects.get(id).state()).isEqualTo(ProjectState.RUNNING);
            projects.look();
            assertThat(projects.get(id).waitsFor()).isNull();
        });
    }

    @Test
    void noWayLeadsToBeingPublishedWithoutTwoOtherPersons() {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        int reached = 0;
        for (int walk = 0; walk < WALKS; walk++) {
            reached += undone(() -> walk(random)) ? 1 : 0;
        }
        System.out.println("published after " + reached + " of " + WALKS + " walks");
        assertThat(reached).isBetween(5, WALKS - 5);
    }

    /** Anybody tries anything; whether it came to be published. */
    private boolean walk(Random random) {
        ProjectId id = idea();
        List<Actor> everybody = List.of(applicant, first, second, third);
        Set<UUID> handedIn = new HashSet<>(Set.of(Objects.requireNonNull(applicant.account())));
        for (int step = 0; step < STEPS; step++) {
            Actor actor = everybody.get(random.nextInt(everybody.size()));
            Reviews.Word word = random.nextInt(4) > 0
                    ? PASSED
                    : word(Review.Verdict.values()[random.nextInt(Review.Verdict.values().length)]);
            int deed = random.nextInt(8);
            try {
                switch (deed) {
                    case 0, 1 -> {
                        applications.handIn(actor, id, Map.of());
                        handedIn.add(Objects.requireNonNull(actor.account()));
                    }
                    case 2 -> {
                        applications.appeal(actor, id, "我不同意这个");
                        handedIn.add(Objects.requireNonNull(actor.account()));
                    }
                    case 3 -> reviews.decideAppeal(actor, id, random.nextBoolean(), "决定的理由");
                    default -> reviews.review(actor, id, word);
                }
            } catch (Refusal refused) {
                assertThat(refused.reason().key()).isNotBlank();
            }
            Project now = projects.get(id);
            if (now.publishedAt() != null) {
                List<UUID> passers = new ArrayList<>();
                projects.reviews(id).stream()
                        .filter(review -> review.round() == now.round())
                        .filter(review -> review.verdict() == Review.Verdict.PASSED)
                        .forEach(review -> passers.add(review.account()));
                assertThat(passers).hasSize(2).doesNotHaveDuplicates().doesNotContainAnyElementsOf(handedIn);
                return true;
            }
        }
        return false;
    }
}
