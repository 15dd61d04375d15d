package org.zhiyuan.reward;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
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
import org.zhiyuan.cell.SettableClock;
import org.zhiyuan.cell.TestCell;
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
import org.zhiyuan.shell.Formats;
import org.zhiyuan.volunteer.VolunteerId;
import org.zhiyuan.volunteer.VolunteerNumber;

/**
 * Volunteers of a station of the sample with hours that the database of hours has let pass, eight a day, and the offices
 * above them. Everybody is made up; the hours are taken back and the stars taken away again.
 */
public final class StarGround {
    /** Somebody with a telephone. */
    public record One(VolunteerId volunteer, PersonId person, UUID account, UUID ledger) {
        public Actor actor() {
            return new Actor(Actor.Kind.CITIZEN, account, person.value(), "示例本人", "", "198.51.100.8", "test");
        }
    }

    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final String STATION = "530181009205";
    private static final String STREET = "530181009";
    private static final int DAY_MINUTES = 480;
    private static final int DAYS_AT_ONE = 30;

    private final ApplicationContext house;
    private final JdbcClient jdbc;
    private final SettableClock clock;
    private final TransactionOperations transactions;
    private final List<One> people = new ArrayList<>();
    private int occasions;
    public final SiteId station;
    public final SiteId street;
    public final Actor clerk = staff("孙示例甲");
    public final Actor chief = staff("周示例甲");
    public final Actor third = staff("吴示例乙");

    public StarGround(ApplicationContext house) {
        this.house = house;
        this.jdbc = house.getBean(JdbcClient.class);
        this.clock = house.getBean(SettableClock.class);
        this.transactions = house.getBean(TransactionOperations.class);
        this.station = site(STATION);
        this.street = site(STREET);
    }

    private SiteId site(String number) {
        return inHouse(() -> house.getBean(Sites.class).resolve(number, today()).orElseThrow());
    }

