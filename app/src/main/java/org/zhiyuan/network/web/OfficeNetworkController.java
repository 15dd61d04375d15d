package org.zhiyuan.network.web;

import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.kernel.Slice;
import org.zhiyuan.network.CityMap;
import org.zhiyuan.network.Days;
import org.zhiyuan.network.Directory;
import org.zhiyuan.network.Fields;
import org.zhiyuan.network.Link;
import org.zhiyuan.network.Pinned;
import org.zhiyuan.network.Selection;
import org.zhiyuan.network.Site;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.network.Sites;
import org.zhiyuan.network.Survey;
import org.zhiyuan.network.Tier;
import org.zhiyuan.network.Tree;

/** The network for the office: tree, map and list of one selection, which stands in the address. */
@Controller
class OfficeNetworkController {
    private static final String PAGE = "/office/network";
    private static final String LEVEL = PAGE + "/level";
    /** Of the register, which takes the same parameters as this page. */
    private static final String EXPORT = "/network/export";

    private final Directory directory;
    private final Survey survey;
    private final Sites sites;
    private final Fields fields;
    private final Tree tree;
    private final CityMap map;
    private final Rights rights;

    OfficeNetworkController(
            Directory directory, Survey survey, Sites sites, Fields fields, Tree tree, CityMap map, Rights rights) {
        this.directory = directory;
        this.survey = survey;
        this.sites = sites;
        this.fields = fields;
        this.tree = tree;
        this.map = map;
        this.rights = rights;
    }

    /**
     * What stands in the address, as it was asked for.
     *
     * @param street slug of the site whose subtree is shown; any site, most often a street's institute
     * @param open slug of a site whose level of the tree is open although it is not selected
     */
    record Asked(
            @Nullable String street,
            @Nullable String tier,
            @Nullable String field,
            @Nullable String state,
            @Nullable String q,
            @Nullable String on,
            @Nullable String open,
            @Nullable String page) {}

    @Can(Action.NETWORK_OFFICE_READ)
    @GetMapping(PAGE)
    String network(@ModelAttribute("asked") Asked asked, Model model) {
        LocalDate today = tree.today();
        LocalDate day = Days.on(asked.on(), today);
        Site center = sites.get(sites.center(), day);
        Site under = asked(asked.street(), day);
        Selection selection = new Selection(
                under == null ? null : under.id(),
                Days.tier(asked.tier()),
                text(asked.field()),
                text(asked.state()),
                text(asked.q()),
                day,
                NetworkController.number(text(asked.page())),
                under == null);
        List<SiteId> above = path(under, day);
        Site area = area(above, directory.summary(day));
        Slice<Pinned> found = survey.list(selection, area == null ? "" : area.number(), Slice.SIZE_DEFAULT);
        Set<SiteId> open = new LinkedHashSet<>(above);
        open.addAll(path(asked(asked.open(), day), day));
        open.add(center.id());
        model.addAttribute("link", link(PAGE, asked, day.equals(today) ? "" : day.toString()));
        model.addAttribute("export", link(EXPORT, asked, day.equals(today) ? "" : day.toString()));
        model.addAttribute("level", link(LEVEL, asked, day.equals(today) ? "" : day.toString()));
        model.addAttribute("selection", selection);
        model.addAttribute("under", under);
        model.addAttribute("center", center);
        model.addAttribute("open", open);
        model.addAttribute("above", Set.copyOf(above));
        model.addAttribute("area", area == null ? "" : area.slug());
        model.addAttribute("levels", directory.levels(List.copyOf(open), day));
        model.addAttribute("summary", directory.summary(day));
        model.addAttribute("found", found);
        model.addAttribute("former", directory.former(selection.q(), day));
        model.addAttribute("mine", mine(found, day.equals(today)));
        model.addAttribute("heads", survey.knowsHeads());
        model.addAttribute("fields", fields.on(day));
        model.addAttribute("map", map);
        model.addAttribute("dots", dots(found, day));
        model.addAttribute("mayImport", rights.mayAnywhere(Acting.actor(), Action.NETWORK_IMPORT));
        model.addAttribute("mayExport", rights.mayAnywhere(Acting.actor(), Action.NETWORK_EXPORT));
        model.addAttribute("today", today);
        model.addAttribute("misread", Days.misread(asked.on(), today));
        return "network/officeNetwork";
    }

