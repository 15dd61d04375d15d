package org.zhiyuan.activity;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.access.SampleCity;
import org.zhiyuan.cell.SettableClock;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.MobileNumber;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.network.Sites;
import org.zhiyuan.person.Basis;
import org.zhiyuan.person.Particulars;
import org.zhiyuan.person.People;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.project.RiskGrade;
import org.zhiyuan.volunteer.VolunteerId;
import org.zhiyuan.volunteer.VolunteerNumber;

/** Made-up volunteers and activities of a station, for tests; everything is taken away again. */
abstract class ActivityGround {
    private static final AtomicInteger NEXT = new AtomicInteger();

    @Autowired
    Activities activities;

    @Autowired
    SignUps signUps;

    @Autowired
    ActivityStore store;

    @Autowired
    People people;

    @Autowired
    Sites sites;

    @Autowired
    Terms terms;

    @Autowired
    SampleCity sample;

    @Autowired
    SettableClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionOperations transactions;

    @Autowired
    Environment environment;

    private final List<UUID> made = new ArrayList<>();
    final Actor clerk = new Actor(Actor.Kind.STAFF, UUID.randomUUID(), null, "示例办事员", "站办事员", "198.51.100.7", "test");

    /** Somebody of the crowd. */
    record One(VolunteerId volunteer, PersonId person, UUID account) {
        Actor actor() {
            return new Actor(Actor.Kind.CITIZEN, account, person.value(), "本人", "", "198.51.100.8", "test");
        }
    }

    <T> T inHouse(Supplier<T> work) {
        return Acting.as(
                clerk, Scope.EVERYTHING, () -> Objects.requireNonNull(transactions.execute(status -> work.get())));
    }

    <T> T as(One one, Supplier<T> work) {
        Scope own = new Scope(false, Set.of(), Set.of(), one.person().value(), one.account(), true);
        return Acting.as(one.actor(), own, () -> Objects.requireNonNull(transactions.execute(status -> work.get())));
    }

    SiteId station() {
        return sites.resolve("530181009205", terms.today()).orElseThrow();
    }

    One someone(int years) {
        return inHouse(() -> {
            int n = NEXT.incrementAndGet();
            SiteId site = station();
            PersonId person = people.register(
                    clerk,
                    site,
                    new Particulars(
                            "周示例" + n,
                            MobileNumber.of("1930000%04d".formatted(n)),
                            true,
                            null,
                            terms.today().minusYears(years).minusDays(10),
                            ""),
                    Basis.DUTY,
                    List.of());
            UUID volunteer = Ids.next(clock);
            jdbc.sql("""
                            insert into volunteer.volunteer
                                (id, person, number, site, state, source, registered_at, confirmed_on, free_known)
                            values (?, ?, ?, ?, 'ACTIVE', 'SELF', ?, ?, false)""")
                    .params(
                            volunteer,
                            person.value(),
                            VolunteerNumber.of("ZW", n).value(),
                            site.value(),
                            clock.instant().atOffset(java.time.ZoneOffset.UTC),
                            terms.today())
                    .update();
            UUID account = Ids.next(clock);
            jdbc.sql("""
                            insert into access.account (id, kind, person, name, sessions_from, created_at)
                            values (?, 'CITIZEN', ?, ?, '2020-01-01Z', ?)""")
                    .params(
                            account,
                            person.value(),
                            "193****%04d".formatted(n),
                            clock.instant().atOffset(java.time.ZoneOffset.UTC))
                    .update();
            return new One(new VolunteerId(volunteer), person, account);
        });
    }

    Plan plan(Instant starts, Duration length, RiskGrade risk, PersonId leader, int seats) {
        return new Plan(
                station(),
                null,
                null,
                "示例活动" + NEXT.incrementAndGet(),
                "清理河边",
                "鸣矣河桥头",
                starts,
                starts.plus(length),
                0,
                "",
                "",
                risk,
                "路滑",
                "发雨鞋",
                clock.instant(),
                starts.minusSeconds(60),
                List.of(leader),
                List.of(new Plan.PlannedPost(null, "清理", "", seats, null, 0)));
    }

    ActivityId published(Instant starts, Duration length, RiskGrade risk, PersonId leader, int seats) {
        return inHouse(() -> {
            ActivityId id = activities.draft(clerk, plan(starts, length, risk, leader, seats));
            made.add(id.value());
            activities.submit(clerk, id);
            if (risk != RiskGrade.LOW) {
                Actor second =
                        new Actor(Actor.Kind.STAFF, UUID.randomUUID(), null, "示例二", "所办事员", "198.51.100.9", "test");
                activities.pass(second, id);
            }
            return id;
        });
    }

    Instant tomorrow(int hour) {
        return terms.today()
                .plusDays(1)
                .atTime(hour, 0)
                .atZone(org.zhiyuan.shell.Formats.ZONE)
                .toInstant();
    }

    Post post(ActivityId id) {
        return inHouse(() -> activities.posts(id)).getFirst();
    }

    /** Published activities stand on public pages that other tests look at. */
    @AfterEach
    void takeAway() {
        inHouse(() -> {
            for (UUID id : made) {
                Activity activity = activities.get(new ActivityId(id));
                if (activity.state().mayBecome(ActivityState.CANCELLED)) {
                    activities.cancel(clerk, activity.id(), "测试结束了");
                }
            }
            jdbc.sql("update activity.telling set told_at = '2020-01-01Z' where told_at is null")
                    .update();
            return true;
        });
        made.clear();
    }

    SignUp signUp(One one, ActivityId id) {
        PostId post = post(id).id();
        return as(one, () -> signUps.signUp(one.actor(), id, post));
    }

    SignUp override(ActivityId id, One one, String reason) {
        PostId post = post(id).id();
        return inHouse(() -> signUps.override(clerk, id, post, one.volunteer(), reason, false));
    }

    List<SignUp> in(ActivityId id, SignUpState state) {
        return inHouse(() -> signUps.list(id, Set.of(state)));
    }
}
