package org.zhiyuan.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.zhiyuan.HouseTest;
import org.zhiyuan.access.Guest;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.project.RiskGrade;
import org.zhiyuan.team.Families;
import org.zhiyuan.volunteer.Volunteers;

/** A family that serves together is seated together, or not at all. */
@HouseTest
class TogetherTest extends ActivityGround {
    @Autowired
    private Families families;

    @Autowired
    private Volunteers volunteers;

    private void alone(One one, Runnable work) {
        Acting.as(one.actor(), new Scope(false, Set.of(), Set.of(), one.person().value(), one.account(), true), work);
    }

    private String number(One one) {
        return inHouse(() -> volunteers.get(one.volunteer()).number().value());
    }

    private void belongTogether(One one, One other) {
        alone(one, () -> families.ask(one.actor(), number(other)));
        alone(
                other,
                () -> families.accept(
                        other.actor(),
                        families.mine(other.actor()).asked().getFirst().id().toString()));
    }

    private Guest guest(One one) {
        return new Guest("http://localhost:" + environment.getProperty("local.server.port"))
                .with("session", sample.session(one.account()));
    }

    private Guest.Answer signUpTogether(One one, ActivityId id, One other) throws Exception {
        return guest(one)
                .post(
                        "/activities/" + id + "/sign-up",
                        "post",
                        post(id).id().toString(),
                        "family",
                        other.volunteer().toString());
    }

    @Test
    void aFamilyIsSeatedTogetherAndEverybodyIsToldAndMayLeave() throws Exception {
        One leader = someone(40);
        One one = someone(40);
        One other = someone(38);
        belongTogether(one, other);
        ActivityId id = published(tomorrow(9), Duration.ofHours(2), RiskGrade.LOW, leader.person(), 2);
        assertThat(guest(one).get("/activities/" + id).body()).contains("和家人一起报名");
        assertThat(guest(someone(30)).get("/activities/" + id).body()).doesNotContain("和家人一起报名");

        assertThat(signUpTogether(one, id, other).status()).isEqualTo(302);

        assertThat(in(id, SignUpState.SEATED))
                .extracting(SignUp::volunteer)
                .containsExactlyInAnyOrder(one.volunteer(), other.volunteer());
        List<String> told = inHouse(
                () -> jdbc.sql("""
                        select s.volunteer || ' ' || t.kind from activity.telling t
                        join activity.sign_up s on s.id = t.sign_up where s.activity = ?""").params(id.value()).query(String.class).list());
        assertThat(told).containsExactly(other.volunteer() + " TOGETHER");
        as(other, () -> {
            signUps.cancel(
                    other.actor(), signUps.own(other.actor(), id).orElseThrow().id());
            return true;
        });
        assertThat(in(id, SignUpState.SEATED)).extracting(SignUp::volunteer).containsExactly(one.volunteer());
    }

    @Test
    void whereThereIsNoRoomForAllNobodyIsSeated() throws Exception {
        One leader = someone(40);
        One one = someone(40);
        One other = someone(38);
        belongTogether(one, other);
        ActivityId id = published(tomorrow(9), Duration.ofHours(2), RiskGrade.LOW, leader.person(), 2);
        signUp(someone(30), id);
        Guest.Answer full = signUpTogether(one, id, other);
        assertThat(full.status()).isEqualTo(422);
        assertThat(full.body()).contains("坐不到一起");
        assertThat(in(id, SignUpState.SEATED)).hasSize(1);

        // nor where one of them is elsewhere at that time
        ActivityId roomy = published(tomorrow(14), Duration.ofHours(2), RiskGrade.LOW, leader.person(), 5);
        ActivityId elsewhere = published(tomorrow(14), Duration.ofHours(2), RiskGrade.LOW, leader.person(), 5);
        signUp(other, elsewhere);
        assertThat(signUpTogether(one, roomy, other).body()).contains("家里有人不能报");
        assertThat(in(roomy, SignUpState.SEATED)).isEmpty();
    }

    @Test
    void nobodySignsUpAStranger() throws Exception {
        One leader = someone(40);
        One one = someone(40);
        ActivityId id = published(tomorrow(9), Duration.ofHours(2), RiskGrade.LOW, leader.person(), 5);
        assertThat(signUpTogether(one, id, someone(30)).status()).isEqualTo(422);
        assertThat(in(id, SignUpState.SEATED)).isEmpty();
    }
}
