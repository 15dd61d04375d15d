package org.zhiyuan.certificate;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.access.Account;
import org.zhiyuan.access.AccountId;
import org.zhiyuan.access.Accounts;
import org.zhiyuan.activity.Activities;
import org.zhiyuan.activity.Activity;
import org.zhiyuan.activity.ActivityId;
import org.zhiyuan.hours.Credited;
import org.zhiyuan.hours.EntryClass;
import org.zhiyuan.hours.Hours;
import org.zhiyuan.kernel.Period;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.presence.Way;
import org.zhiyuan.volunteer.VolunteerId;

/** The credits of the room of hours, as lines of a certificate: recorded by the place that held the activity. */
@Component
@Transactional(readOnly = true)
class HoursCredits implements Credits {
    private static final Text OWN_ACT = Text.of("本人");

    private final Hours hours;
    private final Activities activities;
    private final Accounts accounts;

    HoursCredits(Hours hours, Activities activities, Accounts accounts) {
        this.hours = hours;
        this.activities = activities;
        this.accounts = accounts;
    }

    @Override
    public List<Credit> of(VolunteerId volunteer, LocalDate from, LocalDate to) {
        List<Credited> credited = hours.credited(volunteer, new Period(from, to.plusDays(1)));
        Map<ActivityId, SiteId> places =
                activities.all(credited.stream().map(Credited::activity).collect(Collectors.toSet())).stream()
                        .collect(Collectors.toMap(Activity::id, Activity::site));
        Map<UUID, String> names = new HashMap<>();
        return credited.stream()
                .filter(one -> places.containsKey(one.activity()))
                .map(one -> new Credit(
                        one.ledger(),
                        Objects.requireNonNull(places.get(one.activity())),
                        one.activityName(),
                        one.day(),
                        one.place(),
                        one.content(),
                        one.time(),
                        one.organiser(),
                        one.responsible(),
                        manner(one.way()),
                        one.klass() == EntryClass.LATE,
                        recorder(one, names)))
                .toList();
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean stand(VolunteerId volunteer, List<Credit> credits) {
        return hours.stand(volunteer, credits.stream().map(Credit::entry).toList());
    }

    private static Manner manner(Way way) {
        return switch (way) {
            case CODE -> Manner.CODE;
            case CARD -> Manner.CARD;
            case LEADER -> Manner.LEADER;
            case PAPER -> Manner.PAPER;
            case OFFLINE_CODE -> Manner.OFFLINE_CODE;
            case OFFLINE_LEADER -> Manner.OFFLINE_LEADER;
            case LATE_ENTRY -> Manner.LATE_ENTRY;
        };
    }

    /** Who wrote it down for another: staff by name, a volunteer masked; the volunteer's own act names the volunteer. */
    private String recorder(Credited one, Map<UUID, String> names) {
        UUID account = one.recorder();
        return account == null
                ? OWN_ACT.key()
                : names.computeIfAbsent(
                        account,
                        id -> accounts.find(new AccountId(id))
                                .map(Account::name)
                                .orElse(one.recorderName().isEmpty() ? one.responsible() : one.recorderName()));
    }
}
