package org.zhiyuan.channel;

import java.util.UUID;

public record SentId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
