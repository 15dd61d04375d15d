package org.zhiyuan.shell;

import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;

/**
 * One-time form tokens: whatever is submitted twice happens once. The token is used up in the same transaction as the
 * change, so there is never one without the other; the second submission is sent to where the first one went.
 */
@Service
public class FormTokens {
    /** Name of the hidden field. */
    public static final String FIELD = "_form";

    /** A page left open over a long holiday may still be sent twice. */
    private static final Duration KEPT = Duration.ofDays(30);

    private final FormTokenStore store;
    private final TransactionOperations transactions;
    private final InstantSource clock;

    FormTokens(FormTokenStore store, TransactionOperations transactions, InstantSource clock) {
        this.store = store;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** A token for a form about to be shown. Nothing is stored until it is used. */
    public String issue() {
        return Ids.next(clock).toString();
    }

    /**
     * Runs the change once.
     *
     * @param token as it came back from the form
     * @param change makes the change and returns the path of the page to show next
     * @return the path; for a second submission the path of the first
     */
    public String once(String token, Supplier<String> change) {
        UUID id = parse(token);
        String location = transactions.execute(status -> {
            String earlier = store.claim(id, Acting.actor().account(), clock.instant());
            if (earlier != null) {
                return earlier;
            }
            String next = change.get();
            store.settle(id, next);
            return next;
        });
        if (location == null) {
            throw new IllegalStateException("a transaction returned no location");
        }
        return location;
    }

    /** Forgets those that no open page can still hold. */
    void forgetOld() {
        store.forgetBefore(clock.instant().minus(KEPT));
    }

    private static UUID parse(String token) {
        try {
            return UUID.fromString(token);
        } catch (IllegalArgumentException e) {
            throw new Refusal(Text.of("这张表单不完整，没有提交"), Text.of("请回到上一页，刷新后再提交一次"));
        }
    }
}
