package org.zhiyuan.network.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.Acts;
import org.zhiyuan.network.Site;
import org.zhiyuan.network.Tree;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.FormTokens;

/**
 * What a document orders of a site, each on its own pages: a form; what it would move and what it would leave, to be
 * checked; the confirmation. Looking changes nothing, so going back keeps everything.
 */
@Controller
class SiteActController {
    private static final String SITE = "/office/network/sites/{site}";

    private final OfficeSites office;
    private final SiteActForms acts;
    private final Acts rehearsal;
    private final Tree tree;
    private final FormTokens forms;

    SiteActController(OfficeSites office, SiteActForms acts, Acts rehearsal, Tree tree, FormTokens forms) {
        this.office = office;
        this.acts = acts;
        this.rehearsal = rehearsal;
        this.tree = tree;
        this.forms = forms;
    }

    // --- a new site below ---

    @Can(value = Action.SITE_CREATE, on = "site")
    @GetMapping(SITE + "/openings/new")
    ModelAndView newOpening(@PathVariable String site, HttpServletRequest request) {
        return form(SiteActKind.OPENING, site, request);
    }

    @Can(value = Action.SITE_CREATE, on = "site")
    @GetMapping(SITE + "/openings/preview")
    ModelAndView foreseeOpening(@PathVariable String site, HttpServletRequest request) {
        return preview(SiteActKind.OPENING, site, request);
    }

    @Can(value = Action.SITE_CREATE, on = "site")
    @PostMapping(SITE + "/openings")
    ModelAndView opening(
            @PathVariable String site, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        return confirm(SiteActKind.OPENING, site, token, request);
    }

    // --- another name, by a document ---

    @Can(value = Action.SITE_REORGANISE, on = "site")
    @GetMapping(SITE + "/names/new")
    ModelAndView newName(@PathVariable String site, HttpServletRequest request) {
        return form(SiteActKind.NAME, site, request);
    }

    @Can(value = Action.SITE_REORGANISE, on = "site")
    @GetMapping(SITE + "/names/preview")
    ModelAndView foreseeName(@PathVariable String site, HttpServletRequest request) {
        return preview(SiteActKind.NAME, site, request);
    }

    @Can(value = Action.SITE_REORGANISE, on = "site")
    @PostMapping(SITE + "/names")
    ModelAndView name(
            @PathVariable String site, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        return confirm(SiteActKind.NAME, site, token, request);
    }

    // --- another division code ---

    @Can(value = Action.SITE_REORGANISE, on = "site")
    @GetMapping(SITE + "/codes/new")
    ModelAndView newCode(@PathVariable String site, HttpServletRequest request) {
        return form(SiteActKind.CODE, site, request);
    }

    @Can(value = Action.SITE_REORGANISE, on = "site")
    @GetMapping(SITE + "/codes/preview")
    ModelAndView foreseeCode(@PathVariable String site, HttpServletRequest request) {
        return preview(SiteActKind.CODE, site, request);
    }

    @Can(value = Action.SITE_REORGANISE, on = "site")
    @PostMapping(SITE + "/codes")
    ModelAndView code(
            @PathVariable String site, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        return confirm(SiteActKind.CODE, site, token, request);
    }

    // --- under another site ---

    @Can(value = Action.SITE_REORGANISE, on = "site")
    @GetMapping(SITE + "/moves/new")
    ModelAndView newMove(@PathVariable String site, HttpServletRequest request) {
        return form(SiteActKind.MOVE, site, request);
    }

    @Can(value = Action.SITE_REORGANISE, on = "site")
    @GetMapping(SITE + "/moves/preview")
    ModelAndView foreseeMove(@PathVariable String site, HttpServletRequest request) {
        return preview(SiteActKind.MOVE, site, request);
    }

    @Can(value = Action.SITE_REORGANISE, on = "site")
    @PostMapping(SITE + "/moves")
    ModelAndView move(
            @PathVariable String site, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        return confirm(SiteActKind.MOVE, site, token, request);
    }

    // --- into another site ---

    @Can(value = Action.SITE_REORGANISE, on = "site")
    @GetMapping(SITE + "/mergers/new")
    ModelAndView newMerger(@PathVariable String site, HttpServletRequest request) {
        return form(SiteActKind.MERGER, site, request);
    }

    @Can(value = Action.SITE_REORGANISE, on = "site")
    @GetMapping(SITE + "/mergers/preview")
    ModelAndView foreseeMerger(@PathVariable String site, HttpServletRequest request) {
        return preview(SiteActKind.MERGER, site, request);
    }

