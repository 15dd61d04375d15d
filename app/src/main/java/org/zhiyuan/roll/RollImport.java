package org.zhiyuan.roll;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.audit.Audit;
import org.zhiyuan.audit.Deed;
import org.zhiyuan.jobs.Run;
import org.zhiyuan.jobs.Work;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.MobileNumber;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.paper.Unreadable;
import org.zhiyuan.person.Basis;
import org.zhiyuan.person.Particulars;
import org.zhiyuan.person.People;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.volunteer.Registrations;
import org.zhiyuan.volunteer.Volunteer;
import org.zhiyuan.volunteer.VolunteerId;
import org.zhiyuan.volunteer.Volunteers;

/**
 * Takes a confirmed roll over, some lines a transaction: people, volunteers, what became of each line, and how far it is,
 * all of a batch or none of it. Stopped by whatever, it goes on behind the last batch; a line has one effect.
 */
@Component
class RollImport implements Work {
    /** Somebody may register between looking and writing; three times in a row in half a second is something else. */
    private static final int TRIES_MAX = 3;

    private final RollStore store;
    private final PairStore pairs;
    private final RollDesk desk;
    private final People people;
    private final Volunteers volunteers;
    private final Registrations registrations;
    private final Audit audit;
    private final Rights rights;
    private final TransactionOperations transactions;
    private final InstantSource clock;

    RollImport(
            RollStore store,
            PairStore pairs,
            RollDesk desk,
            People people,
            Volunteers volunteers,
            Registrations registrations,
            Audit audit,
            Rights rights,
            TransactionOperations transactions,
            InstantSource clock) {
        this.store = store;
        this.pairs = pairs;
        this.desk = desk;
        this.people = people;
        this.volunteers = volunteers;
        this.registrations = registrations;
        this.audit = audit;
        this.rights = rights;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return Rolls.IMPORT;
    }

    @Override
    public Text title() {
        return Text.of("导入旧名册");
    }

    /** Each attempt goes on where the last one stopped. */
    @Override
    public int attemptsMax() {
        return 5;
    }

    @Override
    public boolean keepsWhatIsDone() {
        return true;
    }

    @Override
    public void run(Run run) {
        rights.within(run.job().asker(), Action.VOLUNTEER_IMPORT, () -> {
            try {
                carry(new RollId(run.job().subject()), run);
            } catch (Unreadable unreadable) {
                throw new Refusal(unreadable.reason(), unreadable.wayOut());
            }
            return true;
        });
    }

    private void carry(RollId id, Run run) {
        Roll roll = desk.read(() -> store.find(id.value()).orElseThrow());
        run.progress(0, 0, 0, Text.of("正在打开"));
        RollReader reader = desk.open(roll);
        RollReader.Survey survey = reader.survey();
        Carried carried = new Carried(roll, survey);
        List<RollReader.Read> batch = new ArrayList<>(RollDesk.BATCH);
        reader.each(read -> {
            carried.seen++;
            if (read.line() > carried.through) {
                batch.add(read);
            }
            if (batch.size() == RollDesk.BATCH) {
                carry(carried, batch, run);
            }
        });
        carry(carried, batch, run);
        finish(roll, run);
    }

    /** How far it is. */
    private static final class Carried {
        private final Roll roll;
        private final RollReader.Survey survey;
        private int through;
        private int seen;

        Carried(Roll roll, RollReader.Survey survey) {
            this.roll = roll;
            this.survey = survey;
            this.through = roll.through();
        }
    }

    private void carry(Carried carried, List<RollReader.Read> batch, Run run) {
        if (batch.isEmpty()) {
            return;
        }
        int last = batch.getLast().line();
        for (int attempt = 1; ; attempt++) {
            List<RollDesk.Sorted> sorted = desk.sort(batch);
            try {
                transactions.executeWithoutResult(status -> write(carried, sorted, last));
                break;
            } catch (Refusal refusal) {
                if (attempt == TRIES_MAX) {
                    throw refusal;
                }
            }
        }
        carried.through = last;
        batch.clear();
        int total = carried.survey.lines();
        run.progress(carried.seen, total, 0, Text.of("已办 {0} / {1} 行", carried.seen, total));
    }

    private void write(Carried carried, List<RollDesk.Sorted> batch, int last) {
        Roll roll = store.lock(carried.roll.id().value()).orElseThrow();
        if (roll.state() != Roll.State.IMPORTING || roll.through() != carried.through) {
            throw new Refusal(Text.of("这份名册已经由别的任务在导，或者不再导了"), Text.of("请打开名册看一看"));
        }
        Actor actor = Acting.actor();
        Map<Integer, PersonId> above = above(roll, batch);
        Map<RollDesk.Sorted, PersonId> came = register(actor, carried, batch);
        Map<PersonId, VolunteerId> invited = invite(actor, roll, batch, came);
        Instant now = clock.instant();
        List<Line> lines = new ArrayList<>(batch.size());
        List<Pair> likely = new ArrayList<>();
        for (RollDesk.Sorted sorted : batch) {
            PersonId person = sorted.known() == null ? came.get(sorted) : sorted.known();
            if (person != null) {
                above.put(sorted.read().line(), person);
            }
            PersonId other = likelyOther(sorted, above);
            Roll.Kind kind = sorted.kind() == Roll.Kind.LIKELY && other == null ? Roll.Kind.FRESH : sorted.kind();
            lines.add(line(sorted, kind, person, invited));
            if (kind == Roll.Kind.LIKELY && person != null && other != null) {
                likely.add(new Pair(
                        new PairId(Ids.next(clock)),
                        roll.id(),
                        sorted.read().line(),
                        roll.site(),
                        person,
                        other,
                        Pair.State.OPEN,
                        null,
                        now));
            }
        }
        store.addLines(roll.id().value(), roll.site(), lines, now);
        if (!likely.isEmpty()) {
            pairs.addAll(likely);
        }
        store.through(roll.id().value(), last);
    }

