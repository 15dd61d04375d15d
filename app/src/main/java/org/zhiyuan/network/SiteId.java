package org.zhiyuan.network;

import java.util.UUID;

/** A body of the network through all its names and places in the tree. */
public record SiteId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
