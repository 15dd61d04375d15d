package org.zhiyuan.presence.web;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.zhiyuan.activity.Activities;
import org.zhiyuan.activity.Activity;
import org.zhiyuan.activity.ActivityId;
import org.zhiyuan.activity.SignUp;
import org.zhiyuan.activity.SignUps;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.volunteer.Volunteer;

/** What is on around today: for one who holds a seat in it, and for one who leads it. */
@Component
class Around {
    /** What is over this long ago, or still to come for longer, is not shown. */
    private static final Duration BACK = Duration.ofDays(3);

    private static final Duration AHEAD = Duration.ofDays(4);
    private static final int SHOWN_MAX = 30;

    private final Activities activities;
    private final SignUps signUps;
    private final InstantSource clock;

    Around(Activities activities, SignUps signUps, InstantSource clock) {
        this.activities = activities;
        this.signUps = signUps;
        this.clock = clock;
    }

    List<Activity> seats(Volunteer own) {
        Set<ActivityId> seats = signUps.mine(own.id()).stream()
                .filter(signUp -> signUp.state().seated())
                .map(SignUp::activity)
                .collect(Collectors.toSet());
        return around(activities.all(seats));
    }

    List<Activity> led(Actor actor) {
        return around(activities.led(actor));
    }

    private List<Activity> around(List<Activity> those) {
        Instant now = clock.instant();
        return those.stream()
                .filter(one ->
                        one.ends().isAfter(now.minus(BACK)) && one.starts().isBefore(now.plus(AHEAD)))
                .sorted(Comparator.comparing(Activity::starts))
                .limit(SHOWN_MAX)
                .toList();
    }
}
