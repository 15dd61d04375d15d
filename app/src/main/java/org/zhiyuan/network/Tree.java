package org.zhiyuan.network;

import java.time.InstantSource;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.shell.Formats;

/**
 * Which day it is in the city, and the closure table of that day. Rights follow today's tree, and a change planned for
 * today takes effect at midnight although nobody does anything: whoever comes first on a new day regrows the tree before
 * a single row is read for him.
 */
@Component
public class Tree {
    private final SiteStore store;
    private final TransactionOperations transactions;
    private final InstantSource clock;
    private volatile @Nullable LocalDate shown;

    Tree(SiteStore store, TransactionOperations transactions, InstantSource clock) {
        this.store = store;
        this.transactions = transactions;
        this.clock = clock;
    }

    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Formats.ZONE);
    }

    /** Makes the closure today's, if it is not. Called before every request and by the nightly job; mostly a comparison. */
    public void keepUp() {
        LocalDate today = today();
        if (today.equals(shown)) {
            return;
        }
        Acting.as(
                Actor.system("network"),
                Scope.EVERYTHING,
                () -> transactions.executeWithoutResult(status -> {
                    store.lockTree(today);
                    if (store.tree().filter(tree -> tree.day().equals(today)).isEmpty()) {
                        store.regrow(today);
                        store.markTree(today);
                    }
                }));
        shown = today;
    }
}
