package org.zhiyuan.hours;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.matter.WorkingDays;
import org.zhiyuan.shell.Formats;

/** The rules of service hours, by version; and the clocks that run in working days. */
@Service("hoursRulebook")
@Transactional(readOnly = true)
public class Rulebook {
    private final RuleStore store;
    private final WorkingDays workingDays;
    private final InstantSource clock;

    Rulebook(RuleStore store, WorkingDays workingDays, InstantSource clock) {
        this.store = store;
        this.workingDays = workingDays;
        this.clock = clock;
    }

    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Formats.ZONE);
    }

    /** All versions, the newest first. */
    public List<RulePack> packs() {
        return store.packs();
    }

    /** The rules of a day of service; the oldest ones for days before all rules. */
    public RulePack of(LocalDate day) {
        List<RulePack> packs = store.packs();
        if (packs.isEmpty()) {
            throw new Absent("rules of service hours");
        }
        return packs.stream()
                .filter(pack -> !pack.validFrom().isAfter(day))
                .findFirst()
                .orElse(packs.getLast());
    }

    public RulePack version(String version) {
        return store.packs().stream()
                .filter(pack -> pack.version().equals(version))
                .findFirst()
                .orElseThrow(() -> new Absent("rules " + version));
    }

    /** From when on a record of something that ended then is a late one (R15). */
    Instant lateAfter(RulePack pack, Instant ended) {
        return workingDays.calendar().due(ended, pack.lateWorkingDays()).at();
    }

    /** Until when a volunteer who asks now is answered. */
    Instant answerBy() {
        return workingDays
                .calendar()
                .due(clock.instant(), of(today()).answerWorkingDays())
                .at();
    }
}
