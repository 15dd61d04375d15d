package org.zhiyuan.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.HouseTest;
import org.zhiyuan.access.Guest;
import org.zhiyuan.activity.ActivityId;
import org.zhiyuan.cell.SettableClock;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.ledger.Sealing;
import org.zhiyuan.presence.web.Written;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Coming and going on the real server: retries, double taps, phones that were away for days, and who may say what of whom. */
@HouseTest
class PresencesTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long SEED = 20_261_127L;

    @Autowired
    private ApplicationContext house;

    @Autowired
    private Presences presences;

    @Autowired
    private Sealing sealing;

    @Autowired
    private Statements statements;

    @Autowired
    private Settlement settlement;

    @Autowired
    private EventStore events;

    @Autowired
    private PresenceRulebook rulebook;

    @Autowired
    private SettableClock clock;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionOperations transactions;

    private Gathering there;

    @BeforeEach
    void gather() {
        there = new Gathering(house, 3);
    }

    @AfterEach
    void disperse() {
        clock.reset();
        there.end();
    }

    /** Phones count whole milliseconds. */
    private void stopClock() {
        clock.set(Instant.now().truncatedTo(ChronoUnit.MILLIS));
    }

    private Gathering.One one() {
        return there.people.getFirst();
    }

    private String path(String last) {
        return "/checkin/" + there.activity + "/" + last;
    }

    private Guest.Answer come(Guest guest, String code) throws Exception {
        return guest.post(path("arrivals"), "code", code);
    }

    private int events(Gathering.One of) {
        return there.inHouse(() -> jdbc.sql("select count(*)::int from presence.event where volunteer = :volunteer")
                .param("volunteer", of.volunteer().value())
                .query(Integer.class)
                .single());
    }

    private <T> List<T> atOnce(int times, Callable<T> work) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(times)) {
            List<Future<T>> asked = IntStream.range(0, times)
                    .mapToObj(i -> threads.submit(() -> {
                        start.await();
                        return work.call();
                    }))
                    .toList();
            start.countDown();
            List<T> answers = new ArrayList<>();
            for (Future<T> future : asked) {
                answers.add(future.get());
            }
            return answers;
        }
    }

    // --- by code ---

    @Test
    void whoTypesTheCodeOfNowIsThereAndGoesTheSameWay() throws Exception {
        stopClock();
        Guest guest = there.guest(one());
        Guest.Answer came = come(guest, there.code());
        assertThat(came.status()).as(came.body()).isEqualTo(302);
        assertThat(there.presences(one())).singleElement().satisfies(presence -> {
            assertThat(presence.standing()).isEqualTo(Standing.OPEN);
            assertThat(presence.way()).isEqualTo(Way.CODE);
            assertThat(presence.in()).isEqualTo(clock.instant());
        });
        assertThat(guest.get("/checkin/" + there.activity).body()).contains("已签到", "签退");

        clock.advance(Duration.ofHours(2));
        Guest.Answer went = guest.post(path("departures"), "code", there.code());
        assertThat(went.status()).as(went.body()).isEqualTo(302);
        assertThat(there.presences(one())).singleElement().satisfies(presence -> {
            assertThat(presence.standing()).isEqualTo(Standing.CLOSED);
            assertThat(presence.length(clock.instant())).isEqualTo(Duration.ofHours(2));
        });
    }

    @Test
    void anOldCodeIsRefusedAndTheDigitsStayOnThePage() throws Exception {
        stopClock();
        String old = there.code();
        clock.advance(Duration.ofSeconds(61));
        Guest.Answer answer = come(there.guest(one()), old);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("这个码不对，或者已经换过了", "value=\"" + old + "\"");
        assertThat(there.presences(one())).isEmpty();
    }

    @Test
    void theCodeOfAnotherActivityIsRefused() throws Exception {
        stopClock();
        ActivityId other = there.another(List.of());
        assertThat(there.code(other)).as("one in a million is the same").isNotEqualTo(there.code());
        assertThat(come(there.guest(one()), there.code(other)).status()).isEqualTo(422);
        assertThat(there.presences(one())).isEmpty();
    }

    @Test
    void whoDidNotSignUpIsNotThereByCode() throws Exception {
        Gathering.One stranger = there.someone();
        Guest.Answer answer = come(there.guest(stranger), there.code());
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("没有报上这个活动");
        assertThat(there.presences(stranger)).isEmpty();
    }

    @Test
    void whoeverGuessesHasSoonGuessedEnoughEvenWithTheRightCode() throws Exception {
        stopClock();
        Guest guest = there.guest(one());
        String right = there.code();
        String wrong = right.equals("000000") ? "111111" : "000000";
        for (int i = 0; i < rulebook.rules().missesMax(); i++) {
            assertThat(come(guest, wrong).status()).isEqualTo(422);
        }
        Guest.Answer answer = come(guest, right);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("输错太多次了");
        assertThat(there.presences(one())).isEmpty();

        clock.advance(rulebook.rules().missSpan().plusSeconds(1));
        assertThat(come(guest, there.code()).status()).isEqualTo(302);
    }

    @Test
    void theSameFormFiftyTimesAtOnceHasOneEffect() throws Exception {
        stopClock();
        String code = there.code();
        UUID form = UUID.randomUUID();
        String session = there.session(one());
        List<Guest.Answer> answers = atOnce(
                50,
                () -> new Guest(there.address()).with("session", session).send(form, path("arrivals"), "code", code));
        assertThat(answers).allMatch(answer -> answer.status() == 302);
        assertThat(there.presences(one())).hasSize(1);
        assertThat(events(one())).isOne();
    }

    @Test
    void fiftyDifferentTapsAtOnceAreOnePresence() throws Exception {
        stopClock();
        String code = there.code();
        String session = there.session(one());
        List<Guest.Answer> answers = atOnce(50, () -> come(new Guest(there.address()).with("session", session), code));
        assertThat(answers).allMatch(answer -> answer.status() == 302);
        assertThat(there.presences(one()))
                .singleElement()
                .extracting(Presence::standing)
                .isEqualTo(Standing.OPEN);
    }

    @Test
    void whoeverComesWaitsForNoSealingThatIsGoingOn() throws Exception {
        stopClock();
        Guest guest = there.guest(one());
        String code = there.code();
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            Guest.Answer answer =
                    sealing.amid(() -> other.submit(() -> come(guest, code)).get(20, TimeUnit.SECONDS));
            assertThat(answer.status()).as(answer.body()).isEqualTo(302);
        }
        assertThat(there.presences(one()))
                .singleElement()
                .extracting(Presence::standing)
                .isEqualTo(Standing.OPEN);
    }

    @Test
    void theSameTokenIsTakenOnceAndAnsweredAlikeLongAfterItsHalfMinute() {
        stopClock();
        String code = there.code();
        UUID token = UUID.randomUUID();
        Decision first =
                there.as(one(), () -> presences.checkIn(one().actor(), there.activity, code, token, PhoneHints.NONE));
        clock.advance(Duration.ofMinutes(20));
        Decision again =
                there.as(one(), () -> presences.checkIn(one().actor(), there.activity, code, token, PhoneHints.NONE));
        assertThat(first).isEqualTo(Decision.allowed());
        assertThat(again).isEqualTo(Decision.allowed());
        assertThat(events(one())).isOne();
    }

    @Test
    void nobodyIsInAtTwoActivitiesByCode() throws Exception {
        stopClock();
        ActivityId other = there.another(List.of(one()));
        Guest guest = there.guest(one());
        assertThat(come(guest, there.code()).status()).isEqualTo(302);
        Guest.Answer second = guest.post("/checkin/" + other + "/arrivals", "code", there.code(other));
        assertThat(second.status()).isEqualTo(422);
        assertThat(second.body()).contains("没有签退");
    }

    @Test
    void whoSaidWhenHeWentComesElsewhereBeforeTheLeaderConfirms() throws Exception {
        stopClock();
        ActivityId other = there.another(List.of(one()));
        Guest guest = there.guest(one());
        assertThat(come(guest, there.code()).status()).isEqualTo(302);
        clock.advance(Duration.ofHours(1));
        Guest.Answer before = guest.post("/checkin/" + other + "/arrivals", "code", there.code(other));
        assertThat(before.status()).isEqualTo(422);
        assertThat(before.body()).contains("没有签退", "请说一下几点走的");
        Guest.Answer said = guest.post(path("statement"), "went", Written.of(clock.instant()), "reason", "手机没电了");
        assertThat(said.status()).as(said.body()).isEqualTo(302);
        Guest.Answer after = guest.post("/checkin/" + other + "/arrivals", "code", there.code(other));
        assertThat(after.status()).as(after.body()).isEqualTo(302);
        assertThat(there.inHouse(() -> presences.at(other, one().volunteer())))
                .singleElement()
                .extracting(Presence::standing)
                .isEqualTo(Standing.OPEN);
    }

    @Test
    void whoForgotToGoIsHeldUpNowhereOnceThatIsLongOver() throws Exception {
        stopClock();
        Guest guest = there.guest(one());
        assertThat(come(guest, there.code()).status()).isEqualTo(302);
        clock.set(there.facts().ends().plus(rulebook.rules().after()));
        ActivityId other = there.another(List.of(one()));
        assertThat(guest.post("/checkin/" + other + "/arrivals", "code", there.code(other))
                        .status())
                .as("may still go there by code")
                .isEqualTo(422);
        clock.advance(Duration.ofSeconds(1));
        Guest.Answer after = guest.post("/checkin/" + other + "/arrivals", "code", there.code(other));
        assertThat(after.status()).as(after.body()).isEqualTo(302);
    }

    // --- several days ---

    private void lasting(Instant starts, Instant ends) {
        there.inHouse(() -> jdbc.sql("update activity.activity set starts = :starts, ends = :ends where id = :activity")
                .param("starts", starts.atOffset(java.time.ZoneOffset.UTC))
                .param("ends", ends.atOffset(java.time.ZoneOffset.UTC))
                .param("activity", there.activity.value())
                .update());
    }

    @Test
    void whoForgotToGoYesterdayComesTodayAndTheDeskIsThatOfToday() throws Exception {
        stopClock();
        lasting(there.facts().starts(), there.facts().ends().plus(Duration.ofDays(2)));
        java.time.LocalDate first = there.facts().day();
        come(there.guest(one()), there.code());
        assertThat(there.guest(there.leader).get(path("desk")).body()).contains("还没到</dt><dd>2<", "已到场</dt><dd>1<");
        clock.advance(Duration.ofHours(25));
        Guest leader = there.guest(there.leader);
        assertThat(leader.get(path("desk")).body()).contains("还没到</dt><dd>3<", "日 没有签退", "desk?day=" + first);
        assertThat(leader.get(path("desk?day=" + first)).body()).contains("已到场</dt><dd>1<");
        Guest guest = there.guest(one());
        assertThat(guest.get("/checkin/" + there.activity).body())
                .contains(path("arrivals"), "签到以后没有签退")
                .doesNotContain(path("departures"));
        assertThat(come(guest, there.code()).status()).isEqualTo(302);
        assertThat(there.presences(one()))
                .extracting(Presence::standing)
                .containsExactly(Standing.FORGOTTEN, Standing.OPEN);
        assertThat(leader.get(path("desk")).body()).contains("还没到</dt><dd>2<", "已到场</dt><dd>1<");
    }

    @Test
    void aNightIsOfTheDayOnWhichItBegan() {
        java.time.LocalDate first = there.facts().day().plusDays(1);
        lasting(at(first, 22), at(first.plusDays(3), 6));
        Duration stretchMax = rulebook.rules().stretchMax();
        for (Map.Entry<Instant, Integer> asked : Map.of(
                        at(first, 20), 0,
                        at(first.plusDays(1), 1), 0,
                        at(first.plusDays(1), 7), 1,
                        at(first.plusDays(3), 5), 2,
                        at(first.plusDays(9), 5), 2)
                .entrySet()) {
            HeldDay day = HeldDay.at(there.facts(), asked.getKey(), stretchMax);
            assertThat(day.day()).as("%s", asked.getKey()).isEqualTo(first.plusDays(asked.getValue()));
            assertThat(day.before() == null).isEqualTo(asked.getValue() == 0);
            assertThat(day.after() == null).isEqualTo(asked.getValue() == 2);
        }
    }

    private static Instant at(java.time.LocalDate day, int hour) {
        return day.atTime(hour, 0).atZone(org.zhiyuan.shell.Formats.ZONE).toInstant();
    }

    // --- by code, again and again ---

    @Test
    void atMostThreePairsADayCountByCodeToo() throws Exception {
        stopClock();
        Guest guest = there.guest(one());
        for (int pair = 0; pair < 4; pair++) {
            come(guest, there.code());
            clock.advance(Duration.ofMinutes(5));
            guest.post(path("departures"), "code", there.code());
            clock.advance(Duration.ofMinutes(5));
        }
        assertThat(there.presences(one())).hasSize(3).allMatch(Presence::counts);
    }

    // --- by phones that were without a network ---

    /** A phone with a clock of its own. */
    private final class Phone {
        private final UUID device = UUID.randomUUID();
        private final Duration wrongBy;
        private Instant spoke = clock.instant();
        private long counter;

        Phone(Duration wrongBy) {
            this.wrongBy = wrongBy;
        }

        Map<String, Object> event(Gathering.One of, boolean coming, @Nullable String code, String reason) {
            Map<String, Object> event = new TreeMap<>();
            event.put("device", device.toString());
            event.put("counter", ++counter);
            event.put("activity", there.activity.toString());
            event.put("volunteer", of.volunteer().toString());
            event.put("coming", coming);
            event.put("code", code == null ? "" : code);
            event.put("reason", reason);
            event.put("deviceTime", clock.instant().plus(wrongBy).toEpochMilli());
            event.put("serverTime", spoke.toEpochMilli());
            event.put("deviceTimeThen", spoke.plus(wrongBy).toEpochMilli());
            return event;
        }
    }

    private List<String> sent(Guest guest, List<Map<String, Object>> batch) throws Exception {
        Guest.Answer answer = guest.post("/checkin/events", "events", JSON.writeValueAsString(batch));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        List<String> kinds = new ArrayList<>();
        for (JsonNode verdict : JSON.readTree(answer.body()).get("verdicts")) {
            kinds.add(verdict.get("kind").asString());
        }
        return kinds;
    }

    @Test
    void whatAPhoneKeptCountsOnceHoweverOftenAndInWhateverOrderItIsSent() throws Exception {
        stopClock();
        Phone phone = new Phone(Duration.ofDays(3));
        Map<String, Object> in = phone.event(one(), true, there.code(), "");
        Instant came = clock.instant();
        clock.advance(Duration.ofHours(2));
        Map<String, Object> out = phone.event(one(), false, there.code(), "");
        clock.advance(Duration.ofHours(20));
        Guest guest = there.guest(one());

        // going before coming, with a clock three days ahead
        assertThat(sent(guest, List.of(out))).containsExactly("COUNTED");
        assertThat(there.presences(one())).isEmpty();
        assertThat(sent(guest, List.of(in, out))).containsExactly("COUNTED", "COUNTED");
        String session = there.session(one());
        atOnce(50, () -> sent(new Guest(there.address()).with("session", session), List.of(out, in)));

        assertThat(events(one())).isEqualTo(2);
        assertThat(there.presences(one())).singleElement().satisfies(presence -> {
            assertThat(presence.standing()).isEqualTo(Standing.CLOSED);
            assertThat(presence.way()).isEqualTo(Way.OFFLINE_CODE);
            assertThat(Duration.between(came, presence.in()).abs()).isLessThan(Duration.ofSeconds(1));
            assertThat(presence.length(clock.instant())).isEqualTo(Duration.ofHours(2));
        });
    }

    @Test
    void upToSeventyTwoHoursIsPresenceAndLaterIsALateEntry() throws Exception {
        stopClock();
        Phone phone = new Phone(Duration.ZERO);
        Map<String, Object> first = phone.event(one(), true, there.code(), "");
        Map<String, Object> second = new Phone(Duration.ZERO).event(there.people.get(1), true, there.code(), "");
        clock.advance(Duration.ofHours(72));
        assertThat(sent(there.guest(one()), List.of(first))).containsExactly("COUNTED");
        clock.advance(Duration.ofSeconds(1));
        assertThat(sent(there.guest(there.people.get(1)), List.of(second))).containsExactly("LATE");
        assertThat(there.presences(one()))
                .singleElement()
                .extracting(Presence::way)
                .isEqualTo(Way.OFFLINE_CODE);
        assertThat(there.presences(there.people.get(1)))
                .singleElement()
                .extracting(Presence::way)
                .isEqualTo(Way.LATE_ENTRY);
    }

    @Test
    void theDatabaseKnowsTheWindowToo() {
        assertThatThrownBy(() -> there.inHouse(() -> jdbc.sql("""
                                insert into presence.event (id, activity, volunteer, person, kind, way, at, received_at, verdict,
                                    who, reason)
                                values (gen_random_uuid(), :activity, :volunteer, :person, 'IN', 'OFFLINE_CODE',
                                    timestamptz '2026-01-01Z', timestamptz '2026-01-04 00:00:01Z', 'COUNTED', '', '')""")
                        .param("activity", there.activity.value())
                        .param("volunteer", one().volunteer().value())
                        .param("person", one().person().value())
                        .update()))
                .hasMessageContaining("event_window");
    }

    @Test
    void aClockThatWasSetInBetweenIsDoubtedAndTheLeaderSaysWhatWas() throws Exception {
        stopClock();
        Map<String, Object> event = new Phone(Duration.ZERO).event(one(), true, there.code(), "");
        event.put("deviceTime", clock.instant().plus(Duration.ofDays(3)).toEpochMilli());
        assertThat(sent(there.guest(one()), List.of(event))).containsExactly("DOUBTFUL");
        assertThat(there.presences(one())).isEmpty();

        Guest leader = there.guest(there.leader);
        assertThat(leader.get(path("desk")).body()).contains("手机的时间对不上");
        UUID doubt = there.inHouse(
                () -> statements.doubtful(there.activity).getFirst().event());
        Guest.Answer decided = leader.post(
                path("doubts/" + doubt), "so", "yes", "at", Written.of(clock.instant()), "reason", "我看见他来的");
        assertThat(decided.status()).as(decided.body()).isEqualTo(302);
        assertThat(there.presences(one()))
                .singleElement()
                .extracting(Presence::way)
                .isEqualTo(Way.LEADER);
        assertThat(there.inHouse(() -> statements.doubtful(there.activity))).isEmpty();
    }

    @Test
    void aWrongCodeOutOfAPhoneWaitsForTheLeaderAndIsNotLost() throws Exception {
        stopClock();
        String old = there.code();
        clock.advance(Duration.ofMinutes(30));
        assertThat(sent(there.guest(one()), List.of(new Phone(Duration.ZERO).event(one(), true, old, ""))))
                .containsExactly("DOUBTFUL");
        assertThat(events(one())).isOne();
        assertThat(there.presences(one())).isEmpty();
    }

    /** Codes that fit at no moment around now, as a script tries them. */
    private List<Map<String, Object>> guesses(Phone phone, Gathering.One of, int many) {
        byte[] secret = there.inHouse(
                () -> house.getBean(VenueSecrets.class).of(there.activity).clone());
        return IntStream.iterate(1, n -> n + 1)
                .mapToObj("%06d"::formatted)
                .filter(code -> VenueCode.stepNear(
                                secret, code, clock.instant(), rulebook.rules().driftSteps())
                        .isEmpty())
                .limit(many)
                .map(code -> phone.event(of, true, code, ""))
                .toList();
    }

    @Test
    void whoeverGuessesOutOfAPhoneHasSoonGuessedEnoughEvenWithTheRightCode() throws Exception {
        stopClock();
        int max = rulebook.rules().missesMax();
        Phone phone = new Phone(Duration.ZERO);
        List<String> kinds = sent(there.guest(one()), guesses(phone, one(), 100));
        assertThat(kinds.subList(0, max)).containsOnly("DOUBTFUL");
        assertThat(kinds.subList(max, 100)).containsOnly("REFUSED");
        assertThat(sent(there.guest(one()), List.of(phone.event(one(), true, there.code(), ""))))
                .as("the answer does not tell which is right")
                .containsExactly("REFUSED");
        assertThat(events(one())).isEqualTo(max);
        assertThat(there.presences(one())).isEmpty();
        // nobody else's phone is asked for it
        Gathering.One other = there.people.get(1);
        assertThat(sent(there.guest(other), List.of(new Phone(Duration.ZERO).event(other, true, there.code(), ""))))
                .containsExactly("COUNTED");
    }

    @Test
    void manySendingsAtOnceGuessNoMoreThanOne() throws Exception {
        stopClock();
        List<Map<String, Object>> guesses = guesses(new Phone(Duration.ZERO), one(), 60);
        java.util.concurrent.atomic.AtomicInteger next = new java.util.concurrent.atomic.AtomicInteger();
        String session = there.session(one());
        atOnce(10, () -> {
            int from = next.getAndIncrement() * 6;
            return sent(new Guest(there.address()).with("session", session), guesses.subList(from, from + 6));
        });
        assertThat(events(one())).isEqualTo(rulebook.rules().missesMax());
    }

    @Test
    void whoHoldsNoSeatFillsNobodysList() throws Exception {
        stopClock();
        Gathering.One stranger = there.someone();
        List<String> kinds = sent(there.guest(stranger), guesses(new Phone(Duration.ZERO), stranger, 50));
        assertThat(kinds.subList(0, CheckInPolicy.STRANGERS_DOUBTS_MAX)).containsOnly("DOUBTFUL");
        assertThat(kinds.subList(CheckInPolicy.STRANGERS_DOUBTS_MAX, 50)).containsOnly("REFUSED");
        assertThat(events(stranger)).isEqualTo(CheckInPolicy.STRANGERS_DOUBTS_MAX);
    }

    @Test
    void theDeskShowsTheLatestDoubtsFirstAndSaysHowManyMoreThereAre() throws Exception {
        stopClock();
        there.inHouse(() -> jdbc.sql("""
                        insert into presence.event (id, activity, volunteer, person, kind, way, at, received_at, verdict, finding,
                            who, reason)
                        select gen_random_uuid(), :activity, :volunteer, :person, 'IN', 'OFFLINE_CODE', :now,
                               cast(:now as timestamptz) - n * interval '1 second', 'DOUBTFUL', 'CODE', '', '示例' || n
                        from generate_series(1, 230) n""")
                .param("activity", there.activity.value())
                .param("volunteer", there.people.get(1).volunteer().value())
                .param("person", there.people.get(1).person().value())
                .param("now", clock.instant().atOffset(java.time.ZoneOffset.UTC))
                .update());
        sent(there.guest(one()), guesses(new Phone(Duration.ZERO), one(), 1));
        Guest leader = there.guest(there.leader);
        assertThat(leader.get(path("desk")).body()).contains("231 条待确认", "还有 31 条更早的");
        List<Statements.Doubtful> shown = there.inHouse(() -> statements.doubtful(there.activity));
        assertThat(shown.getFirst().volunteer()).isEqualTo(one().volunteer());
        UUID oldest = there.inHouse(
                () -> jdbc.sql("select id from presence.event where activity = :activity order by received_at limit 1")
                        .param("activity", there.activity.value())
                        .query(UUID.class)
                        .single());
        assertThat(leader.get(path("doubts/" + oldest)).status())
                .as("one that is not listed is opened all the same")
                .isEqualTo(200);
    }

    @Test
    void whatAnotherKeptIsNotTakenFromMe() throws Exception {
        Map<String, Object> theirs = new Phone(Duration.ZERO).event(there.people.get(1), true, there.code(), "");
        assertThat(sent(there.guest(one()), List.of(theirs))).containsExactly("OTHERS");
        assertThat(events(there.people.get(1))).isZero();
        // and a tick without leading is none either
        Map<String, Object> tick = new Phone(Duration.ZERO).event(there.people.get(1), true, null, "没带手机");
        assertThat(sent(there.guest(one()), List.of(tick))).containsExactly("OTHERS");
        assertThat(sent(there.guest(there.leader), List.of(tick))).containsExactly("COUNTED");
        assertThat(there.presences(there.people.get(1)))
                .singleElement()
                .extracting(Presence::way)
                .isEqualTo(Way.OFFLINE_LEADER);
        assertThat(sent(there.guest(there.people.get(1)), List.of(theirs)))
                .as("its own signs in and sends the same")
                .containsExactly("COUNTED");
    }

    @Test
    void whatCannotBeReadIsSaidSoAndNothingIsTaken() throws Exception {
        for (String nonsense : List.of("", "{", "[1]", "[{}]", "{\"device\":1}", "[{\"counter\":1e400}]")) {
            Guest.Answer answer = there.guest(one()).post("/checkin/events", "events", nonsense);
            assertThat(answer.status()).as(nonsense).isEqualTo(409);
            assertThat(answer.body()).as(nonsense).contains("读不出来");
        }
        assertThat(events(one())).isZero();
    }

    /** Random days: some things come by the network at once, others out of phones, late, doubled and out of order. */
    @Test
    void theRowsSayInTheEndWhatAllEventsSayTogether() throws Exception {
        Random random = new Random(SEED);
        for (int trial = 0; trial < 12; trial++) {
            stopClock();
            Gathering.One who = there.people.get(trial % there.people.size());
            Phone phone = new Phone(Duration.ofHours(random.nextInt(200) - 100));
            List<Map<String, Object>> kept = new ArrayList<>();
            Guest guest = there.guest(who);
            for (int step = 0; step < 12; step++) {
                clock.advance(Duration.ofMinutes(1 + random.nextInt(9)));
                boolean coming = random.nextBoolean();
                if (random.nextInt(3) == 0) {
                    guest.post(path(coming ? "arrivals" : "departures"), "code", there.code());
                } else {
                    kept.add(phone.event(who, coming, there.code(), ""));
                }
                if (!kept.isEmpty() && random.nextInt(4) == 0) {
                    List<Map<String, Object>> some =
                            new ArrayList<>(kept.subList(random.nextInt(kept.size()), kept.size()));
                    Collections.shuffle(some, random);
                    sent(guest, some);
                }
            }
            Collections.shuffle(kept, random);
            sent(guest, kept);
            List<String> rows = there.presences(who).stream()
                    .map(one ->
                            one.ordinal() + " " + one.in() + " " + one.out() + " " + one.way() + " " + one.standing())
                    .toList();
            List<String> told =
                    there
                            .inHouse(() -> rulebook.rules()
                                    .reconciliation()
                                    .of(events.marks(who.volunteer().value())))
                            .stream()
                            .filter(one -> one.activity().equals(there.activity))
                            .map(one -> one.ordinal() + " " + one.in() + " " + one.out() + " " + one.way() + " "
                                    + one.standing())
                            .toList();
            assertThat(rows).as("seed %s, trial %s", SEED, trial).isEqualTo(told);
            there.end();
            there = new Gathering(house, 3);
        }
    }

    @Test
    void whatAFallOfTheHouseLeftUnreadTheJobReads() {
        stopClock();
        Instant at = clock.instant();
        there.inHouse(() -> {
            events.add(new Event(
                    UUID.randomUUID(),
                    null,
                    null,
                    there.activity,
                    one().volunteer(),
                    one().person(),
                    Event.Kind.IN,
                    null,
                    Way.CODE,
                    at,
                    at,
                    null,
                    null,
                    null,
                    null,
                    null,
                    "",
                    ""));
            events.unsettled(UUID.randomUUID(), one().volunteer().value(), at);
            return true;
        });
        assertThat(there.presences(one())).isEmpty();
        settlement.catchUp();
        assertThat(there.presences(one())).hasSize(1);
    }

    // --- by somebody's word ---

    @Test
    void whoStandsThereWithoutASeatIsTakenOnWhereOneIsFreeAndToldAndAnotherLooksAtIt() throws Exception {
        Gathering.One stranger = there.someone();
        Guest leader = there.guest(there.leader);
        Guest.Answer card = leader.post(path("cards"), "number", stranger.number());
        assertThat(card.status()).isEqualTo(422);
        assertThat(card.body()).contains("没有报上这个活动", path("walk-ins"));
        Guest.Answer full = leader.post(path("walk-ins"), "number", stranger.number());
        assertThat(full.status()).as("every seat is taken").isEqualTo(422);
        assertThat(full.body()).contains("没有空名额");

        there.inHouse(() -> jdbc.sql("update activity.post set seats = seats + 1 where activity = ?")
                .param(there.activity.value())
                .update());
        assertThat(leader.post(path("walk-ins"), "number", stranger.number()).status())
                .isEqualTo(302);
        assertThat(leader.post(path("walk-ins"), "number", stranger.number()).status())
                .as("a second tap")
                .isEqualTo(302);
        assertThat(there.presences(stranger)).singleElement().satisfies(presence -> {
            assertThat(presence.way()).isEqualTo(Way.LEADER);
            assertThat(presence.here()).isTrue();
        });
        assertThat(there.inHouse(() -> jdbc.sql("""
                                select count(*) from activity.telling t join activity.sign_up s on s.id = t.sign_up
                                where t.kind = 'TAKEN_ON' and s.volunteer = ?""")
                        .param(stranger.volunteer().value())
                        .query(Integer.class)
                        .single()))
                .isOne();
        // by nobody else, and not past the code once it is over
        assertThat(there.guest(one())
                        .post(path("walk-ins"), "number", stranger.number())
                        .status())
                .isEqualTo(404);
        there.end();
        assertThat(leader.post(path("walk-ins"), "number", there.someone().number())
                        .status())
                .isEqualTo(422);
    }

    @Test
    void theLeaderTicksWithAReasonAndNeverHimself() throws Exception {
        Guest leader = there.guest(there.leader);
        String seat = seat(one());
        Guest.Answer without = leader.post(path("ticks"), "in", seat);
        assertThat(without.status()).isEqualTo(422);
        assertThat(leader.post(path("ticks"), "in", seat, "reason", "没带手机").status())
                .isEqualTo(302);
        assertThat(there.presences(one())).singleElement().satisfies(presence -> {
            assertThat(presence.way()).isEqualTo(Way.LEADER);
            assertThat(presence.reason()).isEqualTo("没带手机");
            assertThat(presence.recorders().getFirst().account()).isEqualTo(there.leader.account());
        });
        assertThatThrownBy(() -> there.inHouse(() -> jdbc.sql("""
                                insert into presence.event (id, activity, volunteer, person, kind, way, at, received_at, verdict,
                                    recorder, who, reason)
                                values (gen_random_uuid(), :activity, :volunteer, :person, 'IN', 'LEADER',
                                    timestamptz '2026-01-01Z', timestamptz '2026-01-01Z', 'COUNTED', :person, '示例', '没带手机')""")
                        .param("activity", there.activity.value())
                        .param("volunteer", one().volunteer().value())
                        .param("person", one().person().value())
                        .update()))
                .as("nobody records himself, says the database too")
                .hasMessageContaining("event_other");
        assertThatThrownBy(() -> there.as(
                        there.leader,
                        () -> transactions.execute(status -> {
                            CheckInPolicy.mayRecord(true, java.util.OptionalInt.of(40))
                                    .orRefuse();
                            return true;
                        })))
                .isInstanceOf(Refusal.class);
    }

    private String seat(Gathering.One of) {
        return there.inHouse(() -> house.getBean(org.zhiyuan.activity.SignUps.class)
                .of(there.activity, of.volunteer())
                .orElseThrow()
                .id()
                .toString());
    }

    @Test
    void theLeaderReadsACardByItsNumber() throws Exception {
        Guest leader = there.guest(there.leader);
        assertThat(leader.post(path("cards"), "number", "ZQ00000000001").status())
                .isEqualTo(422);
        assertThat(leader.post(path("cards"), "number", " " + one().number().toLowerCase(java.util.Locale.ROOT))
                        .status())
                .isEqualTo(302);
        assertThat(there.presences(one()))
                .singleElement()
                .extracting(Presence::way)
                .isEqualTo(Way.CARD);
    }

    @Test
    void whoForgotToGoSaysWhenAndTheLeaderConfirms() throws Exception {
        stopClock();
        Guest guest = there.guest(one());
        come(guest, there.code());
        clock.advance(Duration.ofHours(20));
        Instant went = there.facts().ends();
        Guest.Answer said = guest.post(path("statement"), "went", Written.of(went), "reason", "手机没电了");
        assertThat(said.status()).as(said.body()).isEqualTo(302);
        assertThat(there.presences(one()).getFirst().out()).isNull();
        UUID doubt = there.inHouse(
                () -> statements.doubtful(there.activity).getFirst().event());
        there.guest(there.leader)
                .post(path("doubts/" + doubt), "so", "yes", "at", Written.of(went), "reason", "大家一起收的工");
        assertThat(there.presences(one())).singleElement().satisfies(presence -> {
            assertThat(presence.standing()).isEqualTo(Standing.CLOSED);
            assertThat(presence.way()).isEqualTo(Way.LEADER);
            assertThat(presence.reason()).isEqualTo("大家一起收的工");
        });
    }

    @Test
    void aSheetOfPaperCountsForTenWorkingDaysAndIsALateEntryAfterwards() throws Exception {
        stopClock();
        there.inHouse(() -> statements.paperUntil(there.facts()));
        clock.advance(Duration.ofHours(4));
        String day = there.facts().day().toString();
        Guest leader = there.guest(there.leader);
        String from = time(there.facts().starts());
        String until = time(there.facts().starts().plus(Duration.ofHours(2)));
        Guest.Answer wrong = leader.post(
                path("paper"), "day", day, "reason", "领队保管", "in-" + seat(one()), until, "out-" + seat(one()), from);
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.body()).contains("签退时间要晚于签到时间");
        Guest.Answer entered = leader.post(
                path("paper"), "day", day, "reason", "领队保管", "in-" + seat(one()), from, "out-" + seat(one()), until);
        assertThat(entered.status()).as(entered.body()).isEqualTo(302);
        assertThat(there.presences(one())).singleElement().satisfies(presence -> {
            assertThat(presence.way()).isEqualTo(Way.PAPER);
            assertThat(presence.counts()).isTrue();
        });
        clock.advance(Duration.ofDays(30));
        Gathering.One other = there.people.get(1);
        leader = there.guest(there.leader);
        leader.post(
                path("paper"), "day", day, "reason", "领队保管", "in-" + seat(other), from, "out-" + seat(other), until);
        assertThat(there.presences(other))
                .singleElement()
                .extracting(Presence::way)
                .isEqualTo(Way.LATE_ENTRY);
    }

    private static String time(Instant at) {
        return at.atZone(org.zhiyuan.shell.Formats.ZONE)
                .toLocalTime()
                .truncatedTo(ChronoUnit.MINUTES)
                .toString();
    }

    @Test
    void whatWasTickedByMistakeIsTakenBackAndStaysToBeSeen() throws Exception {
        stopClock();
        Guest leader = there.guest(there.leader);
        String seat = seat(one());
        leader.post(path("ticks"), "in", seat, "reason", "没带手机");
        leader.post(path("ticks"), "in", seat, "reason", "没带手机");
        String presence = there.presences(one()).getFirst().id().toString();
        Guest.Answer answer = leader.post(path("seats/" + seat + "/withdrawals"), "presence", presence, "why", "点错了人");
        assertThat(answer.status()).as(answer.body()).isEqualTo(302);
        assertThat(there.presences(one())).isEmpty();
        assertThat(events(one())).isEqualTo(4);
    }

    // --- nobody at two places ---

    @Test
    void nobodyIsAtTwoPlacesAtOnceWhicheverWordComesFirst() {
        stopClock();
        Instant begin = clock.instant();
        ActivityId other = there.another(List.of(one()));
        clock.advance(Duration.ofHours(2));
        word(other, true, begin.plus(Duration.ofMinutes(30)));
        word(other, false, begin.plus(Duration.ofMinutes(60)));
        assertThat(there.inHouse(() -> presences.at(other, one().volunteer())))
                .singleElement()
                .matches(Presence::counts);
        word(there.activity, true, begin);
        word(there.activity, false, begin.plus(Duration.ofMinutes(90)));

        assertThat(there.presences(one())).singleElement().matches(Presence::counts);
        assertThat(there.inHouse(() -> presences.at(other, one().volunteer())))
                .singleElement()
                .extracting(Presence::standing)
                .isEqualTo(Standing.CLASHES);
    }

    private void word(ActivityId activity, boolean coming, Instant at) {
        there.as(there.leader, () -> {
            statements.record(
                    there.leader.actor(),
                    activity,
                    new Statements.Word(one().volunteer(), coming, at, Way.LEADER, "示例理由"),
                    UUID.randomUUID());
            return true;
        });
    }

    @Test
    void theDatabaseLetsNobodyBeAtTwoPlaces() {
        stopClock();
        Instant begin = clock.instant();
        ActivityId other = there.another(List.of(one()));
        clock.advance(Duration.ofHours(2));
        word(there.activity, true, begin);
        word(there.activity, false, begin.plus(Duration.ofMinutes(90)));
        word(other, true, begin.plus(Duration.ofMinutes(30)));
        word(other, false, begin.plus(Duration.ofMinutes(60)));
        assertThatThrownBy(() -> there.inHouse(
                        () -> jdbc.sql("update presence.presence set standing = 'CLOSED' where volunteer = :volunteer")
                                .param("volunteer", one().volunteer().value())
                                .update()))
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("presence_apart");
    }

    // --- whose rows ---

    @Test
    void aNeighbourSeesNoPresenceAndNoSecretAndMayAddNone() throws Exception {
        stopClock();
        come(there.guest(one()), there.code());
        Gathering.One neighbour = there.someone();
        assertThat(as(neighbour.scope(), "select count(*)::int from presence.presence"))
                .isZero();
        assertThat(as(neighbour.scope(), "select count(*)::int from presence.event"))
                .isZero();
        assertThat(as(one().scope(), "select count(*)::int from presence.presence"))
                .isOne();
        assertThat(as(one().scope(), "select count(*)::int from presence.secret"))
                .as("whoever comes does not see what the codes are made with")
                .isZero();
        assertThat(as(there.leader.scope(), "select count(*)::int from presence.presence"))
                .isOne();
        assertThat(as(there.leader.scope(), "select count(*)::int from presence.secret"))
                .isOne();
        assertThat(there.guest(neighbour).get(path("desk")).status()).isEqualTo(404);
        assertThat(there.guest(one()).get(path("code")).status()).isEqualTo(404);
        assertThat(there.guest(one()).get(path("roster")).status()).isEqualTo(404);
        assertThat(there.guest(there.leader).get(path("desk")).status()).isEqualTo(200);
        assertThat(there.guest(there.leader).get(path("code")).body())
                .contains(there.code().substring(0, 3));
        assertThatThrownBy(() -> add(neighbour.scope(), one(), "CODE"))
                .rootCause()
                .hasMessageContaining("row-level security");
        assertThatThrownBy(() -> add(one().scope(), one(), "LEADER"))
                .as("one's own word is a code")
                .rootCause()
                .hasMessageContaining("row-level security");
        add(there.leader.scope(), one(), "LEADER");
    }

    private int as(Scope scope, String sql) {
        return Acting.as(
                one().actor(),
                scope,
                () -> Objects.requireNonNull(transactions.execute(
                        status -> jdbc.sql(sql).query(Integer.class).single())));
    }

    private void add(Scope scope, Gathering.One of, String way) {
        Acting.as(
                one().actor(),
                scope,
                () -> transactions.executeWithoutResult(status -> {
                    status.setRollbackOnly();
                    jdbc.sql("""
                            insert into presence.event (id, activity, volunteer, person, kind, way, at, received_at, verdict,
                                who, reason)
                            values (gen_random_uuid(), :activity, :volunteer, :person, 'IN', :way,
                                timestamptz '2026-01-01Z', timestamptz '2026-01-01Z', 'COUNTED', '', '示例')""")
                            .param("activity", there.activity.value())
                            .param("volunteer", of.volunteer().value())
                            .param("person", of.person().value())
                            .param("way", way)
                            .update();
                }));
    }

    @Test
    void anEventIsNeverChangedNorTakenAway() {
        for (String sql : List.of(
                "update presence.event set at = at where false",
                "delete from presence.event where false",
                "delete from presence.presence where false")) {
            assertThatThrownBy(() -> there.inHouse(() -> jdbc.sql(sql).update()))
                    .isInstanceOf(DataAccessException.class)
                    .rootCause()
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void oneWhoDoesNotLeadSaysNothingOfOthers() {
        assertThatThrownBy(() -> there.as(one(), () -> {
                    statements.record(
                            one().actor(),
                            there.activity,
                            new Statements.Word(there.people.get(1).volunteer(), true, null, Way.LEADER, "示例理由"),
                            UUID.randomUUID());
                    return true;
                }))
                .isInstanceOf(Absent.class);
    }

    @Test
    void manyOnOnePhoneAndManyInOneSecondAreShownToWhoeverLeads() throws Exception {
        stopClock();
        Phone phone = new Phone(Duration.ZERO);
        for (Gathering.One one : there.people) {
            sent(there.guest(one), List.of(phone.event(one, true, there.code(), "")));
        }
        assertThat(there.inHouse(() -> presences.oddities(there.activity)))
                .anySatisfy(text -> assertThat(text.toString()).contains("同一部手机"));
        assertThat(Set.copyOf(there.people)).hasSize(3);
    }
}
