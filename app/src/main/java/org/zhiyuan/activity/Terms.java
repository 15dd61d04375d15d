package org.zhiyuan.activity;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.shell.Formats;

/** What a decree may change about activities, as it counts today. */
@Service
@Transactional(readOnly = true)
public class Terms {
    private static final int RECORD_DAYS = 10;
    private static final int WAITING_MAX = 100;
    private static final int ARCHIVE_DAYS = 30;
    private static final int LARGE_SEATS = 1000;
    private static final int NO_SHOW_ANSWER_DAYS = 3;

    private final TermStore store;
    private final InstantSource clock;

    Terms(TermStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Formats.ZONE);
    }

    /** Working days within which what was done is written down (R15). */
    public int recordDays() {
        return number("record-days", RECORD_DAYS);
    }

    /** How many may wait for a seat of one post. */
    int waitingMax() {
        return number("waiting-max", WAITING_MAX);
    }

    /** Days after which what is recorded is put away. */
    int archiveDays() {
        return number("archive-days", ARCHIVE_DAYS);
    }

    /** From how many seats on an activity is a large one. */
    int largeSeats() {
        return number("large-seats", LARGE_SEATS);
    }

    /** Working days in which whoever leads answers why somebody did not come; silence is a yes. */
    int noShowAnswerDays() {
        return number("no-show-answer-days", NO_SHOW_ANSWER_DAYS);
    }

    /** What no title holds, since what is past is entered under its own rules (R26); "" for nothing. */
    String titleNever() {
        return store.rule("title-never", today()).orElse("");
    }

    private int number(String key, int otherwise) {
        return store.rule(key, today()).map(Integer::parseInt).orElse(otherwise);
    }

    /** In which cases the agreement must be in writing (R6), in the version of today. */
    public List<AgreementCase> agreementCases() {
        return store.agreementCases(today());
    }
}
