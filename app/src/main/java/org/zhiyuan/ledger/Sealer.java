package org.zhiyuan.ledger;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Puts what was committed into the log. One at a time seals, whichever node it is on; nobody who writes waits for it, and
 * a batch is in the log whole or not at all.
 */
@Service
class Sealer {
    /** Large enough to keep up with a mass event, small enough to be done in a moment. */
    static final int BATCH = 2_000;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final SealStore store;
    private final ObjectProvider<LogKeys> logKeys;
    private final InstantSource clock;

    Sealer(SealStore store, ObjectProvider<LogKeys> logKeys, InstantSource clock) {
        this.store = store;
        this.logKeys = logKeys;
        this.clock = clock;
    }

    /** Seals a batch; says how many entries it was. */
    @Transactional
    int seal() {
        if (!store.lock()) {
            return 0;
        }
        List<SealStore.Offered> batch = store.take(BATCH);
        if (batch.isEmpty()) {
            return 0;
        }
        Growth growth = growth();
        byte[] logKey = store.log().key();
        Map<UUID, byte[]> keys = keys(batch);
        List<SealStore.Sealed> leaves = new ArrayList<>(batch.size());
        for (SealStore.Offered offered : batch) {
            byte[] facts = offered.posting() == null
                    ? Objects.requireNonNull(offered.facts()).getBytes(StandardCharsets.UTF_8)
                    : Canonical.bytes(offered.posting().facts());
            byte[] commitment = Growth.commitment(key(offered, keys, logKey), growth.size(), facts);
            leaves.add(new SealStore.Sealed(growth.size(), offered.entry(), commitment));
            growth.add(commitment);
        }
        store.add(leaves, clock.instant());
        Map<Tree.Node, byte[]> grown = growth.taken();
        if (!grown.isEmpty()) {
            store.add(grown);
        }
        return batch.size();
    }

    private Growth growth() {
        long size = store.size();
        return new Growth(size, store.hashes(new Tree.Stretch(0, size).nodes()));
    }

    private Map<UUID, byte[]> keys(List<SealStore.Offered> batch) {
        Set<UUID> owners = new HashSet<>();
        for (SealStore.Offered offered : batch) {
            UUID owner = owner(offered);
            if (owner != null) {
                owners.add(owner);
            }
        }
        return owners.isEmpty() ? Map.of() : logKeys.getObject().of(owners);
    }

    private static @Nullable UUID owner(SealStore.Offered offered) {
        return offered.posting() == null ? offered.owner() : offered.posting().owner();
    }

    private static byte[] key(SealStore.Offered offered, Map<UUID, byte[]> keys, byte[] logKey) {
        UUID owner = owner(offered);
        if (owner == null) {
            return offered.posting() == null ? logKey : offered.posting().bookKey();
        }
        byte[] key = keys.get(owner);
        if (key == null) {
            // erased between the act and its sealing: it stands in the log, and nobody ever opens it
            key = new byte[LogKeys.KEY_BYTES];
            RANDOM.nextBytes(key);
        }
        return key;
    }
}
