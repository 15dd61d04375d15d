package org.zhiyuan.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.zhiyuan.HouseTest;
import org.zhiyuan.cell.SettableClock;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.matter.WorkingDays;
import org.zhiyuan.shell.Formats;

/** From hours to a star: by two persons, in public, over five working days; and what the database refuses by itself. */
@HouseTest
class StarsTest {
    @Autowired
    private ApplicationContext house;

    @Autowired
    private Stars stars;

    @Autowired
    private Objections objections;

    @Autowired
    private WorkingDays workingDays;

    @Autowired
    private RewardPersonalData personalData;

    @Autowired
    private SettableClock clock;

    @Autowired
    private JdbcClient jdbc;

    private StarGround ground;
    private StarGround.One one;

    /** Some weeks ago, so that no job of the house is ahead of its time when the clock goes on. */
    @BeforeEach
    void begin() {
        LocalDate monday = LocalDate.ofInstant(Instant.now(), Formats.ZONE)
                .minusWeeks(6)
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        clock.set(monday.atTime(10, 0).atZone(Formats.ZONE).toInstant());
        ground = new StarGround(house);
        one = ground.someone(40);
    }

    @AfterEach
    void end() {
        ground.end();
        clock.reset();
    }

    /** Days of eight hours. */
    private Star proposed(int days) {
        ground.serve(one, days);
        ground.propose();
        return ground.last(one);
    }

    private Star noticed(int days) {
        Star star = proposed(days);
        check(ground.clerk, star);
        decide(ground.chief, star);
        return get(star);
    }

    private Star granted(int days) {
        Star star = noticed(days);
        afterTheNotice(star);
        ground.keepTime();
        return get(star);
    }

    private void check(Actor actor, Star star) {
        clock.advance(Duration.ofSeconds(1));
        ground.at(ground.station, actor, () -> stars.check(actor, star.id()));
    }

    private void decide(Actor actor, Star star) {
        clock.advance(Duration.ofSeconds(1));
        ground.at(ground.street, actor, () -> stars.decide(actor, star.id()));
    }

    private Star get(Star star) {
        return ground.inHouse(() -> stars.get(star.id()));
    }

    private void afterTheNotice(Star star) {
        LocalDate last = get(star).noticeTo();
        assertThat(last).isNotNull();
        clock.set(last.plusDays(1).atTime(0, 5).atZone(Formats.ZONE).toInstant());
    }

    private List<Notice> told() {
        return ground.nobody(() -> stars.notices(1)).rows().stream()
                .filter(notice -> notice.number().equals(ground.last(one).number()))
                .toList();
    }

    // --- proposing ---

    @Test
    void theHighestStarThatTheHoursReachIsProposedOnceAndFewerHoursProposeNothing() {
        ground.serve(one, 12);
        ground.propose();
        assertThat(ground.all(one)).isEmpty();

        ground.serve(one, 26);
        ground.propose();
        ground.propose();

        assertThat(ground.all(one)).singleElement().satisfies(star -> {
            assertThat(star.star()).isEqualTo(2);
            assertThat(star.state()).isEqualTo(StarState.PROPOSED);
            assertThat(star.time().hours()).isEqualTo(38 * 8);
            assertThat(star.number()).matches("X[0-9]{4}-[0-9]{6}");
        });
    }

    @Test
    void theNextStarFollowsOnceThereAreHoursForIt() {
        Star first = granted(13);
        assertThat(first.star()).isEqualTo(1);
        ground.propose();
        assertThat(ground.all(one)).hasSize(1);

        ground.serve(one, 25);
        ground.propose();
        assertThat(ground.last(one).star()).isEqualTo(2);
        assertThat(Stars.highest(ground.all(one))).map(Star::star).contains(1);
    }

    // --- two persons and five working days ---

