package org.zhiyuan.unit;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.CreditCode;

/**
 * A unit as it is on a day; for a day before its first as it was first, for a day after its end as it was last.
 *
 * @param number kept for life; stands in addresses of pages
 * @param phone a service number, not a person's; "" where there is none
 */
public record Unit(
        UnitId id,
        String number,
        String name,
        String brief,
        String nameEn,
        @Nullable CreditCode creditCode,
        String phone,
        LocalDate opened,
        @Nullable LocalDate closed,
        @Nullable UnitId successor) {
    public String called(boolean english) {
        return english && !nameEn.isEmpty() ? nameEn : brief;
    }

    public boolean openOn(LocalDate day) {
        return !day.isBefore(opened) && (closed == null || day.isBefore(closed));
    }

    public String href() {
        return "/network/units/" + number;
    }
}
