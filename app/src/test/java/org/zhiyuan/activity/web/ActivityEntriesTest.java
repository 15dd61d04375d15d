package org.zhiyuan.activity.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.HouseTest;
import org.zhiyuan.activity.Activities;
import org.zhiyuan.activity.Activity;
import org.zhiyuan.activity.ActivityId;
import org.zhiyuan.activity.ActivityState;
import org.zhiyuan.activity.Plan;
import org.zhiyuan.activity.Terms;
import org.zhiyuan.cell.SettableClock;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.MobileNumber;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.network.Sites;
import org.zhiyuan.person.Basis;
import org.zhiyuan.person.Particulars;
import org.zhiyuan.person.People;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.project.ProjectId;
import org.zhiyuan.project.RiskGrade;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.Formats;
import org.zhiyuan.volunteer.VolunteerNumber;

/** What is saved from a form that was opened and not touched is what was there before. */
@HouseTest
class ActivityEntriesTest {
    private static final AtomicInteger NEXT = new AtomicInteger();

    @Autowired
    private ActivityEntries entries;

    @Autowired
    private Activities activities;

    @Autowired
    private People people;

    @Autowired
    private Sites sites;

    @Autowired
    private Terms terms;

    @Autowired
    private SettableClock clock;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionOperations transactions;

    private final Actor system =
            new Actor(Actor.Kind.STAFF, UUID.randomUUID(), null, "示例", "站", "198.51.100.7", "test");
    private Actor clerk;
    private ActivityId made;

    private <T> T inHouse(Supplier<T> work) {
        return Acting.as(
                system, Scope.EVERYTHING, () -> Objects.requireNonNull(transactions.execute(status -> work.get())));
    }

    /** The clerk is somebody, too: whoever enters no leader leads a new activity himself. */
    @BeforeEach
    void aClerk() {
        clerk = new Actor(
                Actor.Kind.STAFF, UUID.randomUUID(), person().value(), "示例办事员", "站办事员", "198.51.100.7", "test");
    }

    @AfterEach
    void takeAway() {
        clock.reset();
        inHouse(() -> {
            if (activities.get(made).state().mayBecome(ActivityState.CANCELLED)) {
                activities.cancel(clerk, made, "测试结束了");
            }
            return true;
        });
    }

    private SiteId station() {
        return sites.resolve("530181009205", terms.today()).orElseThrow();
    }

    /** Grown up, and no volunteer. */
    private PersonId person() {
        int n = NEXT.incrementAndGet();
        return inHouse(() -> people.register(
                system,
                station(),
                new Particulars(
                        "周示例" + n,
                        MobileNumber.of("1941000%04d".formatted(n)),
                        true,
                        null,
                        terms.today().minusYears(40),
                        ""),
                Basis.DUTY,
                List.of()));
    }

    private PersonId volunteer() {
        PersonId person = person();
        inHouse(() -> jdbc.sql("""
                        insert into volunteer.volunteer
                            (id, person, number, site, state, source, registered_at, confirmed_on, free_known)
                        values (gen_random_uuid(), ?, ?, ?, 'ACTIVE', 'SELF', ?, ?, false)""")
                .params(
                        person.value(),
                        VolunteerNumber.of("ZE", NEXT.incrementAndGet()).value(),
                        station().value(),
                        clock.instant().atOffset(ZoneOffset.UTC),
                        terms.today())
                .update());
        return person;
    }

    private Activity published(PersonId... leaders) {
        Instant starts =
                terms.today().plusDays(1).atTime(9, 0).atZone(Formats.ZONE).toInstant();
        made = inHouse(() -> {
            ActivityId id = activities.draft(
                    clerk,
                    new Plan(
                            station(),
                            null,
                            null,
                            "示例填表",
                            "清理河边",
                            "鸣矣河桥头",
                            starts,
                            starts.plus(Duration.ofHours(2)),
                            0,
                            "",
                            "",
                            RiskGrade.LOW,
                            "路滑",
                            "发雨鞋",
                            clock.instant(),
                            starts.minus(Duration.ofHours(2)),
                            List.of(leaders),
                            List.of(new Plan.PlannedPost(null, "清理", "", 5, null, 0))));
            activities.submit(clerk, id);
            return id;
        });
        return now();
    }

