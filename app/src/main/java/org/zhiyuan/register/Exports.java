package org.zhiyuan.register;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.audit.Audit;
import org.zhiyuan.audit.Deed;
import org.zhiyuan.kernel.CreditCode;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.Directory;
import org.zhiyuan.network.KnownSite;
import org.zhiyuan.network.Place;
import org.zhiyuan.network.Position;
import org.zhiyuan.network.Selection;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.network.Sites;
import org.zhiyuan.network.Tree;
import org.zhiyuan.paper.SheetFormat;
import org.zhiyuan.paper.SheetWriter;
import org.zhiyuan.shell.Words;
import org.zhiyuan.unit.Unit;
import org.zhiyuan.unit.Units;

/** The network as sheets, in the shape in which they can be imported again. */
@Service
@Transactional
public class Exports {
    private static final int ROWS_MAX = 20_000;

    private final Sites sites;
    private final Directory directory;
    private final Units units;
    private final Audit audit;
    private final Tree tree;

    Exports(Sites sites, Directory directory, Units units, Audit audit, Tree tree) {
        this.sites = sites;
        this.directory = directory;
        this.units = units;
        this.audit = audit;
        this.tree = tree;
    }

    /** The sites that a list shows, on all its pages, as they stand on its day. */
    public byte[] sites(Selection selection, SheetFormat format) {
        Set<SiteId> selected = directory.selected(selection, ROWS_MAX + 1);
        Map<SiteId, KnownSite> known = new LinkedHashMap<>();
        sites.known(selection.on()).forEach(site -> known.put(site.id(), site));
        List<KnownSite> wanted = known.values().stream()
                .filter(site -> selected.contains(site.id()))
                .toList();
        return write(
                ImportKind.SITES,
                format,
                wanted.size(),
                sheet -> wanted.forEach(site -> sheet.row(cells(site, known))));
    }

    private static List<@Nullable Object> cells(KnownSite site, Map<SiteId, KnownSite> known) {
        KnownSite parent = site.parent() == null ? null : known.get(site.parent());
        Place place = site.place();
        Position position = place == null ? null : place.position();
        return Arrays.asList(
                site.number(),
                site.name().full(),
                site.name().brief(),
                site.name().english(),
                site.name().pinyin(),
                Words.t(site.tier().label()),
                // the number, since names may be borne twice
                parent == null ? null : parent.number(),
                site.code(),
                place == null ? null : place.address(),
                position == null ? null : position.longitude(),
                position == null ? null : position.latitude(),
                position == null ? null : position.crs().word(),
                place == null ? null : place.areaM2());
    }

    public byte[] units(SheetFormat format) {
        List<Unit> all = units.all(tree.today(), false);
        return write(ImportKind.UNITS, format, all.size(), sheet -> all.forEach(unit -> sheet.row(cells(unit))));
    }

    private static List<@Nullable Object> cells(Unit unit) {
        CreditCode code = unit.creditCode();
        return Arrays.asList(
                unit.number(),
                unit.name(),
                unit.brief(),
                unit.nameEn(),
                code == null ? null : code.value(),
                unit.phone());
    }

    private byte[] write(ImportKind kind, SheetFormat format, int rows, Consumer<SheetWriter> fill) {
        if (rows > ROWS_MAX) {
            throw new Refusal(Text.of("有 {0} 行，一次最多导出 {1} 行", rows, ROWS_MAX), Text.of("请加一个筛选条件再导"));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<String> headings = kind.sheet().columns().stream()
                .map(column -> Words.t(column.heading()))
                .toList();
        try (SheetWriter sheet = SheetWriter.to(out, format, Words.t(kind.label()), headings)) {
            fill.accept(sheet);
        }
        audit.record(Deed.of("network.exported", Text.of("导出{0} {1} 行", kind.label(), rows)));
        return out.toByteArray();
    }
}
