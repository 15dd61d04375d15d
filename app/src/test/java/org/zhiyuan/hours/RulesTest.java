package org.zhiyuan.hours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zhiyuan.hours.ReckoningTest.RULES;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.zhiyuan.activity.ActivityId;
import org.zhiyuan.ledger.AccountId;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.presence.Way;
import org.zhiyuan.volunteer.VolunteerId;

/** Each rule of DOMAIN §4.1 that stops or holds an entry, by itself: where it finds something, and where it does not. */
class RulesTest {
    private static final Instant NINE = Instant.parse("2026-11-21T01:00:00Z");
    private static final UUID LEADER = UUID.randomUUID();
    private static final UUID PHONE = UUID.randomUUID();

    private final PersonId person = new PersonId(UUID.randomUUID());
    private Occasion occasion = occasion(50, false, true);

    private static Occasion occasion(@Nullable Integer room, boolean risky, boolean insured) {
        return new Occasion(
                new ActivityId(UUID.randomUUID()),
                new SiteId(UUID.randomUUID()),
                UUID.randomUUID(),
                null,
                NINE,
                NINE.plus(Duration.ofHours(3)),
                0,
                room,
                risky,
                insured,
                Set.of(LEADER),
                new AccountId(UUID.randomUUID()));
    }

    private Entry entry(Way way, Instant from, Instant until, int minutes, @Nullable Integer years) {
        return of(
                new VolunteerId(UUID.randomUUID()), way, from, until, minutes, years, null, null, until.plusSeconds(5));
    }

    private Entry of(
            VolunteerId volunteer,
            Way way,
            Instant from,
            Instant until,
            int minutes,
            @Nullable Integer years,
            @Nullable UUID device,
            @Nullable UUID recorder,
            Instant recordedAt) {
        return new Entry(
                new EntryId(UUID.randomUUID()),
                UUID.randomUUID(),
                occasion.activity(),
                occasion.site(),
                volunteer,
                person,
                LocalDate.of(2026, 11, 21),
                1,
                from,
                until,
                way,
                EntryClass.ORDINARY,
                recorder == null ? null : UUID.randomUUID(),
                recorder,
                null,
                null,
                device,
                LEADER,
                recordedAt,
                recordedAt,
                years,
                "2026.1",
                minutes,
                minutes,
                0,
                EntryState.COMPUTED,
                "",
                new AccountId(UUID.randomUUID()),
                null,
                1);
    }

    private Entry usual() {
        return entry(Way.CODE, NINE, NINE.plus(Duration.ofHours(3)), 180, 40);
    }

    private List<String> stops(Entry entry, boolean overlaps, int day, int people, boolean shared) {
        return HardStops.of(new HardStops.Facts(RULES, occasion, entry, overlaps, day, people, shared)).stream()
                .map(Finding::rule)
                .toList();
    }

    @Test
    void anUsualEntryIsStoppedByNothingAndHeldByNothing() {
        assertThat(stops(usual(), false, 0, 0, false)).isEmpty();
        assertThat(odd(usual(), List.of(), null, null, 0, 0)).isEmpty();
    }

    @Test
    void nobodyIsInTwoPlaces() {
        assertThat(stops(usual(), true, 0, 0, false)).containsExactly("FD1");
    }

    @Test
    void aDayHasAtMostSixteenHours() {
        assertThat(stops(usual(), false, 780, 0, false)).isEmpty();
        assertThat(stops(usual(), false, 781, 0, false)).containsExactly("FD3");
    }

    @Test
    void noMoreMinutesThanWereServedAndNoMorePeopleThanRoom() {
        assertThat(stops(entry(Way.CODE, NINE, NINE.plus(Duration.ofHours(3)), 181, 40), false, 0, 0, false))
                .containsExactly("FD6");
        assertThat(stops(usual(), false, 0, 49, false)).isEmpty();
        assertThat(stops(usual(), false, 0, 50, false)).containsExactly("FD6");
    }

