package org.zhiyuan.person;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.IdentityNumber;
import org.zhiyuan.kernel.MobileNumber;
import org.zhiyuan.kernel.Scope;

/**
 * A town of a test's own: an institute, two stations under it that are neighbours, a clerk at each, and made-up people
 * whom no other test knows.
 */
class Town {
    private static final AtomicLong NEXT = new AtomicLong();

    final UUID institute = UUID.randomUUID();
    final UUID station = UUID.randomUUID();
    final UUID neighbour = UUID.randomUUID();

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    Town(JdbcClient jdbc, PlatformTransactionManager manager) {
        this.jdbc = jdbc;
        this.transactions = new TransactionTemplate(manager);
        system(() -> {
            for (UUID site : List.of(institute, station, neighbour)) {
                jdbc.sql("insert into network.site (id, number, opened) values (?, ?, date '2020-01-01')")
                        .params(site, site.toString())
                        .update();
            }
            for (List<UUID> pair : List.of(
                    List.of(institute, institute),
                    List.of(station, station),
                    List.of(neighbour, neighbour),
                    List.of(institute, station),
                    List.of(institute, neighbour))) {
                jdbc.sql("insert into scope.closure (ancestor, site) values (?, ?)")
                        .params(pair.get(0), pair.get(1))
                        .update();
            }
            return 0;
        });
    }

    JdbcClient jdbc() {
        return jdbc;
    }

    /** Somebody who works at a place, with an account of its own. */
    static Actor clerk(String name) {
        return new Actor(Actor.Kind.STAFF, UUID.randomUUID(), null, name, "站办事员", "198.51.100.7", "test");
    }

    /** What a clerk of the place sees and changes. */
    static Scope at(UUID site, Actor clerk) {
        return new Scope(false, Set.of(site), Set.of(), null, clerk.account(), true);
    }

    <T> T as(Actor actor, UUID site, Supplier<T> work) {
        return Acting.as(actor, at(site, actor), work);
    }

    /** The person itself, signed in by telephone. */
    <T> T asSelf(PersonId person, Supplier<T> work) {
        Actor self = self(person);
        return Acting.as(self, new Scope(false, Set.of(), Set.of(), person.value(), self.account(), true), work);
    }

    static Actor self(PersonId person) {
        UUID account = new UUID(person.value().getLeastSignificantBits(), 7);
        return new Actor(Actor.Kind.CITIZEN, account, person.value(), "本人", "", "198.51.100.8", "test");
    }

    <T> T system(Supplier<T> work) {
        return Acting.as(Actor.system("test"), Scope.EVERYTHING, () -> transactions.execute(status -> work.get()));
    }

    /** Within one transaction of the actor's scope. */
    <T> T inTransaction(Actor actor, UUID site, Supplier<T> work) {
        return as(actor, site, () -> transactions.execute(status -> work.get()));
    }

    static MobileNumber phone() {
        return MobileNumber.of("1990000%04d".formatted(NEXT.getAndIncrement() % 10_000));
    }

    static IdentityNumber number(LocalDate born) {
        String body = "530181%tY%<tm%<td%03d".formatted(born, NEXT.getAndIncrement() % 1000);
        int[] weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += (body.charAt(i) - '0') * weights[i];
        }
        return IdentityNumber.stored(body + "10X98765432".charAt(sum % 11));
    }

    static Particulars adult(String name) {
        return new Particulars(
                name,
                phone(),
                true,
                number(LocalDate.of(1960, 1, 1).plusDays(NEXT.get() * 37 % 9000)),
                null,
                "示例路 1 号");
    }
}
