package org.zhiyuan.certificate;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.person.PersonId;

/** Who may certify what. */
final class IssuePolicy {
    static final int REASON_LENGTH_MIN = 4;
    static final int REASON_LENGTH_MAX = 200;

    private IssuePolicy() {}

    /** Who recorded certifies, and nobody else (R18). */
    static Decision onlyWhoRecorded(List<Credit> credits, Set<SiteId> within) {
        return credits.stream().allMatch(credit -> within.contains(credit.site()))
                ? Decision.allowed()
                : Decision.refused(Text.of("有的服务不是这里记录的：谁记录谁证明"), Text.of("请让记录的单位另开一份"));
    }

    static Decision somethingIsCertified(List<Credit> credits) {
        if (credits.isEmpty()) {
            return Decision.refused(Text.of("这段时间在这里没有记下的服务时长"), Text.of("请换一个时间段，或换一个记录的地方"));
        }
        return credits.size() <= Certificate.LINES_MAX
                ? Decision.allowed()
                : Decision.refused(
                        Text.of("这段时间有 {0} 次服务，一份证明最多写 {1} 次", credits.size(), Certificate.LINES_MAX),
                        Text.of("请缩短时间段，分成几份"));
    }

    /** Nobody certifies his own service. */
    static Decision anotherHandlesIt(Actor actor, PersonId holder) {
        return holder.value().equals(actor.person())
                ? Decision.refused(Text.of("不能给自己开证明"), Text.of("请另一位同事来开"))
                : Decision.allowed();
    }

    static Decision open(Application.State state) {
        return state == Application.State.OPEN
                ? Decision.allowed()
                : Decision.refused(Text.of("这份申请已经办过了：{0}", state.label()), Text.of("请刷新页面看看"));
    }

    static Decision theSecondPersonIsAnother(Revocation revocation, @Nullable UUID account) {
        return revocation.account().equals(account)
                ? Decision.refused(Text.of("提出撤销的人不能自己确认"), Text.of("请另一位有权限的同事来确认"))
                : Decision.allowed();
    }

    /** Nobody has a word in whether his own certificate stands. */
    static Decision anothersCertificate(Actor actor, PersonId holder) {
        return holder.value().equals(actor.person())
                ? Decision.refused(Text.of("这是您自己的证明，要别人来办"), Text.of("请另一位有权限的同事来办"))
                : Decision.allowed();
    }

    static Decision whoIssuedItDoesNotKeepIt(UUID handler, @Nullable UUID account) {
        return handler.equals(account)
                ? Decision.refused(Text.of("这份证明是您开的，不由您说它有效"), Text.of("请另一位有权限的同事来确认"))
                : Decision.allowed();
    }

    static Decision reasonGiven(String reason) {
        int length = reason.strip().length();
        return length >= REASON_LENGTH_MIN && length <= REASON_LENGTH_MAX
                ? Decision.allowed()
                : Decision.refused(Text.of("请写明原因，{0} 到 {1} 个字", REASON_LENGTH_MIN, REASON_LENGTH_MAX));
    }

    static Decision lettersKnown(String missing) {
        return missing.isEmpty()
                ? Decision.allowed()
                : Decision.refused(Text.of("证明的字库里没有这些字：{0}", missing), Text.of("请联系管理员补上字库，再开这份证明"));
    }
}
