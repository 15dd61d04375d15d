package org.zhiyuan.ledger;

/**
 * One line of a transfer.
 *
 * @param amount in the unit of the account's book, never 0; positive adds to the account
 */
public record Posting(AccountId account, long amount) {
    /** More than any sum that a city meets; keeps every total far from the end of what a long can hold. */
    public static final long AMOUNT_MAX = 1_000_000_000_000L;

    public Posting {
        if (amount == 0 || amount < -AMOUNT_MAX || amount > AMOUNT_MAX) {
            throw new IllegalArgumentException(
                    "amount (" + amount + ") must not be 0 and at most " + AMOUNT_MAX + " either way");
        }
    }
}
