package org.zhiyuan.ledger;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The log as it grows, without where it is kept: what entries commit to, and the subtrees that become complete as leaves
 * are put behind one another. The sealer grows it every few seconds; a load of many years grows it at one go, to the same
 * bytes.
 */
public final class Growth {
    /** A complete subtree of level 1 or more: the leaves {@code place * 2^level} up to {@code (place + 1) * 2^level - 1}. */
    public record Subtree(int level, long place, byte[] hash) {}

    private final Map<Tree.Node, byte[]> known = new HashMap<>();
    private Map<Tree.Node, byte[]> grown = new LinkedHashMap<>();
    private long size;

    /** @param peaks hashes of {@link Tree.Stretch#nodes()} of the whole log as it stands */
    Growth(long size, Map<Tree.Node, byte[]> peaks) {
        this.size = size;
        known.putAll(peaks);
    }

    /** @param logKey of whoever the entry belongs to; @param seq the number that the entry will have */
    public static byte[] commitment(byte[] logKey, long seq, byte[] facts) {
        return Hashing.commitment(Hashing.leafKey(logKey, seq), facts);
    }

    /** How many entries there are; the number of the next one. */
    public long size() {
        return size;
    }

    /** Puts the next entry behind the others. */
    public void add(byte[] commitment) {
        byte[] hash = Hashing.leaf(commitment);
        known.put(new Tree.Node(0, size), hash);
        int level = 0;
        long place = size;
        while ((place & 1) == 1) {
            byte[] left = Objects.requireNonNull(known.remove(new Tree.Node(level, place - 1)), "a subtree is missing");
            known.remove(new Tree.Node(level, place));
            hash = Hashing.node(left, hash);
            level++;
            place >>= 1;
            Tree.Node node = new Tree.Node(level, place);
            known.put(node, hash);
            grown.put(node, hash);
        }
        size++;
    }

    /** The subtrees that became complete since this was last asked. */
    public List<Subtree> grown() {
        return taken().entrySet().stream()
                .map(node -> new Subtree(node.getKey().level(), node.getKey().place(), node.getValue()))
                .toList();
    }

    Map<Tree.Node, byte[]> taken() {
        Map<Tree.Node, byte[]> taken = grown;
        grown = new LinkedHashMap<>();
        return taken;
    }
}
