package org.zhiyuan.network;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.CreditCode;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Text;

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
    private static final Pattern PHONE = Pattern.compile("[0-9+() -]{0,30}");

    public NewUnit {
        name = name.strip();
        brief = brief.isBlank() ? name : brief.strip();
        nameEn = nameEn.strip();
        phone = phone.strip();
        SitePolicy.name(name).orRefuse();
        SitePolicy.brief(brief).orRefuse();
        SitePolicy.english(nameEn).orRefuse();
        phone(phone).orRefuse();
    }

    public static Decision phone(String phone) {
        return PHONE.matcher(phone).matches()
                ? Decision.allowed()
                : Decision.refused(Text.of("电话只用数字、空格、横线和括号，最多 30 位"));
    }
}
