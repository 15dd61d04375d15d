package org.zhiyuan.ledger;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Slice;
import org.zhiyuan.kernel.Text;

/**
 * Writes transfers and tells balances. Joins the transaction of whoever calls, so that an hour and its posting are kept
 * together or not at all; after a {@link Refusal} that transaction is to be rolled back. Who may post what is for the
 * calling room to guard, and its audit event for that room to write.
 */
@Service
@Transactional
public class Ledger {
    /** Whoever turns so many pages is better served by a sheet. */
    static final int PAGE_MAX = 500;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final LedgerStore store;
    private final InstantSource clock;
    private final ObjectProvider<LogKeys> logKeys;

    Ledger(LedgerStore store, InstantSource clock, ObjectProvider<LogKeys> logKeys) {
        this.store = store;
        this.clock = clock;
        this.logKeys = logKeys;
    }

    /**
     * Opens a book where there is none of that key yet.
     *
     * @param unit what its amounts count: MINUTE, POINT …; throws where the book counts something else
     */
    public void openBook(String key, String unit) {
        byte[] logKey = new byte[LogKeys.KEY_BYTES];
        RANDOM.nextBytes(logKey);
        store.openBook(key, unit, logKey, now());
        String kept = store.unit(key).orElseThrow();
        if (!kept.equals(unit)) {
            throw new IllegalArgumentException("book " + key + " counts " + kept + ", not " + unit);
        }
    }

    /** Opens the account, or answers the one that is there; {@link Absent} where that is not for this reader to see. */
    public AccountId open(NewAccount account) {
        if (account.owner() != null && logKeys.getIfAvailable() == null) {
            throw new IllegalStateException("no room keeps the log keys of persons: their entries could not be sealed");
        }
        return store.find(account).orElseGet(() -> {
            store.open(Ids.next(clock), account, now());
            return store.find(account)
                    .orElseThrow(() -> new Absent("account " + account.kind() + " of book " + account.book()));
        });
    }

    /**
     * Writes a transfer, once: asked again with the same key and the same content it answers as the first time.
     *
     * <p>Throws a {@link Refusal} where the key was used for something else, or where an account with a floor would fall
     * below 0; IllegalArgumentException where the postings are no double entry. That nothing is left over in any book the
     * database looks at when the transaction ends.
     */
    public Receipt post(Transfer transfer) {
        transfer.requireWhole();
        byte[] digest = Hashing.digest(Canonical.bytes(asked(transfer, null, actor())));
        return once(transfer.key(), digest, (id, at) -> {
            store.add(id, transfer, actor(), null, transfer.postings().size(), at);
            store.post(id, transfer.postings());
        });
    }

    /**
     * Takes a transfer back by its exact opposite; what stands stays. A transfer is taken back once, and what takes
     * another back is not taken back itself: write a new transfer.
     *
     * @param key as of {@link Transfer#key}
     * @param evidence why, as a reference; never personal data
     */
    public Receipt reverse(TransferId reversed, String key, String kind, String evidence, @Nullable UUID approver) {
        Transfer transfer = new Transfer(key, kind, "", evidence, approver, List.of());
        byte[] digest = Hashing.digest(Canonical.bytes(asked(transfer, reversed, actor())));
        int lines = store.lines(reversed).orElseThrow(() -> new Absent("transfer " + reversed));
        return once(key, digest, (id, at) -> {
            store.add(id, transfer, actor(), reversed, lines, at);
            store.postOpposite(id, reversed);
        });
    }

    private interface Writing {
        void write(TransferId id, Instant at);
    }

    private Receipt once(String key, byte[] digest, Writing writing) {
        Instant at = now();
        TransferId id = new TransferId(Ids.next(clock));
        if (!store.ask(key, digest, id, at)) {
            LedgerStore.Asked first = store.asked(key);
            if (!Arrays.equals(first.digest(), digest)) {
                throw new Refusal(Text.of("同一个编号已经记过另一笔账，这一笔没有记"), Text.of("请刷新页面看看已经记下的内容，再重新填写"));
            }
            return new Receipt(first.transfer(), first.at(), true);
        }
        try {
            writing.write(id, at);
        } catch (DataIntegrityViolationException e) {
            throw refusal(e);
        }
        return new Receipt(id, at, false);
    }

    private static RuntimeException refusal(DataIntegrityViolationException e) {
        String why = String.valueOf(NestedExceptionUtils.getMostSpecificCause(e).getMessage());
        if (why.contains("balance_floor")) {
            return new Refusal(Text.of("余额不够，这一笔没有记"), Text.of("请先看看余额"));
        }
        if (why.contains("transfer_reverses_key")) {
            return new Refusal(Text.of("这一笔已经冲正过了，一笔只冲正一次"));
        }
        return e;
    }

    private static Map<String, Object> asked(Transfer transfer, @Nullable TransferId reverses, String actor) {
        Map<String, Object> asked = new LinkedHashMap<>();
        asked.put("actor", actor);
        asked.put("kind", transfer.kind());
        asked.put("rule", transfer.rule());
        asked.put("evidence", transfer.evidence());
        if (transfer.approver() != null) {
            asked.put("approver", transfer.approver());
        }
        if (reverses != null) {
            asked.put("reverses", reverses);
        }
        asked.put(
                "postings",
                transfer.postings().stream()
                        .sorted(Comparator.comparing(
                                posting -> posting.account().value()))
                        .map(posting -> List.of(posting.account(), posting.amount()))
                        .toList());
        return asked;
    }

    /** What a transfer that was written for its key says, as it is kept beside the key. */
    public static byte[] digest(Transfer transfer, String actor) {
        return Hashing.digest(Canonical.bytes(asked(transfer, null, actor)));
    }

    /** By id alone: names are not for what cannot be erased. */
    private static String actor() {
        Actor actor = Acting.actor();
        return actor.account() == null ? "system:" + actor.name() : "account:" + actor.account();
    }

    /** In the unit of the account's book; {@link Absent} where the account is not for this reader to see. */
    @Transactional(readOnly = true)
    public long balance(AccountId account) {
        return store.balance(account).orElseThrow(() -> new Absent("account " + account));
    }

    /** What moved an account, the newest first. */
    @Transactional(readOnly = true)
    public Slice<Movement> history(AccountId account, int page) {
        if (page > PAGE_MAX) {
            throw new Refusal(Text.of("最多翻到第 {0} 页", PAGE_MAX));
        }
        long offset = (page - 1L) * Slice.SIZE_DEFAULT;
        return new Slice<>(
                store.movements(account, Slice.SIZE_DEFAULT, offset),
                page,
                Slice.SIZE_DEFAULT,
                store.movementCount(account));
    }

    /** As exact as the database keeps it, so that a sealed time reads the same ever after. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
