package org.zhiyuan.ledger;

import java.util.List;

/**
 * A recount found balances that are not the sum of their postings. Nothing was mended: somebody must find out why.
 *
 * @param differing how many
 * @param accounts the first of them
 */
public record BalanceDiffers(long differing, List<AccountId> accounts) {
    public BalanceDiffers {
        accounts = List.copyOf(accounts);
    }
}
