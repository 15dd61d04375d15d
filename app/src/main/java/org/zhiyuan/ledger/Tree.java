package org.zhiyuan.ledger;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The shape of the tree over a log (RFC 6962 §2.1), without the hashes: which stretches of leaves a proof is made of, and
 * of which complete subtrees each stretch. A proof of a log with n entries reads O(log n) subtrees.
 */
final class Tree {
    /** A complete subtree: the leaves {@code place * 2^level} up to {@code (place + 1) * 2^level - 1}. */
    record Node(int level, long place) {}

    /** The leaves from {@code start} up to but without {@code end}; begins where a subtree begins. */
    record Stretch(long start, long end) {
        /** Its complete subtrees from the left, each smaller than the one before. */
        List<Node> nodes() {
            List<Node> nodes = new ArrayList<>();
            long from = start;
            while (from < end) {
                int level = Long.SIZE - 1 - Long.numberOfLeadingZeros(end - from);
                nodes.add(new Node(level, from >> level));
                from += 1L << level;
            }
            return nodes;
        }

        byte[] hash(Function<Node, byte[]> hashes) {
            List<Node> nodes = nodes();
            byte[] hash = hashes.apply(nodes.getLast());
            for (int i = nodes.size() - 2; i >= 0; i--) {
                hash = Hashing.node(hashes.apply(nodes.get(i)), hash);
            }
            return hash;
        }
    }

    private Tree() {}

    static Set<Node> nodes(List<Stretch> stretches) {
        Set<Node> nodes = new LinkedHashSet<>();
        stretches.forEach(stretch -> nodes.addAll(stretch.nodes()));
        return nodes;
    }

    /** The audit path of a leaf, from below (RFC 6962 §2.1.1). */
    static List<Stretch> inclusion(long leaf, long size) {
        if (leaf < 0 || leaf >= size) {
            throw new IllegalArgumentException("leaf " + leaf + " is not among the " + size + " of the log");
        }
        List<Stretch> above = new ArrayList<>();
        long start = 0;
        long end = size;
        while (end - start > 1) {
            long middle = start + split(end - start);
            if (leaf < middle) {
                above.add(new Stretch(middle, end));
                end = middle;
            } else {
                above.add(new Stretch(start, middle));
                start = middle;
            }
        }
        return above.reversed();
    }

    /** What leads from the root over the first entries to the root over more of them (RFC 6962 §2.1.2). */
    static List<Stretch> consistency(long first, long second) {
        if (first < 0 || first > second) {
            throw new IllegalArgumentException("first (" + first + ") must be 0 to second (" + second + ")");
        }
        if (first == 0 || first == second) {
            return List.of();
        }
        List<Stretch> above = new ArrayList<>();
        long start = 0;
        long end = second;
        boolean whole = true;
        while (end != first) {
            long middle = start + split(end - start);
            if (first <= middle) {
                above.add(new Stretch(middle, end));
                end = middle;
            } else {
                above.add(new Stretch(start, middle));
                start = middle;
                whole = false;
            }
        }
        if (!whole) {
            above.add(new Stretch(start, end));
        }
        return above.reversed();
    }

    /** The largest power of two below the length. */
    private static long split(long length) {
        return Long.highestOneBit(length - 1);
    }
}
