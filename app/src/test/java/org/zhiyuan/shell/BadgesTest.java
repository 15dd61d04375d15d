package org.zhiyuan.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.zhiyuan.cell.SettableClock;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Scope;

/** What oneself does is counted at once, what others do within a minute. */
class BadgesTest {
    private static final Actor HEAD = head();

    private final SettableClock clock = new SettableClock();
    private final Things things = new Things();
    private final Badges badges = new Badges(List.of(things), clock);

    @Test
    void whatOthersDoIsCountedWithinAMinute() {
        assertThat(badges.of(HEAD)).containsEntry("things", 1);
        things.waiting = 2;
        clock.advance(Duration.ofSeconds(50));
        assertThat(badges.of(HEAD)).as("kept").containsEntry("things", 1);
        clock.advance(Duration.ofSeconds(11));
        assertThat(badges.of(HEAD)).as("a minute later").containsEntry("things", 2);
    }

    @Test
    void whatOneselfDoesIsCountedAtOnce() {
        badges.of(HEAD);
        things.waiting = 0;
        answered("GET");
        assertThat(badges.of(HEAD)).as("after reading").containsEntry("things", 1);
        answered("POST");
        assertThat(badges.of(HEAD)).as("after doing").containsEntry("things", 0);
    }

    /** A page that was counting while something was done tells what it saw, and nobody after it. */
    @Test
    void whoeverCountedMeanwhileDoesNotKeepTheOldCount() {
        things.meanwhile = () -> {
            things.meanwhile = () -> {};
            answered("POST");
        };
        assertThat(badges.of(HEAD)).containsEntry("things", 1);
        things.waiting = 0;
        assertThat(badges.of(HEAD)).containsEntry("things", 0);
    }

    @Test
    void nobodyHearsOfWhatWaitsForAnother() {
        badges.of(HEAD);
        things.waiting = 5;
        assertThat(badges.of(head())).containsEntry("things", 5);
        assertThat(badges.of(HEAD.actingAs("inspector")))
                .as("by the account, whichever role allowed the page")
                .containsEntry("things", 1);
    }

    private void answered(String method) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, "/office");
        Acting.as(
                HEAD, Scope.NOTHING, () -> badges.afterCompletion(request, new MockHttpServletResponse(), this, null));
    }

    private static Actor head() {
        return new Actor(Actor.Kind.STAFF, UUID.randomUUID(), null, "示例站长", "", "", "");
    }

    private static final class Things implements Waiting {
        private int waiting = 1;
        private Runnable meanwhile = () -> {};

        @Override
        public String key() {
            return "things";
        }

        @Override
        public List<Item> items(Actor actor) {
            return List.of();
        }

        @Override
        public int count(Actor actor) {
            int seen = waiting;
            meanwhile.run();
            return seen;
        }
    }
}
