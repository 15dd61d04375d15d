package org.zhiyuan.certificate;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.cell.TestCell;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.MobileNumber;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.ServiceTime;
import org.zhiyuan.ledger.EntryId;
import org.zhiyuan.ledger.SealedBooks;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.network.Sites;
import org.zhiyuan.person.Basis;
import org.zhiyuan.person.Particulars;
import org.zhiyuan.person.People;
import org.zhiyuan.volunteer.Volunteer;
import org.zhiyuan.volunteer.VolunteerId;
import org.zhiyuan.volunteer.VolunteerNumber;
import org.zhiyuan.volunteer.Volunteers;

/**
 * A counter at a station of the sample: a volunteer of its own with hours that are really posted and sealed, and a clerk
 * who certifies. Takes the certificates away again; everybody is made up.
 */
public final class Counter {
    static final String STATION = "530181009205";
    static final String ELSEWHERE = "530181003212";
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final String[][] SERVICES = {
        {"手机课堂进村组", "示例村文化活动室", "教老年人用手机挂号、缴费"},
        {"院坝里讲政策", "示例村三组院坝", "宣讲医保和养老的新政策"},
        {"一餐热饭 · 送餐上门", "示例村及周边", "给行动不便的老人送午餐"},
        {"河道清洁", "鸣矣河示例河段", "捡拾垃圾，清理漂浮物"}
    };

    final Actor clerk = staff("赵示例甲");
    final Actor second = staff("钱示例乙");
    public final SealedBooks sealing;
    final Volunteer volunteer;
    public final SiteId station;
    final SiteId elsewhere;

    private final ApplicationContext house;
    private final TransactionOperations transactions;
    private final Issuing issuing;
    private final Applications applications;
    private final Certificates certificates;
    private final HeldCredits credits;

    /** @param phone of a volunteer of the sample */
    public static Counter of(ApplicationContext house, MobileNumber phone) {
        return new Counter(
                house,
                counter -> house.getBean(Volunteers.class)
                        .of(house.getBean(People.class).ownerOf(phone).orElseThrow())
                        .orElseThrow());
    }

    Counter(ApplicationContext house, String name) {
        this(house, name, LocalDate.of(1980, 5, 5));
    }

    /** @param born null where nobody knows */
    Counter(ApplicationContext house, String name, @Nullable LocalDate born) {
        this(house, counter -> counter.volunteer(name, born));
    }

    private Counter(ApplicationContext house, Function<Counter, Volunteer> who) {
        this.house = house;
        this.transactions = house.getBean(TransactionOperations.class);
        this.issuing = house.getBean(Issuing.class);
        this.applications = house.getBean(Applications.class);
        this.certificates = house.getBean(Certificates.class);
        this.credits = house.getBean(HeldCredits.class);
        this.sealing = new SealedBooks(house);
        Sites sites = house.getBean(Sites.class);
        this.station = system(() -> sites.resolve(STATION, today()).orElseThrow());
        this.elsewhere = system(() -> sites.resolve(ELSEWHERE, today()).orElseThrow());
        this.volunteer = system(() -> who.apply(this));
    }

    static Actor staff(String name) {
        return new Actor(Actor.Kind.STAFF, UUID.randomUUID(), null, name, "站办事员", "198.51.100.7", "test");
    }

    public LocalDate today() {
        return house.getBean(Papers.class).today();
    }

    private Volunteer volunteer(String name, @Nullable LocalDate born) {
        int mine = NEXT.incrementAndGet();
        UUID person = house.getBean(People.class)
                .register(
                        Actor.system("test"),
                        station,
                        new Particulars(name, MobileNumber.of("1940000%04d".formatted(mine)), true, null, born, ""),
                        Basis.DUTY,
                        List.of())
                .value();
        VolunteerId id = new VolunteerId(UUID.randomUUID());
        house.getBean(JdbcClient.class)
                .sql("""
                        insert into volunteer.volunteer (id, person, number, site, state, source, registered_at, free_known)
                        values (?, ?, ?, ?, 'INVITED', 'IMPORT', '2020-01-01Z', false)""")
                .params(
                        id.value(),
                        person,
                        VolunteerNumber.of("ZZ", 900_000 + mine).value(),
                        station.value())
                .update();
        return house.getBean(Volunteers.class).get(id);
    }

    <T> T system(Supplier<T> work) {
        return as(Actor.system("test"), Scope.EVERYTHING, work);
    }

    <T> T as(Actor actor, Scope scope, Supplier<T> work) {
        return Acting.as(actor, scope, () -> Objects.requireNonNull(transactions.execute(status -> work.get())));
    }

    /** With the rows of a place in reach. */
    <T> T at(SiteId site, Actor actor, Supplier<T> work) {
        return as(actor, new Scope(false, Set.of(site.value()), Set.of(), null, actor.account(), true), work);
    }

    /** So many services at the place, posted; one in five led, one in eight late. */
    public List<Credit> serve(SiteId site, int times) {
        List<Credit> served =
                new ArrayList<>(credits.of(volunteer.id(), LocalDate.of(2000, 1, 1), LocalDate.of(2999, 1, 1)));
        for (int i = 0; i < times; i++) {
            String[] service = SERVICES[i % SERVICES.length];
            long minutes = 60 + 30L * (i % 5);
            EntryId entry = sealing.credit(site.value(), volunteer.person().value(), minutes);
            boolean late = i % 8 == 7;
            Manner manner = late ? Manner.LATE_ENTRY : i % 5 == 4 ? Manner.LEADER : Manner.CODE;
            served.add(new Credit(
                    entry,
                    site,
                    service[0],
                    today().minusDays(5L * (i % 60) + 1),
                    service[1],
                    service[2],
                    new ServiceTime(minutes),
                    "示例助老志愿服务队",
                    "孙示例丙",
                    manner,
                    late,
                    manner == Manner.CODE ? "本人扫码" : "李示例丁"));
        }
        credits.hold(volunteer.id(), served);
        return served;
    }

    /** What counts from now on. */
    void credit(List<Credit> served) {
        credits.hold(volunteer.id(), served);
    }

    Application apply() {
        return at(
                station,
                clerk,
                () -> applications.apply(
                        clerk, volunteer, station, today().minusYears(1), today(), "升学", Application.Channel.COUNTER));
    }

    Prepared prepare(Application application) {
        return issuing.prepare(clerk, application, "https://zhiyuan.example");
    }

    Certificate issue(Prepared prepared) {
        return at(station, clerk, () -> certificates.issue(clerk, prepared));
    }

    /** Served, sealed, asked for and issued. */
    Certificate issued(int times) {
        serve(station, times);
        sealing.seal();
        return issue(prepare(apply()));
    }

    /** Takes away what no grant lets the application take away. */
    public void clear() {
        credits.forget(volunteer.id());
        try (Connection owner = TestCell.connectAsOwner();
                Statement statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            String mine = "volunteer = '" + volunteer.id() + "'";
            // as its owner, whom the policies do not bind for a moment; nobody else sees that moment
            statement.execute("alter table certificate.certificate no force row level security");
            for (String part : List.of("line", "revocation", "shown", "certificate", "application")) {
                boolean whole = part.equals("certificate") || part.equals("application");
                statement.execute("alter table certificate." + part + " no force row level security");
                statement.execute("delete from certificate." + part + " where "
                        + (whole
                                ? mine
                                : "certificate in (select id from certificate.certificate where " + mine + ")"));
            }
            for (String part : List.of("line", "revocation", "shown", "certificate", "application")) {
                statement.execute("alter table certificate." + part + " force row level security");
            }
            owner.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