    @Test
    void twoPersonsAndFiveWorkingDaysLieBetweenAProposalAndAStar() {
        Star star = proposed(13);
        assertThatThrownBy(() -> decide(ground.chief, star)).isInstanceOf(Refusal.class);
        check(ground.clerk, star);
        assertThatThrownBy(() -> decide(ground.clerk, star))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("核对的人不能自己审定");
        assertThat(told()).isEmpty();
        decide(ground.chief, star);

        Star noticed = get(star);
        assertThat(noticed.state()).isEqualTo(StarState.NOTICED);
        assertThat(noticed.noticeFrom()).isEqualTo(ground.today());
        assertThat(workingDays.calendar().between(noticed.noticeFrom(), noticed.noticeTo()))
                .isEqualTo(5);
        assertThat(told()).singleElement().satisfies(notice -> {
            assertThat(notice.name()).isEqualTo("杨**");
            assertThat(notice.lastDay()).isEqualTo(noticed.noticeTo());
        });
        String row = ground.inHouse(() -> jdbc.sql("select to_jsonb(n)::text from reward.notice n where n.number = ?")
                .param(star.number())
                .query(String.class)
                .single());
        assertThat(row).doesNotContain("示例星").doesNotContain("1970009").doesNotContain("years");

        // the last day is still a day to object
        clock.set(noticed.noticeTo().atTime(23, 59).atZone(Formats.ZONE).toInstant());
        ground.keepTime();
        assertThat(get(star).state()).isEqualTo(StarState.NOTICED);
        assertThat(told()).hasSize(1);
        afterTheNotice(star);
        ground.keepTime();
        ground.keepTime();

        assertThat(get(star).state()).isEqualTo(StarState.GRANTED);
        assertThat(get(star).grantedOn()).isEqualTo(ground.today());
        assertThat(told()).isEmpty();
        assertThat(ground.inHouse(() -> stars.steps(star.id())))
                .extracting(Step::state)
                .containsExactly(StarState.PROPOSED, StarState.CHECKED, StarState.NOTICED, StarState.GRANTED);
    }

    @Test
    void nobodyLooksAtAStarOfHisOwnOrDecidesOnIt() {
        Star star = proposed(13);
        Actor self = new Actor(
                Actor.Kind.STAFF, UUID.randomUUID(), one.person().value(), "示例本人", "办事员", "198.51.100.9", "test");

        assertThatThrownBy(() -> check(self, star)).isInstanceOf(Refusal.class).hasMessageContaining("不能办自己的星级");
        check(ground.clerk, star);
        assertThatThrownBy(() -> decide(self, star)).isInstanceOf(Refusal.class).hasMessageContaining("不能办自己的星级");
    }

    @Test
    void anotherPlaceDoesNotEvenSeeIt() {
        Star star = proposed(13);
        var elsewhere = ground.inHouse(() -> house.getBean(org.zhiyuan.network.Sites.class)
                .resolve("530181003212", ground.today())
                .orElseThrow());
        assertThatThrownBy(() -> ground.at(elsewhere, ground.clerk, () -> stars.check(ground.clerk, star.id())))
                .isInstanceOf(org.zhiyuan.kernel.Absent.class);
    }

    // --- the database by itself ---

    private void sql(Star star, String set, Map<String, ?> values) {
        ground.inHouse(() -> jdbc.sql("update reward.star set " + set + " where id = :id")
                .param("id", star.id().value())
                .params(values)
                .update());
    }

    private void refused(Star star, String set, String rule) {
        assertThatThrownBy(() -> sql(star, set, Map.of()))
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining(rule);
    }

    private static final String CHECKED = "state = 'CHECKED', checked_at = '2026-01-05Z', checked_by = ";
    private static final String NOTICED =
            "state = 'NOTICED', decided_at = '2026-01-05Z', notice_from = '2026-01-05', notice_to = '2026-01-12', decided_by = ";

