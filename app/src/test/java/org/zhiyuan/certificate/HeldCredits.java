package org.zhiyuan.certificate;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Primary;
import org.zhiyuan.volunteer.VolunteerId;

/** Credited service of people whom only tests know, the postings behind it real and sealed; of all others, what is theirs. */
@TestComponent
@Primary
public class HeldCredits implements Credits {
    private final Map<VolunteerId, List<Credit>> held = new ConcurrentHashMap<>();
    private final HoursCredits real;

    HeldCredits(HoursCredits real) {
        this.real = real;
    }

    public void hold(VolunteerId volunteer, List<Credit> credits) {
        held.put(volunteer, List.copyOf(credits));
    }

    public void forget(VolunteerId volunteer) {
        held.remove(volunteer);
    }

    @Override
    public boolean stand(VolunteerId volunteer, List<Credit> credits) {
        List<Credit> known = held.get(volunteer);
        return known == null ? real.stand(volunteer, credits) : known.containsAll(credits);
    }

    @Override
    public List<Credit> of(VolunteerId volunteer, LocalDate from, LocalDate to) {
        List<Credit> known = held.get(volunteer);
        if (known == null) {
            return real.of(volunteer, from, to);
        }
        return known.stream()
                .filter(credit -> !credit.day().isBefore(from) && !credit.day().isAfter(to))
                .toList();
    }
}
