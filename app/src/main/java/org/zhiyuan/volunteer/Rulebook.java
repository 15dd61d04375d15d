package org.zhiyuan.volunteer;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.shell.Formats;

/** What a decree may change about volunteers, as it counts today: age bands, time limits, what there is to choose. */
@Service
@Transactional(readOnly = true)
public class Rulebook {
    private static final int DORMANT_MONTHS = 12;
    private static final int ARCHIVED_MONTHS = 36;
    private static final int CARD_MONTHS = 12;
    private static final String NUMBER_PREFIX = "ZY";

    private final RuleStore store;
    private final InstantSource clock;

    Rulebook(RuleStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Formats.ZONE);
    }

    public AgeBand bandOf(LocalDate birthDate) {
        return bandOf(Period.between(birthDate, today()).getYears());
    }

    public AgeBand bandOf(int years) {
        return RegistrationPolicy.bandOf(store.bands(), years, today());
    }

    /** The first age at which anybody is registered. */
    public int firstYears() {
        LocalDate version = bandOf(0).validFrom();
        return RegistrationPolicy.firstYears(store.bands().stream()
                .filter(band -> band.validFrom().equals(version))
                .toList());
    }

    public List<Choice> choices(Choice.Kind kind) {
        return store.choices().stream().filter(choice -> choice.kind() == kind).toList();
    }

    String numberPrefix() {
        return store.rule("number-prefix", today()).orElse(NUMBER_PREFIX);
    }

    /** Months without service after which somebody no longer counts as active. */
    public int dormantMonths() {
        return number("dormant-months", DORMANT_MONTHS);
    }

    /** Months without service after which the record is put away. */
    public int archivedMonths() {
        return number("archived-months", ARCHIVED_MONTHS);
    }

    /** Months for which a printed card counts. */
    public int cardMonths() {
        return number("card-months", CARD_MONTHS);
    }

    private int number(String key, int otherwise) {
        return store.rule(key, today()).map(Integer::parseInt).orElse(otherwise);
    }
}