    @Test
    void theDatabaseItselfKeepsPersonsApart() {
        Star star = proposed(13);
        refused(star, CHECKED + "gen_random_uuid(), checked_person = person", "star_not_self");
        refused(star, "state = 'CHECKED'", "star_looked_at");
        refused(star, NOTICED + "gen_random_uuid()", "does not go from PROPOSED to NOTICED");
        sql(star, CHECKED + "gen_random_uuid()", Map.of());

        refused(star, NOTICED + "checked_by", "star_two_persons");
        refused(star, NOTICED + "gen_random_uuid(), decided_person = person", "star_not_own");
        refused(star, "state = 'NOTICED'", "star_decided");
        refused(star, "state = 'GRANTED', granted_on = '2026-02-01'", "does not go from CHECKED to GRANTED");
        refused(star, "checked_by = gen_random_uuid()", "who looked and who decided stays");
    }

    @Test
    void theDatabaseItselfKeepsTheDaysOfNoticeAndTheHours() {
        Star star = proposed(13);
        sql(star, CHECKED + "gen_random_uuid()", Map.of());
        refused(star, NOTICED.replace("2026-01-12", "2026-01-08") + "gen_random_uuid()", "notice");
        refused(star, NOTICED + "gen_random_uuid(), minutes = 5999", "too few hours");
        sql(star, NOTICED + "gen_random_uuid()", Map.of());

        refused(star, "state = 'GRANTED', granted_on = '2026-01-12'", "star_noticed");
        refused(star, "state = 'GRANTED', granted_on = '2026-01-13', minutes = 5999", "too few hours");
        sql(star, "state = 'GRANTED', granted_on = '2026-01-13'", Map.of());
        refused(star, "state = 'REVOKED', cause = 'REVOKED'", "by two persons");
    }

    @Test
    void whoseStarItIsMayLetItBeAndNothingElse() {
        Star star = proposed(13);
        assertThatThrownBy(() -> ground.own(
                        one,
                        () -> jdbc.sql("update reward.star set " + CHECKED + "gen_random_uuid() where id = ?")
                                .param(star.id().value())
                                .update()))
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("may only let it be");
    }

    // --- objections ---

    private String object(Star star) {
        return ground.nobody(() -> objections.object(
                Actor.anonymous("198.51.100.1", "test"), star.number().toLowerCase(), "那天没有这次活动"));
    }

    private Objection first(Star star) {
        return ground.inHouse(() -> objections.of(star.id())).getFirst();
    }

    private void answer(Actor actor, Star star, boolean upheld) {
        UUID objection = first(star).id();
        ground.at(ground.street, actor, () -> objections.answer(actor, star.id(), objection, upheld, "查了签到记录，示例"));
    }

    @Test
    void anObjectionHoldsTheGrantBackUntilAnotherThanDecidedHasAnswered() {
        Star star = noticed(13);
        String receipt = object(star);
        assertThat(ground.nobody(() -> objections.told(receipt.toUpperCase())))
                .hasValueSatisfying(told -> assertThat(told.open()).isTrue());
        assertThat(ground.nobody(() -> objections.told("zzzz"))).isEmpty();
        assertThat(workingDays
                        .calendar()
                        .between(ground.today(), LocalDate.ofInstant(first(star).due(), Formats.ZONE)))
                .isEqualTo(5);
        // who would have the star does not read it
        assertThat(ground.own(one, () -> objections.of(star.id()))).isEmpty();

        afterTheNotice(star);
        ground.keepTime();
        assertThat(get(star).state()).isEqualTo(StarState.NOTICED);
        refused(star, "state = 'GRANTED', granted_on = notice_to + 1", "somebody objects");
        for (Actor same : List.of(ground.clerk, ground.chief)) {
            assertThatThrownBy(() -> answer(same, star, false))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("不能自己答复异议");
        }
        answer(ground.third, star, false);
        ground.keepTime();

        assertThat(get(star).state()).isEqualTo(StarState.GRANTED);
        assertThat(ground.nobody(() -> objections.told(receipt)))
                .hasValueSatisfying(told -> assertThat(told.answer()).isEqualTo("查了签到记录，示例"));
    }

