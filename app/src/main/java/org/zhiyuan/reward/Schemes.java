package org.zhiyuan.reward;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import org.zhiyuan.hours.Hours;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.ServiceTime;
import org.zhiyuan.shell.Formats;
import org.zhiyuan.volunteer.VolunteerId;

/** By what stars are given, by version; and how much of somebody's service counts for them. */
@Service
@Transactional(readOnly = true)
public class Schemes {
    private final SchemeStore store;
    private final Hours hours;
    private final TransactionTemplate own;
    private final InstantSource clock;

    Schemes(SchemeStore store, Hours hours, PlatformTransactionManager transactions, InstantSource clock) {
        this.store = store;
        this.hours = hours;
        this.own = new TransactionTemplate(transactions);
        this.own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.clock = clock;
    }

    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Formats.ZONE);
    }

    /** The one that holds today; empty where the city gives no stars. */
    public Optional<Scheme> current() {
        return store.all().stream()
                .filter(scheme -> !scheme.validFrom().isAfter(today()))
                .findFirst();
    }

    public Scheme version(String version) {
        return store.all().stream()
                .filter(scheme -> scheme.version().equals(version))
                .findFirst()
                .orElseThrow(() -> new Absent("scheme " + version));
    }

    /** The grade that a star was reckoned by. */
    public Scheme.Grade grade(Star star) {
        return version(star.scheme()).grade(star.star()).orElseThrow(() -> new Absent("grade of star " + star.id()));
    }

    /**
     * What of a volunteer's service counts: what was credited, of the days and classes that the scheme counts. Counted as
     * the system, since a place sees only the hours that were served there.
     */
    public ServiceTime counted(Scheme scheme, VolunteerId volunteer) {
        LocalDate from = Objects.requireNonNullElse(scheme.countsFrom(), LocalDate.EPOCH);
        Hours.Total total = Acting.as(
                Acting.actor(),
                Scope.EVERYTHING,
                () -> Objects.requireNonNull(own.execute(status -> hours.since(volunteer, from))));
        return scheme.countsLate()
                ? total.all()
                : new ServiceTime(total.all().minutes() - total.late().minutes());
    }
}
