package org.zhiyuan.presence;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.access.Guest;
import org.zhiyuan.access.SampleCity;
import org.zhiyuan.activity.Activities;
import org.zhiyuan.activity.Activity;
import org.zhiyuan.activity.ActivityId;
import org.zhiyuan.activity.Plan;
import org.zhiyuan.activity.SignUps;
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
import org.zhiyuan.shell.Formats;
import org.zhiyuan.volunteer.VolunteerId;
import org.zhiyuan.volunteer.VolunteerNumber;

/** An activity that is going on at a station of the sample, with whoever leads it and those who come. All made up. */
public final class Gathering {
    /** Somebody with a telephone. */
    public record One(VolunteerId volunteer, String number, PersonId person, UUID account) {
        Actor actor() {
            return new Actor(Actor.Kind.CITIZEN, account, person.value(), "示例本人", "", "198.51.100.8", "test");
        }

        Scope scope() {
            return new Scope(false, Set.of(), Set.of(), person.value(), account, true);
        }
    }

    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final String STATION = "530181009205";

    private final ApplicationContext house;
    private final JdbcClient jdbc;
    private final SettableClock clock;
    private final TransactionOperations transactions;
    private final Actor clerk =
            new Actor(Actor.Kind.STAFF, UUID.randomUUID(), null, "示例办事员", "站办事员", "198.51.100.7", "test");
    public final One leader;
    public final List<One> people = new ArrayList<>();
    public final ActivityId activity;

    /** @param seated how many come; the leader is none of them */
    public Gathering(ApplicationContext house, int seated) {
        this.house = house;
        this.jdbc = house.getBean(JdbcClient.class);
        this.clock = house.getBean(SettableClock.class);
        this.transactions = house.getBean(TransactionOperations.class);
        this.leader = someone();
        this.activity = begun(seated);
    }

    /** One more activity at the same time, led by the same; those named come there too. */
    public ActivityId another(List<One> those) {
        ActivityId other = planned(Math.max(1, those.size()));
        those.forEach(one -> jdbcSeat(other, one));
        begin(other);
        return other;
    }

    private ActivityId begun(int seated) {
        for (int i = 0; i < seated; i++) {
            people.add(someone());
        }
        ActivityId id = planned(Math.max(1, seated));
        for (One one : people) {
            Acting.as(
                    one.actor(),
                    one.scope(),
                    () -> house.getBean(SignUps.class)
                            .signUp(
                                    one.actor(),
                                    id,
                                    house.getBean(Activities.class)
                                            .posts(id)
                                            .getFirst()
                                            .id()));
        }
        begin(id);
        return id;
    }

    private ActivityId planned(int seats) {
        Instant starts = clock.instant().plus(Duration.ofMinutes(20));
        return inHouse(() -> {
            Activities activities = house.getBean(Activities.class);
            ActivityId id = activities.draft(
                    clerk,
                    new Plan(
                            station(),
                            null,
                            null,
                            "示例签到" + NEXT.incrementAndGet(),
                            "清理河边",
                            "鸣矣河桥头",
                            starts,
                            starts.plus(Duration.ofHours(3)),
                            0,
                            "",
                            "",
                            RiskGrade.LOW,
                            "路滑",
                            "发雨鞋",
                            clock.instant().minusSeconds(60),
                            starts.minusSeconds(60),
                            List.of(leader.person()),
                            List.of(new Plan.PlannedPost(null, "清理", "", seats, null, 0))));
            activities.submit(clerk, id);
            return id;
        });
    }

    private void begin(ActivityId id) {
        inHouse(() -> {
            house.getBean(Activities.class).begin(clerk, id);
            return true;
        });
    }

    /** Past the rule that nobody signs up for two things at one time, as an order of the office may be. */
    private void jdbcSeat(ActivityId id, One one) {
        inHouse(() -> jdbc.sql("""
                        insert into activity.sign_up (id, activity, post, volunteer, person, state, risk_open, override,
                            override_by, clash_allowed, at, changed_at, slot)
                        select gen_random_uuid(), p.activity, p.id, :volunteer, :person, 'SEATED', true, '示例：测试',
                               gen_random_uuid(), true, :now, :now, tstzrange(a.starts, a.ends)
                        from activity.post p join activity.activity a on a.id = p.activity where p.activity = :activity""")
                .param("volunteer", one.volunteer().value())
                .param("person", one.person().value())
                .param("activity", id.value())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update());
    }

    private SiteId station() {
        return house.getBean(Sites.class)
                .resolve(STATION, clock.instant().atZone(Formats.ZONE).toLocalDate())
                .orElseThrow();
    }

    /** A grown-up volunteer who holds no seat. */
    public One someone() {
        return inHouse(() -> {
            int n = NEXT.incrementAndGet();
            SiteId site = station();
            String phone = "1960009%04d".formatted(n);
            PersonId person = house.getBean(People.class)
                    .register(
                            clerk,
                            site,
                            new Particulars(
                                    "周示例签" + n,
                                    MobileNumber.of(phone),
                                    true,
                                    null,
                                    clock.instant()
                                            .atZone(Formats.ZONE)
                                            .toLocalDate()
                                            .minusYears(40),
                                    ""),
                            Basis.DUTY,
                            List.of());
            UUID volunteer = Ids.next(clock);
            String number = VolunteerNumber.of("ZQ", n).value();
            jdbc.sql("""
                            insert into volunteer.volunteer
                                (id, person, number, site, state, source, registered_at, confirmed_on, free_known)
                            values (?, ?, ?, ?, 'ACTIVE', 'SELF', ?, '2026-01-01', false)""")
                    .params(
                            volunteer,
                            person.value(),
                            number,
                            site.value(),
                            clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
            UUID account = Ids.next(clock);
            jdbc.sql("""
                            insert into access.account (id, kind, person, name, sessions_from, created_at)
                            values (?, 'CITIZEN', ?, ?, '2020-01-01Z', '2020-01-01Z')""").params(account, person.value(), "示例" + n).update();
            return new One(new VolunteerId(volunteer), number, person, account);
        });
    }

    public <T> T inHouse(Supplier<T> work) {
        return Acting.as(
                clerk, Scope.EVERYTHING, () -> Objects.requireNonNull(transactions.execute(status -> work.get())));
    }

    public <T> T as(One one, Supplier<T> work) {
        return Acting.as(one.actor(), one.scope(), work);
    }

    public Activity facts() {
        return inHouse(() -> house.getBean(Activities.class).get(activity));
    }

    /** The digits on the venue's screen now. */
    public String code() {
        return code(activity);
    }

    public String code(ActivityId id) {
        return VenueCode.at(house.getBean(VenueSecrets.class).of(id), clock.instant());
    }

    public String session(One one) {
        return house.getBean(SampleCity.class).session(one.account());
    }

    /** This one's browser, without script. */
    public Guest guest(One one) {
        return new Guest(address()).with("session", session(one));
    }

    public String address() {
        return "http://localhost:" + house.getEnvironment().getProperty("local.server.port");
    }

    /** All that is known of one here. */
    public List<Presence> presences(One one) {
        return inHouse(() -> house.getBean(Presences.class).at(activity, one.volunteer()));
    }

    /** It is over, so that no public page shows it to other tests. */
    public void end() {
        inHouse(() -> {
            jdbc.sql(
                            "update activity.activity set state = 'ENDED' where leaders = array[:leader] and state = 'ONGOING'")
                    .param("leader", leader.person().value())
                    .update();
            return true;
        });
    }
}
