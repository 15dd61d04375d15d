package org.zhiyuan.verify;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The tree of RFC 6962 §2.1 over SHA-256, from the checker's side: roots grown leaf by leaf, and proofs checked in the
 * way of RFC 9162 §2.1.3.2 and §2.1.4.2, which counts bits where the application cuts the tree in stretches.
 */
final class Merkle {
    static final int HASH_BYTES = 32;

    private Merkle() {}

    static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static byte[] leaf(byte[] content) {
        return sha256(new byte[] {0}, content);
    }

    static byte[] node(byte[] left, byte[] right) {
        return sha256(new byte[] {1}, left, right);
    }

    /** Whether the path leads from the leaf's hash at that place to the root of so many leaves. */
    static boolean included(byte[] leafHash, long index, long size, List<byte[]> path, byte[] root) {
        if (index < 0 || index >= size) {
            return false;
        }
        long place = index;
        long last = size - 1;
        byte[] hash = leafHash;
        for (byte[] sibling : path) {
            if (last == 0) {
                return false;
            }
            if ((place & 1) == 1 || place == last) {
                hash = node(sibling, hash);
                while ((place & 1) == 0 && place != 0) {
                    place >>= 1;
                    last >>= 1;
                }
            } else {
                hash = node(hash, sibling);
            }
            place >>= 1;
            last >>= 1;
        }
        return last == 0 && Arrays.equals(hash, root);
    }

    /** Whether the log of {@code first} leaves is the beginning of the one of {@code second}. */
    static boolean consistent(long first, byte[] firstRoot, long second, byte[] secondRoot, List<byte[]> path) {
        if (first < 0 || first > second) {
            return false;
        }
        if (first == second) {
            return path.isEmpty() && Arrays.equals(firstRoot, secondRoot);
        }
        if (first == 0) {
            return path.isEmpty() && Arrays.equals(firstRoot, sha256());
        }
        List<byte[]> steps = new ArrayList<>(path);
        if (Long.bitCount(first) == 1) {
            steps.addFirst(firstRoot);
        }
        if (steps.isEmpty()) {
            return false;
        }
        long place = first - 1;
        long last = second - 1;
        while ((place & 1) == 1) {
            place >>= 1;
            last >>= 1;
        }
        byte[] old = steps.getFirst();
        byte[] grown = steps.getFirst();
        for (byte[] step : steps.subList(1, steps.size())) {
            if (last == 0) {
                return false;
            }
            if ((place & 1) == 1 || place == last) {
                old = node(step, old);
                grown = node(step, grown);
                while ((place & 1) == 0 && place != 0) {
                    place >>= 1;
                    last >>= 1;
                }
            } else {
                grown = node(grown, step);
            }
            place >>= 1;
            last >>= 1;
        }
        return last == 0 && Arrays.equals(old, firstRoot) && Arrays.equals(grown, secondRoot);
    }

    /** The root of a log that is read leaf by leaf; keeps one hash for each bit of its size. */
    static final class Growing {
        private final List<byte[]> complete = new ArrayList<>();
        private long size;

        void add(byte[] leafHash) {
            complete.add(leafHash);
            size++;
            for (long rest = size; (rest & 1) == 0; rest >>= 1) {
                byte[] right = complete.removeLast();
                complete.add(node(complete.removeLast(), right));
            }
        }

        long size() {
            return size;
        }

        byte[] root() {
            if (complete.isEmpty()) {
                return sha256();
            }
            byte[] root = complete.getLast();
            for (int i = complete.size() - 2; i >= 0; i--) {
                root = node(complete.get(i), root);
            }
            return root;
        }
    }
}
