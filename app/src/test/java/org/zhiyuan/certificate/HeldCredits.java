package org.zhiyuan.certificate;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Primary;
import org.zhiyuan.volunteer.VolunteerId;

/** Credited service of people whom only tests know; the postings behind it are real and sealed. */
@TestComponent
@Primary
public class HeldCredits implements Credits {
    private final Map<VolunteerId, List<Credit>> held = new ConcurrentHashMap<>();

    public void hold(VolunteerId volunteer, List<Credit> credits) {
        held.put(volunteer, List.copyOf(credits));
    }

    public void forget(VolunteerId volunteer) {
        held.remove(volunteer);
    }

    @Override
    public List<Credit> of(VolunteerId volunteer, LocalDate from, LocalDate to) {
        return held.getOrDefault(volunteer, List.of()).stream()
                .filter(credit -> !credit.day().isBefore(from) && !credit.day().isAfter(to))
                .toList();
    }
}
