package org.zhiyuan.ledger;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
        long seq = store.size();
        byte[] logKey = store.log().key();
        Map<UUID, byte[]> keys = keys(batch);
        Map<Tree.Node, byte[]> known = new HashMap<>(store.hashes(new Tree.Stretch(0, seq).nodes()));
        Map<Tree.Node, byte[]> grown = new LinkedHashMap<>();
        List<SealStore.Sealed> leaves = new ArrayList<>(batch.size());
        for (SealStore.Offered offered : batch) {
            byte[] facts = offered.posting() == null
                    ? Objects.requireNonNull(offered.facts()).getBytes(StandardCharsets.UTF_8)
                    : Canonical.bytes(offered.posting().facts());
            byte[] commitment = Hashing.commitment(Hashing.leafKey(key(offered, keys, logKey), seq), facts);
            leaves.add(new SealStore.Sealed(seq, offered.entry(), commitment));
            grow(seq, Hashing.leaf(commitment), known, grown);
            seq++;
        }
        store.add(leaves, clock.instant());
        if (!grown.isEmpty()) {
            store.add(grown);
        }
        return batch.size();
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

    /** Adds a leaf, and every subtree that is complete with it. */
    private static void grow(long seq, byte[] leaf, Map<Tree.Node, byte[]> known, Map<Tree.Node, byte[]> grown) {
        known.put(new Tree.Node(0, seq), leaf);
        byte[] hash = leaf;
        int level = 0;
        long place = seq;
        while ((place & 1) == 1) {
            byte[] left = Objects.requireNonNull(known.remove(new Tree.Node(level, place - 1)), "a subtree is missing");
            known.remove(new Tree.Node(level, place));
            hash = Hashing.node(left, hash);
            level++;
            place >>= 1;
            known.put(new Tree.Node(level, place), hash);
            grown.put(new Tree.Node(level, place), hash);
        }
    }
}
