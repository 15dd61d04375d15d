package org.zhiyuan.unit;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.audit.Audit;
import org.zhiyuan.audit.Deed;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.CreditCode;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.Acts;
import org.zhiyuan.network.Basis;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.network.Sites;

/** Units, by date: reform renames and ends them, and what they did stays with them. */
@Service
@Transactional
public class Units {
    private final UnitStore store;
    private final Acts acts;
    private final Sites sites;
    private final Audit audit;
    private final InstantSource clock;

    Units(UnitStore store, Acts acts, Sites sites, Audit audit, InstantSource clock) {
        this.store = store;
        this.acts = acts;
        this.sites = sites;
        this.audit = audit;
        this.clock = clock;
    }

    public UnitId open(NewUnit fresh, LocalDate day, Basis basis) {
        SiteId center = center();
        refuseClash(null, fresh, day);
        UnitId unit = new UnitId(Ids.next(clock));
        store.insertUnit(unit, center.value(), number(fresh), day);
        store.insertVersion(unit, center.value(), day, acts.record("UNIT_OPENED", day, basis), fresh);
        audit.record(Deed.of("unit.opened", Text.of("登记责任单位“{0}”，从 {1} 起", fresh.name(), day))
                .on("unit", unit, center.value())
                .changed(Map.of(), facts(fresh))
                .because(basis.reason()));
        return unit;
    }

    /** Another name from a day on; before it the old one stands. */
    public void rename(UnitId unit, NewUnit state, LocalDate day, Basis basis) {
        basis.ordered().orRefuse();
        SiteId center = center();
        Unit before = get(unit, day);
        if (!before.openOn(day)) {
            throw new Refusal(Text.of("“{0}”在 {1} 不存在", before.brief(), day));
        }
        LocalDate latest = store.latestState(unit);
        if (!day.isAfter(latest)) {
            throw new Refusal(Text.of("“{0}”在 {1} 已有一次变更，新的变更要在那以后", before.brief(), latest));
        }
        refuseClash(unit, state, day);
        store.insertVersion(unit, center.value(), day, acts.record("UNIT_RENAMED", day, basis), state);
        audit.record(Deed.of("unit.renamed", Text.of("责任单位“{0}”从 {1} 起改为“{2}”", before.name(), day, state.name()))
                .on("unit", unit, center.value())
                .changed(facts(shape(before)), facts(state))
                .because(basis.reason()));
    }

    /** Corrects an entry: nothing changed in the world, the old entry was wrong or lacked something. */
    public void correct(UnitId unit, NewUnit state, LocalDate today) {
        SiteId center = center();
        Unit before = get(unit, today);
        refuseClash(unit, state, today);
        store.correctVersion(unit, today, state);
        audit.record(Deed.of("unit.corrected", Text.of("更正责任单位“{0}”的登记", before.name()))
                .on("unit", unit, center.value())
                .changed(facts(shape(before)), facts(state)));
    }

    /** A unit ends; it must have no field any more from that day on. */
    public void end(UnitId unit, @Nullable UnitId successor, LocalDate day, Basis basis) {
        basis.ordered().orRefuse();
        SiteId center = center();
        Unit before = get(unit, day);
        if (!before.openOn(day) || !day.isAfter(before.opened())) {
            throw new Refusal(Text.of("“{0}”在 {1} 不存在", before.brief(), day));
        }
        if (unit.equals(successor)) {
            throw new Refusal(Text.of("承接单位不能是自己"));
        }
        boolean busy = store.responsibilitiesOf(unit).stream()
                .anyMatch(
                        row -> row.days().until() == null || row.days().until().isAfter(day));
        if (busy) {
            throw new Refusal(Text.of("“{0}”那时还负责服务领域", before.brief()), Text.of("请先用“变更责任单位”把它负责的领域交给别的单位"));
        }
        acts.record("UNIT_ENDED", day, basis);
        store.endUnit(unit, day, successor);
        audit.record(Deed.of("unit.ended", Text.of("责任单位“{0}”从 {1} 起不再存在", before.name(), day))
                .on("unit", unit, center.value())
                .changed(Map.of("closed", ""), Map.of("closed", day))
                .because(basis.reason()));
    }

    private SiteId center() {
        SiteId center = sites.center();
        if (sites.mayHold(center) instanceof Decision.Refused) {
            throw new Absent("units for this actor");
        }
        return center;
    }

    private void refuseClash(@Nullable UnitId self, NewUnit state, LocalDate day) {
        store.clash(self, state.name(), state.creditCode(), day).ifPresent(other -> {
            throw new Refusal(Text.of("名称或统一社会信用代码已属于“{0}”", other), Text.of("请核对，或在那个单位上修改"));
        });
    }

    private String number(NewUnit fresh) {
        Set<String> taken = new HashSet<>(store.unitNumbers());
        if (fresh.number() != null) {
            if (taken.contains(fresh.number())) {
                throw new Refusal(Text.of("编号 {0} 已经用过，编号不重复使用", fresh.number()));
            }
            return fresh.number();
        }
        int n = taken.size() + 1;
        while (taken.contains("u" + n)) {
            n++;
        }
        return "u" + n;
    }

    private static NewUnit shape(Unit unit) {
        return new NewUnit(unit.number(), unit.name(), unit.brief(), unit.nameEn(), unit.creditCode(), unit.phone());
    }

    private static Map<String, Object> facts(NewUnit unit) {
        CreditCode creditCode = unit.creditCode();
        return Map.of(
                "name", unit.name(),
                "brief", unit.brief(),
                "nameEn", unit.nameEn(),
                "creditCode", creditCode == null ? "" : creditCode.value(),
                "phone", unit.phone());
    }

    @Transactional(readOnly = true)
    public Unit get(UnitId unit, LocalDate on) {
        return store.unit(unit.value(), on).orElseThrow(() -> new Absent("unit " + unit));
    }

    @Transactional(readOnly = true)
    public Optional<Unit> byNumber(String number, LocalDate on) {
        return store.unit(number, on);
    }

    /** Units that exist on a day, by name; with those that were, or will be, where asked. */
    @Transactional(readOnly = true)
    public List<Unit> all(LocalDate on, boolean former) {
        return store.units(on, former);
    }

    /** Units that exist on a day, by part of a name, its initials, a credit code or a number; the first few. */
    @Transactional(readOnly = true)
    public List<Unit> search(String typed, LocalDate on, int rowsMax) {
        return typed.isBlank() ? List.of() : store.search(typed.strip(), on, rowsMax);
    }

    /** A unit that is to be opened, renamed or ended on a day. */
    public record Planned(Unit unit, LocalDate day) {}

    /** What is planned for units after today and until a day, soonest first. */
    @Transactional(readOnly = true)
    public List<Planned> planned(LocalDate today, LocalDate until, int rowsMax) {
        return store.ahead(today, until, rowsMax).stream()
                .map(ahead -> new Planned(get(new UnitId(ahead.unit()), today), ahead.day()))
                .toList();
    }

    /** Every number that was ever given: numbers are not used twice. */
    @Transactional(readOnly = true)
    public List<String> numbers() {
        return store.unitNumbers();
    }
}
