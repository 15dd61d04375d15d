package org.zhiyuan.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every proof of every size up to 130 against the tree as RFC 6962 §2.1 defines it, without a thought for speed. */
class TreeTest {
    private static final int SIZE_MAX = 130;
    private static final List<byte[]> LEAVES = IntStream.range(0, SIZE_MAX)
            .mapToObj(i -> Hashing.leaf(("entry " + i).getBytes(StandardCharsets.UTF_8)))
            .toList();

    private static byte[] root(List<byte[]> leaves) {
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        int k = split(leaves.size());
        return Hashing.node(root(leaves.subList(0, k)), root(leaves.subList(k, leaves.size())));
    }

    private static int split(int size) {
        int k = 1;
        while (2 * k < size) {
            k *= 2;
        }
        return k;
    }

    private static List<byte[]> path(int leaf, List<byte[]> leaves) {
        if (leaves.size() == 1) {
            return new ArrayList<>();
        }
        int k = split(leaves.size());
        List<byte[]> left = leaves.subList(0, k);
        List<byte[]> right = leaves.subList(k, leaves.size());
        List<byte[]> path = leaf < k ? path(leaf, left) : path(leaf - k, right);
        path.add(root(leaf < k ? right : left));
        return path;
    }

    private static List<byte[]> proof(int first, List<byte[]> leaves, boolean whole) {
        if (first == leaves.size()) {
            return new ArrayList<>(whole ? List.of() : List.of(root(leaves)));
        }
        int k = split(leaves.size());
        List<byte[]> left = leaves.subList(0, k);
        List<byte[]> right = leaves.subList(k, leaves.size());
        List<byte[]> proof = first <= k ? proof(first, left, whole) : proof(first - k, right, false);
        proof.add(root(first <= k ? right : left));
        return proof;
    }

    private static byte[] complete(Tree.Node node) {
        int start = Math.toIntExact(node.place() << node.level());
        return root(LEAVES.subList(start, start + (1 << node.level())));
    }

    private static List<String> hashes(List<Tree.Stretch> stretches) {
        return hex(stretches.stream()
                .map(stretch -> stretch.hash(TreeTest::complete))
                .toList());
    }

    private static List<String> hex(List<byte[]> hashes) {
        return hashes.stream().map(HexFormat.of()::formatHex).toList();
    }

    @Test
    void everyRootAndEveryPathIsThatOfTheNaiveTree() {
        for (int size = 1; size <= SIZE_MAX; size++) {
            List<byte[]> leaves = LEAVES.subList(0, size);
            assertThat(hashes(List.of(new Tree.Stretch(0, size)))).isEqualTo(hex(List.of(root(leaves))));
            for (int leaf = 0; leaf < size; leaf++) {
                assertThat(hashes(Tree.inclusion(leaf, size)))
                        .as("leaf %d of %d", leaf, size)
                        .isEqualTo(hex(path(leaf, leaves)));
            }
        }
    }

    @Test
    void everyConsistencyProofIsThatOfTheNaiveTree() {
        for (int second = 1; second <= SIZE_MAX; second++) {
            for (int first = 1; first <= second; first++) {
                assertThat(hashes(Tree.consistency(first, second)))
                        .as("%d to %d", first, second)
                        .isEqualTo(hex(proof(first, LEAVES.subList(0, second), true)));
            }
        }
    }

    @Test
    void aProofReadsFewHashesHoweverLongTheLog() {
        long size = 1_000_003;
        int most = 2 * (Long.SIZE - Long.numberOfLeadingZeros(size));
        for (long leaf : new long[] {0, 1, 524_287, 524_288, 999_999, size - 1}) {
            assertThat(Tree.nodes(Tree.inclusion(leaf, size))).hasSizeLessThanOrEqualTo(most);
            assertThat(Tree.nodes(Tree.consistency(leaf + 1, size))).hasSizeLessThanOrEqualTo(most);
        }
    }
}
