package org.zhiyuan.network;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A field of service; each has one branch center. */
public record Field(
        String key,
        String name,
        String nameEn,
        String icon,
        String about,
        String aboutEn,
        LocalDate from,
        @Nullable LocalDate until) {
    public String called(boolean english) {
        return english && !nameEn.isEmpty() ? nameEn : name;
    }

    public String about(boolean english) {
        return english && !aboutEn.isEmpty() ? aboutEn : about;
    }
}
