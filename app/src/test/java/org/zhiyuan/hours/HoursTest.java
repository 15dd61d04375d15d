package org.zhiyuan.hours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.HouseTest;
import org.zhiyuan.access.SampleCity;
import org.zhiyuan.activity.Activities;
import org.zhiyuan.activity.ActivityId;
import org.zhiyuan.cell.SettableClock;
import org.zhiyuan.cell.TestCell;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Period;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.ledger.Ledger;
import org.zhiyuan.ledger.Sealing;
import org.zhiyuan.presence.Gathering;
import org.zhiyuan.presence.PhoneHints;
import org.zhiyuan.presence.Presence;
import org.zhiyuan.presence.Presences;
import org.zhiyuan.presence.Statements;
import org.zhiyuan.presence.Way;
import org.zhiyuan.project.Outcome;
import org.zhiyuan.project.ProjectId;
import org.zhiyuan.project.ProjectState;
import org.zhiyuan.project.Projects;
import org.zhiyuan.volunteer.Volunteers;

/** From a presence to hours that count: by rules, by second persons, in the ledger; and what the database refuses. */
@HouseTest
class HoursTest {
    @Autowired
    private ApplicationContext house;

    @Autowired
    private Hours hours;

    @Autowired
    private Petitions petitions;

    @Autowired
    private Arrivals arrivals;

    @Autowired
    private Telling telling;

    @Autowired
    private Recounts recounts;

    @Autowired
    private Ledger ledger;

    @Autowired
    private Sealing sealing;

    @Autowired
    private Presences presences;

    @Autowired
    private Statements statements;

    @Autowired
    private Volunteers volunteers;

    @Autowired
    private Projects projects;

    @Autowired
    private Rights rights;

    @Autowired
    private SampleCity sample;

    @Autowired
    private SettableClock clock;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionOperations transactions;

    private Gathering there;
    private Instant starts;
    private Actor station;
    private Actor institute;
    private Actor center;

    @BeforeEach
    void gather() {
        // on the minute, as activities are
        clock.set(Instant.now().truncatedTo(ChronoUnit.MINUTES));
        there = new Gathering(house, 3);
        starts = there.facts().starts();
        station = staff("mingyihe", "孙示例甲");
        institute = staff("xianjie", "周示例甲");
        center = staff("center", "赵示例甲");
        clock.set(starts.plus(Duration.ofHours(4)));
        // an organiser of its own, so that what other tests had ticked by leaders is no share here
        system(() -> house.getBean(Occasions.class).seen(there.activity));
        asOwner("update hours.occasion set organiser = gen_random_uuid() where activity = '" + there.activity + "'");
    }

    @AfterEach
    void disperse() {
        clock.reset();
        there.end();
    }

    private Actor staff(String login, String name) {
        return new Actor(Actor.Kind.STAFF, sample.account(login), null, name, "办事员", "198.51.100.9", "test");
    }

    private <T> T system(Supplier<T> work) {
        return Acting.as(
                Actor.system("test"),
                Scope.EVERYTHING,
                () -> Objects.requireNonNull(transactions.execute(status -> work.get())));
    }

    /** As the reviewer, on the rows that reviewing opens to him and on no others. */
    private void reviewing(Actor actor, Runnable work) {
        Acting.as(
                actor,
                Scope.NOTHING,
                () -> rights.within(actor, Action.HOURS_REVIEW, () -> {
                    transactions.executeWithoutResult(status -> work.run());
                    return true;
                }));
    }

    private Served served(Gathering.One one, int fromMinute, int untilMinute, Way way, @Nullable UUID recorder) {
        return new Served(
                UUID.randomUUID(),
                there.activity,
                one.volunteer(),
                starts.plus(Duration.ofMinutes(fromMinute)),
                starts.plus(Duration.ofMinutes(untilMinute)),
                way,
                recorder,
                starts.plus(Duration.ofMinutes(untilMinute)));
    }

    private Entry take(Served served) {
        EntryId id = system(() -> hours.take(served));
        return get(id);
    }

    private Entry get(EntryId id) {
        return system(() -> hours.get(id));
    }

    private Gathering.One one() {
        return there.people.getFirst();
    }

    // --- ordinary ---

    @Test
    void aPresenceOfTwoSidesCountsAtOnceAndStandsInTheLedgerAndIsTakenOnce() {
        Served served = served(one(), 0, 180, Way.CODE, null);
        Entry entry = take(served);

        assertThat(entry.state()).isEqualTo(EntryState.VALID);
        assertThat(entry.minutes()).isEqualTo(180);
        assertThat(entry.witness()).isEqualTo(there.leader.person().value());
        assertThat(system(() -> ledger.balance(entry.account()))).isEqualTo(180);
        assertThat(system(() -> hours.take(served))).isEqualTo(entry.id());
        assertThat(system(() -> ledger.balance(entry.account()))).isEqualTo(180);
        assertThat(system(() -> hours.total(one().volunteer())).minutes()).isEqualTo(180);
        assertThat(system(() -> hours.reckoning(entry)).minutes()).isEqualTo(entry.minutes());
    }

