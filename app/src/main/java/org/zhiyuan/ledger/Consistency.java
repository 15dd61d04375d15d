package org.zhiyuan.ledger;

import java.util.List;
import java.util.Map;

/**
 * That the log of {@code first} entries is the beginning of the one of {@code second} (RFC 6962 §2.1.2). Empty where one
 * of them is empty or both are the same.
 */
public record Consistency(long first, long second, List<byte[]> path) {
    public Consistency {
        path = List.copyOf(path);
    }

    /** As a file for {@code verify}. */
    public String json() {
        return Canonical.text(Map.of(
                "first",
                first,
                "second",
                second,
                "path",
                path.stream().map(Head::hex).toList(),
                "type",
                "zhiyuan-consistency-v1"));
    }
}
