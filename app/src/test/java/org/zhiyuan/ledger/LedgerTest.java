package org.zhiyuan.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.HouseTest;
import org.zhiyuan.cell.SettableClock;
import org.zhiyuan.cell.TestCell;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.person.LedgerPeople;

/** What makes the books ones that can be relied on, on the real database. */
@HouseTest
class LedgerTest {
    private static final List<String> TABLES =
            List.of("book", "account", "request", "transfer", "posting", "log", "leaf", "node", "head", "recount");

    @Autowired
    private Ledger ledger;

    @Autowired
    private Recounts recounts;

    @Autowired
    private Sealer sealer;

    @Autowired
    private Seals seals;

    @Autowired
    private SettableClock clock;

    @Autowired
    private TransactionOperations transactions;

    @Autowired
    private LedgerPeople people;

    private Books books;
    private AccountId pool;
    private AccountId volunteer;

    @BeforeEach
    void open() {
        books = new Books(ledger, people, transactions);
        pool = books.pool();
        volunteer = books.volunteer();
    }

    @Test
    void whatOneAccountGetsAnotherGives() {
        Receipt receipt = books.credit(pool, volunteer, 120);
        books.credit(pool, volunteer, 30);

        assertThat(books.balance(volunteer)).isEqualTo(150);
        assertThat(books.balance(pool)).isEqualTo(-150);
        assertThat(books.system(() -> ledger.history(volunteer, 1)).rows())
                .extracting(Movement::amount)
                .containsExactly(30L, 120L);
        assertThat(books.system(() -> ledger.history(volunteer, 1)).rows().getLast())
                .returns(receipt.transfer(), Movement::transfer)
                .returns("hours.credited", Movement::kind)
                .returns("test-1", Movement::rule)
                .returns("activity:test", Movement::evidence)
                .returns(receipt.at(), Movement::at);
    }

    @Test
    void anOwnersAccountIsOpenedOnce() {
        UUID owner = UUID.randomUUID();
        assertThat(books.volunteer(owner)).isEqualTo(books.volunteer(owner));
    }

