package org.zhiyuan.network.web;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.network.CityMap;
import org.zhiyuan.network.Days;
import org.zhiyuan.network.Directory;
import org.zhiyuan.network.Fields;
import org.zhiyuan.network.Link;
import org.zhiyuan.network.NetworkSettings;
import org.zhiyuan.network.OpeningHours;
import org.zhiyuan.network.Places;
import org.zhiyuan.network.Selection;
import org.zhiyuan.network.Site;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.network.Sites;
import org.zhiyuan.network.Tree;
import org.zhiyuan.shell.Formats;
import org.zhiyuan.shell.Templates;

/** The network for everybody: find a place, see when it is open, how to get there, who answers for what. */
@Controller
class NetworkController {
    private static final int LIST_SIZE = 20;

    private final Directory directory;
    private final Sites sites;
    private final Places places;
    private final Fields fields;
    private final Tree tree;
    private final CityMap map;
    private final NetworkSettings settings;
    private final Rights rights;
    private final Templates templates;
    private final InstantSource clock;

    NetworkController(
            Directory directory,
            Sites sites,
            Places places,
            Fields fields,
            Tree tree,
            CityMap map,
            NetworkSettings settings,
            Rights rights,
            Templates templates,
            InstantSource clock) {
        this.directory = directory;
        this.sites = sites;
        this.places = places;
        this.fields = fields;
        this.tree = tree;
        this.map = map;
        this.settings = settings;
        this.rights = rights;
        this.templates = templates;
        this.clock = clock;
    }

    @Can(Action.PUBLIC_READ)
    @GetMapping("/network")
    String index(
            @RequestParam(defaultValue = "") String street,
            @RequestParam(defaultValue = "") String tier,
            @RequestParam(defaultValue = "") String field,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String on,
            @RequestParam(defaultValue = "") String sort,
            @RequestParam(defaultValue = "1") String page,
            Model model) {
        LocalDate today = tree.today();
        LocalDate day = Days.on(on, today);
        Site under = street.isBlank()
                ? null
                : sites.resolve(street, day)
                        .flatMap(found -> sites.find(found, day))
                        .orElseThrow(() -> new Absent("street " + street));
        Selection selection = new Selection(
                under == null ? null : under.id(),
                Days.tier(tier),
                field,
                state,
                q,
                day,
                number(page),
                !"code".equals(sort));
        model.addAttribute("link", link(selection, street, day.equals(today) ? "" : day.toString(), sort));
        model.addAttribute("selection", selection);
        model.addAttribute("under", under);
        model.addAttribute("summary", directory.summary(day));
        model.addAttribute("found", directory.list(selection, LIST_SIZE));
        model.addAttribute("former", directory.former(selection.q(), day));
        model.addAttribute("fields", fields.on(day));
        model.addAttribute("map", map);
        model.addAttribute("today", today);
        model.addAttribute("misread", Days.misread(on, today));
        model.addAttribute("moment", LocalDateTime.ofInstant(clock.instant(), Formats.ZONE));
        return "network/index";
    }

    private static Link link(Selection selection, String street, String on, String sort) {
        return Link.to("/network")
                .with("street", street)
                .with(
                        "tier",
                        selection.tier() == null ? "" : selection.tier().name().toLowerCase(Locale.ROOT))
                .with("field", selection.field())
                .with("state", selection.state())
                .with("q", selection.q())
                .with("sort", "code".equals(sort) ? sort : "")
                .with("on", on);
    }

    static int number(String page) {
        return page.matches("[0-9]{1,5}") ? Integer.parseInt(page) : 1;
    }

    @Can(Action.PUBLIC_READ)
    @GetMapping("/network/sites/{site}")
    String site(@PathVariable String site, @RequestParam(defaultValue = "") String on, Model model) {
        LocalDate day = Days.on(on, tree.today());
        Directory.Portrait portrait = directory.portrait(resolve(site, day), day);
        if (portrait.site().field() != null) {
            return "redirect:"
                    + Link.to("/network/branches/" + portrait.site().field()).with("on", on.strip());
        }
        model.addAttribute("misread", Days.misread(on, tree.today()));
        portray(portrait, day, model);
        model.addAttribute("nearby", directory.nearby(portrait));
        return "network/site";
    }

    @Can(Action.PUBLIC_READ)
    @GetMapping("/network/branches/{branch}")
    String branch(@PathVariable String branch, @RequestParam(defaultValue = "") String on, Model model) {
        LocalDate day = Days.on(on, tree.today());
        SiteId site = directory.branch(branch, day).orElseThrow(() -> new Absent("branch " + branch));
        model.addAttribute("misread", Days.misread(on, tree.today()));
        portray(directory.portrait(site, day), day, model);
        model.addAttribute("field", fields.get(branch));
        return "network/branch";
    }

    private void portray(Directory.Portrait portrait, LocalDate day, Model model) {
        LocalDate today = tree.today();
        Instant now = clock.instant();
        LocalDateTime moment = day.equals(today)
                ? LocalDateTime.ofInstant(now, Formats.ZONE)
                : day.atTime(LocalDateTime.ofInstant(now, Formats.ZONE).toLocalTime());
        Site site = portrait.site();
        model.addAttribute("portrait", portrait);
        model.addAttribute("history", directory.history(site));
        model.addAttribute("file", places.completeness(site.id(), portrait.asOf()));
        model.addAttribute("open", OpeningHours.at(moment, portrait.hours(), portrait.specials()));
        model.addAttribute("leading", parts(site, portrait.asOf(), true));
        model.addAttribute("parts", parts(site, portrait.asOf(), false));
        model.addAttribute("on", day);
        model.addAttribute("today", today);
        model.addAttribute("office", officeHref(site));
    }

    /** Where those who keep this place do so; "" for everybody else. */
    private String officeHref(Site site) {
        if (!Acting.actor().signedIn()) {
            return "";
        }
        boolean branch = site.field() != null;
        boolean keeps = rights.may(Acting.actor(), branch ? Action.BRANCH_EDIT : Action.PLACE_FILE_EDIT, site.place());
        if (!keeps) {
            return "";
        }
        return branch ? "/office/branches/" + site.field() : "/office/network/sites/" + site.slug();
    }

    private List<gg.jte.Content> parts(Site site, LocalDate on, boolean leading) {
        List<gg.jte.Content> parts = new ArrayList<>();
        directory.parts(site).stream()
                .filter(part -> part.leads() == leading)
                .forEach(part -> parts.add(templates.content(part.template(), part.model(site, on))));
        return parts;
    }

    /** Everything that the place must have, and what it has shown. */
    @Can(Action.PUBLIC_READ)
    @GetMapping("/network/sites/{site}/file")
    String file(@PathVariable String site, Model model) {
        LocalDate today = tree.today();
        SiteId id = resolve(site, today);
        model.addAttribute("site", sites.get(id, today));
        model.addAttribute("file", places.completeness(id, today));
        model.addAttribute("today", today);
        return "network/file";
    }

    @Can(Action.PUBLIC_READ)
    @GetMapping("/network/sites/{site}/way")
    String way(@PathVariable String site, Model model) {
        LocalDate today = tree.today();
        Directory.Portrait portrait = directory.portrait(resolve(site, today), today);
        model.addAttribute("portrait", portrait);
        model.addAttribute("map", map);
        model.addAttribute("routeLink", settings.routeLink());
        return "network/way";
    }

    private SiteId resolve(String site, LocalDate on) {
        return sites.resolve(site, on).orElseThrow(() -> new Absent("site " + site));
    }
}
