package org.zhiyuan.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.HouseTest;
import org.zhiyuan.cell.SettableClock;
import org.zhiyuan.cell.TestCell;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.person.LedgerPeople;

/** What is sealed can be proved to somebody who believes nothing but one public key, and no byte of it changes unseen. */
@HouseTest
class SealsTest {
    private static final long SEED = Long.getLong("seed", 20261125L);

    @Autowired
    private Ledger ledger;

    @Autowired
    private Seals seals;

    @Autowired
    private Sealer sealer;

    @Autowired
    private Sealing sealing;

    @Autowired
    private LogExport export;

    @Autowired
    private LogKeys keys;

    @Autowired
    private LedgerPeople people;

    @Autowired
    private HeadSigner signer;

    @Autowired
    private TransactionOperations transactions;

    @Autowired
    private SettableClock clock;

    private Books books;
    private AccountId pool;
    private Outsider outsider;

    @BeforeEach
    void open() {
        books = new Books(ledger, people, transactions);
        pool = books.pool();
        outsider = new Outsider(signer.publicKey());
    }

    private EntryId credited(AccountId volunteer) {
        return EntryId.posting(books.credit(pool, volunteer, 60).transfer(), 2);
    }

    private Head sealed() {
        return sealing.all();
    }

    @Autowired
    private SealStore store;

    private byte[] export(Head head) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            export.write(head, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    @Test
    void anEntryIsProvedToAnOutsider() {
        EntryId entry = credited(books.volunteer());
        Head head = sealed();
        byte[] proof = books.system(() -> seals.proof(entry)).getBytes(UTF_8);

        assertThat(outsider.head(head.json().getBytes(UTF_8))).isTrue();
        assertThat(outsider.proof(proof, head.json().getBytes(UTF_8))).isTrue();
        assertThat(new String(proof, UTF_8)).contains("\"amount\":60").doesNotContain("owner");
    }

    @Test
    void aNewerHeadGoesOnFromAnOlderOne() {
        credited(books.volunteer());
        Head older = sealed();
        for (int i = 0; i < 5; i++) {
            credited(books.volunteer());
        }
        Head newer = sealed();
        byte[] proof = books.system(() -> seals.consistency(older.size(), newer.size()))
                .json()
                .getBytes(UTF_8);
        byte[] first = older.json().getBytes(UTF_8);
        byte[] second = newer.json().getBytes(UTF_8);

        assertThat(newer.size()).isGreaterThanOrEqualTo(older.size() + 10);
        assertThat(outsider.consistency(first, second, proof)).isTrue();
        assertThat(outsider.consistency(second, first, proof)).isFalse();
        everyChangedByteIsFound(
                "consistency proof", 1_000, proof, changed -> outsider.consistency(first, second, changed));
    }

    @Test
    void theLogHasNoGapWhileEightWrite() throws Exception {
        long before = sealed().size();
        List<EntryId> entries = new ArrayList<>();
        try (ExecutorService writers = Executors.newFixedThreadPool(8)) {
            List<Future<List<EntryId>>> running = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                running.add(writers.submit(() -> {
                    AccountId volunteer = books.volunteer();
                    List<EntryId> mine = new ArrayList<>();
                    for (int j = 0; j < 40; j++) {
                        mine.add(credited(volunteer));
                    }
                    return mine;
                }));
            }
            while (running.stream().anyMatch(one -> !one.isDone())) {
                books.system(sealer::seal);
            }
            for (Future<List<EntryId>> one : running) {
                entries.addAll(one.get());
            }
        }
        Head head = sealed();

        List<Leaf> leaves = books.system(() -> seals.leaves(0, head.size() + 1));
        assertThat(leaves).hasSizeGreaterThanOrEqualTo((int) before + 640);
        for (int i = 0; i < leaves.size(); i++) {
            assertThat(leaves.get(i).seq()).isEqualTo(i);
        }
        entries.forEach(entry -> assertThat(books.system(() -> seals.sealed(entry)))
                .as("%s", entry)
                .isPresent());
        assertThat(outsider.log(export(head))).isTrue();
        assertThat(books.system(seals::recheck).sound()).isTrue();
    }