    @Test
    void aPresenceThatClosesBecomesHoursWithinAMinuteAndIsSealed() {
        clock.set(starts.plusSeconds(60));
        there.as(
                one(),
                () -> presences.checkIn(
                        actor(one()), there.activity, there.code(), UUID.randomUUID(), PhoneHints.NONE));
        clock.set(starts.plus(Duration.ofMinutes(170)));
        there.as(
                one(),
                () -> presences.checkOut(
                        actor(one()), there.activity, there.code(), UUID.randomUUID(), PhoneHints.NONE));
        assertThat(there.presences(one())).extracting(Presence::counts).containsExactly(true);

        asJob(arrivals::take);
        asJob(arrivals::take);

        Entry entry = system(() -> hours.of(one().volunteer(), 1)).rows().getFirst();
        assertThat(system(() -> hours.of(one().volunteer(), 1)).rows()).hasSize(1);
        assertThat(entry.state()).isEqualTo(EntryState.VALID);
        assertThat(entry.minutes()).isEqualTo(169);
        sealing.all();
        assertThat(system(() -> hours.sealed(entry))).isPresent();
        assertThat(there.as(one(), () -> hours.proof(actor(one()), entry.id())))
                .contains("\"amount\":169", "zhiyuan-proof-v1");
        asJob(telling::tell);
        assertThat(system(() -> volunteers.get(one().volunteer())).servedOn()).isEqualTo(entry.day());
    }

    @Test
    void whatCountsIsToldToAProjectThatClosesBesideWhatItsLeaderSaid() {
        Entry entry = take(served(one(), 0, 180, Way.CODE, null));
        ProjectId project = system(() -> projects.published(Set.of(ProjectState.RUNNING), null, null, 1)
                        .rows()
                        .getFirst())
                .id();
        asOwner("update hours.occasion set project = '" + project + "' where activity = '" + there.activity + "'");
        try {
            Acting.as(
                    Actor.system("test"),
                    Scope.EVERYTHING,
                    () -> transactions.execute(status -> {
                        status.setRollbackOnly();
                        jdbc.sql(
                                        "update project.project set state = 'CLOSING', waits_for = 'LEADER', due_at = now() where id = ?")
                                .param(project.value())
                                .update();
                        projects.record(new Outcome(project, there.activity.value(), entry.day(), 3, 0, 25, "送了二十五份饭"));
                        telling.outcome(there.activity);
                        assertThat(projects.outcome(project, there.activity.value()))
                                .contains(new Outcome(
                                        project, there.activity.value(), entry.day(), 1, 180, 25, "送了二十五份饭"));
                        return true;
                    }));
        } finally {
            asOwner("update hours.occasion set project = null where activity = '" + there.activity + "'");
        }
    }

    /** FD7: three come by one phone, as when somebody brings two numbers of others along. */
    @Test
    void onePhoneThatSpeaksForManyIsLookedAt() {
        PhoneHints phone = new PhoneHints(null, UUID.randomUUID());
        for (Gathering.One who : there.people) {
            clock.set(starts.plusSeconds(60L * there.people.indexOf(who)));
            there.as(who, () -> presences.checkIn(actor(who), there.activity, there.code(), UUID.randomUUID(), phone));
            clock.set(starts.plus(Duration.ofMinutes(175 + there.people.indexOf(who))));
            there.as(who, () -> presences.checkOut(actor(who), there.activity, there.code(), UUID.randomUUID(), phone));
        }
        asJob(arrivals::take);

        List<Entry> entries = there.people.stream()
                .map(who -> system(() -> hours.of(who.volunteer(), 1)).rows().getFirst())
                .toList();
        assertThat(entries).extracting(Entry::device).containsOnly(phone.phone());
        assertThat(entries).extracting(Entry::state).contains(EntryState.HELD);
        Entry held = entries.stream()
                .filter(entry -> entry.state() == EntryState.HELD)
                .findFirst()
                .orElseThrow();
        assertThat(system(() -> hours.findings(held.id())))
                .extracting(Finding::rule)
                .contains("FD7");
    }

    private void codes(Actor actor, int inMinute, int outMinute) {
        comes(actor, inMinute);
        goes(actor, outMinute);
    }

    private void comes(Actor actor, int minute) {
        clock.set(starts.plus(Duration.ofMinutes(minute)));
        there.as(
                one(),
                () -> presences.checkIn(actor, there.activity, there.code(), UUID.randomUUID(), PhoneHints.NONE));
    }

    private void goes(Actor actor, int minute) {
        clock.set(starts.plus(Duration.ofMinutes(minute)));
        there.as(
                one(),
                () -> presences.checkOut(actor, there.activity, there.code(), UUID.randomUUID(), PhoneHints.NONE));
    }

    private void written(Actor by, ActivityId activity, boolean coming, int minute) {
        Acting.as(by, Scope.EVERYTHING, () -> {
            statements.record(
                    by,
                    activity,
                    new Statements.Word(
                            one().volunteer(), coming, starts.plus(Duration.ofMinutes(minute)), Way.LEADER, "没带手机"),
                    UUID.randomUUID());
            return true;
        });
    }

    private List<Entry> entries() {
        asJob(arrivals::take);
        return system(() -> hours.of(one().volunteer(), 1)).rows();
    }

    /** The going is the volunteer's own act, so the last hand is not the only one. */
    @Test
    void whoWroteTheComingDownDoesNotApproveThoughTheGoingWasByCode() {
        clock.set(starts.plus(Duration.ofMinutes(10)));
        written(station, there.activity, true, 5);
        goes(actor(one()), 175);

        Entry entry = entries().getFirst();
        assertThat(entry.state()).isEqualTo(EntryState.REVIEW_L1);
        assertThatThrownBy(() -> reviewing(station, () -> hours.approve(station, entry.id())))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("您记的");
        reviewing(institute, () -> hours.approve(institute, entry.id()));
        assertThat(get(entry.id()).state()).isEqualTo(EntryState.VALID);
    }

