package org.zhiyuan.person;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Text;

/** The rules of registering somebody. */
final class RegistrationPolicy {
    private RegistrationPolicy() {}

    static Decision somethingToKnowThePersonBy(Particulars particulars) {
        return particulars.name().isEmpty() && particulars.phone() == null && particulars.identityNumber() == null
                ? Decision.refused(Text.of("请填写姓名、手机号、证件号码中的至少一项"))
                : Decision.allowed();
    }

    static Decision bornAlready(Particulars particulars, LocalDate today) {
        LocalDate birthDate = particulars.birthDate();
        return birthDate != null && birthDate.isAfter(today)
                ? Decision.refused(Text.of("出生日期还没有到，请再看一遍"))
                : Decision.allowed();
    }

    /** Nothing is kept of a person without a reason in law: consent to the purpose, or a duty. */
    static Decision agreed(Basis basis, Collection<Consent.Given> given, Map<String, ConsentText> current) {
        if (basis == Basis.DUTY) {
            return Decision.allowed();
        }
        boolean one = given.stream()
                .map(consent -> current.get(consent.purpose()))
                .anyMatch(text -> text != null && !text.separate());
        return one ? Decision.allowed() : Decision.refused(Text.of("没有本人或监护人的同意，不能登记"), Text.of("请先把同意书读给本人听，同意了再登记"));
    }

    static Decision textIsTheOneThatCounts(Consent.Given given, Map<String, ConsentText> current) {
        ConsentText text = current.get(given.purpose());
        return text != null && text.version() == given.version()
                ? Decision.allowed()
                : Decision.refused(Text.of("同意书有了新的版本"), Text.of("请回到上一页，看过新的版本再选一次"));
    }

    /** Below 14 a guardian decides (personal information protection law, article 31). */
    static Decision guardianFor(boolean child, Consent.Given given) {
        return child && given.guardian() == null
                ? Decision.refused(Text.of("未满 14 周岁，要由监护人同意"), Text.of("请先登记监护人，再填监护人的手机号"))
                : Decision.allowed();
    }

    static Decision reasonGiven(String reason) {
        return reason.strip().length() < People.REASON_LENGTH_MIN
                        || reason.strip().length() > People.REASON_LENGTH_MAX
                ? Decision.refused(Text.of("请写明原因，{0} 到 {1} 个字", People.REASON_LENGTH_MIN, People.REASON_LENGTH_MAX))
                : Decision.allowed();
    }
}
