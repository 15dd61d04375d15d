package org.zhiyuan.network;

import java.util.UUID;

/** One thing that a document ordered from a day on: an opening, a merger, a change of unit. */
public record ActId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