    @Test
    void ofTwoWhoWroteItDownNeitherApproves() {
        clock.set(starts.plus(Duration.ofMinutes(176)));
        written(station, there.activity, true, 5);
        written(institute, there.activity, false, 175);

        Entry entry = entries().getFirst();
        for (Actor hand : List.of(station, institute)) {
            assertThatThrownBy(() -> reviewing(hand, () -> hours.approve(hand, entry.id())))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("您记的");
            // nor past the code
            assertThatThrownBy(() -> system(() -> {
                        jdbc.sql("""
                                        insert into hours.approval (id, entry, account, unit, at)
                                        values (gen_random_uuid(), ?, ?, gen_random_uuid(), now())""").params(entry.id().value(), hand.account()).update();
                        return jdbc.sql("""
                                        update hours.entry set state = 'VALID', transfer = gen_random_uuid() where id = ?""").param(entry.id().value()).update();
                    }))
                    .hasMessageContaining("asked are 1");
        }
        reviewing(center, () -> hours.approve(center, entry.id()));
        assertThat(get(entry.id()).state()).isEqualTo(EntryState.VALID);
    }

    /** Who works for the office and serves as a volunteer may be signed in by the account of the office. */
    @Test
    void ownCheckInsFromAWorkAccountAreNobodysRecord() {
        UUID work = UUID.randomUUID();
        system(() -> jdbc.sql("""
                        insert into access.account (id, kind, login, name, person, site, sessions_from, created_at)
                        values (?, 'STAFF', ?, '示例办事员', ?, ?, '2020-01-01Z', '2020-01-01Z')""")
                .params(
                        work,
                        "h" + work.toString().substring(0, 30),
                        one().person().value(),
                        there.facts().site().value())
                .update());
        codes(
                new Actor(Actor.Kind.STAFF, work, one().person().value(), "示例办事员", "站办事员", "198.51.100.8", "test"),
                1,
                175);

        assertThat(entries()).singleElement().satisfies(entry -> {
            assertThat(entry.state()).isEqualTo(EntryState.VALID);
            assertThat(entry.recorders()).isEmpty();
        });
    }

    /** The paper of the morning comes after the afternoon was credited: the stays move up, the hours stay. */
    @Test
    void aStayThatBecomesKnownAfterALaterOneWasCreditedIsTakenToo() {
        codes(actor(one()), 68, 178);
        assertThat(entries()).extracting(Entry::state).containsExactly(EntryState.VALID);
        clock.set(starts.plus(Duration.ofMinutes(179)));
        written(station, there.activity, true, 0);
        written(station, there.activity, false, 60);

        assertThat(there.presences(one())).hasSize(2);
        assertThat(entries())
                .extracting(Entry::state)
                .containsExactlyInAnyOrder(EntryState.VALID, EntryState.REVIEW_L1);
        assertThat(entries())
                .hasSize(2)
                .allSatisfy(entry ->
                        assertThat(system(() -> hours.findings(entry.id()))).isEmpty());
        assertThat(system(() -> petitions.of(entries().getFirst().id()))).isEmpty();
        assertThat(system(() -> petitions.of(entries().getLast().id()))).isEmpty();
    }

    /** Another leader ticks the wrong row: the stay clashes, and is there again when that is taken back. */
    @Test
    void aStayThatClashedForAWhileIsReckonedAgain() {
        clock.set(starts.minus(Duration.ofMinutes(20)));
        ActivityId other = there.another(List.of(one()));
        clock.set(starts.plus(Duration.ofMinutes(170)));
        written(station, there.activity, true, 30);
        written(station, there.activity, false, 165);
        assertThat(entries()).extracting(Entry::state).containsExactly(EntryState.REVIEW_L1);

        written(station, other, true, 0);
        written(station, other, false, 60);
        assertThat(entries()).extracting(Entry::state).doesNotContain(EntryState.REVIEW_L1, EntryState.VALID);
        Presence wrong = system(() -> presences.at(other, one().volunteer())).getFirst();
        Acting.as(station, Scope.EVERYTHING, () -> {
            statements.takeBack(station, wrong.id(), "点错了人", UUID.randomUUID());
            return true;
        });

        assertThat(there.presences(one())).extracting(Presence::counts).containsExactly(true);
        assertThat(entries())
                .filteredOn(entry -> entry.state().waits())
                .singleElement()
                .satisfies(entry -> assertThat(entry.minutes()).isEqualTo(135));
    }

    private static Actor actor(Gathering.One one) {
        return new Actor(Actor.Kind.CITIZEN, one.account(), one.person().value(), "示例本人", "", "198.51.100.8", "test");
    }

    private static void asJob(Runnable work) {
        Acting.as(Actor.system("test"), Scope.EVERYTHING, work);
    }

    @Test
    void aShortStayWaitsForAnotherAndBothCountOnceTheyAreLongEnough() {
        clock.set(starts.plus(Duration.ofMinutes(70)));
        Entry first = take(served(one(), 0, 60, Way.CODE, null));
        assertThat(first.state()).isEqualTo(EntryState.COMPUTED);
        Entry second = take(served(one(), 100, 160, Way.CODE, null));

        assertThat(second.state()).isEqualTo(EntryState.VALID);
        assertThat(get(first.id()).state()).isEqualTo(EntryState.VALID);
        assertThat(get(first.id()).minutes()).isEqualTo(60);
        assertThat(system(() -> hours.reckoning(get(first.id()))).minutes()).isEqualTo(60);
    }