    @Test
    void nobodyWritesHimselfDownNorThroughATelephoneThatTheyShare() {
        Entry self = of(
                new VolunteerId(UUID.randomUUID()),
                Way.LEADER,
                NINE,
                NINE.plusSeconds(7200),
                120,
                40,
                null,
                person.value(),
                NINE.plusSeconds(7200));
        assertThat(stops(self, false, 0, 0, false)).containsExactly("FD11");
        assertThat(stops(usual(), false, 0, 0, true)).containsExactly("FD11");
    }

    @Test
    void theYoungServeWhereTheyMay() {
        Instant noon = NINE.plus(Duration.ofHours(3));
        assertThat(stops(entry(Way.CODE, NINE, noon, 180, 5), false, 0, 0, false))
                .containsExactly("FD17");
        assertThat(stops(entry(Way.CODE, NINE, noon, 180, 6), false, 0, 0, false))
                .isEmpty();
        occasion = occasion(50, true, true);
        assertThat(stops(entry(Way.CODE, NINE, noon, 180, 17), false, 0, 0, false))
                .containsExactly("FD17");
        assertThat(stops(entry(Way.CODE, NINE, noon, 180, null), false, 0, 0, false))
                .containsExactly("FD17");
        assertThat(stops(entry(Way.CODE, NINE, noon, 180, 18), false, 0, 0, false))
                .isEmpty();
    }

    @Test
    void dangerIsInsured() {
        occasion = occasion(50, true, false);
        assertThat(stops(usual(), false, 0, 0, false)).containsExactly("FD18");
    }

    private List<String> odd(
            Entry entry,
            List<Entry> there,
            Detectors.@Nullable Elsewhere before,
            Detectors.@Nullable Elsewhere after,
            long manual,
            long total) {
        return Detectors.of(new Detectors.Facts(
                        RULES, occasion, entry, there, before, after, manual, total, NINE.plus(Duration.ofDays(14))))
                .stream()
                .map(Finding::rule)
                .toList();
    }

    @Test
    void nobodyTravelsFasterThanARoadAllows() {
        Instant left = NINE.minus(Duration.ofMinutes(20));
        assertThat(odd(
                        usual(),
                        List.of(),
                        new Detectors.Elsewhere(left.minusSeconds(3600), left, OptionalInt.of(41)),
                        null,
                        0,
                        0))
                .containsExactly("FD2");
        assertThat(odd(
                        usual(),
                        List.of(),
                        new Detectors.Elsewhere(left.minusSeconds(3600), left, OptionalInt.of(40)),
                        null,
                        0,
                        0))
                .isEmpty();
        Instant next = NINE.plus(Duration.ofHours(3));
        assertThat(odd(
                        usual(),
                        List.of(),
                        null,
                        new Detectors.Elsewhere(next, next.plusSeconds(60), OptionalInt.of(2)),
                        0,
                        0))
                .containsExactly("FD2");
        assertThat(odd(
                        usual(),
                        List.of(),
                        null,
                        new Detectors.Elsewhere(next, next.plusSeconds(60), OptionalInt.empty()),
                        0,
                        0))
                .isEmpty();
    }

    @Test
    void notTooMuchRestsOnOnePersonsWord() {
        Entry ticked = entry(Way.LEADER, NINE, NINE.plus(Duration.ofHours(3)), 180, 40);
        assertThat(odd(ticked, List.of(), null, null, 600, 1_000)).containsExactly("FD4");
        assertThat(odd(ticked, List.of(), null, null, 400, 1_000)).isEmpty();
        assertThat(odd(ticked, List.of(), null, null, 600, 10_000)).isEmpty();
        assertThat(odd(usual(), List.of(), null, null, 600, 1_000)).isEmpty();
    }

    @Test
    void whatIsRecordedBeforeItIsOverOrMuchLaterIsHeld() {
        Instant noon = NINE.plus(Duration.ofHours(3));
        VolunteerId one = new VolunteerId(UUID.randomUUID());
        assertThat(odd(
                        of(one, Way.PAPER, NINE, noon, 180, 40, null, LEADER, noon.minusSeconds(1)),
                        List.of(),
                        null,
                        null,
                        0,
                        0))
                .containsExactly("FD5");
        assertThat(odd(
                        of(one, Way.PAPER, NINE, noon, 180, 40, null, LEADER, NINE.plus(Duration.ofDays(15))),
                        List.of(),
                        null,
                        null,
                        0,
                        0))
                .containsExactly("FD5");
        assertThat(odd(of(one, Way.PAPER, NINE, noon, 180, 40, null, LEADER, noon), List.of(), null, null, 0, 0))
                .isEmpty();
    }

