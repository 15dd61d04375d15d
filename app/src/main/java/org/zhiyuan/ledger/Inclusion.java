package org.zhiyuan.ledger;

import java.util.List;
import java.util.Map;

/**
 * That an entry stands in the log: with the leaf's hash the path leads to the root (RFC 6962 §2.1.1).
 *
 * @param index number of the entry
 * @param size of the log whose root it leads to
 * @param path from the leaf upward
 */
public record Inclusion(long index, long size, List<byte[]> path) {
    public Inclusion {
        path = List.copyOf(path);
    }

    Map<String, Object> facts() {
        return Map.of(
                "index",
                index,
                "size",
                size,
                "path",
                path.stream().map(Head::hex).toList());
    }
}
