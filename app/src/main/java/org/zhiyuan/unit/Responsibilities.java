package org.zhiyuan.unit;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.audit.Audit;
import org.zhiyuan.audit.Deed;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.Period;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.ActId;
import org.zhiyuan.network.Acts;
import org.zhiyuan.network.Basis;
import org.zhiyuan.network.Directory;
import org.zhiyuan.network.Field;
import org.zhiyuan.network.Fields;
import org.zhiyuan.network.Handover;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.network.Sites;
import org.zhiyuan.network.Tier;
import org.zhiyuan.network.Tree;

/**
 * Which unit answers for which field, from when until when. A change is dated and rests on a document; what was done
 * before its day stays with the former unit; before its day it can be withdrawn.
 */
@Service
@Transactional
public class Responsibilities {
    /** Where the office sees and changes them. */
    public static final String HREF = "/office/responsibilities";

    private final UnitStore store;
    private final Acts acts;
    private final Fields fields;
    private final Sites sites;
    private final Directory directory;
    private final Tree tree;
    /** Found when they are needed: the rooms above need this one first. */
    private final ObjectProvider<Handover> handovers;

    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Responsibilities(
            UnitStore store,
            Acts acts,
            Fields fields,
            Sites sites,
            Directory directory,
            Tree tree,
            ObjectProvider<Handover> handovers,
            Audit audit,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.store = store;
        this.acts = acts;
        this.fields = fields;
        this.sites = sites;
        this.directory = directory;
        this.tree = tree;
        this.handovers = handovers;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /** Makes a unit the main one of a field from a day on, until whatever is already planned after it. */
    public ActId change(String field, UnitId next, LocalDate day, Basis basis) {
        basis.ordered().orRefuse();
        SiteId center = sites.center();
        if (sites.mayHold(center) instanceof Decision.Refused) {
            throw new Absent("responsibilities for this actor");
        }
        Field served = fields.get(field);
        Unit unit = store.unit(next.value(), day).orElseThrow(() -> new Absent("unit " + next));
        if (!unit.openOn(day) || (unit.closed() != null && unit.closed().isAfter(day))) {
            throw new Refusal(Text.of("“{0}”在 {1} 不存在，或以后要撤销", unit.brief(), day));
        }
        acts.inTurn();
        List<UnitStore.Row> mains = mains(field);
        Optional<UnitStore.Row> running =
                mains.stream().filter(row -> row.days().contains(day)).findFirst();
        if (running.isPresent() && running.get().unit().equals(next.value())) {
            throw new Refusal(Text.of("“{0}”在 {1} 已经由“{2}”负责", served.name(), day, unit.brief()));
        }
        if (running.isPresent() && running.get().days().from().equals(day)) {
            throw new Refusal(Text.of("“{0}”在 {1} 已有一次变更", served.name(), day), Text.of("请先撤回那一次，或换一天"));
        }
        ActId act = acts.record("UNIT_CHANGED", day, basis);
        LocalDate until = mains.stream()
                .map(row -> row.days().from())
                .filter(from -> from.isAfter(day))
                .min(LocalDate::compareTo)
                .orElse(null);
        running.ifPresent(row -> store.endResponsibility(row.id(), day));
        store.insertMain(Ids.next(clock), center, field, next, new Period(day, until), act, basis.document());
        UnitId former = running.map(row -> new UnitId(row.unit())).orElse(null);
        Handover.UnitChange change = handover(field, former, next, day);
        handovers.forEach(handover -> handover.handOver(change));
        audit.record(
                Deed.of("unit.responsibility_changed", Text.of("“{0}”从 {1} 起由“{2}”负责", served.name(), day, unit.name()))
                        .on("field", field, center.value())
                        .inField(field)
                        .changed(
                                Map.of("unit", former == null ? "" : former.toString()),
                                Map.of("unit", next, "from", day, "document", basis.document()))
                        .because(basis.reason()));
        events.publishEvent(new ResponsibilityChanged(field, former, next, day));
        return act;
    }

    /** From a day on no unit answers for a field. */
    public void end(String field, LocalDate day, Basis basis) {
        basis.ordered().orRefuse();
        SiteId center = sites.center();
        acts.inTurn();
        UnitStore.Row last = mains(field).stream()
                .filter(row -> row.days().contains(day) && row.days().until() == null)
                .findFirst()
                .orElseThrow(() -> new Refusal(Text.of("那天没有单位负责这个领域，或以后已另有安排")));
        if (store.endResponsibility(last.id(), day) == 0) {
            throw new Absent("responsibility for " + field);
        }
        audit.record(Deed.of("unit.responsibility_ended", Text.of("“{0}”从 {1} 起没有责任单位", field, day))
                .on("field", field, center.value())
                .inField(field)
                .changed(Map.of("until", ""), Map.of("until", day, "document", basis.document()))
                .because(basis.reason()));
    }

    /** Takes a change back before its day; the former unit goes on. */
    public void withdraw(ActId id, String reason) {
        acts.inTurn();
        List<UnitStore.Row> rows = store.responsibilitiesBy(id);
        if (rows.isEmpty()) {
            throw new Absent("change " + id + " to withdraw");
        }
        LocalDate day = acts.takeBack(id, reason);
        for (UnitStore.Row row : rows) {
            UnitId former = mains(row.field()).stream()
                    .filter(earlier -> row.days().from().equals(earlier.days().until()))
                    .map(earlier -> new UnitId(earlier.unit()))
                    .findFirst()
                    .orElse(null);
            store.takeBackResponsibility(row);
            Handover.UnitChange change = handover(
                    row.field(), former, new UnitId(row.unit()), row.days().from());
            handovers.forEach(handover -> handover.takeBack(change));
            audit.record(Deed.of("unit.responsibility_withdrawn", Text.of("撤回原定 {0} 的责任单位变更", day))
                    .on("field", row.field(), row.site())
                    .inField(row.field())
                    .because(reason));
        }
    }

    private static Handover.UnitChange handover(String field, @Nullable UnitId former, UnitId next, LocalDate day) {
        return new Handover.UnitChange(field, former == null ? null : former.value(), next.value(), day);
    }

    private List<UnitStore.Row> mains(String field) {
        return store.responsibilitiesOf(field).stream()
                .filter(UnitStore.Row::main)
                .toList();
    }

    /** What the change would move and what would stay, with what this room itself knows of it. */
    @Transactional(readOnly = true)
    public Handover.Lines foresee(String field, UnitId next, LocalDate day) {
        Field served = fields.get(field);
        Unit to = store.unit(next.value(), day).orElseThrow(() -> new Absent("unit " + next));
        Unit from = main(field, day).map(Responsibility::unit).orElse(null);
        List<Text> moves = new ArrayList<>();
        List<Text> stays = new ArrayList<>();
        moves.add(Text.of("从 {0} 起，“{1}”分中心由“{2}”负责", day, served.name(), to.brief()));
        moves.add(Text.of("从 {0} 起，{1} 处所、站、点的“{2}”指导归“{3}”", day, guided(day), served.name(), to.brief()));
        if (from != null) {
            stays.add(Text.of("{0} 以前的记录仍记在“{1}”名下", day, from.brief()));
            long others = store.responsibilities(day).stream()
                    .filter(row ->
                            row.unit().equals(from.id().value()) && !row.field().equals(field))
                    .count();
            stays.add(
                    others == 0
                            ? Text.of("“{0}”不再负责其他领域", from.brief())
                            : Text.of("“{0}”另外负责的 {1} 个领域不变", from.brief(), others));
        }
        stays.add(Text.of("分中心的地址、电话、开放时间和凭据不变"));
        Handover.UnitChange change = handover(field, from == null ? null : from.id(), next, day);
        for (Handover handover : handovers) {
            Handover.Lines lines = handover.foresee(change);
            moves.addAll(lines.moves());
            stays.addAll(lines.stays());
        }
        return new Handover.Lines(moves, stays);
    }

    /** How many institutes, stations and points there are on a day: what every field's unit guides. */
    private int guided(LocalDate day) {
        Directory.Summary summary = directory.summary(day);
        return summary.total(Tier.INSTITUTE) + summary.total(Tier.STATION) + summary.total(Tier.POINT);
    }

    @Transactional(readOnly = true)
    public Optional<Responsibility> main(String field, LocalDate on) {
        return of(field).stream()
                .filter(responsibility ->
                        responsibility.main() && responsibility.days().contains(on))
                .findFirst();
    }

    /** The whole history of a field and what is planned, oldest first; each unit as it is called today. */
    @Transactional(readOnly = true)
    public List<Responsibility> of(String field) {
        return named(store.responsibilitiesOf(field), null);
    }

    /** What a unit answers for and answered for, newest first. */
    @Transactional(readOnly = true)
    public List<Responsibility> of(UnitId unit) {
        return named(store.responsibilitiesOf(unit), null);
    }

    /** Who answers for what on a day, by field. */
    @Transactional(readOnly = true)
    public Map<String, Responsibility> mains(LocalDate on) {
        return named(store.responsibilities(on), on).stream()
                .filter(Responsibility::main)
                .collect(Collectors.toMap(Responsibility::field, responsibility -> responsibility));
    }

    /** What begins after today and until a day, soonest first. */
    @Transactional(readOnly = true)
    public List<Responsibility> planned(LocalDate until, int rowsMax) {
        return named(store.responsibilitiesAhead(tree.today(), until, rowsMax), null);
    }

    /** Changes of main units after a day, of one field or of all, oldest first; a field's first unit is no change. */
    @Transactional(readOnly = true)
    List<UnitStore.Turn> turns(LocalDate after, @Nullable String field) {
        return store.turns(after, field);
    }

    private List<Responsibility> named(List<UnitStore.Row> rows, @Nullable LocalDate on) {
        if (rows.isEmpty()) {
            return List.of();
        }
        Map<UUID, Unit> units = store.unitsById(on == null ? tree.today() : on);
        return rows.stream()
                .map(row -> new Responsibility(
                        row.id(),
                        row.field(),
                        Objects.requireNonNull(units.get(row.unit())),
                        row.days(),
                        row.main(),
                        new ActId(row.act()),
                        row.document()))
                .toList();
    }
}