    @Test
    void staysThatBecomeKnownAfterTheEndCountTogether() {
        clock.set(starts.plus(Duration.ofHours(30)));
        Entry first = take(served(one(), 0, 60, Way.OFFLINE_CODE, null));
        asJob(arrivals::take);
        assertThat(get(first.id()).state()).as("another may follow").isEqualTo(EntryState.COMPUTED);
        Entry second = take(served(one(), 100, 160, Way.OFFLINE_CODE, null));

        assertThat(List.of(get(first.id()), second)).extracting(Entry::state).doesNotContain(EntryState.REFUSED);
        assertThat(get(first.id()).minutes() + second.minutes()).isEqualTo(120);
    }

    @Test
    void aShortStayIsRefusedWhenNoOtherCanFollow() {
        clock.set(starts.plus(Duration.ofMinutes(70)));
        Entry entry = take(served(one(), 0, 60, Way.CODE, null));
        clock.set(starts.plus(Duration.ofHours(4)));
        asJob(arrivals::take);
        assertThat(get(entry.id()).state()).isEqualTo(EntryState.COMPUTED);
        clock.set(there.facts().ends().plus(Duration.ofHours(72)));
        asJob(arrivals::take);

        assertThat(get(entry.id()).state()).isEqualTo(EntryState.REFUSED);
        assertThat(system(() -> hours.reckoning(get(entry.id()))).refusal())
                .hasToString("在活动里一共 60 分钟，不到活动 180 分钟的 60%");
    }

    // --- several days ---

    private void heldFrom(Instant from, Instant until) {
        asOwner("update hours.occasion set starts = '" + from + "', ends = '" + until + "' where activity = '"
                + there.activity + "'");
    }

    private Instant clock(int days, int hour) {
        return there.facts()
                .day()
                .plusDays(days)
                .atTime(hour, 0)
                .atZone(org.zhiyuan.shell.Formats.ZONE)
                .toInstant();
    }

    private Entry stay(Instant from, Instant until) {
        return take(
                new Served(UUID.randomUUID(), there.activity, one().volunteer(), from, until, Way.CODE, null, until));
    }

    @Test
    void aCampFromOneAfternoonToANoonTwoDaysLaterGivesTheHoursOfEachDay() {
        heldFrom(clock(0, 14), clock(2, 12));
        clock.set(clock(2, 13));
        List<Entry> entries = List.of(
                stay(clock(0, 14), clock(0, 21)), stay(clock(1, 8), clock(1, 18)), stay(clock(2, 7), clock(2, 12)));
        assertThat(entries)
                .extracting(Entry::state)
                .containsExactly(EntryState.VALID, EntryState.REVIEW_L1, EntryState.VALID);
        assertThat(entries).extracting(Entry::minutes).containsExactly(399, 588, 287);
    }

    @Test
    void whatStillHasToWaitHoldsUpNothingThatNeedNot() {
        ActivityId other = there.another(List.of(there.people.get(1)));
        Instant began = system(() -> house.getBean(Activities.class).get(other)).starts();
        Entry need = take(new Served(
                UUID.randomUUID(),
                other,
                there.people.get(1).volunteer(),
                began,
                began.plus(Duration.ofMinutes(60)),
                Way.CODE,
                null,
                began.plus(Duration.ofMinutes(60))));
        assertThat(need.state()).isEqualTo(EntryState.COMPUTED);
        // a night watch of ten nights: more than are looked at in one go wait for the end of the first
        heldFrom(clock(0, 20), clock(10, 6));
        system(() -> jdbc.sql("""
                        insert into hours.entry (id, source, activity, site, volunteer, person, day, pair, began, ended, way,
                            class, witness, recorded_at, taken_at, years, rule_pack, present_minutes, minutes, tier, state,
                            reason, account)
                        select gen_random_uuid(), gen_random_uuid(), o.activity, o.site, :volunteer, :person, :day, 1,
                               o.starts + n * interval '2 minutes', o.starts + n * interval '2 minutes' + interval '1 minute',
                               'CODE', 'ORDINARY', null, o.starts, timestamptz '2020-01-01Z', 40, '2026.1', 0, 0, 0,
                               'COMPUTED', '测试', gen_random_uuid()
                        from hours.occasion o, generate_series(1, 205) n where o.activity = :activity""")
                .param("volunteer", one().volunteer().value())
                .param("person", one().person().value())
                .param("day", there.facts().day())
                .param("activity", there.activity.value())
                .update());
        try {
            clock.set(clock(1, 3).plus(Duration.ofHours(72)));
            asJob(arrivals::take);
            assertThat(get(need.id()).state()).isEqualTo(EntryState.REFUSED);
        } finally {
            asOwner("delete from hours.entry where activity = '" + there.activity + "' and state = 'COMPUTED'");
        }
    }

    // --- second persons ---

    @Test
    void aTickOfTheLeaderWaitsForSomebodyElse() {
        Entry entry = take(served(one(), 0, 180, Way.LEADER, there.leader.account()));
        assertThat(entry.state()).isEqualTo(EntryState.REVIEW_L1);
        assertThat(system(() -> ledger.balance(entry.account()))).isZero();

        reviewing(station, () -> hours.approve(station, entry.id()));

        assertThat(get(entry.id()).state()).isEqualTo(EntryState.VALID);
        assertThat(system(() -> ledger.balance(entry.account()))).isEqualTo(180);
    }

