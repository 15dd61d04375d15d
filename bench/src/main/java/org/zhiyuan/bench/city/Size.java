package org.zhiyuan.bench.city;

import java.util.Locale;

/**
 * How much is filled in.
 *
 * @param placePeople fewer people than this make no place of their own
 */
enum Size {
    SMALL(1_000, 1_000, 15_000, 120),
    FULL(75_000, 100_000, 1_500_000, 400);

    private final int people;
    private final int activities;
    private final int entries;
    private final int placePeople;

    Size(int people, int activities, int entries, int placePeople) {
        this.people = people;
        this.activities = activities;
        this.entries = entries;
        this.placePeople = placePeople;
    }

    static Size named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    int people() {
        return people;
    }

    int activities() {
        return activities;
    }

    int entries() {
        return entries;
    }

    int placesMax() {
        return Math.max(1, people / placePeople);
    }
}