    private static Actor staff(String name) {
        return new Actor(Actor.Kind.STAFF, UUID.randomUUID(), null, name, "办事员", "198.51.100.9", "test");
    }

    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Formats.ZONE);
    }

    public <T> T inHouse(Supplier<T> work) {
        return as(Actor.system("test"), Scope.EVERYTHING, work);
    }

    private <T> T as(Actor actor, Scope scope, Supplier<T> work) {
        return Acting.as(actor, scope, () -> Objects.requireNonNull(transactions.execute(status -> work.get())));
    }

    /** With the rows of a place in reach, as its office. */
    public void at(SiteId site, Actor actor, Runnable work) {
        as(actor, new Scope(false, Set.of(site.value()), Set.of(), actor.person(), actor.account(), true), () -> {
            work.run();
            return true;
        });
    }

    /** With one's own rows in reach and no others. */
    public <T> T own(One one, Supplier<T> work) {
        return as(one.actor(), new Scope(false, Set.of(), Set.of(), one.person().value(), one.account(), true), work);
    }

    /** Nobody at all, as the public pages are asked; may change what everybody may. */
    public <T> T nobody(Supplier<T> work) {
        return as(
                Actor.anonymous("198.51.100.1", "test"), new Scope(false, Set.of(), Set.of(), null, null, true), work);
    }

    /** What the house does by itself, at once. */
    public void propose() {
        // so that what comes later is told apart from what came before
        clock.advance(Duration.ofSeconds(1));
        Acting.as(
                Actor.system("reward"),
                Scope.EVERYTHING,
                () -> house.getBean(Proposals.class).propose());
    }

    public void keepTime() {
        Acting.as(
                Actor.system("reward"),
                Scope.EVERYTHING,
                () -> house.getBean(Proposals.class).keepTime());
    }

    public void recount() {
        Acting.as(
                Actor.system("reward"),
                Scope.EVERYTHING,
                () -> house.getBean(Proposals.class).recount());
    }

    public One someone(int years) {
        return inHouse(() -> {
            int n = NEXT.incrementAndGet();
            PersonId person = house.getBean(People.class)
                    .register(
                            Actor.system("test"),
                            station,
                            new Particulars(
                                    "杨示例星" + n,
                                    MobileNumber.of("1970009%04d".formatted(n)),
                                    true,
                                    null,
                                    today().minusYears(years).minusDays(30),
                                    ""),
                            Basis.DUTY,
                            List.of());
            UUID volunteer = Ids.next(clock);
            jdbc.sql("""
                            insert into volunteer.volunteer
                                (id, person, number, site, state, source, registered_at, confirmed_on, free_known)
                            values (?, ?, ?, ?, 'ACTIVE', 'SELF', '2026-01-01Z', '2026-01-01', false)""")
                    .params(
                            volunteer,
                            person.value(),
                            VolunteerNumber.of("ZX", n).value(),
                            station.value())
                    .update();
            UUID account = Ids.next(clock);
            jdbc.sql("""
                            insert into access.account (id, kind, person, name, sessions_from, created_at)
                            values (?, 'CITIZEN', ?, ?, '2020-01-01Z', '2020-01-01Z')""").params(account, person.value(), "示例星" + n).update();
            return known(new VolunteerId(volunteer), person, account);
        });
    }

    /** A volunteer of the sample, with hours besides his own. */
    public One known(VolunteerId volunteer, PersonId person, UUID account) {
        UUID ledger = UUID.randomUUID();
        inHouse(() -> jdbc.sql("""
                        insert into ledger.account (id, book, kind, owner, site, floored, opened_at)
                        values (?, 'hours', 'test_star', ?, null, false, '2019-03-01Z')""").params(ledger, ledger).update());
        One one = new One(volunteer, person, account, ledger);
        people.add(one);
        return one;
    }

    /** So many days of eight hours, each credited by the rules of hours. */
    public void serve(One one, int days) {
        for (int left = days; left > 0; left -= DAYS_AT_ONE) {
            int now = Math.min(left, DAYS_AT_ONE);
            LocalDate first = LocalDate.of(2021, 1, 1).plusMonths(2L * occasions++);
            UUID activity = UUID.randomUUID();
            inHouse(() -> {
                occasion(activity, first);
                for (int day = 0; day < now; day++) {
                    credit(one, activity, first.plusDays(day));
                }
                return true;
            });
        }
    }

    private void occasion(UUID activity, LocalDate first) {
        var starts = first.atStartOfDay().atOffset(ZoneOffset.UTC);
        jdbc.sql("""
                        insert into activity.activity
                            (id, number, site, field, title, content, place, starts, ends, rest_minutes, conditions, how_to,
                             risk, risks, safeguards, enrol_from, enrol_until, state, leaders)
                        values (?, ?, ?, null, '示例服务', '示例', '示例地点', ?, ?, 0, '', '', 'LOW', '示例', '示例', ?, ?,
                             'ARCHIVED', array[gen_random_uuid()])""")
                .params(
                        activity,
                        "A2021-%06d".formatted(800_000 + NEXT.incrementAndGet()),
                        station.value(),
                        starts,
                        starts.plusDays(31),
                        starts.minusDays(9),
                        starts.minusDays(1))
                .update();
        jdbc.sql("""
                        insert into hours.occasion (activity, site, organiser, starts, ends, rest_minutes, risky, insured,
                            leaders, issue, seen_at)
                        values (?, ?, gen_random_uuid(), ?, ?, 0, false, false, array[gen_random_uuid()],
                            gen_random_uuid(), ?)""")
                .params(activity, station.value(), starts, starts.plusDays(31), starts)
                .update();
    }

    private void credit(One one, UUID activity, LocalDate day) {
        UUID entry = UUID.randomUUID();
        var began = day.atTime(1, 0).atOffset(ZoneOffset.UTC);
        jdbc.sql("""
                        insert into hours.entry (id, source, activity, site, volunteer, person, day, pair, began, ended, way,
                            class, witness, recorded_at, taken_at, years, rule_pack, present_minutes, minutes, tier, state,
                            reason, account)
                        select ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, 'CODE', 'ORDINARY', gen_random_uuid(), ?, ?, 40,
                            (select min(version) from hours.rule_pack), ?, ?, 0, 'COMPUTED', '', ?""")
                .params(
                        entry,
                        entry,
                        activity,
                        station.value(),
                        one.volunteer().value(),
                        one.person().value(),
                        day,
                        began,
                        began.plusMinutes(DAY_MINUTES),
                        began.plusMinutes(DAY_MINUTES),
                        began.plusMinutes(DAY_MINUTES),
                        DAY_MINUTES,
                        DAY_MINUTES,
                        one.ledger())
                .update();
        jdbc.sql("update hours.entry set state = 'VALID', transfer = ?, told_at = '2019-03-01Z' where id = ?")
                .params(entry, entry)
                .update();
    }

    /** Takes back so many days, as two persons do; all where there are no more. */
    public void takeBack(One one, int days) {
        inHouse(() -> {
            List<UUID> entries = jdbc.sql(
                            "select id from hours.entry where account = ? and state = 'VALID' order by day desc limit ?")
                    .params(one.ledger(), days)
                    .query(UUID.class)
                    .list();
            for (UUID entry : entries) {
                jdbc.sql("""
                                insert into hours.reversal (entry, reason, asked_by, asked_who, asked_at, done_by, done_who,
                                    done_at, transfer)
                                values (?, '示例：记错了', gen_random_uuid(), '示例', '2019-04-01Z', gen_random_uuid(), '示例',
                                    '2019-04-01Z', gen_random_uuid())""").params(entry).update();
                jdbc.sql("update hours.entry set state = 'REVERSED' where id = ?")
                        .params(entry)
                        .update();
            }
            return true;
        });
    }

    /** The last star of somebody. */
    public Star last(One one) {
        return all(one).getFirst();
    }

    public List<Star> all(One one) {
        return inHouse(() -> house.getBean(Stars.class).of(one.volunteer()));
    }

    /** Takes away what no grant lets the application take away. */
    public void end() {
        people.forEach(one -> takeBack(one, Integer.MAX_VALUE));
        try (Connection owner = TestCell.connectAsOwner();
                Statement statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute("select set_config('app.everything', 'on', true), set_config('app.changes', 'on', true)");
            List<String> parts = List.of("notice", "step", "objection", "revocation", "star", "unnamed");
            for (String part : parts) {
                // as its owner, whom the policies do not bind for a moment; nobody else sees that moment
                statement.execute("alter table reward." + part + " no force row level security");
            }
            for (One one : people) {
                String mine = "volunteer = '" + one.volunteer() + "'";
                for (String part : parts) {
                    boolean whole = part.equals("star") || part.equals("unnamed");
                    statement.execute("delete from reward." + part + " where "
                            + (whole ? mine : "star in (select id from reward.star where " + mine + ")"));
                }
            }
            for (String part : parts) {
                statement.execute("alter table reward." + part + " force row level security");
            }
            owner.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        people.clear();
    }
}