    /** Digits that somebody sent on are as good in a phone days later as at the door: the phone alone says when. */
    @Test
    void aCodeThatAPhoneKeptCountsAsPresenceAndItsHoursWaitForSomebodyElse() {
        Entry entry = take(served(one(), 0, 180, Way.OFFLINE_CODE, null));
        assertThat(entry.state()).isEqualTo(EntryState.REVIEW_L1);
        assertThat(system(() -> ledger.balance(entry.account()))).isZero();
        EntryId left = planted(there.people.get(1), Way.OFFLINE_CODE, EntryClass.ORDINARY, null, true, 0);
        assertThat(credits(left, null)).as("says the database too").isFalse();
        approval(left, UUID.randomUUID(), null, there.facts().site().value());
        assertThat(credits(left, null)).isTrue();
        remove(left);

        reviewing(station, () -> hours.approve(station, entry.id()));

        assertThat(get(entry.id()).state()).isEqualTo(EntryState.VALID);
        assertThat(system(() -> ledger.balance(entry.account()))).isEqualTo(180);
    }

    @Test
    void whoeverRecordedItDoesNotApproveIt() {
        Entry entry = take(served(one(), 0, 180, Way.PAPER, station.account()));

        assertThatThrownBy(() -> reviewing(station, () -> hours.approve(station, entry.id())))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("您记的");
        assertThat(get(entry.id()).state()).isEqualTo(EntryState.REVIEW_L1);
        assertThat(Acting.as(station, Scope.EVERYTHING, () -> hours.waiting(station, 100)))
                .extracting(Entry::id)
                .doesNotContain(entry.id());
        reviewing(institute, () -> hours.approve(institute, entry.id()));
        assertThat(get(entry.id()).state()).isEqualTo(EntryState.VALID);
    }

    @Test
    void leadersOwnHoursAreApprovedOneTierUp() {
        Entry entry = take(served(there.leader, 0, 180, Way.CODE, null));
        assertThat(entry.state()).isEqualTo(EntryState.REVIEW_L2);

        assertThatThrownBy(() -> reviewing(station, () -> hours.approve(station, entry.id())))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("上一级");
        reviewing(institute, () -> hours.approve(institute, entry.id()));
        assertThat(get(entry.id()).state()).isEqualTo(EntryState.VALID);
    }

    @Test
    void aHeldEntryIsReleasedByAnotherUnitAndByNobodyOfItsOwn() {
        Served early = served(one(), 0, 180, Way.PAPER, there.leader.account());
        Entry entry = take(new Served(
                early.source(),
                early.activity(),
                early.volunteer(),
                early.from(),
                early.until(),
                early.way(),
                there.leader.account(),
                early.until().minusSeconds(60)));
        assertThat(entry.state()).isEqualTo(EntryState.HELD);
        assertThat(system(() -> hours.findings(entry.id())))
                .extracting(Finding::rule)
                .containsExactly("FD5");

        assertThatThrownBy(() -> reviewing(station, () -> hours.approve(station, entry.id())))
                .isInstanceOf(Refusal.class);
        reviewing(institute, () -> hours.approve(institute, entry.id()));
        assertThat(get(entry.id()).state()).isEqualTo(EntryState.VALID);
    }

    private Entry late(Gathering.One one, Actor by) {
        Served served = new Served(
                UUID.randomUUID(),
                there.activity,
                one.volunteer(),
                starts,
                starts.plus(Duration.ofHours(3)),
                Way.LATE_ENTRY,
                by.account(),
                clock.instant());
        return get(Acting.as(by, Scope.EVERYTHING, () -> hours.enterLate(by, served, "示例：当天停电没有签到")));
    }

    @Test
    void aLateEntryTakesTwoOthersAndIsMarkedOnWhatACertificateIsMadeOf() {
        Entry entry = late(one(), station);
        assertThat(entry.state()).isEqualTo(EntryState.REVIEW_L1);
        assertThat(entry.klass()).isEqualTo(EntryClass.LATE);

        assertThatThrownBy(() -> reviewing(station, () -> hours.approve(station, entry.id())))
                .isInstanceOf(Refusal.class);
        reviewing(institute, () -> hours.approve(institute, entry.id()));
        assertThat(get(entry.id()).state()).isEqualTo(EntryState.REVIEW_L1);
        assertThatThrownBy(() -> reviewing(institute, () -> hours.approve(institute, entry.id())))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("还要另一个人");
        reviewing(center, () -> hours.approve(center, entry.id()));

        assertThat(get(entry.id()).state()).isEqualTo(EntryState.VALID);
        List<Credited> credited =
                system(() -> hours.credited(one().volunteer(), Period.since(LocalDate.of(2020, 1, 1))));
        assertThat(credited).singleElement().satisfies(one -> {
            assertThat(one.klass()).isEqualTo(EntryClass.LATE);
            assertThat(one.recorder()).isEqualTo(station.account());
            assertThat(one.time().minutes()).isEqualTo(180);
            assertThat(one.activityName()).startsWith("示例签到");
            assertThat(one.organiser()).isNotEmpty();
        });
    }

