package org.zhiyuan.network.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.ActId;
import org.zhiyuan.network.Acts;
import org.zhiyuan.network.Basis;
import org.zhiyuan.network.Directory;
import org.zhiyuan.network.OpeningHours;
import org.zhiyuan.network.Places;
import org.zhiyuan.network.Site;
import org.zhiyuan.network.SiteName;
import org.zhiyuan.network.SitePart;
import org.zhiyuan.network.Sites;
import org.zhiyuan.network.Tier;
import org.zhiyuan.network.Tree;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.FormTokens;
import org.zhiyuan.shell.Formats;
import org.zhiyuan.shell.Templates;

/** The office page of one site: what it is, what its file lacks, what happened and is planned, and what may be done. */
@Controller
class SiteOfficeController {
    private static final Set<Action> SHOWN = EnumSet.of(
            Action.PLACE_FILE_EDIT,
            Action.SITE_EDIT,
            Action.SITE_CREATE,
            Action.SITE_REORGANISE,
            Action.BRANCH_EDIT,
            Action.RESPONSIBILITY_CHANGE);

    private final OfficeSites office;
    private final Directory directory;
    private final Sites sites;
    private final Places places;
    private final Acts acts;
    private final Tree tree;
    private final Rights rights;
    private final Templates templates;
    private final FormTokens forms;
    private final InstantSource clock;

    SiteOfficeController(
            OfficeSites office,
            Directory directory,
            Sites sites,
            Places places,
            Acts acts,
            Tree tree,
            Rights rights,
            Templates templates,
            FormTokens forms,
            InstantSource clock) {
        this.office = office;
        this.directory = directory;
        this.sites = sites;
        this.places = places;
        this.acts = acts;
        this.tree = tree;
        this.rights = rights;
        this.templates = templates;
        this.forms = forms;
        this.clock = clock;
    }

    @Can(value = Action.NETWORK_OFFICE_READ, on = "site")
    @GetMapping("/office/network/sites/{site}")
    String site(@PathVariable String site, Model model) {
        Site found = office.find(site);
        if (found.field() != null) {
            return "redirect:" + OfficeSites.home(found);
        }
        return show(found, model);
    }

    @Can(value = Action.NETWORK_OFFICE_READ, on = "branch")
    @GetMapping("/office/branches/{branch}")
    String branch(@PathVariable String branch, Model model) {
        return show(office.branch(branch), model);
    }

    private String show(Site site, Model model) {
        LocalDate today = tree.today();
        Directory.Portrait portrait = directory.portrait(site.id(), today);
        LocalDateTime moment = LocalDateTime.ofInstant(clock.instant(), Formats.ZONE);
        EnumSet<Action> may = EnumSet.noneOf(Action.class);
        SHOWN.stream()
                .filter(action -> rights.may(Acting.actor(), action, site.place()))
                .forEach(may::add);
        boolean over = site.closed() != null && !site.closed().isAfter(today);
        model.addAttribute("portrait", portrait);
        model.addAttribute("base", OfficeSites.home(site));
        model.addAttribute("acts", OfficeSites.href(site));
        model.addAttribute("may", over ? Set.of() : may);
        model.addAttribute(
                "keeps", !over && may.contains(site.field() == null ? Action.PLACE_FILE_EDIT : Action.BRANCH_EDIT));
        model.addAttribute("opens", !SiteActForms.tiersBelow(site).isEmpty());
        model.addAttribute("history", history(site, today));
        model.addAttribute("file", places.completeness(site.id(), portrait.asOf()));
        model.addAttribute("open", OpeningHours.at(moment, portrait.hours(), portrait.specials()));
        model.addAttribute("parts", parts(site, portrait.asOf()));
        model.addAttribute("center", site.tier() == Tier.CENTER);
        model.addAttribute("today", today);
        return "network/siteOffice";
    }

    private List<gg.jte.Content> parts(Site site, LocalDate on) {
        List<gg.jte.Content> parts = new ArrayList<>();
        directory.parts(site).stream()
                .filter(SitePart::inOffice)
                .forEach(part -> parts.add(templates.content(part.template(), part.model(site, on))));
        return parts;
    }

    /** Newest first: what is planned stands on top. */
    private List<SiteOfficeStep> history(Site site, LocalDate today) {
        return directory.history(site).reversed().stream()
                .map(milestone -> new SiteOfficeStep(milestone, withdrawal(milestone, today)))
                .toList();
    }

    private String withdrawal(Directory.Milestone milestone, LocalDate today) {
        ActId id = milestone.act();
        if (id == null || !milestone.day().isAfter(today)) {
            return milestone.withdrawal();
        }
        return acts.planned(id)
                .filter(act ->
                        rights.may(Acting.actor(), act.withdrawnBy(), act.site().place()))
                .map(act -> withdrawal(act.withdrawnBy(), id))
                .orElse("");
    }

    /** Each right that takes something back has its own address, so that the gate knows which it is. */
    private static String withdrawal(Action by, ActId act) {
        return switch (by) {
            case SITE_CREATE -> OPENING + act;
            case PLACE_FILE_EDIT -> ENTRY + act;
            case BRANCH_EDIT -> BRANCH_ENTRY + act;
            default -> BUILD + act;
        };
    }

    // --- correcting how it is called ---

    @Can(value = Action.SITE_EDIT, on = "site")
    @GetMapping("/office/network/sites/{site}/correction")
    ModelAndView correction(@PathVariable String site) {
        Site found = office.find(site);
        return correction(found, SiteActForms.named(Form.empty(), found.name()), HttpStatus.OK);
    }

