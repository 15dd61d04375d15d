package org.zhiyuan.bench.city;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * What happened where in three years, by a seed: the same seed, the same city. Nothing of it is stored; every fact is
 * reckoned from its place's number, its activity's number and its turn.
 */
final class Plan {
    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    /** Until so many days ago, so that every record is in time and no clock of the house runs any more. */
    static final int LAST_DAYS_AGO = 9;
    /** For so long are sign-ups, comings and goings and single steps kept. */
    static final int RECENT_DAYS = 90;

    private static final int DAYS = 3 * 365;
    private static final int TYPICAL_PEOPLE = 15;
    private static final int SPREAD = 7;
    private static final int SERVING_PERCENT = 94;
    private static final int PAPER_EVERY = 7;
    /** What stands on paper waits for a second person in the last weeks of a late place. */
    private static final int WAITING_DAYS = 40;

    private static final int EARLY_LEAVERS_ONE_IN = 400;
    private static final int EARLY_LEAVERS_ONE_IN_FAILING = 30;

    /** What kind of place it is: failures and differences fall on places, not on everybody alike. */
    enum Temper {
        USUAL,
        /** little happens */
        QUIET,
        /** records come days later, some on paper, the latest wait for a second look */
        LATE,
        /** many leave early */
        FAILING
    }

    /**
     * A place with its people: the first of them leads, some at the end were invited and never said yes.
     *
     * @param firstPerson of the numbers of all people
     * @param firstActivity of the numbers of all activities
     */
    record Place(UUID site, Temper temper, int firstPerson, int people, int firstActivity, int activities) {
        int serving() {
            return (people - 1) * SERVING_PERCENT / 100;
        }
    }

    /** @param entries that come of it; @param turn of its first, among all of its place */
    record Held(
            int number,
            Place place,
            int k,
            LocalDate day,
            Instant starts,
            Instant ends,
            int rest,
            int people,
            int turn) {}

    private final long seed;
    private final LocalDate today;
    private final List<Place> places = new ArrayList<>();

    Plan(long seed, LocalDate today, Size size, List<UUID> sites) {
        this.seed = seed;
        this.today = today;
        int count = Math.min(size.placesMax(), sites.size());
        SplittableRandom random = new SplittableRandom(seed);
        Temper[] tempers = new Temper[count];
        double[] people = new double[count];
        double[] activities = new double[count];
        for (int p = 0; p < count; p++) {
            int drawn = random.nextInt(100);
            tempers[p] = p == 0
                    ? Temper.LATE
                    : p == 1
                            ? Temper.FAILING
                            : drawn < 20
                                    ? Temper.QUIET
                                    : drawn < 35 ? Temper.LATE : drawn < 45 ? Temper.FAILING : Temper.USUAL;
            people[p] = 0.7 + 0.6 * random.nextDouble();
            activities[p] = (tempers[p] == Temper.QUIET ? 0.25 : 1) * (0.7 + 0.6 * random.nextDouble());
        }
        int[] peopleOf = shares(people, size.people());
        int[] activitiesOf = shares(activities, size.activities());
        int person = 0;
        int activity = 0;
        for (int p = 0; p < count; p++) {
            places.add(new Place(sites.get(p), tempers[p], person, peopleOf[p], activity, activitiesOf[p]));
            person += peopleOf[p];
            activity += activitiesOf[p];
        }
    }

    private static int[] shares(double[] weights, int all) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        int[] shares = new int[weights.length];
        double reached = 0;
        int given = 0;
        for (int i = 0; i < weights.length; i++) {
            reached += weights[i];
            shares[i] = (int) Math.round(all * reached / sum) - given;
            given += shares[i];
        }
        return shares;
    }

    List<Place> places() {
        return places;
    }

    LocalDate today() {
        return today;
    }

    /** The activity of this number among all. */
    Held held(Place place, int number) {
        int k = number - place.firstActivity();
        LocalDate day = today.minusDays(DAYS).plusDays((long) k * (DAYS - LAST_DAYS_AGO) / place.activities());
        SplittableRandom random = random(number, -1);
        Instant starts = day.atTime(8 + random.nextInt(9), random.nextInt(2) * 30)
                .atZone(ZONE)
                .toInstant();
        Instant ends = starts.plusSeconds(60L * (60 + 30 * random.nextInt(7)));
        return new Held(number, place, k, day, starts, ends, 10 * random.nextInt(3), people(place, k), turn(place, k));
    }

    /** Fifteen on average, exactly: what one has more its neighbour has less. */
    private int people(Place place, int k) {
        boolean alone = k == place.activities() - 1 && k % 2 == 0;
        int more = alone ? 0 : more(place, k / 2);
        return TYPICAL_PEOPLE + (k % 2 == 0 ? more : -more);
    }

    private int more(Place place, int pair) {
        return random(place.firstActivity() + pair, -2).nextInt(2 * SPREAD + 1) - SPREAD;
    }

    private int turn(Place place, int k) {
        return TYPICAL_PEOPLE * k + (k % 2 == 0 ? 0 : more(place, k / 2));
    }

    /** Who takes the n-th turn there: everybody who serves, one after another. */
    int person(Held held, int n) {
        return held.place().firstPerson() + 1 + (held.turn() + n) % held.place().serving();
    }

    boolean onPaper(Held held) {
        return held.place().temper() == Temper.LATE && held.k() % PAPER_EVERY == PAPER_EVERY - 1;
    }

    boolean waits(Held held) {
        return onPaper(held) && held.day().isAfter(today.minusDays(WAITING_DAYS));
    }

    boolean leavesEarly(Held held, int n) {
        int oneIn = held.place().temper() == Temper.FAILING ? EARLY_LEAVERS_ONE_IN_FAILING : EARLY_LEAVERS_ONE_IN;
        return random(held.number(), n).nextInt(oneIn) == 0;
    }

    boolean credited(Held held, int n) {
        return !waits(held) && !leavesEarly(held, n);
    }

    boolean recent(Held held) {
        return held.day().isAfter(today.minusDays(RECENT_DAYS));
    }

    /** A source of its own for each fact. */
    SplittableRandom random(int activity, int n) {
        return new SplittableRandom(
                seed * 0x9E3779B97F4A7C15L + activity * 0xC2B2AE3D27D4EB4FL + n * 0x165667B19E3779F9L);
    }

    /** A number of the shape of the house's: sorts by its time. */
    static UUID id(Instant at, SplittableRandom random) {
        long high = (at.toEpochMilli() << 16) | 0x7000L | random.nextInt(0x1000);
        long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