    @Test
    void lateEntriesBeyondTheShareOfAnOrganiserAreNotCredited() {
        UUID organiser = UUID.randomUUID();
        take(served(one(), 0, 180, Way.CODE, null));
        asOwner("update hours.occasion set organiser = '" + organiser + "' where activity = '" + there.activity + "'");
        asOwner("insert into hours.tally values ('" + organiser + "', extract(year from timestamp '"
                + starts.atOffset(ZoneOffset.UTC).toLocalDate() + "')::int, 3000, 0, 590)");
        Entry entry = late(there.people.get(1), station);
        assertThat(entry.state()).isEqualTo(EntryState.REVIEW_L1);
        reviewing(institute, () -> hours.approve(institute, entry.id()));

        assertThatThrownBy(() -> reviewing(center, () -> hours.approve(center, entry.id())))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("到上限");
        assertThat(get(entry.id()).state()).isEqualTo(EntryState.REVIEW_L1);
    }

    @Test
    void aRefusedEntryIsAppealedAndAnotherDecides() {
        Entry entry = take(served(one(), 0, 180, Way.LEADER, there.leader.account()));
        reviewing(station, () -> hours.refuse(station, entry.id(), "示例：名单上没有"));
        there.as(one(), () -> {
            petitions.ask(actor(one()), entry.id(), "示例：我那天在，领队可以作证");
            return true;
        });

        assertThatThrownBy(() -> reviewing(station, () -> petitions.answer(station, entry.id(), true, "示例：查过了")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("另一个人");
        reviewing(institute, () -> petitions.answer(institute, entry.id(), true, "示例：查过名单，在场"));
        assertThat(get(entry.id()).state()).isEqualTo(EntryState.VALID);
    }

    @Test
    void whatAHardRuleStoppedNobodyLetsPass() {
        take(served(one(), 0, 180, Way.CODE, null));
        Entry entry = take(served(one(), 60, 170, Way.LEADER, there.leader.account()));
        assertThat(entry.state()).isEqualTo(EntryState.REFUSED);
        assertThat(system(() -> hours.findings(entry.id())))
                .extracting(Finding::rule)
                .contains("FD1");
        there.as(one(), () -> {
            petitions.ask(actor(one()), entry.id(), "示例：请算上");
            return true;
        });
        assertThatThrownBy(() -> reviewing(center, () -> petitions.answer(center, entry.id(), true, "示例：同意吧")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("谁也不能放行");
    }

    @Test
    void aCreditIsTakenBackByTwoPersonsAndTheLedgerKeepsBoth() {
        Entry entry = take(served(one(), 0, 180, Way.CODE, null));
        reviewing(station, () -> hours.reverse(station, entry.id(), "示例：活动没有办"));
        assertThat(get(entry.id()).state()).isEqualTo(EntryState.VALID);
        assertThatThrownBy(() -> reviewing(station, () -> hours.reverse(station, entry.id(), "")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("两个人");
        reviewing(institute, () -> hours.reverse(institute, entry.id(), ""));

        assertThat(get(entry.id()).state()).isEqualTo(EntryState.REVERSED);
        assertThat(system(() -> ledger.balance(entry.account()))).isZero();
        assertThat(system(() -> ledger.history(entry.account(), 1)).rows()).hasSize(2);
        assertThat(system(() -> hours.total(one().volunteer())).minutes()).isZero();
    }

    @Test
    void whatTheSecondFindsRightStaysAndMayBeAskedAgain() {
        Entry entry = take(served(one(), 0, 180, Way.CODE, null));
        reviewing(station, () -> hours.reverse(station, entry.id(), "示例：活动没有办"));
        assertThatThrownBy(() -> reviewing(station, () -> hours.declineReversal(station, entry.id())))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("另一个人");
        reviewing(institute, () -> hours.declineReversal(institute, entry.id()));

        assertThat(get(entry.id()).state()).isEqualTo(EntryState.VALID);
        assertThat(system(() -> hours.reversal(entry.id()))).isEmpty();
        assertThatThrownBy(() -> reviewing(institute, () -> hours.declineReversal(institute, entry.id())))
                .isInstanceOf(Refusal.class);
        clock.advance(Duration.ofSeconds(1));
        reviewing(institute, () -> hours.reverse(institute, entry.id(), "示例：又有人说没有办"));
        reviewing(station, () -> hours.reverse(station, entry.id(), ""));
        assertThat(get(entry.id()).state()).isEqualTo(EntryState.REVERSED);
    }

    @Test
    void aRecountFindsAnEntryThatTheLedgerDoesNotKnow() {
        Entry entry = take(served(one(), 0, 180, Way.CODE, null));
        assertThat(system(recounts::recount)).doesNotContain(entry.account().value());
        asOwner("update hours.entry set minutes = 179 where id = '" + entry.id() + "'");
        try {
            assertThat(system(recounts::recount)).contains(entry.account().value());
        } finally {
            asOwner("update hours.entry set minutes = 180 where id = '" + entry.id() + "'");
        }
    }

    @Test
    void anotherVolunteerSeesNeitherTheEntryNorItsProof() {
        Entry entry = take(served(one(), 0, 180, Way.CODE, null));
        Gathering.One other = there.people.get(1);
        assertThat(there.as(other, () -> hours.find(entry.id()))).isEmpty();
        assertThatThrownBy(() -> there.as(other, () -> hours.proof(actor(other), entry.id())))
                .isInstanceOf(org.zhiyuan.kernel.Absent.class);
    }

    // --- the database by itself ---

    /** What is tried past the code, by the application's own role with every row open to it. */
    private void straight(String sql, Object... values) {
        system(() -> jdbc.sql(sql).params(List.of(values)).update());
    }

    private EntryId planted(
            Gathering.One one, Way way, EntryClass klass, @Nullable UUID recorder, boolean witness, int tier) {
        EntryId id = new EntryId(UUID.randomUUID());
        system(() -> {
            house.getBean(Occasions.class).seen(there.activity);
            return jdbc.sql("""
                            insert into hours.entry (id, source, activity, site, volunteer, person, day, pair, began, ended, way,
                                class, recorder, witness, recorded_at, taken_at, years, rule_pack, present_minutes, minutes, tier,
                                state, reason, account)
                            select :id, gen_random_uuid(), o.activity, o.site, :volunteer, :person, :day, 1, o.starts, o.ends,
                                :way, :class, :recorder, cast(:witness as uuid), o.ends, o.ends, 40, '2026.1', 180, 180, :tier,
                                'COMPUTED', '测试', gen_random_uuid()
                            from hours.occasion o where o.activity = :activity""")
                    .param("id", id.value())
                    .param("volunteer", one.volunteer().value())
                    .param("person", one.person().value())
                    .param("day", there.facts().day())
                    .param("way", way.name())
                    .param("class", klass.name())
                    .param("recorder", recorder)
                    .param("witness", witness ? there.leader.person().value().toString() : null)
                    .param("tier", tier)
                    .param("activity", there.activity.value())
                    .update();
        });
        return id;
    }

    private boolean credits(EntryId id, @Nullable String through) {
        try {
            system(() -> {
                if (through != null) {
                    jdbc.sql("update hours.entry set state = ? where id = ?")
                            .params(through, id.value())
                            .update();
                }
                jdbc.sql(
                                "update hours.entry set state = 'VALID', transfer = gen_random_uuid(), told_at = now() where id = ?")
                        .params(id.value())
                        .update();
                throw new Undone();
            });
            return false;
        } catch (Undone done) {
            return true;
        } catch (DataIntegrityViolationException refused) {
            return false;
        }
    }

    private static final class Undone extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private void approval(EntryId id, UUID account, @Nullable UUID person, UUID unit) {
        straight(
                "insert into hours.approval (id, entry, account, person, unit, at) values (gen_random_uuid(), ?, ?, "
                        + (person == null ? "null" : "'" + person + "'") + ", ?, now())",
                id.value(),
                account,
                unit);
    }

    private void remove(EntryId id) {
        asOwner("delete from hours.approval where entry = '" + id + "'; delete from hours.entry where id = '" + id
                + "'");
    }

    @Test
    void noPathLeadsFromDraftToCreditedWithoutTwoPersons() {
        UUID site = there.facts().site().value();
        UUID above = UUID.randomUUID();
        UUID recorder = UUID.randomUUID();
        int paths = 0;
        for (Gathering.One one : List.of(one(), there.leader)) {
            for (Way way : Way.values()) {
                for (EntryClass klass : EntryClass.values()) {
                    if (way == Way.LATE_ENTRY && klass == EntryClass.ORDINARY) {
                        continue;
                    }
                    for (boolean witnessed : one == there.leader ? List.of(false) : List.of(true, false)) {
                        for (int tier = 0; tier <= 2; tier++) {
                            for (String who : List.of(
                                    "nobody", "recorder", "beneficiary", "one", "one above", "two", "two above")) {
                                EntryId id =
                                        planted(one, way, klass, way.recorded() ? recorder : null, witnessed, tier);
                                switch (who) {
                                    case "recorder" -> approval(id, recorder, null, above);
                                    case "beneficiary" ->
                                        approval(
                                                id,
                                                UUID.randomUUID(),
                                                one.person().value(),
                                                above);
                                    case "one" -> approval(id, UUID.randomUUID(), null, site);
                                    case "one above" -> approval(id, UUID.randomUUID(), null, above);
                                    case "two", "two above" -> {
                                        approval(id, UUID.randomUUID(), null, site);
                                        approval(id, UUID.randomUUID(), null, who.equals("two") ? site : above);
                                    }
                                    default -> {
                                        // nobody says anything
                                    }
                                }
                                boolean asksAbove = tier == 2 || one == there.leader;
                                boolean asksOne = asksAbove || tier == 1 || !Entry.twoSided(way) || !witnessed;
                                // a recorder's word is somebody else's where nobody but the volunteer recorded it
                                boolean recordersWord = who.equals("recorder") && !way.recorded();
                                int others = switch (who) {
                                    case "one", "one above" -> 1;
                                    case "two", "two above" -> 2;
                                    default -> recordersWord ? 1 : 0;
                                };
                                boolean aboveThere = who.endsWith("above") || recordersWord;
                                boolean expected = others >= (klass == EntryClass.LATE ? 2 : asksOne ? 1 : 0)
                                        && (!asksAbove || aboveThere);
                                for (String through : new String[] {null, "REVIEW_L1", "HELD", "REFUSED"}) {
                                    paths++;
                                    assertThat(credits(id, through))
                                            .as(
                                                    "%s %s witnessed %s tier %s, %s, through %s",
                                                    way, klass, witnessed, tier, who, through)
                                            .isEqualTo(expected);
                                }
                                remove(id);
                            }
                        }
                    }
                }
            }
        }
        assertThat(paths).isGreaterThan(3_000);
    }

    private void refused(String what, String sql, Object... values) {
        assertThatThrownBy(() -> straight(sql, values))
                .as(what)
                .isInstanceOf(org.springframework.dao.DataAccessException.class);
    }

    @Test
    void theDatabaseRefusesWhatTheRulesRefuse() {
        EntryId good = planted(one(), Way.CODE, EntryClass.ORDINARY, null, true, 0);
        assertThat(credits(good, null)).as("the control: all else is right").isTrue();

        // nobody in two places, while the first one lives
        assertThatThrownBy(() -> planted(one(), Way.CODE, EntryClass.ORDINARY, null, true, 0))
                .as("FD1")
                .hasMessageContaining("entry_apart");
        refused(
                "an entry does not begin as credited",
                "update hours.entry set state = 'REVERSED' where id = ?",
                good.value());
        refused("facts stay", "update hours.entry set ended = ended + interval '1 hour' where id = ?", good.value());
        refused(
                "no more than between coming and going",
                "update hours.entry set minutes = 181 where id = ?",
                good.value());
        refused("no credit without its transfer", "update hours.entry set state = 'VALID' where id = ?", good.value());
        refused("nothing is removed", "delete from hours.entry where id = ?", good.value());
        refused("sums are the database's", "update hours.day set minutes = 0");
        // a reviewed entry's minutes stay
        straight("update hours.entry set state = 'REVIEW_L1' where id = ?", good.value());
        refused("minutes that were looked at", "update hours.entry set minutes = 100 where id = ?", good.value());

        for (String change : List.of(
                "starts = starts + interval '1 hour'", // FD6: less of it lies within
                "capacity = 0 + 1, risky = true, insured = false", // FD18
                "risky = true, insured = true")) {
            boolean stillRight = change.startsWith("risky");
            asOwner("update hours.occasion set " + change + " where activity = '" + there.activity + "'");
            approval(good, UUID.randomUUID(), null, there.facts().site().value());
            assertThat(credits(good, null)).as(change).isEqualTo(stillRight);
            asOwner("delete from hours.approval where entry = '" + good + "'; update hours.occasion set starts = '"
                    + starts + "', capacity = 50, risky = false, insured = false where activity = '" + there.activity
                    + "'");
        }
        // FD17, in the database: a child, and one under age where there is danger
        approval(good, UUID.randomUUID(), null, there.facts().site().value());
        asOwner("update hours.entry set years = 5 where id = '" + good + "'");
        assertThat(credits(good, null)).as("five years old").isFalse();
        asOwner("update hours.entry set years = 17 where id = '" + good + "'; update hours.occasion set risky = true,"
                + " insured = true where activity = '" + there.activity + "'");
        assertThat(credits(good, null)).as("seventeen, in danger").isFalse();
        asOwner("update hours.entry set years = 40 where id = '" + good + "'");
        assertThat(credits(good, null)).isTrue();
        // FD3: the day is full
        asOwner("insert into hours.day values ('" + one().volunteer() + "', '"
                + there.facts().day() + "', 781)");
        assertThat(credits(good, null)).as("more than sixteen hours").isFalse();
        asOwner("delete from hours.day where volunteer = '" + one().volunteer() + "'");
        // a hard stop that was found
        straight(
                "insert into hours.finding (entry, rule, hard, words, at) values (?, 'FD11', true, '{\"text\":\"测试\",\"values\":[]}', now())",
                good.value());
        assertThat(credits(good, null)).as("a hard rule").isFalse();
        asOwner("delete from hours.finding where entry = '" + good + "'");
        remove(good);
        // FD11
        assertThatThrownBy(() -> system(() -> jdbc.sql("""
                                insert into hours.entry select gen_random_uuid(), gen_random_uuid(), null, activity, site, volunteer,
                                    person, day, pair, began, ended, way, class, recorder, person, null, null, device, witness, recorded_at,
                                    taken_at, years, rule_pack, present_minutes, minutes, tier, 'COMPUTED', reason, account
                                from hours.entry where id = ?""")
                        .params(take(served(one(), 0, 180, Way.CODE, null)).id().value())
                        .update()))
                .hasMessageContaining("entry_not_self");
    }

    @Test
    void moreThanSixteenHoursOfADayAreRefusedThroughTheCodeToo() {
        asOwner("insert into hours.day values ('" + one().volunteer() + "', '"
                + there.facts().day() + "', 900)");
        Entry entry = take(served(one(), 0, 180, Way.LEADER, there.leader.account()));
        assertThatThrownBy(() -> reviewing(station, () -> hours.approve(station, entry.id())))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("到上限");
        asOwner("delete from hours.day where volunteer = '" + one().volunteer() + "'");
    }

    private static void asOwner(String sql) {
        try (Connection owner = TestCell.connectAsOwner();
                Statement statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute("select set_config('app.everything', 'on', true), set_config('app.changes', 'on', true)");
            for (String table : List.of("entry", "occasion", "day", "tally", "approval", "finding")) {
                statement.execute("alter table hours." + table + " no force row level security");
                statement.execute("alter table hours." + table + " disable trigger user");
            }
            statement.execute(sql);
            for (String table : List.of("entry", "occasion", "day", "tally", "approval", "finding")) {
                statement.execute("alter table hours." + table + " enable trigger user");
                statement.execute("alter table hours." + table + " force row level security");
            }
            owner.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
