package org.zhiyuan.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Against the published vectors of Certificate Transparency (RFC 6962), and against a tree cut as the RFC defines it. */
class MerkleTest {
    private static final List<String> LEAVES =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    /** Roots of the first 0 to 8 leaves. */
    private static final List<String> ROOTS = List.of(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    /** Audit paths: (leaf, size) to the path. */
    private static final Map<List<Integer>, List<String>> PATHS = Map.of(
            List.of(0, 8),
            List.of(
                    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"),
            List.of(5, 8),
            List.of(
                    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
            List.of(2, 3),
            List.of("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
            List.of(1, 5),
            List.of(
                    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"));

    private static final Map<List<Integer>, List<String>> CONSISTENT = Map.of(
            List.of(1, 8),
            List.of(
                    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"),
            List.of(6, 8),
            List.of(
                    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
            List.of(2, 5),
            List.of(
                    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"));

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static List<byte[]> path(List<String> digits) {
        return digits.stream().map(MerkleTest::hex).toList();
    }

    @Test
    void rootsAreThoseOfThePublishedVectors() {
        Merkle.Growing tree = new Merkle.Growing();
        List<String> roots = new ArrayList<>(List.of(HexFormat.of().formatHex(tree.root())));
        LEAVES.forEach(leaf -> {
            tree.add(Merkle.leaf(hex(leaf)));
            roots.add(HexFormat.of().formatHex(tree.root()));
        });
        assertThat(roots).isEqualTo(ROOTS);
    }

    @Test
    void publishedPathsLeadToTheirRoots() {
        PATHS.forEach((place, path) -> assertThat(Merkle.included(
                        Merkle.leaf(hex(LEAVES.get(place.get(0)))),
                        place.get(0),
                        place.get(1),
                        path(path),
                        hex(ROOTS.get(place.get(1)))))
                .as("leaf and size %s", place)
                .isTrue());
    }

    @Test
    void publishedConsistencyProofsHold() {
        CONSISTENT.forEach((sizes, path) -> assertThat(Merkle.consistent(
                        sizes.get(0),
                        hex(ROOTS.get(sizes.get(0))),
                        sizes.get(1),
                        hex(ROOTS.get(sizes.get(1))),
                        path(path)))
                .as("sizes %s", sizes)
                .isTrue());
    }

    @Test
    void aPathLeadsNowhereFromAnotherPlaceSizeLeafOrRoot() {
        PATHS.forEach((place, digits) -> {
            int leaf = place.get(0);
            int size = place.get(1);
            List<byte[]> path = path(digits);
            for (int other = 0; other < 8; other++) {
                for (int otherSize = 1; otherSize <= 8; otherSize++) {
                    boolean same = other == leaf && otherSize == size;
                    assertThat(Merkle.included(
                                            Merkle.leaf(hex(LEAVES.get(leaf))),
                                            other,
                                            otherSize,
                                            path,
                                            hex(ROOTS.get(size)))
                                    && Merkle.included(
                                            Merkle.leaf(hex(LEAVES.get(other))),
                                            other,
                                            otherSize,
                                            path,
                                            hex(ROOTS.get(otherSize))))
                            .as("%s as %d of %d", place, other, otherSize)
                            .isEqualTo(same);
                }
            }
        });
    }

    /** Without the prefixes the two hashes of the last level would pass for a leaf of 64 bytes. */
    @Test
    void aNodeIsNoLeaf() {
        byte[] left = Merkle.leaf(hex("00"));
        byte[] right = Merkle.leaf(hex("10"));
        byte[] both = new byte[2 * Merkle.HASH_BYTES];
        System.arraycopy(left, 0, both, 0, Merkle.HASH_BYTES);
        System.arraycopy(right, 0, both, Merkle.HASH_BYTES, Merkle.HASH_BYTES);
        assertThat(Merkle.node(left, right)).isNotEqualTo(Merkle.leaf(both));
    }
}
