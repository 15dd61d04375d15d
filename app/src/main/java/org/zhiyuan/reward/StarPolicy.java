package org.zhiyuan.reward;

import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.ServiceTime;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.volunteer.Volunteer;
import org.zhiyuan.volunteer.VolunteerState;

/** Who may have a star, and who may say so: one rule, one method, one sentence for people. */
final class StarPolicy {
    private StarPolicy() {}

    /** Whoever left, was suspended or never confirmed has no star on its way. */
    static Decision serves(Volunteer volunteer) {
        return volunteer.state().counted() && volunteer.state() != VolunteerState.SUSPENDED
                ? Decision.allowed()
                : Decision.refused(Text.of("现在是“{0}”，不评星级", volunteer.state().label()));
    }

    /** No star without public notice (R23), and no public notice against somebody's will (R45). */
    static Decision wishesToBeNamed(boolean unnamed) {
        return unnamed ? Decision.refused(Text.of("本人不公示，不评星级"), Text.of("本人愿意公示了，再评")) : Decision.allowed();
    }

    /** Of children nothing is told in public, masked or not (R41). */
    static Decision oldEnoughToBeNamed(Scheme scheme, int years) {
        return years >= scheme.minYears()
                ? Decision.allowed()
                : Decision.refused(Text.of("不满 {0} 周岁不公示，也就先不评星级", scheme.minYears()), Text.of("时长都算，满了再评"));
    }

    static Decision enough(Scheme.Grade grade, ServiceTime counted) {
        return counted.compareTo(grade.time()) >= 0
                ? Decision.allowed()
                : Decision.refused(Text.of(
                        "现在算数的时长是 {0} 小时，{1} 星要 {2} 小时",
                        counted.hours(), grade.star(), grade.time().hours()));
    }

    static Decision mayBecome(StarState now, StarState next) {
        return now.mayBecome(next)
                ? Decision.allowed()
                : Decision.refused(Text.of("现在是“{0}”，这一步已经办过了", now.label()), Text.of("请刷新页面，看过新的情况再办"));
    }

    /** Nobody looks at a star of his own, and another look is another's. */
    static Decision mayLook(Actor actor, Star star) {
        if (star.person().value().equals(actor.person())) {
            return Decision.refused(Text.of("不能办自己的星级"), Text.of("请另一位同事来办"));
        }
        return star.against() != null && star.against().equals(actor.account())
                ? Decision.refused(Text.of("上一次是您定的，这一次要另一个人来看"), Text.of("请另一位同事来办"))
                : Decision.allowed();
    }

    /** Who looks and who decides are two. */
    static Decision anotherDecides(Actor actor, Star star) {
        boolean same = Objects.equals(star.checkedBy(), actor.account())
                || actor.person() != null && actor.person().equals(star.checkedPerson());
        return same ? Decision.refused(Text.of("核对的人不能自己审定"), Text.of("请另一位同事来审定")) : Decision.allowed();
    }

    /** Whoever looked or decided does not answer those who object to it. */
    static Decision anotherAnswers(Actor actor, Star star) {
        UUID account = actor.account();
        return account != null && (account.equals(star.checkedBy()) || account.equals(star.decidedBy()))
                        || star.person().value().equals(actor.person())
                ? Decision.refused(Text.of("核对过、审定过这颗星的人不能自己答复异议"), Text.of("请另一位同事来答复"))
                : Decision.allowed();
    }

    static Decision theSecondPersonIsAnother(Revocation open, @Nullable UUID account) {
        return open.account().equals(account)
                ? Decision.refused(Text.of("提出撤回的人不能自己确认"), Text.of("请另一位有权限的同事来确认"))
                : Decision.allowed();
    }

    static Decision reasonGiven(String reason) {
        int length = reason.strip().length();
        return length >= Star.REASON_LENGTH_MIN && length <= Star.REASON_LENGTH_MAX
                ? Decision.allowed()
                : Decision.refused(Text.of("请写明原因，{0} 到 {1} 个字", Star.REASON_LENGTH_MIN, Star.REASON_LENGTH_MAX));
    }

    static Decision wordsGiven(String words) {
        int length = words.strip().length();
        return length >= Objection.WORDS_LENGTH_MIN && length <= Objection.WORDS_LENGTH_MAX
                ? Decision.allowed()
                : Decision.refused(
                        Text.of("请写明哪里不实，{0} 到 {1} 个字", Objection.WORDS_LENGTH_MIN, Objection.WORDS_LENGTH_MAX));
    }
}
