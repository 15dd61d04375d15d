package org.zhiyuan.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.zhiyuan.HouseTest;
import org.zhiyuan.access.Guest;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.project.RiskGrade;
import org.zhiyuan.volunteer.Volunteers;

/** Who may serve no more after he signed up, and the youngest, who serve only where a guardian is there. */
@HouseTest
class FitnessTest extends ActivityGround {
    @Autowired
    private Volunteers volunteers;

    @Autowired
    private Agreements agreements;

    private Guest guest(One one) {
        return new Guest("http://localhost:" + environment.getProperty("local.server.port"))
                .with("session", sample.session(one.account()));
    }

    private void suspend(One one) {
        inHouse(() -> {
            volunteers.suspend(clerk, one.volunteer(), "示例：多次违反约定");
            return true;
        });
    }

    @Test
    void whoeverIsSuspendedLeavesSeatAndWaitingAndTheNextComes() {
        One leader = someone(40);
        One one = someone(30);
        One next = someone(30);
        ActivityId id = published(tomorrow(9), Duration.ofHours(2), RiskGrade.LOW, leader.person(), 1);
        ActivityId full = published(tomorrow(14), Duration.ofHours(2), RiskGrade.LOW, leader.person(), 1);
        SignUp seat = signUp(one, id);
        signUp(next, id);
        signUp(someone(30), full);
        SignUp waits = signUp(one, full);

        suspend(one);

        assertThat(in(id, SignUpState.SEATED)).extracting(SignUp::volunteer).containsExactly(next.volunteer());
        assertThat(in(full, SignUpState.WAITING)).isEmpty();
        for (SignUp left : java.util.List.of(seat, waits)) {
            assertThat(inHouse(() -> signUps.get(left.id())).state()).isEqualTo(SignUpState.CANCELLED);
            assertThat(inHouse(() -> signUps.steps(left.id())).getFirst().cause())
                    .isEqualTo(SignUpStep.Cause.SUSPENDED);
        }
        int told = inHouse(() -> jdbc.sql("""
                        select count(*) from activity.telling t join activity.sign_up s on s.id = t.sign_up
                        where s.volunteer = ? and t.kind = 'PROMOTED'""")
                .params(next.volunteer().value())
                .query(Integer.class)
                .single());
        assertThat(told).isEqualTo(1);
    }

    @Test
    void whoWaitsForTheSameTimeIsNotMovedUpOnTheWayOut() {
        One leader = someone(40);
        One one = someone(30);
        ActivityId id = published(tomorrow(9), Duration.ofHours(2), RiskGrade.LOW, leader.person(), 1);
        ActivityId other = published(tomorrow(9), Duration.ofHours(2), RiskGrade.LOW, leader.person(), 5);
        One first = someone(30);
        SignUp seat = signUp(first, id);
        signUp(one, id);
        signUp(one, other);
        as(first, () -> {
            signUps.cancel(first.actor(), seat.id());
            return true;
        });

        suspend(one);

        assertThat(in(id, SignUpState.SEATED)).isEmpty();
        assertThat(in(id, SignUpState.WAITING)).isEmpty();
        assertThat(in(other, SignUpState.SEATED)).isEmpty();
        int told = inHouse(() -> jdbc.sql("""
                        select count(*) from activity.telling t join activity.sign_up s on s.id = t.sign_up
                        where s.volunteer = ? and t.kind = 'PROMOTED'""")
                .params(one.volunteer().value())
                .query(Integer.class)
                .single());
        assertThat(told).isZero();
    }

    /** As if the age had been another when he signed up. */
    private SignUpId seated(ActivityId id, One one) {
        UUID signUp = Ids.next(clock);
        UUID post = post(id).id().value();
        inHouse(() -> jdbc.sql("""
                        insert into activity.sign_up
                            (id, activity, post, volunteer, person, state, slot, risk_open, at, changed_at)
                        values (?, ?, ?, ?, ?, 'SEATED', 'empty', true, ?, ?)""")
                .params(
                        signUp,
                        id.value(),
                        post,
                        one.volunteer().value(),
                        one.person().value(),
                        clock.instant().atOffset(ZoneOffset.UTC),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update());
        return new SignUpId(signUp);
    }

    @Test
    void noDangerBeginsWithAMinorOnTheListAndTheLeaderIsToldWho() throws Exception {
        One leader = someone(40);
        One child = someone(16);
        ActivityId id = published(tomorrow(9), Duration.ofHours(2), RiskGrade.DANGEROUS, leader.person(), 5);
        SignUpId seat = seated(id, child);
        inHouse(() -> activities.insure(
                clerk,
                id,
                "示例保险",
                "SL-3",
                "意外身故 20 万元",
                terms.today(),
                terms.today().plusDays(2)));
        inHouse(() -> {
            agreements.write(clerk, id, 0, "双方约定……", java.util.List.of());
            SignUp signUp = signUps.get(seat);
            Activity activity = activities.get(id);
            agreements.agree(clerk, activity, signUp, 1, Agreement.Party.VOLUNTEER, Agreement.Way.PAPER);
            agreements.agree(clerk, activity, signUp, 1, Agreement.Party.ORGANISER, Agreement.Way.WEB);
            return true;
        });

        assertThatThrownBy(() -> as(leader, () -> {
                    activities.begin(leader.actor(), id);
                    return true;
                }))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.reason().toString()).contains("名单里有 1 个人按现在的规定不能参加"));
        Guest.Answer page = guest(leader).get("/activities/" + id + "/lead");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("按现在的规定不能参加：这个活动有危险，未成年人不能参加");

