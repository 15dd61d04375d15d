package org.zhiyuan.activity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
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
import org.zhiyuan.matter.WorkingDays;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.network.Sites;
import org.zhiyuan.person.People;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.project.RiskGrade;
import org.zhiyuan.shell.Formats;
import org.zhiyuan.volunteer.Volunteer;
import org.zhiyuan.volunteer.Volunteers;

/** Reads from the city's pack what a decree may change, at every start, and the sample's activities once. */
@Component
@Order(ActivityPack.LEVEL)
class ActivityPack implements ApplicationRunner {
    /** After the rooms below have filled themselves. */
    static final int LEVEL = 130;

    private static final Logger LOG = LoggerFactory.getLogger(ActivityPack.class);
    private static final Duration ENROL_BEFORE = Duration.ofHours(2);

    private final City city;
    private final CityPack pack;
    private final TermStore termStore;
    private final Terms terms;
    private final ActivityStore store;
    private final SignUpStore signUps;
    private final Volunteers volunteers;
    private final WorkingDays workingDays;
    private final People people;
    private final Sites sites;
    private final TransactionOperations transactions;
    private final InstantSource clock;

    ActivityPack(
            City city,
            CityPack pack,
            TermStore termStore,
            Terms terms,
            ActivityStore store,
            SignUpStore signUps,
            Volunteers volunteers,
            WorkingDays workingDays,
            People people,
            Sites sites,
            TransactionOperations transactions,
            InstantSource clock) {
        this.city = city;
        this.pack = pack;
        this.termStore = termStore;
        this.terms = terms;
        this.store = store;
        this.signUps = signUps;
        this.volunteers = volunteers;
        this.workingDays = workingDays;
        this.people = people;
        this.sites = sites;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        Acting.as(
                Actor.system("activity"),
                Scope.EVERYTHING,
                () -> transactions.executeWithoutResult(status -> {
                    load();
                    if (city.sample() && store.countOffice(null, 1) == 0) {
                        List<PackRow> rows = pack.rows("activities.csv");
                        rows.forEach(this::sample);
                        LOG.info("{}: {} activities", city.name(), rows.size());
                    }
                }));
    }

    private void load() {
        pack.rows("activity-rules.csv")
                .forEach(row -> termStore.addRule(row.required("key"), row.requiredDay("from"), row.required("value")));
        pack.rows("activity-agreements.csv")
                .forEach(row -> termStore.addAgreementCase(
                        new AgreementCase(
                                row.required("key"),
                                row.required("name"),
                                row.required("nameEn"),
                                row.required("basis"),
                                finds(row.text("finds"))),
                        row.requiredDay("from"),
                        row.number("order")));
    }

    private static AgreementCase.@Nullable Finds finds(String text) {
        return text.isEmpty() ? null : AgreementCase.Finds.valueOf(text.toUpperCase(Locale.ROOT));
    }

    // --- the sample ---

    /** Written as it would stand, past ones too: the service publishes only what is still to come. */
    private void sample(PackRow row) {
        LocalDate day = terms.today().plusDays(Integer.parseInt(row.required("inDays")));
        SiteId site = sites.resolve(row.required("site"), terms.today())
                .orElseThrow(() -> row.wrong("site", Text.of("没有这处阵地")));
        Instant starts = moment(day, row.required("from"));
        ActivityState state = ActivityState.valueOf(row.required("state").toUpperCase(Locale.ROOT));
        Instant ends = moment(day, row.required("to"));
        ActivityId id = new ActivityId(Ids.next(clock));
        String enrolled = row.text("enrolled");
        store.add(new Activity(
                id,
                String.format(Locale.ROOT, "A%d-%06d", terms.today().getYear(), store.nextOrdinal()),
                null,
                site,
                row.text("field").isEmpty() ? null : row.text("field"),
                row.required("title"),
                row.required("content"),
                row.required("place"),
                starts,
                ends,
                row.number("rest"),
                row.text("conditions"),
                row.text("howTo"),
                RiskGrade.valueOf(row.required("risk").toUpperCase(Locale.ROOT)),
                row.required("risks"),
                row.required("safeguards"),
                starts.minus(Duration.ofDays(30)),
                starts.minus(ENROL_BEFORE),
                // nobody signs up for what is past: it is so afterwards
                enrolled.isEmpty() || state.ahead() ? state : ActivityState.CONFIRMED,
                List.of(person(row.required("leader"))),
                null,
                null,
                null,
                1));
        store.addStep(Ids.next(clock), id, new ActivityStep(state, clock.instant(), "", ""), null);
        posts(row, id);
        if (!enrolled.isEmpty()) {
            PostId first = store.posts(id.value()).getFirst().id();
            for (String phone : enrolled.split(";")) {
                seat(id, first, phone);
            }
        }
        if (state.begun()) {
            Instant until = workingDays.calendar().due(ends, terms.recordDays()).at();
            store.stand(id.value(), state, state == ActivityState.RECORDING ? until : null);
        }
    }

    private static Instant moment(LocalDate day, String time) {
        return day.atTime(LocalTime.parse(time)).atZone(Formats.ZONE).toInstant();
    }

    private PersonId person(String phone) {
        return people.ownerOf(MobileNumber.of(phone)).orElseThrow();
    }

    /** name=seats, or name=seats:skill; several with semicolons. */
    private void posts(PackRow row, ActivityId id) {
        int position = 0;
        for (String post : row.required("posts").split(";")) {
            String[] parts = post.split("[=:]");
            store.addPost(
                    new PostId(Ids.next(clock)),
                    id,
                    ++position,
                    new Plan.PlannedPost(
                            null, parts[0], "", Integer.parseInt(parts[1]), parts.length > 2 ? parts[2] : null, 0));
        }
    }

    private void seat(ActivityId id, PostId post, String phone) {
        PersonId person = person(phone);
        Volunteer volunteer = volunteers.of(person).orElseThrow();
        SignUp signUp = new SignUp(
                new SignUpId(Ids.next(clock)),
                id,
                post,
                volunteer.id(),
                person,
                SignUpState.SEATED,
                null,
                "",
                false,
                null,
                clock.instant(),
                null);
        signUps.add(signUp, true, false, false, null);
        signUps.addStep(
                Ids.next(clock),
                signUp.id(),
                SignUpState.SEATED,
                SignUpStep.Cause.SIGNED_UP,
                clock.instant(),
                null,
                "",
                "");
    }
}