    @Test
    void theDatabaseItselfLetsNobodyAnswerWhoDecided() {
        Star star = noticed(13);
        object(star);
        assertThatThrownBy(() -> ground.inHouse(
                        () -> jdbc.sql("""
                                update reward.objection o set answer = '示例答复', upheld = false,
                                    answered_at = '2026-01-05Z', answered_by = s.decided_by
                                from reward.star s where s.id = o.star and s.id = ?""").param(star.id().value()).update()))
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("whoever decided does not answer");
    }

    @Test
    void anObjectionThatIsUpheldEndsTheNoticeAndItDoesNotComeAgainByItself() {
        Star star = noticed(13);
        object(star);
        answer(ground.third, star, true);

        assertThat(get(star).state()).isEqualTo(StarState.STOPPED);
        assertThat(get(star).cause()).isEqualTo(Star.Cause.OBJECTED);
        assertThat(told()).isEmpty();
        ground.propose();
        assertThat(ground.all(one)).hasSize(1);
    }

    @Test
    void nobodyObjectsBeforeOrAfterTheNotice() {
        Star star = proposed(13);
        assertThatThrownBy(() -> object(star)).isInstanceOf(Refusal.class).hasMessageContaining("没有这个编号的公示");
        check(ground.clerk, star);
        decide(ground.chief, star);
        afterTheNotice(star);
        assertThatThrownBy(() -> object(star)).isInstanceOf(Refusal.class).hasMessageContaining("没有这个编号的公示");
        ground.keepTime();
        // past the page, by the row itself
        assertThatThrownBy(() -> ground.inHouse(
                        () -> jdbc.sql("""
                                insert into reward.objection (id, star, words, at, due, receipt)
                                values (gen_random_uuid(), ?, '示例示例', '2026-01-05Z', '2026-01-09Z', sha256('x'))""").param(star.id().value()).update()))
                .hasMessageContaining("notice is over");
    }

    // --- hours that are taken back ---

    @Test
    void hoursThatAreTakenBackStopAStarOnItsWayAndItComesAgainWithTheHours() {
        Star star = noticed(13);
        ground.takeBack(one, 1);
        ground.keepTime();

        assertThat(get(star).state()).isEqualTo(StarState.STOPPED);
        assertThat(get(star).cause()).isEqualTo(Star.Cause.BELOW);
        assertThat(told()).isEmpty();
        ground.propose();
        assertThat(ground.all(one)).hasSize(1);

        ground.serve(one, 1);
        ground.propose();
        assertThat(ground.all(one)).hasSize(2);
        assertThat(ground.last(one).state()).isEqualTo(StarState.PROPOSED);
    }

    @Test
    void hoursThatAreTakenBackAreSeenByWhoeverLooks() {
        Star star = proposed(13);
        ground.takeBack(one, 1);
        assertThatThrownBy(() -> check(ground.clerk, star))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("96 小时");
    }

