package org.zhiyuan.team;

import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.shell.Formats;

/** What a decree may change about teams, as it counts today; what the city calls levels, kinds and alliances. */
@Service
@Transactional(readOnly = true)
public class TeamRules {
    private static final String NUMBER_PREFIX = "TD";
    /** Captains, recorders and administrators must be 18 or older (DOMAIN R28); a city may ask for more, never for less. */
    static final int CAPTAIN_YEARS_MIN = 18;

    private static final int ANSWER_DAYS = 7;
    private static final int RAISED_DAYS = 7;
    private static final int INVITATION_DAYS = 14;
    private static final int SMALL_NUMBER = 3;
    private static final int MESSAGES_A_DAY = 1;

    private final RuleStore store;
    private final InstantSource clock;

    TeamRules(RuleStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Formats.ZONE);
    }

    public List<Level> levels() {
        return store.levels();
    }

    public Optional<Level> level(String key) {
        return levels().stream().filter(level -> level.key().equals(key)).findFirst();
    }

    public List<TeamKind> kinds() {
        return store.kinds();
    }

    public Optional<TeamKind> kind(String key) {
        return kinds().stream().filter(kind -> kind.key().equals(key)).findFirst();
    }

    public List<Alliance> alliances() {
        return store.alliances();
    }

    String numberPrefix() {
        return store.rule("number-prefix", today()).orElse(NUMBER_PREFIX);
    }

    /** How old whoever leads must be, in whole years. */
    public int captainYears() {
        return Math.max(CAPTAIN_YEARS_MIN, number("captain-years", CAPTAIN_YEARS_MIN));
    }

    /** Within what time whoever leads answers a request. */
    public Duration answerWithin() {
        return Duration.ofDays(number("answer-days", ANSWER_DAYS));
    }

    /** Within what time the place's office answers what the captain left lying. */
    public Duration raisedWithin() {
        return Duration.ofDays(number("raised-days", RAISED_DAYS));
    }

    /** How long an invitation stands. */
    public Duration invitationFor() {
        return Duration.ofDays(number("invitation-days", INVITATION_DAYS));
    }

    /** Fewer than this in one group are not told as a figure. */
    public int smallNumber() {
        return number("small-number", SMALL_NUMBER);
    }

    /** Messages that may go to one whole team in a day. */
    public int messagesADay() {
        return number("messages-a-day", MESSAGES_A_DAY);
    }

    private int number(String key, int otherwise) {
        return store.rule(key, today()).map(Integer::parseInt).orElse(otherwise);
    }
}