        // taken off the list, it begins
        as(leader, () -> {
            signUps.takeOff(leader.actor(), seat, "不满 18 周岁");
            return true;
        });
        assertThat(as(leader, () -> activities.mayStart(id))).isInstanceOf(Decision.Allowed.class);
    }

    private void stands(UUID volunteer, String state) {
        jdbc.sql("update volunteer.volunteer set state = ? where id = ?")
                .params(state, volunteer)
                .update();
    }

    /** So young that a guardian is there at every service, registered with the guardian's word. */
    private One child(One guardian) {
        One child = someone(8);
        UUID volunteer = child.volunteer().value();
        inHouse(() -> {
            // only whoever waits is looked at
            stands(volunteer, "INVITED");
            jdbc.sql("""
                            insert into volunteer.guardianship
                                (id, volunteer, guardian, channel, present, version, at, approved_at, approver, approver_name)
                            values (gen_random_uuid(), ?, ?, 'COUNTER', true, 1, ?, ?, gen_random_uuid(), '示例')""")
                    .params(
                            volunteer,
                            guardian.person().value(),
                            clock.instant().atOffset(ZoneOffset.UTC),
                            clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
            stands(volunteer, "ACTIVE");
            return true;
        });
        return child;
    }

    @Test
    void aYoungChildSignsUpOnlyWhereAGuardianIsSaidToBeThereAndTheLeaderReadsOfIt() throws Exception {
        One leader = someone(40);
        One child = child(leader);
        ActivityId id = published(tomorrow(9), Duration.ofHours(2), RiskGrade.LOW, leader.person(), 5);
        String post = post(id).id().toString();
        assertThat(guest(child).get("/activities/" + id).body()).contains("name=\"guardian\"");
        assertThat(guest(someone(30)).get("/activities/" + id).body()).doesNotContain("name=\"guardian\"");

        Guest.Answer without = guest(child).post("/activities/" + id + "/sign-up", "post", post);
        assertThat(without.status()).isEqualTo(422);
        assertThat(without.body()).contains("活动时要有监护人在场");
        assertThat(in(id, SignUpState.SEATED)).isEmpty();

        Guest.Answer with = guest(child).post("/activities/" + id + "/sign-up", "post", post, "guardian", "yes");
        assertThat(with.status()).isEqualTo(302);
        assertThat(in(id, SignUpState.SEATED))
                .singleElement()
                .extracting(SignUp::guardian)
                .isEqualTo(SignUp.Guardian.COMES);
        for (String page : java.util.List.of(
                "/activities/" + id + "/lead", "/checkin/" + id + "/desk", "/checkin/" + id + "/sheet")) {
            assertThat(guest(leader).get(page).body()).as(page).contains("须监护人在场");
        }
        assertThat(signUp(someone(12), id, "没有监护人").toString()).contains("监护人同意");
    }

    private org.zhiyuan.kernel.Text signUp(One one, ActivityId id, String why) {
        PostId post = post(id).id();
        try {
            as(one, () -> signUps.signUp(one.actor(), id, post, true));
        } catch (Refusal refusal) {
            return refusal.reason();
        }
        throw new AssertionError("signed up: " + why);
    }

    @Test
    void aYoungChildWhoWasInvitedOrIsLetInComesWithAGuardianToo() {
        One leader = someone(40);
        One child = child(leader);
        One other = child(leader);
        ActivityId id = published(tomorrow(9), Duration.ofHours(2), RiskGrade.LOW, leader.person(), 5);
        PostId post = post(id).id();
        SignUp invited = inHouse(() -> signUps.invite(clerk, id, post, child.volunteer()));
        assertThat(invited.guardian()).isEqualTo(SignUp.Guardian.NEEDED);
        assertThatThrownBy(() -> as(child, () -> {
                    signUps.accept(child.actor(), invited.id(), false);
                    return true;
                }))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> inHouse(() -> jdbc.sql("update activity.sign_up set state = 'SEATED' where id = ?")
                        .params(invited.id().value())
                        .update()))
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("sign_up_guardian");
        as(child, () -> {
            signUps.accept(child.actor(), invited.id(), true);
            return true;
        });
        assertThat(in(id, SignUpState.SEATED)).hasSize(1);
        assertThatThrownBy(() -> override(id, other, "姐姐在里面")).isInstanceOf(Refusal.class);
        assertThat(inHouse(() -> signUps.override(clerk, id, post, other.volunteer(), "姐姐在里面", true))
                        .guardian())
                .isEqualTo(SignUp.Guardian.COMES);
    }
}