    /** One branch of the tree, opened or shut where it stands. */
    @Can(Action.NETWORK_OFFICE_READ)
    @GetMapping(LEVEL)
    String level(
            @RequestParam String under,
            @RequestParam(defaultValue = "true") boolean unfold,
            @ModelAttribute("asked") Asked asked,
            Model model) {
        LocalDate today = tree.today();
        LocalDate day = Days.on(asked.on(), today);
        Site site = asked(under, day);
        if (site == null) {
            throw new Absent("site " + under);
        }
        String on = day.equals(today) ? "" : day.toString();
        model.addAttribute("leaf", leaf(site, day));
        model.addAttribute("levels", unfold ? directory.levels(List.of(site.id()), day) : Map.of());
        model.addAttribute("open", unfold ? Set.of(site.id()) : Set.of());
        model.addAttribute("link", link(PAGE, asked, on));
        model.addAttribute("export", link(EXPORT, asked, day.equals(today) ? "" : day.toString()));
        model.addAttribute("level", link(LEVEL, asked, on));
        model.addAttribute("above", Set.copyOf(path(asked(asked.street(), day), day)));
        model.addAttribute("map", map);
        model.addAttribute("selected", text(asked.street()));
        model.addAttribute("deep", site.tier() != Tier.INSTITUTE);
        return "network/officeLeaf";
    }

    /** The site with the numbers that the tree shows beside it: of an institute all that lies below, of others the next level. */
    private Directory.Leaf leaf(Site site, LocalDate day) {
        return directory.summary(day).areas().stream()
                .filter(area -> area.institute().id().equals(site.id()))
                .map(area -> new Directory.Leaf(area.institute(), area.stations(), area.points()))
                .findFirst()
                .or(() -> site.parent() == null
                        ? Optional.empty()
                        : directory.levels(List.of(site.parent()), day).values().stream()
                                .flatMap(List::stream)
                                .filter(leaf -> leaf.site().id().equals(site.id()))
                                .findFirst())
                .orElseThrow(() -> new Absent("site " + site.slug() + " in the tree"));
    }

    private @Nullable Site asked(@Nullable String slug, LocalDate day) {
        return text(slug).isEmpty()
                ? null
                : sites.resolve(text(slug), day)
                        .flatMap(found -> sites.find(found, day))
                        .orElseThrow(() -> new Absent("site " + slug));
    }

    private static String text(@Nullable String asked) {
        return asked == null ? "" : asked.strip();
    }

    /** The site and all above it: the levels that must be open for it to be seen, its own with them. */
    private List<SiteId> path(@Nullable Site site, LocalDate day) {
        Deque<SiteId> path = new ArrayDeque<>();
        Site step = site;
        while (step != null) {
            path.addFirst(step.id());
            SiteId parent = step.parent();
            step = parent == null ? null : sites.find(parent, day).orElse(null);
        }
        return List.copyOf(path);
    }

    /** The institute in whose area the selection lies; null for the whole city. */
    private static @Nullable Site area(List<SiteId> path, Directory.Summary summary) {
        return summary.areas().stream()
                .map(Directory.Area::institute)
                .filter(institute -> path.contains(institute.id()))
                .findFirst()
                .orElse(null);
    }

    private static Link link(String path, Asked asked, String on) {
        Tier tier = Days.tier(asked.tier());
        return Link.to(path)
                .with("street", text(asked.street()))
                .with("tier", tier == null ? "" : tier.name().toLowerCase(Locale.ROOT))
                .with("field", text(asked.field()))
                .with("state", text(asked.state()))
                .with("q", text(asked.q()))
                .with("on", on)
                .with("open", text(asked.open()));
    }

    /** Those of the list that the reader may change; on another day than today nobody changes anything from here. */
    private Set<SiteId> mine(Slice<Pinned> found, boolean today) {
        Set<SiteId> mine = new HashSet<>();
        if (today) {
            List<SiteId> places = new ArrayList<>();
            List<SiteId> branches = new ArrayList<>();
            for (Pinned row : found.rows()) {
                Site site = row.listed().site();
                (site.tier() == Tier.BRANCH ? branches : places).add(site.id());
            }
            mine.addAll(within(Action.PLACE_FILE_EDIT, places));
            mine.addAll(within(Action.BRANCH_EDIT, branches));
        }
        return mine;
    }

    private Set<SiteId> within(Action right, List<SiteId> of) {
        Actor actor = Acting.actor();
        return of.isEmpty() || !rights.mayAnywhere(actor, right)
                ? Set.of()
                : rights.within(actor, right, () -> survey.within(of));
    }

    /** Where the stations are that have no pin on this page of the list. */
    private List<CityMap.Point> dots(Slice<Pinned> found, LocalDate day) {
        if (!map.shown()) {
            return List.of();
        }
        Set<SiteId> pinned = new HashSet<>();
        found.rows().forEach(row -> pinned.add(row.listed().site().id()));
        return directory.dots(day).entrySet().stream()
                .filter(dot -> !pinned.contains(dot.getKey()))
                .flatMap(dot -> map.locate(dot.getValue()).stream())
                .toList();
    }
}
