package org.zhiyuan.team;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.volunteer.VolunteerId;

/**
 * How a volunteer stands to a team.
 *
 * @param since when it came to stand so
 * @param due until when an answer is owed; null where none is
 * @param raisedAt since when a request that nobody answered lies with the place's office; null while it does not
 * @param words what whoever asks wrote to the captain
 */
public record Membership(
        MembershipId id,
        TeamId team,
        VolunteerId volunteer,
        PersonId person,
        MembershipState state,
        Instant since,
        @Nullable Instant due,
        @Nullable Instant raisedAt,
        String words,
        int version) {
    public static final int WORDS_LENGTH_MAX = 200;

    public String href() {
        return "/me/teams/" + id;
    }

    /**
     * How it came to stand so.
     *
     * @param who as pages call whoever did it; "" for the volunteer himself and for the house
     */
    public record Step(MembershipState state, Cause cause, Instant at, String who, String reason) {}

    public enum Cause {
        ASKED("申请加入"),
        INVITED("收到邀请"),
        ACCEPTED("本人接受邀请"),
        APPROVED("同意加入"),
        REFUSED("没有通过"),
        DECLINED("本人没有接受"),
        LEFT("退出"),
        LAPSED("过期没有答复"),
        /** Goes one tier up. */
        RAISED("队长没有按时答复，转给阵地"),
        TEAM_ENDED("队伍解散"),
        NO_VOLUNTEER("不再是志愿者"),
        /** Written down at the counter, in the presence of the volunteer. */
        ENTERED("当面登记加入");

        private final Text label;

        Cause(String label) {
            this.label = Text.of(label);
        }

        public Text label() {
            return label;
        }
    }
}
