package org.zhiyuan.activity;

import org.jspecify.annotations.Nullable;

/**
 * A case in which an agreement must be in writing (R6).
 *
 * @param basis where it is written
 * @param finds what facts show it by themselves; null where a person must say it
 */
public record AgreementCase(
        String key,
        String name,
        String nameEn,
        String basis,
        @Nullable Finds finds) {
    public enum Finds {
        DANGEROUS,
        /** It lasts, with what repeats it, a month or longer. */
        MONTH,
        LARGE
    }

    public String called(boolean english) {
        return english ? nameEn : name;
    }
}
