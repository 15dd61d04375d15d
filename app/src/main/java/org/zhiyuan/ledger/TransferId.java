package org.zhiyuan.ledger;

import java.util.UUID;

public record TransferId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
