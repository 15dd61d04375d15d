package org.zhiyuan.unit;

import java.util.UUID;

/** A unit (责任单位) through all its names. */
public record UnitId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
