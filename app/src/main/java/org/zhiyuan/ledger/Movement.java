package org.zhiyuan.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of an account's history.
 *
 * @param amount in the unit of the book
 * @param reverses the transfer that this one takes back; null for an ordinary one
 * @param reversed whether it was taken back itself
 * @param sealed its number in the log; null while it is not sealed
 */
public record Movement(
        TransferId transfer,
        int line,
        String kind,
        Instant at,
        long amount,
        String rule,
        String evidence,
        @Nullable TransferId reverses,
        boolean reversed,
        @Nullable Long sealed) {
    public EntryId entry() {
        return EntryId.posting(transfer, line);
    }
}
