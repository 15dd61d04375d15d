package org.zhiyuan.complaint;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.SiteId;

/** Who may say what to a complaint. The database asks the same once more. */
final class ComplaintPolicy {
    private ComplaintPolicy() {}

    static Decision wordsGiven(String words) {
        int length = words.strip().length();
        return length >= Complaint.WORDS_LENGTH_MIN && length <= Complaint.WORDS_LENGTH_MAX
                ? Decision.allowed()
                : Decision.refused(
                        Text.of("请写明什么时候、什么事，{0} 到 {1} 个字", Complaint.WORDS_LENGTH_MIN, Complaint.WORDS_LENGTH_MAX));
    }

    static Decision appealGiven(String words) {
        int length = words.strip().length();
        return length >= Appeal.WORDS_LENGTH_MIN && length <= Appeal.WORDS_LENGTH_MAX
                ? Decision.allowed()
                : Decision.refused(Text.of("请写明为什么不同意，{0} 到 {1} 个字", Appeal.WORDS_LENGTH_MIN, Appeal.WORDS_LENGTH_MAX));
    }

    static Decision reasonsGiven(String reasons) {
        int length = reasons.strip().length();
        return length >= Reply.REASONS_LENGTH_MIN && length <= Reply.REASONS_LENGTH_MAX
                ? Decision.allowed()
                : Decision.refused(
                        Text.of("请写明查到了什么、怎么处理的，{0} 到 {1} 个字", Reply.REASONS_LENGTH_MIN, Reply.REASONS_LENGTH_MAX));
    }

    static Decision onlyOwnRecordsAreCorrected(Complaint.Kind kind, Subject subject) {
        return kind != Complaint.Kind.CORRECTION || subject.own()
                ? Decision.allowed()
                : Decision.refused(Text.of("只能要求更正关于自己的记录"), Text.of("别人的事请选“投诉”"));
    }

    /** The hours' own petition answers the same question sooner, and changes the entry at once. */
    static Decision hoursHaveTheirOwn(Complaint.Kind kind, Subject subject) {
        return kind == Complaint.Kind.CORRECTION && subject.kind() == Subject.Kind.ENTRY
                ? Decision.refused(Text.of("时长有错，请在“我的时长”里那一条下面提出，答复得更快"))
                : Decision.allowed();
    }

    static Decision replyAwaited(Complaint complaint) {
        return complaint.state().waits()
                ? Decision.allowed()
                : Decision.refused(Text.of("不用答复：现在是“{0}”", complaint.state().label()), Text.of("请刷新页面，看过新的情况再办"));
    }

    static Decision notWhomItIsAbout(Complaint complaint, Actor actor) {
        UUID person = actor.person();
        boolean about = complaint.accounts().contains(actor.account())
                || (person != null && complaint.persons().contains(person));
        boolean filed = person != null
                && complaint.person() != null
                && person.equals(complaint.person().value());
        return about || filed
                ? Decision.refused(Text.of("这件事和您有关，要别人来答复"), Text.of("请别的同事，或上一级来办"))
                : Decision.allowed();
    }

    /**
     * @param root whether nobody is above the place, so that another person of it has to do
     */
    static Decision anotherAnswersTheAppeal(@Nullable Reply first, SiteId site, Actor actor, boolean root) {
        if (first == null) {
            return Decision.allowed();
        }
        if (first.account().equals(actor.account())
                || (actor.person() != null && actor.person().equals(first.person()))) {
            return Decision.refused(Text.of("第一次是您答复的，申诉要另一个人来答复"));
        }
        return root || !first.site().equals(site)
                ? Decision.allowed()
                : Decision.refused(Text.of("第一次是这里答复的，申诉要另一个单位来答复"));
    }

    static Decision appealIsOpen(Complaint complaint, Instant now) {
        return complaint.appealable(now)
                ? Decision.allowed()
                : Decision.refused(Text.of("现在不能申诉：每件事只能申诉一次，要在答复以后的期限以内"));
    }

    static Decision mayBeWithdrawn(Complaint complaint) {
        return complaint.state().waits()
                ? Decision.allowed()
                : Decision.refused(Text.of("不能撤回：现在是“{0}”", complaint.state().label()));
    }
}
