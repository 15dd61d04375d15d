package org.zhiyuan.volunteer;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.cell.City;
import org.zhiyuan.cell.CityPack;
import org.zhiyuan.cell.PackRow;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.MobileNumber;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.network.Sites;
import org.zhiyuan.person.Basis;
import org.zhiyuan.person.Consent;
import org.zhiyuan.person.Correction;
import org.zhiyuan.person.Particulars;
import org.zhiyuan.person.People;
import org.zhiyuan.person.Person;
import org.zhiyuan.person.PersonId;

/** Reads rules, age bands and choices from the city's pack at every start, and the sample's volunteers once. */
@Component
@Order(VolunteerPack.LEVEL)
class VolunteerPack implements ApplicationRunner {
    /** After the rooms below have filled themselves, sample accounts among them. */
    static final int LEVEL = 100;

    private static final Logger LOG = LoggerFactory.getLogger(VolunteerPack.class);

    private final City city;
    private final CityPack pack;
    private final RuleStore rules;
    private final VolunteerStore store;
    private final Rulebook rulebook;
    private final Idleness idleness;
    private final Volunteers volunteers;
    private final People people;
    private final Sites sites;
    private final TransactionOperations transactions;
    private final InstantSource clock;

    VolunteerPack(
            City city,
            CityPack pack,
            RuleStore rules,
            VolunteerStore store,
            Rulebook rulebook,
            Idleness idleness,
            Volunteers volunteers,
            People people,
            Sites sites,
            TransactionOperations transactions,
            InstantSource clock) {
        this.city = city;
        this.pack = pack;
        this.rules = rules;
        this.store = store;
        this.rulebook = rulebook;
        this.idleness = idleness;
        this.volunteers = volunteers;
        this.people = people;
        this.sites = sites;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        Acting.as(Actor.system("volunteer"), Scope.EVERYTHING, () -> {
            transactions.executeWithoutResult(status -> {
                load();
                if (city.sample() && store.count(null, null, 1) == 0) {
                    List<PackRow> rows = pack.rows("volunteers.csv");
                    rows.forEach(this::sample);
                    LOG.info("{}: {} volunteers", city.name(), rows.size());
                }
            });
            idleness.tally();
        });
    }

    private void load() {
        pack.rows("volunteer-rules.csv")
                .forEach(row -> rules.addRule(row.required("key"), row.requiredDay("from"), row.required("value")));
        pack.rows("age-bands.csv")
                .forEach(row -> rules.addBand(
                        new AgeBand(row.requiredDay("from"), row.number("minYears"), asks(row), row.flag("risky"))));
        pack.rows("volunteer-choices.csv")
                .forEach(row -> rules.addChoice(
                        new Choice(
                                Choice.Kind.valueOf(row.required("kind").toUpperCase(Locale.ROOT)),
                                row.required("key"),
                                row.required("name"),
                                row.required("nameEn"),
                                row.flag("special")),
                        row.number("order")));
    }

    private static AgeBand.Asks asks(PackRow row) {
        return AgeBand.Asks.valueOf(
                row.required("asks").toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    // --- the sample ---

    private void sample(PackRow row) {
        LocalDate today = rulebook.today();
        SiteId site =
                sites.resolve(row.required("site"), today).orElseThrow(() -> row.wrong("site", Text.of("没有这处阵地")));
        PersonId person = person(row, site, MobileNumber.of(row.required("phone")), row.required("name"));
        VolunteerState state = VolunteerState.valueOf(row.required("state").toUpperCase(Locale.ROOT));
        Volunteer volunteer = new Volunteer(
                new VolunteerId(Ids.next(clock)),
                person,
                VolunteerNumber.of(rulebook.numberPrefix(), store.nextOrdinal()),
                site,
                state,
                Volunteer.Source.valueOf(row.required("source").toUpperCase(Locale.ROOT)),
                clock.instant(),
                state.counted() ? today.minusDays(row.number("confirmedDaysAgo")) : null,
                null,
                1);
        store.add(volunteer);
        Step.Cause cause = state.counted() ? Step.Cause.CONFIRMED : Step.Cause.IMPORTED;
        volunteers.note(Acting.actor(), volunteer, state, cause, "");
        store.offer(volunteer.id().value(), offer(row));
        if (!row.text("guardian").isEmpty()) {
            MobileNumber guardianPhone = MobileNumber.of(row.required("guardianPhone"));
            PersonId guardian = people.register(
                    Acting.actor(),
                    site,
                    new Particulars(
                            row.text("guardian"),
                            guardianPhone,
                            true,
                            null,
                            today.minusYears(40).withDayOfYear(1),
                            ""),
                    Basis.DUTY,
                    List.of());
            store.guarded(new Guardianship(
                    Ids.next(clock),
                    volunteer.id(),
                    guardian,
                    Consent.Channel.WEB,
                    false,
                    1,
                    clock.instant(),
                    null,
                    null,
                    null));
        }
    }

    private PersonId person(PackRow row, SiteId site, MobileNumber phone, String name) {
        Optional<PersonId> known = people.ownerOf(phone);
        LocalDate birthDate = row.requiredDay("birthDate");
        if (known.isEmpty()) {
            return people.register(
                    Acting.actor(),
                    site,
                    new Particulars(name, phone, true, null, birthDate, ""),
                    Basis.DUTY,
                    List.of());
        }
        Person person = people.get(known.get());
        people.correct(
                person.id(),
                person.version(),
                new Correction(name, null, null, null, birthDate, null, Set.of()),
                "示例数据");
        return person.id();
    }

    private static Offer offer(PackRow row) {
        return new Offer(
                keys(row, "skills").stream()
                        .map(key -> new Offer.Skill(key, "", null))
                        .toList(),
                keys(row, "languages"),
                keys(row, "interests"),
                free(row),
                row.text("weekHours").isEmpty() ? null : row.number("weekHours"));
    }

    private static Set<String> keys(PackRow row, String column) {
        return row.text(column).isEmpty() ? Set.of() : Set.of(row.text(column).split(";"));
    }

    private static @Nullable Set<Offer.Slot> free(PackRow row) {
        if (row.text("free").isEmpty()) {
            return null;
        }
        Set<Offer.Slot> free = new HashSet<>();
        for (String slot : row.text("free").split(";")) {
            String[] parts = slot.split("-");
            free.add(new Offer.Slot(Integer.parseInt(parts[0]), Offer.Part.valueOf(parts[1].toUpperCase(Locale.ROOT))));
        }
        return free;
    }
}