    /** Who came in by lines further up that lines of this batch are alike to. */
    private Map<Integer, PersonId> above(Roll roll, List<RollDesk.Sorted> batch) {
        List<Integer> asked = batch.stream()
                .map(sorted -> sorted.read().alike())
                .filter(line -> line > 0)
                .distinct()
                .toList();
        return asked.isEmpty()
                ? new HashMap<>()
                : new HashMap<>(store.people(roll.id().value(), asked));
    }

    private Map<RollDesk.Sorted, PersonId> register(Actor actor, Carried carried, List<RollDesk.Sorted> batch) {
        List<RollDesk.Sorted> fresh = batch.stream()
                .filter(sorted -> sorted.kind() == Roll.Kind.FRESH || sorted.kind() == Roll.Kind.LIKELY)
                .toList();
        List<People.Entrant> entrants = fresh.stream()
                .map(sorted -> new People.Entrant(sorted.read().site(), particulars(carried, sorted)))
                .toList();
        // kept because of the duty to record who serves; nobody's consent is made up
        Iterator<PersonId> ids = people.registerAll(
                        actor, entrants, Basis.DUTY, carried.roll.id().value())
                .iterator();
        Map<RollDesk.Sorted, PersonId> came = new LinkedHashMap<>();
        fresh.forEach(sorted -> came.put(sorted, ids.next()));
        return came;
    }

    /** A telephone signs one person in: it is the own of whoever alone has it, here and in the file. */
    private static Particulars particulars(Carried carried, RollDesk.Sorted sorted) {
        Particulars read = sorted.read().must();
        MobileNumber phone = read.phone();
        boolean own =
                phone != null && sorted.kind() == Roll.Kind.FRESH && !sorted.phoneKnown() && carried.survey.sole(phone);
        return new Particulars(read.name(), phone, own, read.identityNumber(), read.birthDate(), read.address());
    }

    /** Whoever came in, and whoever was there and is no volunteer. */
    private Map<PersonId, VolunteerId> invite(
            Actor actor, Roll roll, List<RollDesk.Sorted> batch, Map<RollDesk.Sorted, PersonId> came) {
        Map<PersonId, VolunteerId> volunteersThere = new HashMap<>();
        List<Registrations.Invited> invited = new ArrayList<>();
        for (RollDesk.Sorted sorted : batch) {
            PersonId known = sorted.known();
            PersonId fresh = came.get(sorted);
            if (known != null) {
                Optional<Volunteer> there = volunteers.of(known);
                if (there.isPresent()) {
                    volunteersThere.put(known, there.get().id());
                } else {
                    invited.add(new Registrations.Invited(known, sorted.read().site()));
                }
            } else if (fresh != null) {
                invited.add(new Registrations.Invited(fresh, sorted.read().site()));
            }
        }
        Map<PersonId, VolunteerId> all = new HashMap<>(volunteersThere);
        all.putAll(registrations.invite(actor, invited, roll.id().value()));
        return all;
    }

    private static @Nullable PersonId likelyOther(RollDesk.Sorted sorted, Map<Integer, PersonId> above) {
        PersonId inFile = above.get(sorted.read().alike());
        return inFile == null ? sorted.alike() : inFile;
    }

    private static Line line(
            RollDesk.Sorted sorted, Roll.Kind kind, @Nullable PersonId person, Map<PersonId, VolunteerId> volunteers) {
        int number = sorted.read().line();
        return switch (kind) {
            case REPEATED ->
                new Line(
                        number,
                        kind,
                        null,
                        null,
                        sorted.read().repeats(),
                        "",
                        sorted.read().former());
            case ELSEWHERE, WRONG -> Line.of(number, kind);
            case FRESH, KNOWN, LIKELY ->
                new Line(
                        number,
                        kind,
                        Objects.requireNonNull(person),
                        volunteers.get(person),
                        0,
                        sorted.differs(),
                        sorted.read().former());
        };
    }

    private void finish(Roll roll, Run run) {
        transactions.executeWithoutResult(status -> {
            UUID id = roll.id().value();
            Roll now = store.lock(id).orElseThrow();
            if (now.state() != Roll.State.IMPORTING) {
                throw new Refusal(Text.of("这份名册已经由别的任务在导，或者不再导了"), Text.of("请打开名册看一看"));
            }
            Roll.Counts counts = store.counts(id);
            store.end(id, Roll.State.DONE, clock.instant());
            Map<String, Object> facts = new TreeMap<>();
            facts.put("sheet", roll.digest());
            counts.lines().forEach((kind, lines) -> facts.put(kind.name(), lines));
            audit.record(Deed.of(
                            "roll.imported",
                            Text.of(
                                    "导入旧名册：新的 {0} 人，已有 {1} 人，疑似重复 {2} 人",
                                    counts.of(Roll.Kind.FRESH),
                                    counts.of(Roll.Kind.KNOWN),
                                    counts.of(Roll.Kind.LIKELY)))
                    .on("roll", id, roll.site().value())
                    .changed(Map.of(), facts)
                    .because(roll.title()));
            run.finish(
                    counts.total(),
                    counts.total(),
                    counts.of(Roll.Kind.WRONG),
                    Text.of(
                            "导入完了：新的 {0} 人，已有 {1} 人，疑似重复 {2} 人",
                            counts.of(Roll.Kind.FRESH), counts.of(Roll.Kind.KNOWN), counts.of(Roll.Kind.LIKELY)));
        });
    }
}
