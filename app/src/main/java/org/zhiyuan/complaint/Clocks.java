package org.zhiyuan.complaint;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import org.springframework.stereotype.Component;
import org.zhiyuan.matter.WorkingDays;
import org.zhiyuan.shell.Formats;

/** Until when something is to be done, in working days; how many is data of the city, and no law is claimed for them. */
@Component
class Clocks {
    private static final int DAYS = 10;
    private static final int RAISED_DAYS = 5;

    private final ComplaintStore store;
    private final WorkingDays days;
    private final InstantSource clock;

    Clocks(ComplaintStore store, WorkingDays days, InstantSource clock) {
        this.store = store;
        this.days = days;
        this.clock = clock;
    }

    int answerDays() {
        return rule("answer-days", DAYS);
    }

    Instant answerBy() {
        return after(answerDays());
    }

    Instant appealUntil() {
        return after(rule("appeal-within-days", DAYS));
    }

    Instant appealAnswerBy() {
        return after(rule("appeal-answer-days", DAYS));
    }

    /** Whoever is one tier up has less time: somebody waited long already. */
    Instant raisedAnswerBy() {
        return after(rule("raised-days", RAISED_DAYS));
    }

    private Instant after(int workingDays) {
        return days.calendar().due(clock.instant(), workingDays).at();
    }

    private int rule(String key, int otherwise) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), Formats.ZONE);
        return store.rule(key, today).map(Integer::parseInt).orElse(otherwise);
    }
}