    @Can(value = Action.SITE_EDIT, on = "site")
    @PostMapping("/office/network/sites/{site}/correction")
    ModelAndView correct(
            @PathVariable String site, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Site found = office.find(site);
        Form form = Form.of(request).with("name", found.name().full());
        SiteName name = SiteActForms.name(form);
        if (name == null || form.hasWrongs()) {
            return correction(found, form, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return new ModelAndView("redirect:"
                + forms.once(token, () -> {
                    sites.correct(found.id(), name);
                    return OfficeSites.home(found);
                }));
    }

    private static ModelAndView correction(Site site, Form form, HttpStatus status) {
        ModelAndView page = new ModelAndView("network/siteCorrection", status);
        return page.addObject("site", site)
                .addObject("base", OfficeSites.home(site))
                .addObject("action", OfficeSites.href(site) + "/correction")
                .addObject("form", form);
    }

    // --- taking back what is planned ---

    private static final String BUILD = "/office/network/withdrawals/acts/";
    private static final String OPENING = "/office/network/withdrawals/openings/";
    private static final String ENTRY = "/office/network/withdrawals/entries/";
    private static final String BRANCH_ENTRY = "/office/network/withdrawals/branch-entries/";

    @Can(value = Action.SITE_REORGANISE, on = "act")
    @GetMapping(BUILD + "{act}")
    ModelAndView withdrawal(@PathVariable String act) {
        return withdrawal(act, BUILD, Action.SITE_REORGANISE);
    }

    @Can(value = Action.SITE_REORGANISE, on = "act")
    @PostMapping(BUILD + "{act}")
    ModelAndView withdraw(
            @PathVariable String act, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        return withdraw(act, BUILD, Action.SITE_REORGANISE, token, request);
    }

    @Can(value = Action.SITE_CREATE, on = "act")
    @GetMapping(OPENING + "{act}")
    ModelAndView openingWithdrawal(@PathVariable String act) {
        return withdrawal(act, OPENING, Action.SITE_CREATE);
    }

    @Can(value = Action.SITE_CREATE, on = "act")
    @PostMapping(OPENING + "{act}")
    ModelAndView withdrawOpening(
            @PathVariable String act, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        return withdraw(act, OPENING, Action.SITE_CREATE, token, request);
    }

    @Can(value = Action.PLACE_FILE_EDIT, on = "act")
    @GetMapping(ENTRY + "{act}")
    ModelAndView entryWithdrawal(@PathVariable String act) {
        return withdrawal(act, ENTRY, Action.PLACE_FILE_EDIT);
    }

    @Can(value = Action.PLACE_FILE_EDIT, on = "act")
    @PostMapping(ENTRY + "{act}")
    ModelAndView withdrawEntry(
            @PathVariable String act, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        return withdraw(act, ENTRY, Action.PLACE_FILE_EDIT, token, request);
    }

    @Can(value = Action.BRANCH_EDIT, on = "act")
    @GetMapping(BRANCH_ENTRY + "{act}")
    ModelAndView branchEntryWithdrawal(@PathVariable String act) {
        return withdrawal(act, BRANCH_ENTRY, Action.BRANCH_EDIT);
    }

    @Can(value = Action.BRANCH_EDIT, on = "act")
    @PostMapping(BRANCH_ENTRY + "{act}")
    ModelAndView withdrawBranchEntry(
            @PathVariable String act, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        return withdraw(act, BRANCH_ENTRY, Action.BRANCH_EDIT, token, request);
    }

    private ModelAndView withdrawal(String act, String address, Action by) {
        return withdrawal(planned(Acts.id(act), by), address, Form.empty(), HttpStatus.OK);
    }

    /** The act, where this right is the one that takes it back. */
    private Acts.Planned planned(ActId act, Action by) {
        return acts.planned(act)
                .filter(planned -> planned.withdrawnBy() == by)
                .orElseThrow(() -> new Absent("planned act " + act + " to be withdrawn by " + by));
    }

    private ModelAndView withdrawal(Acts.Planned planned, String address, Form form, HttpStatus status) {
        ModelAndView page = new ModelAndView("network/siteWithdrawal", status);
        Site site = planned.site();
        return page.addObject("site", site)
                .addObject("base", OfficeSites.home(site))
                .addObject(
                        "milestones",
                        directory.history(site).stream()
                                .filter(milestone -> planned.id().equals(milestone.act()))
                                .toList())
                .addObject("planned", planned)
                .addObject("action", address + planned.id())
                .addObject("form", form);
    }

    private ModelAndView withdraw(String act, String address, Action by, String token, HttpServletRequest request) {
        Form form = Form.of(request);
        String reason = form.required("reason", Basis.REASON_LENGTH_MAX, Text.of("请写为什么撤回"));
        ActId id = Acts.id(act);
        if (form.hasWrongs()) {
            return withdrawal(planned(id, by), address, form, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        try {
            return new ModelAndView("redirect:" + forms.once(token, () -> withdraw(id, by, reason)));
        } catch (Refusal refusal) {
            form.wrong("reason", OfficeSites.said(refusal));
            return withdrawal(planned(id, by), address, form, HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    /** Where to go from there: a site whose opening was taken back is nowhere, so to what it would have hung under. */
    private String withdraw(ActId id, Action by, String reason) {
        Site site = planned(id, by).site();
        acts.withdraw(id, by, reason);
        Site left = sites.find(site.id(), tree.today())
                .orElseGet(() -> sites.get(site.parent() == null ? sites.center() : site.parent(), tree.today()));
        return OfficeSites.home(left) + "#history";
    }
}