    @Test
    void aGrantedStarOnTooFewHoursStandsUntilTwoHaveTakenItBack() {
        Star star = granted(13);
        ground.takeBack(one, 1);
        ground.recount();
        assertThat(get(star).state()).isEqualTo(StarState.GRANTED);
        assertThat(get(star).belowSince()).isEqualTo(ground.today());

        ground.at(ground.station, ground.clerk, () -> stars.proposeRevocation(ground.clerk, star.id(), "时长冲正了"));
        assertThatThrownBy(() -> ground.at(
                        ground.street, ground.clerk, () -> stars.settleRevocation(ground.clerk, star.id(), true)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("不能自己确认");
        assertThat(get(star).state()).isEqualTo(StarState.GRANTED);
        ground.at(ground.street, ground.chief, () -> stars.settleRevocation(ground.chief, star.id(), true));

        assertThat(get(star).state()).isEqualTo(StarState.REVOKED);
        ground.serve(one, 1);
        ground.propose();
        assertThat(ground.all(one)).hasSize(1);
    }

    @Test
    void aProposalToTakeItBackThatIsDeclinedLeavesItStanding() {
        Star star = granted(13);
        ground.at(ground.station, ground.clerk, () -> stars.proposeRevocation(ground.clerk, star.id(), "示例：再看看"));
        ground.at(ground.street, ground.chief, () -> stars.settleRevocation(ground.chief, star.id(), false));
        assertThat(get(star).state()).isEqualTo(StarState.GRANTED);
    }

    // --- one's own word ---

    @Test
    void whoDoesNotWishToBeNamedIsNotAndKeepsWhatHeHas() {
        Star first = granted(13);
        ground.serve(one, 25);
        ground.propose();
        Star second = ground.last(one);
        check(ground.clerk, second);
        decide(ground.chief, second);
        assertThat(told()).hasSize(1);

        ground.own(one, () -> {
            stars.hide(one.actor());
            return true;
        });
        assertThat(told()).isEmpty();
        assertThat(get(second).cause()).isEqualTo(Star.Cause.UNNAMED);
        assertThat(get(first).state()).isEqualTo(StarState.GRANTED);
        ground.propose();
        assertThat(ground.all(one)).hasSize(2);

        ground.own(one, () -> {
            stars.show(one.actor());
            return true;
        });
        assertThat(ground.last(one).state()).isEqualTo(StarState.PROPOSED);
    }

    @Test
    void whatAPersonStoppedIsLookedAtOnceMoreByOthersIfTheVolunteerAsks() {
        Star star = proposed(13);
        ground.at(ground.station, ground.clerk, () -> stars.refuse(ground.clerk, star.id(), "示例：签到有疑问"));
        ground.propose();
        assertThat(ground.all(one)).hasSize(1);
        ground.own(one, () -> {
            stars.askAgain(one.actor());
            return true;
        });

        Star again = ground.last(one);
        assertThat(again.asked()).isTrue();
        assertThatThrownBy(() -> check(ground.clerk, again))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("上一次是您定的");
        refused(again, CHECKED + "'" + ground.clerk.account() + "'", "star_looked_at_anew");
        check(ground.third, again);
        ground.at(ground.street, ground.chief, () -> stars.refuse(ground.chief, again.id(), "示例：还是有疑问"));
        assertThatThrownBy(() -> ground.own(one, () -> {
                    stars.askAgain(one.actor());
                    return true;
                }))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("再看过一次");
    }

    @Test
    void ofAChildNothingIsToldInPublic() {
        StarGround.One child = ground.someone(12);
        ground.serve(child, 13);
        ground.propose();
        assertThat(ground.all(child)).isEmpty();
    }

    @Test
    void whoseServiceIsSuspendedHasNoStarOnItsWay() {
        Star star = noticed(13);
        ground.inHouse(() -> jdbc.sql("update volunteer.volunteer set state = 'SUSPENDED' where id = ?")
                .param(one.volunteer().value())
                .update());
        ground.keepTime();
        assertThat(get(star).cause()).isEqualTo(Star.Cause.LEFT);
        assertThat(told()).isEmpty();
    }

    @Test
    void aCopyOfOnesDataHoldsTheStarsAndAnErasureTakesTheNoticeDown() {
        Star star = noticed(13);
        Map<String, ?> copy = ground.inHouse(() -> personalData.copy(one.person()));
        assertThat(copy.get("stars").toString()).contains(star.number());
        ground.inHouse(() -> {
            personalData.erase(one.person());
            return true;
        });
        assertThat(told()).isEmpty();
        assertThat(get(star).cause()).isEqualTo(Star.Cause.LEFT);
    }
}
