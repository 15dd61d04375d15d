package org.zhiyuan.access;

import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Period;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.kernel.Whereabouts;

/** The rules of giving rights, one question each. */
@Component
class GrantPolicy {
    static final String SECURITY_ADMIN = "security_admin";
    /** A right that is given by a person is looked at again after so long. */
    static final int YEARS_MAX = 3;

    static final int REASON_LENGTH_MAX = 200;

    private final Rules rules;
    private final Powers powers;

    GrantPolicy(Rules rules, Powers powers) {
        this.rules = rules;
        this.powers = powers;
    }

    Decision notOneself(Standing giver, Account taker) {
        boolean oneself = giver.account().equals(taker.id().value())
                || (giver.person() != null && giver.person().equals(taker.person()));
        return oneself ? Decision.refused(Text.of("谁也不能给自己授权"), Text.of("请找安全管理员")) : Decision.allowed();
    }

    Decision toAnActiveAccount(Account taker) {
        return taker.active() ? Decision.allowed() : Decision.refused(Text.of("这个账号已停用，不能再授权"));
    }

    Decision forDaysToCome(Period period, LocalDate today) {
        if (period.from().isBefore(today)) {
            return Decision.refused(Text.of("第一天不能早于今天：权限不能倒签"));
        }
        if (period.until() == null || period.until().isAfter(period.from().plusYears(YEARS_MAX))) {
            return Decision.refused(Text.of("请写明最后一天，最长 {0} 年；到期可以再授", YEARS_MAX));
        }
        return Decision.allowed();
    }

    /** Whether the giver's rights reach the place; the row policies ask the same. */
    Decision withinReach(Standing giver, UUID site, @Nullable String field) {
        return rules.at(giver, Action.GRANT_GIVE, Whereabouts.Place.at(site, field))
                ? Decision.allowed()
                : Decision.refused(Text.of("这个地方不在您的授权范围里"));
    }

    /** Nobody gives more than he has; the security administrator gives what others are to have. */
    Decision notMoreThanOneHas(Standing giver, Role role, UUID site, @Nullable String field, Period period) {
        if (role.kind() == Role.Kind.CITIZEN) {
            return Decision.refused(Text.of("这个角色不是授予的"));
        }
        Standing asSecurity = giver.only(SECURITY_ADMIN);
        if (rules.at(asSecurity, Action.GRANT_GIVE, Whereabouts.Place.at(site, field))) {
            return Decision.allowed();
        }
        return powers.cover(giver.held(), role.key(), site, field, Objects.requireNonNull(period.until()))
                ? Decision.allowed()
                : Decision.refused(Text.of("您自己没有这么大的权限，不能授给别人"), Text.of("请找安全管理员"));
    }
}
