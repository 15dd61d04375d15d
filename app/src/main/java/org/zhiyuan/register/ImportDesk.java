package org.zhiyuan.register;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.springframework.stereotype.Component;
import org.zhiyuan.files.Files;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.Basis;
import org.zhiyuan.network.NewSite;
import org.zhiyuan.network.Place;
import org.zhiyuan.network.Places;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.network.Sites;
import org.zhiyuan.paper.Fault;
import org.zhiyuan.paper.Grid;
import org.zhiyuan.paper.SheetRow;
import org.zhiyuan.paper.Sheets;
import org.zhiyuan.paper.Unreadable;
import org.zhiyuan.unit.Unit;
import org.zhiyuan.unit.Units;

/** Lays an uploaded sheet beside the network, and makes it real; both within the transaction and scope of its caller. */
@Component
class ImportDesk {
    private static final int BATCH_ROWS = 500;
    private static final int UNITS_TOLD_EVERY = 20;

    private final Sites sites;
    private final Places places;
    private final Units units;
    private final Files files;

    ImportDesk(Sites sites, Places places, Units units, Files files) {
        this.sites = sites;
        this.places = places;
        this.units = units;
        this.files = files;
    }

    /**
     * A sheet that was looked at.
     *
     * @param carryOut makes all of it real, telling how many rows are written; asked only where nothing is wrong
     */
    record Looked(
            Grid grid,
            List<SheetRow> rows,
            Import.Counts counts,
            List<Import.Outline> outlines,
            Consumer<IntConsumer> carryOut) {
        List<Fault> faults() {
            return rows.stream().flatMap(row -> row.faults().stream()).toList();
        }
    }

    /** How far a check is. */
    interface Seen {
        void rows(int done, int total, int wrong);
    }

    Looked look(Import of, Seen seen) {
        Grid grid = Sheets.read(files.content(of.file()));
        int total = grid.lines().size();
        if (total > of.kind().rowsMax()) {
            throw new Unreadable(
                    Text.of("表里有 {0} 行，一次最多 {1} 行", total, of.kind().rowsMax()), Text.of("请拆成几个文件，一次导一个"));
        }
        int[] wrong = {0};
        List<SheetRow> rows = of.kind().sheet().check(grid, row -> {
            wrong[0] += row.sound() ? 0 : 1;
            seen.rows(row.number() - grid.heading().number(), total, wrong[0]);
        });
        return switch (of.kind()) {
            case SITES -> sites(of, grid, rows);
            case UNITS -> units(of, grid, rows);
        };
    }

    // --- sites ---

    private Looked sites(Import of, Grid grid, List<SheetRow> rows) {
        SiteImport plan = SiteImport.of(rows, sites.known(of.day()), sites.numbers(), of.day());
        return new Looked(
                grid,
                rows,
                plan.counts(rows),
                plan.outlines(Import.OUTLINES_SHOWN),
                written -> carryOut(of, plan, written));
    }

    private void carryOut(Import of, SiteImport plan, IntConsumer written) {
        Basis basis = Basis.of(of.document(), of.reason());
        List<SiteImport.Body> fresh = plan.fresh();
        plan.number(fresh);
        List<SiteImport.Body> altered = plan.altered();
        List<Function<Map<String, SiteId>, List<Sites.Opening>>> batches = new ArrayList<>();
        for (int from = 0; from < fresh.size(); from += BATCH_ROWS) {
            int start = from;
            List<SiteImport.Body> batch = fresh.subList(from, Math.min(fresh.size(), from + BATCH_ROWS));
            batches.add(opened -> {
                written.accept(start);
                return batch.stream()
                        .map(body -> opening(body, opened, of.day(), basis))
                        .toList();
            });
        }
        List<Places.Located> located = new ArrayList<>();
        sites.rearrange(
                batches,
                opened -> {
                    written.accept(fresh.size());
                    fresh.forEach(body -> locate(body, opened, false, located));
                    return changes(altered, opened);
                },
                of.day(),
                basis);
        written.accept(fresh.size() + altered.size());
        altered.forEach(body -> locate(body, Map.of(), true, located));
        places.locateAll(located, of.day(), basis);
    }

    private static void locate(
            SiteImport.Body body, Map<String, SiteId> opened, boolean told, List<Places.Located> located) {
        Place place = body.place();
        if (place != null) {
            located.add(new Places.Located(id(body, opened), place, told));
        }
    }

    private static SiteId id(SiteImport.Body body, Map<String, SiteId> opened) {
        SiteId id = body.id();
        return id == null ? Objects.requireNonNull(opened.get(body.number())) : id;
    }

    private static Sites.Opening opening(SiteImport.Body body, Map<String, SiteId> opened, LocalDate day, Basis basis) {
        SiteImport.Body above = Objects.requireNonNull(body.parent());
        SiteId parent = above.id() == null ? opened.get(above.number()) : above.id();
        NewSite site = new NewSite(body.number(), body.code(), body.name(), body.tier(), null, parent);
        return new Sites.Opening(site, day, basis, parent == null ? above.number() : null);
    }

    private static List<Sites.Change> changes(List<SiteImport.Body> altered, Map<String, SiteId> opened) {
        List<Sites.Change> changes = new ArrayList<>();
        for (SiteImport.Body body : altered) {
            boolean hung = body.moved() || body.raised();
            if (hung || body.renamed() || body.recoded()) {
                SiteImport.Body above = body.parent();
                changes.add(new Sites.Change(
                        Objects.requireNonNull(body.id()),
                        body.renamed() ? body.name() : null,
                        body.recoded(),
                        body.code(),
                        hung && above != null ? id(above, opened) : null,
                        body.raised() ? body.tier() : null));
            }
        }
        return changes;
    }

    // --- units ---

    private Looked units(Import of, Grid grid, List<SheetRow> rows) {
        Decision mine = sites.mayHold(sites.center());
        if (mine instanceof Decision.Refused) {
            throw new Unreadable(Text.of("责任单位是全市的，您不能导入"), Text.of("请交给中心办理"));
        }
        UnitImport plan = UnitImport.of(rows, units.all(of.day(), false), units.numbers(), of.day());
        return new Looked(
                grid,
                rows,
                plan.counts(),
                plan.outlines(Import.OUTLINES_SHOWN),
                written -> carryOut(of, plan, written));
    }

    private void carryOut(Import of, UnitImport plan, IntConsumer written) {
        Basis basis = Basis.of(of.document(), of.reason());
        int done = 0;
        for (UnitImport.Row row : plan.rows()) {
            Unit known = row.known();
            if (known == null) {
                units.open(row.wanted(), of.day(), basis);
            } else if (row.renamed()) {
                units.rename(known.id(), row.wanted(), of.day(), basis);
            } else if (row.corrected()) {
                units.correct(known.id(), row.wanted(), of.day());
            }
            if (++done % UNITS_TOLD_EVERY == 0) {
                written.accept(done);
            }
        }
    }
}
