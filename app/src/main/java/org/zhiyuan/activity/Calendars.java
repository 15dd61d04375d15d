package org.zhiyuan.activity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Scope;

/** A calendar of one's own, under an address that nobody can guess and that ends when its owner wishes. */
@Component
public class Calendars {
    private static final int KEY_BYTES = 24;
    private static final int ENTRIES_MAX = 200;
    private static final Duration KEPT = Duration.ofDays(60);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final UploadStore store;
    private final ActivityStore activities;
    private final TransactionOperations transactions;
    private final InstantSource clock;

    Calendars(UploadStore store, ActivityStore activities, TransactionOperations transactions, InstantSource clock) {
        this.store = store;
        this.activities = activities;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** A new address; an earlier one ends. Told once, since only its digest is kept. */
    public String begin(Actor actor) {
        byte[] key = new byte[KEY_BYTES];
        RANDOM.nextBytes(key);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(key);
        transactions.executeWithoutResult(
                status -> store.feed(Objects.requireNonNull(actor.person()), digest(text), clock.instant()));
        return text;
    }

    public void end(Actor actor) {
        transactions.executeWithoutResult(status -> store.endFeed(Objects.requireNonNull(actor.person())));
    }

    public boolean has(Actor actor) {
        UUID person = actor.person();
        return person != null && Boolean.TRUE.equals(transactions.execute(status -> store.hasFeed(person)));
    }

    /** What whoever made this address is to come to; absent where nobody did. */
    public List<Activity> of(String key) {
        Instant from = clock.instant().minus(KEPT);
        return Acting.as(
                Actor.system("activity.feed"),
                Scope.EVERYTHING,
                () -> Objects.requireNonNull(transactions.execute(status -> {
                    Optional<UUID> person = store.feedOf(digest(key));
                    List<UUID> ids =
                            store.comingTo(person.orElseThrow(() -> new Absent("calendar")), from, ENTRIES_MAX);
                    return activities.all(ids);
                })));
    }

    private static byte[] digest(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
