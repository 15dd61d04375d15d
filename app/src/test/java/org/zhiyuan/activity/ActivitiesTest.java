package org.zhiyuan.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.zhiyuan.HouseTest;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.matter.WorkingDays;
import org.zhiyuan.project.Outcome;
import org.zhiyuan.project.ProjectId;
import org.zhiyuan.project.ProjectState;
import org.zhiyuan.project.Projects;
import org.zhiyuan.project.RiskGrade;

/** Activities on the real database, from the draft to what came of them. */
@HouseTest
class ActivitiesTest extends ActivityGround {
    @Autowired
    private Agreements agreements;

    @Autowired
    private Uploads uploads;

    @Autowired
    private Projects projects;

    @Autowired
    private Calendars calendars;

    @Autowired
    private WorkingDays workingDays;

    @Autowired
    private ActivityPersonalData ownData;

    private final Actor second =
            new Actor(Actor.Kind.STAFF, UUID.randomUUID(), null, "示例二", "所办事员", "198.51.100.9", "test");

    private void done(Runnable work) {
        inHouse(() -> {
            work.run();
            return true;
        });
    }

    private ActivityState state(ActivityId id) {
        return inHouse(() -> activities.get(id)).state();
    }

    private static void refused(Runnable work, String words) {
        assertThatThrownBy(work::run)
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.reason().toString()).contains(words));
    }

    private ActivityId low(One leader) {
        return published(tomorrow(9), Duration.ofHours(2), RiskGrade.LOW, leader.person(), 5);
    }

    @Test
    void whatIsRiskyIsLookedAtByASecondPerson() {
        One leader = someone(40);
        ActivityId id = inHouse(() ->
                activities.draft(clerk, plan(tomorrow(9), Duration.ofHours(2), RiskGrade.RAISED, leader.person(), 5)));
        done(() -> activities.submit(clerk, id));
        assertThat(state(id)).isEqualTo(ActivityState.SAFETY_CHECK);
        refused(() -> done(() -> activities.pass(clerk, id)), "发起的人不能自己检查");
        done(() -> activities.sendBack(second, id, "风险没有写全"));
        assertThat(state(id)).isEqualTo(ActivityState.DRAFT);
        done(() -> activities.submit(clerk, id));
        done(() -> activities.pass(second, id));
        assertThat(state(id)).isEqualTo(ActivityState.ENROLLING);
        done(() -> activities.cancel(clerk, id, "测试结束了"));
    }

    @Test
    void onlyWhatIsStillToComeIsWrittenAndAGrownUpLeadsIt() {
        One leader = someone(40);
        One child = someone(16);
        Plan past = plan(clock.instant().minusSeconds(60), Duration.ofHours(1), RiskGrade.LOW, leader.person(), 5);
        // signing up would have to end before the past
        assertThatThrownBy(() -> done(() -> activities.draft(clerk, past))).isInstanceOf(Refusal.class);
        refused(
                () -> done(() -> activities.draft(
                        clerk, plan(tomorrow(9), Duration.ofHours(1), RiskGrade.LOW, child.person(), 5))),
                "要满 18 周岁");
    }

    @Test
    void anActivityIsRepeatedWeeklyAsDraftsThatAreChangedOneByOne() {
        One leader = someone(40);
        ActivityId id = low(leader);
        LocalDate day = inHouse(() -> activities.get(id)).day();
        List<ActivityId> copies = inHouse(() -> activities.repeatWeekly(clerk, id, day.plusWeeks(3)));
        assertThat(copies).hasSize(3);
        List<Activity> series = inHouse(() -> activities.series(activities.get(id)));
        assertThat(series)
                .extracting(Activity::day)
                .containsExactly(day, day.plusWeeks(1), day.plusWeeks(2), day.plusWeeks(3));
        assertThat(series.subList(1, 4)).extracting(Activity::state).containsOnly(ActivityState.DRAFT);
        assertThat(inHouse(() -> activities.posts(copies.getFirst())))
                .singleElement()
                .satisfies(post -> {
                    assertThat(post.seats()).isEqualTo(5);
                    assertThat(post.taken()).isZero();
                });
        refused(() -> inHouse(() -> activities.repeatWeekly(clerk, id, day.plusWeeks(60))), "最多重复 52 周");
        // a month of weeks is a month: the agreement is asked for by itself
        done(() -> activities.repeatWeekly(clerk, id, day.plusWeeks(5)));
        assertThat(inHouse(() -> agreements.cases(activities.get(id))))
                .extracting(AgreementCase::key)
                .contains("month");
    }

    @Test
    void whatSomebodySignedUpForIsCalledOffAndNotTakenBackAndEverybodyIsTold() {
        One leader = someone(40);
        One one = someone(30);
        ActivityId id = low(leader);
        signUp(one, id);
        refused(() -> done(() -> activities.withdraw(clerk, id, "不办了不办了")), "已经有 1 个人报名");
        done(() -> activities.cancel(clerk, id, "要下大雨了"));
        assertThat(in(id, SignUpState.CANCELLED)).hasSize(1);
        assertThat(post(id).taken()).isZero();
        assertThat(inHouse(() ->
                        jdbc.sql("""
                        select count(*) from activity.telling t join activity.sign_up s on s.id = t.sign_up
                        where s.activity = ? and t.kind = 'CALLED_OFF'""").params(id.value()).query(Integer.class).single()))
                .isEqualTo(1);
        refused(() -> signUp(someone(30), id), "取消了");
    }

    @Test
    void aPlaceThatBecameFreeAndATimeThatMovedAreTakenTogether() {
        One leader = someone(40);
        One one = someone(30);
        ActivityId morning = low(leader);
        ActivityId noon = published(tomorrow(12), Duration.ofHours(2), RiskGrade.LOW, leader.person(), 5);
        signUp(one, morning);
        signUp(one, noon);
        // moving one onto the other would have somebody in two places
        Activity before = inHouse(() -> activities.get(noon));
        Post own = post(noon);
        Plan moved = new Plan(
                before.site(),
                null,
                null,
                before.title(),
                before.content(),
                before.place(),
                tomorrow(10),
                tomorrow(11),
                0,
                "",
                "",
                RiskGrade.LOW,
                "路滑",
                "雨鞋",
                before.enrolFrom(),
                tomorrow(10).minusSeconds(60),
                before.leaders(),
                List.of(new Plan.PlannedPost(own.id(), own.name(), "", 5, null, 0)));
        refused(() -> done(() -> activities.change(clerk, noon, before.version(), moved)), "两个活动撞上了");
        refused(() -> done(() -> activities.change(clerk, noon, before.version() - 1, moved)), "刚才别人改过");
    }

    @Test
    void anInvitationIsDeclinedWithoutAReasonAndSigningUpLaterIsAsGoodAsBefore() {
        One leader = someone(40);
        One one = someone(30);
        ActivityId id = low(leader);
        PostId post = post(id).id();
        SignUp invited = inHouse(() -> signUps.invite(clerk, id, post, one.volunteer()));
        assertThat(post(id).taken()).isZero();
        as(one, () -> {
            signUps.refuse(one.actor(), invited.id());
            return true;
        });
        List<SignUpStep> steps = inHouse(() -> signUps.steps(invited.id()));
        assertThat(steps.getFirst().reason()).isEmpty();
        assertThat(signUp(one, id).state()).isEqualTo(SignUpState.SEATED);
        // nobody answers for somebody else
        One other = someone(30);
        SignUp another = inHouse(() -> signUps.invite(clerk, id, post, other.volunteer()));
        assertThatThrownBy(() -> as(one, () -> {
                    signUps.refuse(one.actor(), another.id());
                    return true;
                }))
                .isInstanceOf(Absent.class);
    }

    @Test
    void itBeginsAndEndsAndTheTenWorkingDaysRunFromTheEnd() {
        One leader = someone(40);
        One one = someone(30);
        ActivityId id = low(leader);
        SignUp seat = signUp(one, id);
        refused(() -> done(() -> signUps.noShow(leader.actor(), seat.id(), "没有看到人")), "还没开始");
        asLeader(leader, () -> activities.begin(leader.actor(), id));
        refused(
                () -> as(one, () -> {
                    signUps.cancel(one.actor(), seat.id());
                    return true;
                }),
                "已经开始");
        asLeader(leader, () -> signUps.noShow(leader.actor(), seat.id(), "没有看到人"));
        assertThat(in(id, SignUpState.NO_SHOW)).hasSize(1);
        // the leader's word, and taken back as easily; the seat was held all the time
        assertThat(post(id).taken()).isEqualTo(1);
        asLeader(leader, () -> signUps.restore(leader.actor(), seat.id(), "在后门签到的"));
        assertThat(in(id, SignUpState.SEATED)).hasSize(1);
        asLeader(leader, () -> activities.end(leader.actor(), id));
        Instant due =
                inHouse(() -> workingDays.calendar().due(clock.instant(), 10)).at();
        assertThat(inHouse(() -> activities.recording(id))).contains(due);
        asLeader(leader, () -> uploads.tell(leader.actor(), id, 30, "清\u202e理了\u0007三车垃圾"));
        assertThat(inHouse(() -> uploads.result(id)).orElseThrow().words()).isEqualTo("清理了三车垃圾");
        // told again, it is one result still
        asLeader(leader, () -> uploads.tell(leader.actor(), id, 32, "清理了三车垃圾"));
        assertThat(inHouse(() -> uploads.result(id)).orElseThrow().reached()).isEqualTo(32);
        asLeader(leader, () -> activities.recorded(leader.actor(), id));
        assertThat(state(id)).isEqualTo(ActivityState.RECORDED);
    }

    @Test
    void whatCameOfTheLastDayReachesAProjectThatCloses() {
        ActivityId id = low(someone(40));
        Acting.as(
                clerk,
                Scope.EVERYTHING,
                () -> transactions.execute(status -> {
                    status.setRollbackOnly();
                    ProjectId project = projects.published(Set.of(ProjectState.RUNNING), null, null, 1)
                            .rows()
                            .getFirst()
                            .id();
                    jdbc.sql("update activity.activity set project = ? where id = ?")
                            .params(project.value(), id.value())
                            .update();
                    activities.begin(clerk, id);
                    activities.end(clerk, id);
                    jdbc.sql(
                                    "update project.project set state = 'CLOSING', waits_for = 'LEADER', due_at = now() where id = ?")
                            .param(project.value())
                            .update();

                    uploads.tell(clerk, id, 30, "清理了三车垃圾");
                    assertThat(projects.outcome(project, id.value())).hasValueSatisfying(told -> {
                        assertThat(told.reached()).isEqualTo(30);
                        assertThat(told.result()).isEqualTo("清理了三车垃圾");
                    });
                    // said anew after the hours were reckoned, it takes nothing from what they told
                    LocalDate day = activities.get(id).day();
                    projects.record(new Outcome(project, id.value(), day, 4, 480, 30, "清理了三车垃圾"));
                    uploads.tell(clerk, id, 32, "清理了三车垃圾");
                    assertThat(projects.outcome(project, id.value()))
                            .contains(new Outcome(project, id.value(), day, 4, 480, 32, "清理了三车垃圾"));
                    return true;
                }));
    }

    /** With nothing but that he leads it. */
    private void asLeader(One leader, Runnable work) {
        as(leader, () -> {
            work.run();
            return true;
        });
    }

    @Test
    void nobodyElseReachesWhatALeaderDoes() {
        One leader = someone(40);
        One other = someone(40);
        ActivityId id = low(leader);
        SignUp seat = signUp(someone(30), id);
        assertThatThrownBy(() -> asLeader(other, () -> activities.confirm(other.actor(), id)))
                .isInstanceOf(Absent.class);
        assertThatThrownBy(() -> asLeader(other, () -> signUps.takeOff(other.actor(), seat.id(), "没有理由")))
                .isInstanceOf(Absent.class);
        assertThat(as(other, () -> signUps.seated(id))).isEmpty();
        assertThat(as(leader, () -> signUps.seated(id))).hasSize(1);
    }

    @Test
    void whereTheLawWantsAnAgreementItBeginsOnlyWithTheWordOfBoth() {
        One leader = someone(40);
        One one = someone(30);
        ActivityId id = published(tomorrow(9), Duration.ofHours(2), RiskGrade.DANGEROUS, leader.person(), 5);
        SignUp seat = signUp(one, id);
        done(() -> activities.insure(
                clerk,
                id,
                "示例保险",
                "SL-2",
                "意外身故 20 万元",
                terms.today(),
                terms.today().plusDays(2)));
        done(() -> agreements.write(clerk, id, 0, "双方约定……", List.of()));
        refused(
                () -> inHouse(() -> {
                    activities.mayStart(id).orRefuse();
                    return true;
                }),
                "还有 1 个人没有双方确认的协议");
        as(one, () -> {
            agreements.agree(one.actor(), activities.get(id), seat, 1, Agreement.Party.VOLUNTEER, Agreement.Way.WEB);
            return true;
        });
        refused(() -> done(() -> activities.begin(clerk, id)), "还有 1 个人没有双方确认的协议");
        done(() -> agreements.agree(clerk, activities.get(id), seat, 1, Agreement.Party.ORGANISER, Agreement.Way.WEB));
        assertThat(inHouse(() -> activities.mayStart(id))).isInstanceOf(Decision.Allowed.class);
        // another version is another agreement
        done(() -> agreements.write(clerk, id, 1, "双方另外约定……", List.of()));
        assertThat(inHouse(() -> activities.mayStart(id))).isInstanceOf(Decision.Refused.class);
    }

    @Test
    void whatHappenedIsToldByThoseWhoWereThereAndWaitsForAnAnswer() {
        One leader = someone(40);
        One one = someone(30);
        One stranger = someone(30);
        ActivityId id = low(leader);
        signUp(one, id);
        assertThatThrownBy(() -> asLeader(stranger, () -> uploads.report(stranger.actor(), id, true, "桥板松了")))
                .isInstanceOf(Absent.class);
        asLeader(one, () -> uploads.report(one.actor(), id, true, "桥板松了，险些掉下去"));
        Incident incident = inHouse(() -> uploads.incidents(id)).getFirst();
        assertThat(incident.settled()).isFalse();
        done(() -> uploads.settle(clerk, id, incident.id(), "已经请人钉好"));
        assertThat(inHouse(() -> uploads.incidents(id)).getFirst().answer()).isEqualTo("已经请人钉好");
        refused(() -> done(() -> uploads.settle(clerk, id, incident.id(), "已经请人钉好")), "已经有人处理过了");
    }

    @Test
    void aCalendarOfOnesOwnIsReachedByItsAddressAloneAndEndsWhenItsOwnerWishes() {
        One leader = someone(40);
        One one = someone(30);
        ActivityId id = low(leader);
        signUp(one, id);
        Scope own = new Scope(false, Set.of(), Set.of(), one.person().value(), one.account(), true);
        String key = Acting.as(one.actor(), own, () -> calendars.begin(one.actor()));
        assertThat(calendars.of(key)).extracting(Activity::id).containsExactly(id);
        String fresh = Acting.as(one.actor(), own, () -> calendars.begin(one.actor()));
        assertThatThrownBy(() -> calendars.of(key)).isInstanceOf(Absent.class);
        Acting.as(one.actor(), own, () -> calendars.end(one.actor()));
        assertThatThrownBy(() -> calendars.of(fresh)).isInstanceOf(Absent.class);
    }

    @Test
    void whoeverIsErasedLeavesHisSeatToTheNext() {
        One leader = someone(40);
        One one = someone(30);
        One next = someone(30);
        ActivityId id = published(tomorrow(9), Duration.ofHours(2), RiskGrade.LOW, leader.person(), 1);
        signUp(one, id);
        signUp(next, id);
        Map<String, ?> copy = inHouse(() -> ownData.copy(one.person()));
        assertThat(String.valueOf(copy.get("sign_ups"))).contains("示例活动", "已报上");
        done(() -> ownData.erase(one.person()));
        assertThat(in(id, SignUpState.SEATED)).extracting(SignUp::volunteer).containsExactly(next.volunteer());
    }

    @Test
    void timeItselfOpensAndClosesTheSigningUp() {
        One leader = someone(40);
        Plan later = plan(tomorrow(9), Duration.ofHours(2), RiskGrade.LOW, leader.person(), 5);
        Plan opening = new Plan(
                later.site(),
                null,
                null,
                later.title(),
                later.content(),
                later.place(),
                later.starts(),
                later.ends(),
                0,
                "",
                "",
                RiskGrade.LOW,
                later.risks(),
                later.safeguards(),
                clock.instant().plusSeconds(600),
                later.enrolUntil(),
                later.leaders(),
                later.posts());
        ActivityId id = inHouse(() -> activities.draft(clerk, opening));
        done(() -> activities.submit(clerk, id));
        assertThat(state(id)).isEqualTo(ActivityState.PUBLISHED);
        refused(() -> signUp(someone(30), id), "还没开始报名");
        try {
            clock.advance(Duration.ofMinutes(11));
            done(() -> activities.keepTime(clerk));
            assertThat(state(id)).isEqualTo(ActivityState.ENROLLING);
        } finally {
            clock.reset();
        }
        done(() -> activities.cancel(clerk, id, "测试结束了"));
    }

    /** The same with another content, and other safeguards. */
    private Plan rewritten(ActivityId id, String content, String safeguards) {
        Activity now = inHouse(() -> activities.get(id));
        return new Plan(
                now.site(),
                now.field(),
                now.project(),
                now.title(),
                content,
                now.place(),
                now.starts(),
                now.ends(),
                now.restMinutes(),
                now.conditions(),
                now.howTo(),
                now.risk(),
                now.risks(),
                safeguards,
                now.enrolFrom(),
                now.enrolUntil(),
                now.leaders(),
                inHouse(() -> activities.posts(id)).stream()
                        .map(one -> new Plan.PlannedPost(
                                one.id(), one.name(), one.duties(), one.seats(), one.skill(), one.minAge()))
                        .toList());
    }

    private void rewrite(Actor actor, ActivityId id, String content, String safeguards) {
        Plan plan = rewritten(id, content, safeguards);
        int version = inHouse(() -> activities.get(id)).version();
        done(() -> activities.change(actor, id, version, plan));
    }

    @Test
    void whatBecomesDoubtfulAfterwardsIsLookedAtBeforeItIsShownAgainAndNotByWhoeverWroteIt() {
        One leader = someone(40);
        ActivityId id = low(leader);
        rewrite(second, id, "清理河边和桥头", "发雨鞋");
        assertThat(state(id)).isEqualTo(ActivityState.ENROLLING);
        rewrite(second, id, "单位值班，顺便清理河边", "发雨鞋");
        assertThat(state(id)).isEqualTo(ActivityState.SAFETY_CHECK);
        assertThat(inHouse(() -> store.published(
                        new Published(Instant.EPOCH, tomorrow(23), null, null, false), Instant.EPOCH, 1_000, 0)))
                .extracting(Activity::id)
                .doesNotContain(id);
        refused(() -> done(() -> activities.pass(clerk, id)), "发起的人不能自己检查");
        refused(() -> done(() -> activities.pass(second, id)), "改过的人不能自己检查");
        Actor third = new Actor(Actor.Kind.STAFF, UUID.randomUUID(), null, "示例三", "所办事员", "198.51.100.9", "test");
        done(() -> activities.pass(third, id));
        assertThat(state(id)).isEqualTo(ActivityState.ENROLLING);
        // what a second person found in order stays so
        rewrite(clerk, id, "单位值班，顺便清理河边和桥头", "发雨鞋");
        assertThat(state(id)).isEqualTo(ActivityState.ENROLLING);
    }

    @Test
    void theSafeguardsOfWhatIsRiskyAreNotTakenAwayAfterTheLook() {
        One leader = someone(40);
        ActivityId id = published(tomorrow(9), Duration.ofHours(2), RiskGrade.RAISED, leader.person(), 5);
        rewrite(clerk, id, "清理河边", "没有");
        assertThat(state(id)).isEqualTo(ActivityState.SAFETY_CHECK);
        done(() -> activities.pass(second, id));
        signUp(someone(30), id);
        refused(() -> rewrite(clerk, id, "清理河边", "什么也没有"), "已经有 1 个人报名");
        assertThat(inHouse(() -> activities.get(id)).safeguards()).isEqualTo("没有");
        assertThat(state(id)).isEqualTo(ActivityState.ENROLLING);
        // nothing stands in the way of the rest
        rewrite(clerk, id, "清理河边", "没有");
        assertThat(state(id)).isEqualTo(ActivityState.ENROLLING);
    }

    @Test
    void theDatabaseItselfKnowsWhoWroteAndLetsNoneOfThemLook() {
        One leader = someone(40);
        ActivityId id = inHouse(() ->
                activities.draft(clerk, plan(tomorrow(9), Duration.ofHours(2), RiskGrade.RAISED, leader.person(), 5)));
        rewrite(second, id, "清理河边和桥头", "发雨鞋");
        done(() -> activities.submit(clerk, id));
        for (UUID account : List.of(clerk.account(), second.account())) {
            assertThatThrownBy(() -> done(() -> jdbc.sql(
                                    "update activity.activity set state = 'PUBLISHED', looked_by = ? where id = ?")
                            .params(account, id.value())
                            .update()))
                    .hasMessageContaining("second look");
        }
        assertThatThrownBy(() -> done(() -> jdbc.sql("update activity.activity set state = 'PUBLISHED' where id = ?")
                        .params(id.value())
                        .update()))
                .hasMessageContaining("second look");
        assertThat(state(id)).isEqualTo(ActivityState.SAFETY_CHECK);
        done(() -> activities.withdraw(clerk, id, "测试结束了"));
    }

    @Test
    void ofTwoWhoWriteTheAgreementAtOnceNobodysWordsGoUnder() throws Exception {
        One leader = someone(40);
        ActivityId id = published(tomorrow(9), Duration.ofHours(2), RiskGrade.DANGEROUS, leader.person(), 5);
        java.util.concurrent.CountDownLatch start = new java.util.concurrent.CountDownLatch(1);
        List<String> said = new java.util.ArrayList<>();
        try (var threads = java.util.concurrent.Executors.newFixedThreadPool(2)) {
            List<java.util.concurrent.Future<String>> both = List.of("甲写的", "乙写的").stream()
                    .map(words -> threads.submit(() -> {
                        start.await();
                        try {
                            done(() -> agreements.write(clerk, id, 0, words, List.of()));
                            return "written";
                        } catch (Refusal refusal) {
                            return refusal.reason().toString();
                        }
                    }))
                    .toList();
            start.countDown();
            for (var one : both) {
                said.add(one.get());
            }
        }
        assertThat(said).hasSize(2).containsOnlyOnce("written");
        assertThat(said).anyMatch(one -> one.contains("刚才别人写了协议第 1 版"));
        assertThat(inHouse(() -> agreements.current(id)).orElseThrow().version())
                .isEqualTo(1);
        done(() -> agreements.write(clerk, id, 1, "两个人商量好的", List.of()));
        assertThat(inHouse(() -> agreements.current(id)).orElseThrow().version())
                .isEqualTo(2);
    }
}