    private Activity now() {
        return inHouse(() -> activities.get(made));
    }

    private <T> T asClerk(Supplier<T> work) {
        return Acting.as(clerk, Scope.EVERYTHING, work);
    }

    private Form shown(Activity activity) {
        return asClerk(() -> entries.shown(activity, activities.posts(activity.id())));
    }

    private Plan plan(Form form, Activity before) {
        Plan plan = asClerk(() -> entries.plan(form, before));
        assertThat(form.wrongs()).isEmpty();
        return Objects.requireNonNull(plan);
    }

    @Test
    void aLeaderWhoseNumberIsNotSeenStays() {
        PersonId unseen = person();
        Activity activity = published(unseen);
        Form form = shown(activity);
        assertThat(form.raw("leaders")).isEmpty();
        assertThat(plan(form, activity).leaders()).containsExactly(unseen);
        assertThat(asClerk(() -> entries.unseen(activity))).hasSize(1);
    }

    @Test
    void whoeverIsSeenIsExchangedAndTheOthersStayUnlessItIsSaidThatTheyGo() {
        PersonId unseen = person();
        PersonId seen = volunteer();
        PersonId other = volunteer();
        Activity activity = published(unseen, seen);
        Form form = shown(activity);
        assertThat(plan(form, activity).leaders()).containsExactlyInAnyOrder(unseen, seen);

        String number = inHouse(() -> jdbc.sql("select number from volunteer.volunteer where person = ?")
                .params(other.value())
                .query(String.class)
                .single());
        assertThat(plan(shown(activity).with("leaders", number), activity).leaders())
                .containsExactlyInAnyOrder(unseen, other);
        assertThat(plan(shown(activity).with("leaders", number).with("replaceLeaders", "yes"), activity)
                        .leaders())
                .containsExactly(other);
        // an empty field replaces nobody
        assertThat(plan(shown(activity).with("leaders", ""), activity).leaders())
                .containsExactly(unseen, seen);
    }

    @Test
    void theProjectItBelongsToStaysHoweverThatStands() {
        Activity activity = published(volunteer());
        UUID project = UUID.randomUUID();
        inHouse(() ->
                jdbc.sql("""
                        insert into project.project (id, title, site, leader, state, drafted_at)
                        values (?, '示例项目', ?, ?, 'IDEA', '2020-01-01Z')""").params(project, station().value(), clerk.person()).update());
        inHouse(() -> jdbc.sql("update activity.activity set project = ? where id = ?")
                .params(project, made.value())
                .update());
        Activity now = now();
        assertThat(asClerk(() -> entries.projects(now))).containsKey(project.toString());
        assertThat(asClerk(() -> entries.projects(null))).doesNotContainKey(project.toString());

        Plan plan = plan(shown(now), now);
        assertThat(plan.project()).isEqualTo(new ProjectId(project));
        inHouse(() -> {
            activities.change(clerk, made, now.version(), plan);
            return true;
        });
        assertThat(now().project()).isEqualTo(new ProjectId(project));

        Form stale = shown(activity).with("project", UUID.randomUUID());
        assertThat(asClerk(() -> entries.plan(stale, activity) == null)).isTrue();
        assertThat(stale.wrong("project")).isNotNull();
    }

    @Test
    void whatIsClosedToNewPeopleIsStillChanged() {
        Activity before = published(volunteer());
        clock.set(before.enrolUntil().plusSeconds(60));
        inHouse(() -> {
            activities.confirm(clerk, made);
            return true;
        });
        Activity closed = now();
        assertThat(closed.state()).isEqualTo(ActivityState.CONFIRMED);

        Plan plan = plan(shown(closed).with("place", "鸣矣河桥尾"), closed);
        assertThat(plan.enrolFrom()).isEqualTo(before.enrolFrom());
        assertThat(plan.enrolUntil()).isEqualTo(before.enrolUntil());
        inHouse(() -> {
            activities.change(clerk, made, closed.version(), plan);
            return true;
        });
        assertThat(now().place()).isEqualTo("鸣矣河桥尾");
    }
}