    @Can(value = Action.SITE_REORGANISE, on = "site")
    @PostMapping(SITE + "/mergers")
    ModelAndView merger(
            @PathVariable String site, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        return confirm(SiteActKind.MERGER, site, token, request);
    }

    // --- a part becomes a site of its own ---

    @Can(value = Action.SITE_REORGANISE, on = "site")
    @GetMapping(SITE + "/splits/new")
    ModelAndView newSplit(@PathVariable String site, HttpServletRequest request) {
        return form(SiteActKind.SPLIT, site, request);
    }

    @Can(value = Action.SITE_REORGANISE, on = "site")
    @GetMapping(SITE + "/splits/preview")
    ModelAndView foreseeSplit(@PathVariable String site, HttpServletRequest request) {
        return preview(SiteActKind.SPLIT, site, request);
    }

    @Can(value = Action.SITE_REORGANISE, on = "site")
    @PostMapping(SITE + "/splits")
    ModelAndView split(
            @PathVariable String site, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        return confirm(SiteActKind.SPLIT, site, token, request);
    }

    // --- the end ---

    @Can(value = Action.SITE_REORGANISE, on = "site")
    @GetMapping(SITE + "/closures/new")
    ModelAndView newClosure(@PathVariable String site, HttpServletRequest request) {
        return form(SiteActKind.CLOSURE, site, request);
    }

    @Can(value = Action.SITE_REORGANISE, on = "site")
    @GetMapping(SITE + "/closures/preview")
    ModelAndView foreseeClosure(@PathVariable String site, HttpServletRequest request) {
        return preview(SiteActKind.CLOSURE, site, request);
    }

    @Can(value = Action.SITE_REORGANISE, on = "site")
    @PostMapping(SITE + "/closures")
    ModelAndView closure(
            @PathVariable String site, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        return confirm(SiteActKind.CLOSURE, site, token, request);
    }

    // --- the same for all ---

    /** Empty at first; with what was entered where somebody comes back from the page that asks to check it. */
    private ModelAndView form(SiteActKind kind, String slug, HttpServletRequest request) {
        Site site = office.find(slug);
        Form entered = Form.of(request);
        boolean back =
                kind.fields().stream().anyMatch(field -> !entered.all(field).isEmpty());
        return form(kind, site, back ? entered : acts.fresh(kind, site), HttpStatus.OK);
    }

    private ModelAndView form(SiteActKind kind, Site site, Form form, HttpStatus status) {
        ModelAndView page = new ModelAndView(kind.template(), status);
        return page.addAllObjects(acts.choices(kind, site))
                .addObject("site", site)
                .addObject("base", OfficeSites.href(site))
                .addObject("form", form);
    }

    private ModelAndView preview(SiteActKind kind, String slug, HttpServletRequest request) {
        Site site = office.find(slug);
        Form form = Form.of(request);
        SiteAct act = acts.read(kind, site, form);
        if (act == null || !standsUp(act, form)) {
            return form(kind, site, form, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        LocalDate from = form.day("from", Text.of("请填写从哪一天起，像 2026-11-23"));
        return new ModelAndView("network/siteActPreview")
                .addObject("site", site)
                .addObject("base", OfficeSites.href(site))
                .addObject("kind", kind.label())
                .addObject("act", act)
                .addObject("action", OfficeSites.href(site) + "/" + kind.path())
                .addObject("back", OfficeSites.href(site) + "/" + kind.path() + "/new?" + query(kind, form))
                .addObject("fields", kind.fields())
                .addObject("from", from)
                .addObject("ahead", from != null && from.isAfter(tree.today()))
                .addObject("form", form);
    }

    /** Whether the rules would let it through; what they refuse comes back at the form. */
    private boolean standsUp(SiteAct act, Form form) {
        try {
            return !rehearsal.rehearse(act.change()).isEmpty();
        } catch (Refusal refusal) {
            form.wrong("from", OfficeSites.said(refusal));
            return false;
        }
    }

    private ModelAndView confirm(SiteActKind kind, String slug, String token, HttpServletRequest request) {
        Form form = Form.of(request);
        Site site = office.find(slug);
        @Nullable SiteAct act = acts.read(kind, site, form);
        if (act == null) {
            return form(kind, site, form, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        try {
            return new ModelAndView("redirect:" + forms.once(token, act.change()));
        } catch (Refusal refusal) {
            form.wrong("from", OfficeSites.said(refusal));
            return form(kind, site, form, HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    private static String query(SiteActKind kind, Form form) {
        return kind.fields().stream()
                .flatMap(field -> form.all(field).stream()
                        .map(value -> field + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)))
                .collect(Collectors.joining("&"));
    }
}