    @Test
    void nobodyWhoWritesWaitsForTheSealer() throws Exception {
        AccountId volunteer = books.volunteer();
        credited(volunteer);
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            books.system(() -> {
                sealer.seal();
                // the sealing is not committed yet
                try {
                    return other.submit(() -> books.credit(pool, volunteer, 1)).get(20, TimeUnit.SECONDS);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        assertThat(books.balance(volunteer)).isEqualTo(61);
    }

    @Test
    void theSealerWaitsForNobodyWhoWrites() throws Exception {
        AccountId volunteer = books.volunteer();
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            EntryId open = books.system(() -> {
                Receipt receipt = ledger.post(Books.credited(pool, volunteer, 1));
                try {
                    other.submit(() -> books.system(sealer::seal)).get(20, TimeUnit.SECONDS);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
                EntryId entry = EntryId.posting(receipt.transfer(), 1);
                assertThat(seals.sealed(entry)).isEmpty();
                return entry;
            });
            sealed();
            assertThat(books.system(() -> seals.sealed(open))).isPresent();
        }
    }

    @Test
    void everyChangedByteOfAnEntryAHeadOrAnExportIsFound() {
        EntryId entry = credited(books.volunteer());
        for (int i = 0; i < 20; i++) {
            credited(books.volunteer());
        }
        Head head = sealed();
        byte[] published = head.json().getBytes(UTF_8);
        byte[] proof = books.system(() -> seals.proof(entry)).getBytes(UTF_8);
        byte[] log = export(head);
        assertThat(outsider.head(published)).isTrue();
        assertThat(outsider.proof(proof, new byte[0])).isTrue();
        assertThat(outsider.log(log)).isTrue();

        everyChangedByteIsFound("head", 3_000, published, outsider::head);
        everyChangedByteIsFound("entry", 3_000, proof, changed -> outsider.proof(changed, new byte[0]));
        everyChangedByteIsFound("export", 500, log, outsider::log);
    }

    private static void everyChangedByteIsFound(String what, int trials, byte[] right, Predicate<byte[]> believed) {
        Random random = new Random(SEED);
        List<String> unseen = new ArrayList<>();
        for (int trial = 0; trial < trials; trial++) {
            byte[] changed = right.clone();
            int at = random.nextInt(changed.length);
            changed[at] ^= (byte) (1 + random.nextInt(255));
            if (believed.test(changed)) {
                unseen.add("byte " + at);
            }
        }
        System.out.printf(
                "seed %d: %d of %d changed bytes of a %s found%n", SEED, trials - unseen.size(), trials, what);
        assertThat(unseen).as("unseen in %s", what).isEmpty();
    }

    @Test
    void anExportThatLacksRepeatsOrReordersALineIsFound() {
        credited(books.volunteer());
        credited(books.volunteer());
        List<String> lines = new String(export(sealed()), UTF_8).lines().toList();
        int last = lines.size() - 2;

        List<String> lacking = new ArrayList<>(lines);
        lacking.remove(last);
        List<String> repeating = new ArrayList<>(lines);
        repeating.add(last, lines.get(last));
        List<String> reordered = new ArrayList<>(lines);
        reordered.set(last, lines.get(last - 1));
        reordered.set(last - 1, lines.get(last));
        List<String> cut = lines.subList(0, lines.size() - 1);

        assertThat(outsider.log(joined(lines))).isTrue();
        for (List<String> wrong : List.of(lacking, repeating, reordered, cut)) {
            assertThat(outsider.log(joined(wrong))).isFalse();
        }
    }

    private static byte[] joined(List<String> lines) {
        return (String.join("\n", lines) + "\n").getBytes(UTF_8);
    }

    @Test
    void anErasedPersonsEntriesStandProvedAndNobodyOpensThem() {
        UUID owner = people.somebody();
        AccountId volunteer = books.volunteer(owner);
        EntryId before = credited(volunteer);
        sealed();
        assertThat(books.system(() -> seals.proof(before))).contains("zhiyuan-proof-v1");
        // erased between the act and its sealing
        EntryId between = credited(volunteer);
        people.erase(owner);
        Head head = sealed();

        for (EntryId entry : List.of(before, between)) {
            assertThat(books.system(() -> seals.sealed(entry))).isPresent();
            assertThatThrownBy(() -> books.system(() -> seals.proof(entry))).isInstanceOf(Refusal.class);
        }
        assertThat(outsider.log(export(head))).isTrue();
        assertThat(books.system(seals::recheck))
                .returns(true, Seals.Recheck::sound)
                .satisfies(recheck -> assertThat(recheck.closed()).isGreaterThanOrEqualTo(1));
    }

    @Test
    void aKeyOpensOneEntryAndNoOther() {
        AccountId volunteer = books.volunteer();
        EntryId one = credited(volunteer);
        EntryId other = credited(volunteer);
        sealed();
        String first = books.system(() -> seals.proof(one));
        String second = books.system(() -> seals.proof(other));
        String swapped = first.replace(key(first), key(second));

        assertThat(key(first)).isNotEqualTo(key(second));
        assertThat(outsider.proof(swapped.getBytes(UTF_8), new byte[0])).isFalse();
    }

    private static String key(String proof) {
        return proof.replaceAll(".*\"key\":\"([0-9a-f]{64})\".*", "$1");
    }

    @Test
    void whatIsNotSealedYetIsNotProved() {
        EntryId entry = credited(books.volunteer());
        assertThatThrownBy(() -> books.system(() -> seals.inclusion(new EntryId(entry.source(), "none"))))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> books.system(() -> seals.inclusion(0, Long.MAX_VALUE)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anotherRoomsEntryIsSealedAndProvedToo() {
        Offer offer =
                new Offer("test", UUID.randomUUID().toString(), people.somebody(), Map.of("what", "示例", "number", 7L));
        books.system(() -> {
            seals.offer(offer);
            return 0;
        });
        Head head = sealed();
        byte[] proof = books.system(() -> seals.proof(offer)).getBytes(UTF_8);

        assertThat(outsider.proof(proof, head.json().getBytes(UTF_8))).isTrue();
        // a recheck of the whole log reads over what only the other room can open
        assertThat(books.system(seals::recheck).closed()).isGreaterThanOrEqualTo(1);
        assertThatThrownBy(() -> books.system(() ->
                        seals.proof(new Offer(offer.source(), offer.entry(), offer.owner(), Map.of("what", "别的")))))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatIsRolledBackIsNeverSealed() {
        String entry = UUID.randomUUID().toString();
        Acting.as(
                Actor.system("test"),
                Scope.EVERYTHING,
                () -> transactions.execute(status -> {
                    seals.offer(new Offer("test", entry, null, Map.of()));
                    status.setRollbackOnly();
                    return 0;
                }));
        sealed();
        assertThat(books.system(() -> seals.sealed(new EntryId("test", entry)))).isEmpty();
    }

    /** The administrator of the database himself, with every trigger off. */
    @Test
    void aRecheckFindsWhatTheOwnerOfTheDatabaseAltered() throws SQLException {
        EntryId entry = credited(books.volunteer());
        sealed();
        long seq = books.system(() -> seals.sealed(entry)).orElseThrow();
        String where = " where transfer || '/' || line = '" + entry.entry() + "'";
        asOwnerWithoutTriggers("posting", "update ledger.posting set amount = 61" + where);
        try {
            assertThat(books.system(seals::recheck).wrong()).containsExactly(seq);
            assertThatThrownBy(() -> books.system(() -> seals.proof(entry))).isInstanceOf(IllegalStateException.class);
        } finally {
            asOwnerWithoutTriggers("posting", "update ledger.posting set amount = 60" + where);
        }
        asOwnerWithoutTriggers("leaf", "update ledger.leaf set commitment = sha256(commitment) where seq = " + seq);
        byte[] altered = export(books.system(() -> seals.head().orElseThrow()));
        try {
            assertThat(books.system(seals::recheck))
                    .satisfies(recheck -> assertThat(recheck.wrong()).containsExactly(seq))
                    .satisfies(recheck -> assertThat(recheck.rootsWrong()).isNotEmpty());
            assertThat(outsider.log(altered)).isFalse();
        } finally {
            asOwnerWithoutTriggers(
                    "leaf",
                    "update ledger.leaf set commitment = '\\x%s' where seq = %d"
                            .formatted(commitment(entry, seq), seq));
        }
        assertThat(books.system(seals::recheck).sound()).isTrue();
    }

    private String commitment(EntryId entry, long seq) {
        Entry posting = books.system(() -> store.posting(entry).orElseThrow());
        byte[] logKey = books.system(() -> keys.of(List.of(posting.owner()))).get(posting.owner());
        return Head.hex(Hashing.commitment(Hashing.leafKey(logKey, seq), Canonical.bytes(posting.facts())));
    }

    private static void asOwnerWithoutTriggers(String table, String sql) throws SQLException {
        try (Connection owner = TestCell.connectAsOwner();
                Statement statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute("select set_config('app.everything', 'on', true)");
            statement.execute("alter table ledger." + table + " no force row level security");
            statement.execute("alter table ledger." + table + " disable trigger user");
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
            statement.execute("alter table ledger." + table + " enable trigger user");
            if (table.equals("posting")) {
                statement.execute("alter table ledger." + table + " force row level security");
            }
            owner.commit();
        }
    }

    @Test
    void aDayHasOnePublishedHead() {
        clock.set(Instant.parse("2031-05-05T16:30:00Z"));
        try {
            Head first = books.system(seals::signDaily);
            clock.advance(Duration.ofHours(3));
            credited(books.volunteer());
            sealed();
            assertThat(books.system(seals::signDaily).json()).isEqualTo(first.json());
            assertThat(first.day()).isEqualTo(LocalDate.of(2031, 5, 6));
            assertThat(books.system(() -> seals.head(LocalDate.of(2031, 5, 6)))
                            .orElseThrow()
                            .json())
                    .isEqualTo(first.json());
            assertThat(outsider.head(first.json().getBytes(UTF_8))).isTrue();
        } finally {
            clock.reset();
        }
    }
}
