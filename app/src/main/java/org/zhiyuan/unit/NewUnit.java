package org.zhiyuan.unit;

import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.CreditCode;
import org.zhiyuan.network.SitePolicy;

/**
 * What a unit is called and how it is reached.
 *
 * @param number kept for life; null to have one made
 * @param phone a service number, not a person's; "" where there is none
 */
public record NewUnit(
        @Nullable String number,
        String name,
        String brief,
        String nameEn,
        @Nullable CreditCode creditCode,
        String phone) {
    public NewUnit {
        name = name.strip();
        brief = brief.isBlank() ? name : brief.strip();
        nameEn = nameEn.strip();
        phone = phone.strip();
        SitePolicy.name(name).orRefuse();
        SitePolicy.brief(brief).orRefuse();
        SitePolicy.english(nameEn).orRefuse();
        SitePolicy.phone(phone).orRefuse();
    }
}
