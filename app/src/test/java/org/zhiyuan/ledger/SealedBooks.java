package org.zhiyuan.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Scope;

/** Books that tests of other rooms really post to, and the sealing of them, without waiting for the job. */
public final class SealedBooks {
    private static final String BOOK = "test_certified";

    private final ApplicationContext house;
    private final TransactionOperations transactions;

    public SealedBooks(ApplicationContext house) {
        this.house = house;
        this.transactions = house.getBean(TransactionOperations.class);
    }

    private <T> T system(Supplier<T> work) {
        return Acting.as(
                Actor.system("test"),
                Scope.EVERYTHING,
                () -> Objects.requireNonNull(transactions.execute(status -> work.get())));
    }

    /** Credits minutes to a person at a place, as the room of hours does; the posting on the person's side. */
    public EntryId credit(UUID site, UUID person, long minutes) {
        Ledger ledger = house.getBean(Ledger.class);
        return system(() -> {
            ledger.openBook(BOOK, "MINUTE");
            AccountId pool = ledger.open(new NewAccount(BOOK, "issue", null, site, false));
            AccountId own = ledger.open(new NewAccount(BOOK, "volunteer", person, null, true));
            TransferId transfer = ledger.post(
                            Transfer.of("hours.credited", UUID.randomUUID().toString())
                                    .under("test-1")
                                    .evidencedBy("activity:test")
                                    .approvedBy(UUID.randomUUID())
                                    .move(pool, own, minutes))
                    .transfer();
            return EntryId.posting(transfer, 2);
        });
    }

    /** Seals all that was committed. */
    public Head seal() {
        Sealer sealer = house.getBean(Sealer.class);
        Seals seals = house.getBean(Seals.class);
        int more;
        do {
            more = system(sealer::seal);
        } while (more > 0);
        while (system(seals::waitingSince).isPresent()) {
            Thread.onSpinWait();
        }
        return system(seals::sign);
    }

    public byte[] proof(EntryId entry) {
        Seals seals = house.getBean(Seals.class);
        return system(() -> seals.proof(entry)).getBytes(UTF_8);
    }

    public byte[] consistency(Head older, Head newer) {
        Seals seals = house.getBean(Seals.class);
        return system(() -> seals.consistency(older.size(), newer.size()))
                .json()
                .getBytes(UTF_8);
    }

    public byte[] export(Head head) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            house.getBean(LogExport.class).write(head, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** X.509 SubjectPublicKeyInfo. */
    public byte[] publicKey() {
        return house.getBean(HeadSigner.class).publicKey();
    }

    public Outsider outsider() {
        return new Outsider(publicKey());
    }
}
