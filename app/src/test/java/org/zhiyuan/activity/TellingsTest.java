package org.zhiyuan.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.zhiyuan.HouseTest;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.project.RiskGrade;

/** Telling those who signed up what became of it. */
@HouseTest
class TellingsTest extends ActivityGround {
    @Autowired
    private Tellings tellings;

    @BeforeEach
    void onTheMinute() {
        clock.set(Instant.now().truncatedTo(ChronoUnit.MINUTES));
        inHouse(() -> jdbc.sql("update activity.telling set told_at = '2020-01-01Z' where told_at is null")
                .update());
    }

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    private ActivityId calledOff(One one, One leader, int hour) {
        ActivityId id = published(tomorrow(hour), Duration.ofHours(1), RiskGrade.LOW, leader.person(), 3);
        signUp(one, id);
        inHouse(() -> {
            activities.cancel(clerk, id, "示例：下大雨");
            return true;
        });
        return id;
    }

    @Test
    void whoeverCannotBeSentAMessageNowKeepsNobodyElseWaitingAndIsTriedAgain() {
        One leader = someone(40);
        One twice = someone(30);
        One other = someone(30);
        calledOff(twice, leader, 9);
        // the second message within a minute is one too many for one number
        calledOff(twice, leader, 11);
        calledOff(other, leader, 13);
        tell();
        assertThat(sent(twice)).hasSize(1);
        assertThat(sent(other)).hasSize(1);
        clock.advance(Duration.ofMinutes(11));
        tell();
        assertThat(sent(twice)).hasSize(2);
    }

    private void tell() {
        Acting.as(Actor.system("test"), Scope.EVERYTHING, () -> {
            tellings.tell();
            return 0;
        });
    }

    private List<String> sent(One one) {
        return inHouse(() -> jdbc.sql("select text from channel.sent where person = ? and template like 'activity-%'")
                .param(one.person().value())
                .query(String.class)
                .list());
    }
}
