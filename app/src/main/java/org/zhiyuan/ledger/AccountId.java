package org.zhiyuan.ledger;

import java.util.UUID;

/** An account of one book. */
public record AccountId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