    private Entry phoned(Way way) {
        return of(
                new VolunteerId(UUID.randomUUID()),
                way,
                NINE.plusSeconds(way.ordinal()),
                NINE.plusSeconds(10_000),
                166,
                40,
                PHONE,
                null,
                NINE.plusSeconds(10_000));
    }

    @Test
    void onePhoneIsOnePersons() {
        assertThat(odd(phoned(Way.CODE), List.of(phoned(Way.OFFLINE_CODE)), null, null, 0, 0))
                .isEmpty();
        assertThat(odd(phoned(Way.CODE), List.of(phoned(Way.OFFLINE_CODE), phoned(Way.CODE)), null, null, 0, 0))
                .containsExactly("FD7");
        // a leader's phone tells of many, and that is its use
        assertThat(odd(
                        phoned(Way.OFFLINE_LEADER),
                        List.of(phoned(Way.OFFLINE_LEADER), phoned(Way.OFFLINE_LEADER)),
                        null,
                        null,
                        0,
                        0))
                .isEmpty();
    }

    private List<Entry> others(int many, int apart, int longer) {
        return new ArrayList<>(IntStream.rangeClosed(1, many)
                .mapToObj(i -> entry(
                        Way.CODE,
                        NINE.plusSeconds((long) i * apart),
                        NINE.plusSeconds(10_000 + (long) i * apart + (long) i * longer),
                        160,
                        40))
                .toList());
    }

    @Test
    void notAllComeInOneSecondNorStayEquallyLongToTheSecond() {
        Entry entry = entry(Way.CODE, NINE, NINE.plusSeconds(10_000), 166, 40);
        assertThat(odd(entry, others(4, 0, 1), null, null, 0, 0)).containsExactly("FD8");
        assertThat(odd(entry, others(3, 0, 1), null, null, 0, 0)).isEmpty();
        // a crowd of a thousand comes five a second
        occasion = occasion(1_000, false, true);
        assertThat(odd(entry, others(4, 0, 1), null, null, 0, 0)).isEmpty();
        assertThat(odd(entry, others(9, 7, 0), null, null, 0, 0)).containsExactly("FD8");
        assertThat(odd(entry, others(9, 7, 3), null, null, 0, 0)).isEmpty();
        // a sheet says the same of all who were there together
        Entry sheet = entry(Way.PAPER, NINE, NINE.plusSeconds(10_000), 166, 40);
        assertThat(odd(sheet, others(9, 7, 0), null, null, 0, 0)).isEmpty();
    }

    @Test
    void leadersOwnHoursGoOneTierUpAndLongDaysToo() {
        Entry usual = usual();
        assertThat(ReviewPolicy.tier(RULES, occasion, usual, 0)).isZero();
        assertThat(ReviewPolicy.tier(RULES, occasion, usual, 300)).isZero();
        assertThat(ReviewPolicy.tier(RULES, occasion, usual, 301)).isEqualTo(1);
        assertThat(ReviewPolicy.tier(RULES, occasion, usual, 541)).isEqualTo(2);
        assertThat(ReviewPolicy.tier(RULES, occasion, entry(Way.LEADER, NINE, NINE.plusSeconds(7200), 120, 40), 0))
                .isEqualTo(1);
        assertThat(ReviewPolicy.tier(
                        RULES, occasion, entry(Way.OFFLINE_CODE, NINE, NINE.plusSeconds(7200), 120, 40), 0))
                .isEqualTo(1);
        Occasion own = new Occasion(
                occasion.activity(),
                occasion.site(),
                occasion.organiser(),
                null,
                occasion.starts(),
                occasion.ends(),
                0,
                50,
                false,
                true,
                Set.of(person.value()),
                occasion.issue());
        assertThat(ReviewPolicy.tier(RULES, own, usual, 0)).isEqualTo(2);
        assertThat(ReviewPolicy.witness(own, person.value())).isNull();
    }
}
