package org.zhiyuan.project;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.matter.WorkingDays;
import org.zhiyuan.network.Tier;
import org.zhiyuan.shell.Formats;

/** What a decree may change about projects, as it counts today; where a city says nothing, the careful word. */
@Service("projectRulebook")
@Transactional(readOnly = true)
public class Rulebook {
    private static final Route CAREFUL = new Route(Organ.CENTER, Organ.CENTER);

    private final RuleStore store;
    private final WorkingDays days;
    private final InstantSource clock;

    Rulebook(RuleStore store, WorkingDays days, InstantSource clock) {
        this.store = store;
        this.days = days;
        this.clock = clock;
    }

    /** A span of working days that somebody has for an answer. */
    enum Span {
        REVIEW("review-days", 5),
        CORRECTION("correction-days", 20),
        APPEAL("appeal-days", 10),
        ANSWER("mid-review-days", 5),
        EVALUATION("evaluation-days", 10);

        private final String key;
        private final int otherwise;

        Span(String key, int otherwise) {
            this.key = key;
            this.otherwise = otherwise;
        }
    }

    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Formats.ZONE);
    }

    /** Until when an answer is due that is asked for now. */
    Instant due(Span span) {
        return days.calendar().due(clock.instant(), days(span)).at();
    }

    int days(Span span) {
        return number(span.key, span.otherwise);
    }

    Route route(Tier tier, boolean fielded) {
        return store.route(tier, fielded, today()).orElse(CAREFUL);
    }

    public List<RiskQuestion> riskQuestions() {
        return store.riskQuestions(today());
    }

    /** The grade that the answers mean by themselves. */
    public RiskGrade grade(Set<String> yes) {
        RiskGrade grade = RiskGrade.LOW;
        for (RiskQuestion question : riskQuestions()) {
            if (yes.contains(question.key())) {
                grade = grade.or(question.grade());
            }
        }
        return grade;
    }

    public List<Choice> choices(Choice.Kind kind) {
        return store.choices().stream().filter(choice -> choice.kind() == kind).toList();
    }

    /** The age from which somebody may lead (R28). */
    public int leaderYears() {
        return number("leader-years", 18);
    }

    /** The longest that a project may take (R26), in months. */
    public int monthsMax() {
        return number("months-max", 12);
    }

    /** A project that takes longer is looked at half-way. */
    public int midReviewAfterDays() {
        return number("mid-review-after-days", 90);
    }

    /** Days after the last one within which the report is to be confirmed. */
    public int closingWithinDays() {
        return number("closing-within-days", 30);
    }

    private int number(String key, int otherwise) {
        return store.rule(key, today()).orElse(otherwise);
    }
}