    @Test
    void aBookCountsOneUnit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> books.system(() -> {
                    ledger.openBook(Books.MINUTES, "POINT");
                    return 0;
                }));
    }

    @Test
    void theCodeRefusesWhatIsNoDoubleEntry() {
        Transfer empty = Transfer.of("test", UUID.randomUUID().toString());
        for (Transfer wrong : List.of(
                empty,
                empty.posting(pool, 5),
                empty.posting(pool, -5).posting(volunteer, 6),
                empty.posting(pool, -5).posting(pool, 5))) {
            assertThatIllegalArgumentException().isThrownBy(() -> books.system(() -> ledger.post(wrong)));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> empty.posting(pool, 0));
        assertThat(books.balance(volunteer)).isZero();
    }

    @Test
    void theDatabaseRefusesWhatLeavesSomethingOver() {
        assertThatThrownBy(() -> write(2, "(1, '%s', -5), (2, '%s', 6)".formatted(pool, volunteer)))
                .hasMessageContaining("do not sum to zero");
        assertThat(books.balance(volunteer)).isZero();
    }

    @Test
    void theDatabaseRefusesFewerPostingsThanATransferSays() {
        assertThatThrownBy(() -> write(3, "(1, '%s', -5), (2, '%s', 5)".formatted(pool, volunteer)))
                .hasMessageContaining("has not the 3 postings");
        assertThatThrownBy(() -> write(1, "(1, '%s', 5)".formatted(volunteer))).hasMessageContaining("lines");
    }

    @Test
    void nothingIsAddedToATransferThatStands() {
        Receipt receipt = books.credit(pool, volunteer, 10);
        AccountId other = books.volunteer();
        assertThatThrownBy(
                        () -> asApplication("""
                        insert into ledger.posting (transfer, line, account, amount)
                        values ('%s', 3, '%s', -5), ('%s', 4, '%s', 5)
                        """.formatted(receipt.transfer(), books.pool(), receipt.transfer(), other)))
                .hasMessageContaining("has not the 2 postings");
    }

    @Test
    void minutesAndPointsNeverMeetInASum() {
        AccountId points = books.system(
                () -> ledger.open(new NewAccount(Books.POINTS, "volunteer", UUID.randomUUID(), null, true)));
        assertThatThrownBy(() -> books.credit(pool, points, 10))
                .hasMessageContaining("do not sum to zero in each book");
        assertThat(books.balance(points)).isZero();
    }

    @Test
    void theSameAskedAgainIsAnsweredAgainAndDoneOnce() {
        Transfer transfer = Books.credited(pool, volunteer, 60);
        Receipt first = books.system(() -> ledger.post(transfer));
        Receipt again = books.system(() -> ledger.post(transfer));

        assertThat(first.repeated()).isFalse();
        assertThat(again).isEqualTo(new Receipt(first.transfer(), first.at(), true));
        assertThat(books.balance(volunteer)).isEqualTo(60);
    }

    @Test
    void theSameKeyWithAnotherContentIsRefused() {
        Transfer transfer = Books.credited(pool, volunteer, 60);
        books.system(() -> ledger.post(transfer));
        Transfer more = new Transfer(
                        transfer.key(),
                        transfer.kind(),
                        transfer.rule(),
                        transfer.evidence(),
                        transfer.approver(),
                        List.of())
                .move(pool, volunteer, 61);

        assertThatThrownBy(() -> books.system(() -> ledger.post(more))).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> books.system(() -> ledger.post(transfer.under("test-2"))))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> Acting.as(
                        Actor.system("another"),
                        Scope.EVERYTHING,
                        () -> transactions.execute(status -> ledger.post(transfer))))
                .isInstanceOf(Refusal.class);
        assertThat(books.balance(volunteer)).isEqualTo(60);
    }

    @Test
    void theSameAskedBySixteenAtOnceIsDoneOnce() throws Exception {
        Transfer transfer = Books.credited(pool, volunteer, 60);
        List<Receipt> receipts = atOnce(16, () -> books.system(() -> ledger.post(transfer)));

        assertThat(receipts)
                .extracting(Receipt::transfer)
                .containsOnly(receipts.getFirst().transfer());
        assertThat(receipts).filteredOn(receipt -> !receipt.repeated()).hasSize(1);
        assertThat(books.balance(volunteer)).isEqualTo(60);
    }

    @Test
    void sixtyFourAtOnceOnTwentyLeaveNothingAndNeverLess() throws Exception {
        books.credit(pool, volunteer, 20);
        List<Boolean> taken = atOnce(64, () -> {
            try {
                books.credit(volunteer, pool, 1);
                return true;
            } catch (Refusal refusal) {
                return false;
            }
        });

        assertThat(taken).filteredOn(one -> one).hasSize(20);
        assertThat(books.balance(volunteer)).isZero();
    }

    @Test
    void transfersInOppositeDirectionsDoNotWaitForEachOther() throws Exception {
        AccountId other = books.volunteer();
        books.credit(pool, volunteer, 1_000);
        books.credit(pool, other, 1_000);
        List<Receipt> done = new ArrayList<>();
        for (List<Receipt> round : List.of(atOnce(
                16,
                () -> Thread.currentThread().threadId() % 2 == 0
                        ? books.credit(volunteer, other, 1)
                        : books.credit(other, volunteer, 1)))) {
            done.addAll(round);
        }

        assertThat(done).hasSize(16);
        assertThat(books.balance(volunteer) + books.balance(other)).isEqualTo(2_000);
    }

    @Test
    void aReversalIsTheExactOppositeAndHappensOnce() {
        Receipt receipt = books.credit(pool, volunteer, 45);
        Receipt reversal = reverse(receipt.transfer(), "r1:" + receipt.transfer());

        assertThat(books.balance(volunteer)).isZero();
        assertThat(books.balance(pool)).isZero();
        assertThat(reverse(receipt.transfer(), "r1:" + receipt.transfer()))
                .isEqualTo(new Receipt(reversal.transfer(), reversal.at(), true));
        assertThatThrownBy(() -> reverse(receipt.transfer(), "r2:" + receipt.transfer()))
                .isInstanceOf(Refusal.class);
        assertThat(books.balance(volunteer)).isZero();
        assertThat(books.system(() -> ledger.history(volunteer, 1)).rows())
                .extracting(Movement::reversed)
                .containsExactly(false, true);
    }

    @Test
    void aReversalIsNotReversedAndOneThatIsNotThereNeither() {
        Receipt receipt = books.credit(pool, volunteer, 45);
        Receipt reversal = reverse(receipt.transfer(), "r1:" + receipt.transfer());

        assertThatThrownBy(() -> reverse(reversal.transfer(), "r2:" + receipt.transfer()))
                .hasMessageContaining("not the exact opposite");
        assertThatThrownBy(() -> reverse(new TransferId(UUID.randomUUID()), "r3:" + receipt.transfer()))
                .isInstanceOf(Absent.class);
    }

    @Test
    void theDatabaseRefusesAReversalThatIsNotTheOpposite() {
        Receipt receipt = books.credit(pool, volunteer, 45);
        assertThatThrownBy(() -> write(
                        2, "(1, '%s', 44), (2, '%s', -44)".formatted(pool, volunteer), "'" + receipt.transfer() + "'"))
                .hasMessageContaining("not the exact opposite");
    }

    @Test
    void pointsThatWereSpentAreNotTakenBack() {
        Receipt receipt = books.credit(pool, volunteer, 45);
        books.credit(volunteer, pool, 40);
        assertThatThrownBy(() -> reverse(receipt.transfer(), "r:" + receipt.transfer()))
                .isInstanceOf(Refusal.class);
        assertThat(books.balance(volunteer)).isEqualTo(5);
    }

    private Receipt reverse(TransferId transfer, String key) {
        return books.system(() -> ledger.reverse(transfer, key, "hours.reversed", "complaint:test", null));
    }

    @Test
    void nobodyApprovesWhatHeDoesHimself() {
        UUID account = UUID.randomUUID();
        Actor leader = new Actor(Actor.Kind.STAFF, account, null, "示例", "", "", "");
        Transfer own = Books.credited(pool, volunteer, 10).approvedBy(account);
        assertThatThrownBy(() ->
                        Acting.as(leader, Scope.EVERYTHING, () -> transactions.execute(status -> ledger.post(own))))
                .hasMessageContaining("approver_is_another");
    }

    @Test
    void whatStandsIsNeitherChangedNorRemovedNotEvenByTheOwner() throws SQLException {
        books.credit(pool, volunteer, 10);
        books.system(() -> sealer.seal());
        books.system(() -> seals.signDaily());
        books.system(() -> recounts.recount());
        Set<String> allowed = new HashSet<>();
        for (String table : TABLES) {
            for (String change :
                    List.of("update ledger.%s set %s = %s", "delete from ledger.%s", "truncate ledger.%s cascade")) {
                String column = column(table);
                String sql = change.formatted(table, column, column);
                // no row policy in the way either: what refuses the owner is the trigger alone
                if (passes(
                        TestCell.connectAsOwner(),
                        "alter table ledger." + table + " no force row level security",
                        sql)) {
                    allowed.add("owner: " + sql);
                }
                if (passes(TestCell.connectAsApplication(), sql)) {
                    allowed.add("application: " + sql);
                }
            }
        }
        assertThat(allowed).isEmpty();
    }

    /** The application keeps no balance itself: the database does. */
    @Test
    void theApplicationCannotWriteABalance() throws SQLException {
        assertThat(passes(TestCell.connectAsApplication(), "update ledger.balance set amount = amount + 1"))
                .isFalse();
    }

    private static String column(String table) {
        return switch (table) {
            case "book", "request" -> "key";
            case "posting" -> "amount";
            case "leaf" -> "source";
            case "node" -> "level";
            default -> "id";
        };
    }

    private static boolean passes(Connection connection, String... statements) throws SQLException {
        try (connection;
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            everything(statement);
            try {
                for (String sql : statements) {
                    statement.executeUpdate(sql);
                }
                return true;
            } catch (SQLException refused) {
                assertThat(refused.getSQLState())
                        .as(statements[0] + ": " + refused.getMessage())
                        .isEqualTo("42501");
                return false;
            } finally {
                connection.rollback();
            }
        }
    }

    @Test
    void aRecountFindsAPlantedDifferenceAndMendsNothing() throws SQLException {
        // the house itself recounted where other tests had brought the clock on: the last is the one that is asked for
        lastRecount().filter(last -> last.isAfter(clock.instant())).ifPresent(last -> clock.set(last.plusSeconds(1)));
        books.credit(pool, volunteer, 10);
        assertThat(books.system(recounts::recount)).isEmpty();
        assertThat(books.system(recounts::sound)).isTrue();
        asOwner("update ledger.balance set amount = amount + 1 where account = '" + volunteer + "'");
        try {
            assertThat(books.system(recounts::recount)).containsExactly(volunteer);
            assertThat(books.system(recounts::sound)).isFalse();
            assertThat(books.balance(volunteer)).isEqualTo(11);
        } finally {
            asOwner("update ledger.balance set amount = amount - 1 where account = '" + volunteer + "'");
            assertThat(books.system(recounts::recount)).isEmpty();
            assertThat(books.system(recounts::sound)).isTrue();
            clock.reset();
        }
    }

    private static Optional<Instant> lastRecount() throws SQLException {
        try (Connection owner = TestCell.connectAsOwner();
                Statement statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            everything(statement);
            try (ResultSet row = statement.executeQuery("select max(at) from ledger.recount")) {
                row.next();
                return Optional.ofNullable(row.getObject(1, OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant);
            }
        }
    }

    private static void asOwner(String sql) throws SQLException {
        try (Connection owner = TestCell.connectAsOwner();
                Statement statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            everything(statement);
            statement.executeUpdate(sql);
            owner.commit();
        }
    }

    private static void asApplication(String... statements) throws SQLException {
        try (Connection application = TestCell.connectAsApplication();
                Statement statement = application.createStatement()) {
            application.setAutoCommit(false);
            everything(statement);
            for (String sql : statements) {
                statement.executeUpdate(sql);
            }
            application.commit();
        }
    }

    private static void everything(Statement statement) throws SQLException {
        statement.execute("select set_config('app.everything', 'on', true), set_config('app.changes', 'on', true)");
    }

    private void write(int lines, String postings) throws SQLException {
        write(lines, postings, "null");
    }

    /** Past the code, as the application's role: what the database alone keeps out. */
    private void write(int lines, String postings, String reverses) throws SQLException {
        UUID id = UUID.randomUUID();
        asApplication(
                "insert into ledger.request (key, digest, transfer, at) values ('%s', sha256('x'), '%s', '2026-01-01Z')"
                        .formatted(id, id),
                """
                insert into ledger.transfer (id, request, kind, rule, evidence, actor, reverses, lines, at)
                values ('%s', '%s', 'test', '', '', 'system:test', %s, %d, '2026-01-01Z')
                """.formatted(id, id, reverses, lines),
                "insert into ledger.posting (transfer, line, account, amount) select '%s', * from (values %s) v (l, a, m)"
                        .formatted(id, postings)
                        .replace("select '" + id + "', *", "select '" + id + "', l, a::uuid, m"));
    }

    private static <T> List<T> atOnce(int threads, Callable<T> work) throws InterruptedException, ExecutionException {
        CyclicBarrier start = new CyclicBarrier(threads);
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(executor.submit(() -> {
                    start.await();
                    return work.call();
                }));
            }
            List<T> done = new ArrayList<>();
            for (Future<T> one : running) {
                done.add(one.get());
            }
            return done;
        }
    }
}
