package org.zhiyuan.staff.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.MobileNumber;
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.kernel.Slice;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.Site;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.network.Sites;
import org.zhiyuan.network.Tree;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.FormTokens;
import org.zhiyuan.shell.Words;
import org.zhiyuan.staff.Appointment;
import org.zhiyuan.staff.Holding;
import org.zhiyuan.staff.HoldingId;
import org.zhiyuan.staff.PostState;
import org.zhiyuan.staff.Staff;
import org.zhiyuan.staff.Vacancies;

/** Posts and their holders: what stands vacant, who is where, and the forms that put somebody on a post or take him off. */
@Controller
class StaffController {
    private final Staff staff;
    private final Vacancies vacancies;
    private final Sites sites;
    private final Tree tree;
    private final Rights rights;
    private final FormTokens forms;

    StaffController(Staff staff, Vacancies vacancies, Sites sites, Tree tree, Rights rights, FormTokens forms) {
        this.staff = staff;
        this.vacancies = vacancies;
        this.sites = sites;
        this.tree = tree;
        this.rights = rights;
        this.forms = forms;
    }

    @Can(Action.STAFF_READ)
    @GetMapping("/office/staff")
    String vacant(@RequestParam(defaultValue = "1") int page, Model model) {
        var found = vacancies.within(Math.max(1, page));
        model.addAttribute("vacancies", found);
        model.addAttribute("sites", named(found.rows().stream().map(v -> v.site())));
        model.addAttribute("posts", staff.requiredPosts());
        model.addAttribute("today", tree.today());
        return "staff/vacancies";
    }

    @Can(Action.STAFF_READ)
    @GetMapping("/office/staff/holders")
    String holders(@RequestParam(defaultValue = "1") int page, Model model) {
        Slice<Holding> found = staff.holders(Math.max(1, page));
        model.addAttribute("holders", found);
        model.addAttribute("vacant", vacancies.count());
        model.addAttribute("sites", named(found.rows().stream().map(Holding::site)));
        model.addAttribute("posts", staff.requiredPosts());
        return "staff/holders";
    }

    private Map<SiteId, Site> named(Stream<SiteId> ids) {
        Map<SiteId, Site> named = new HashMap<>();
        sites.getAll(ids.distinct().toList(), tree.today()).forEach(site -> named.put(site.id(), site));
        return named;
    }

    @Can(value = Action.STAFF_READ, on = "site")
    @GetMapping("/office/staff/{site}")
    String site(@PathVariable String site, Model model) {
        Site found = find(site);
        model.addAttribute("site", found);
        model.addAttribute("posts", staff.posts(found, tree.today()));
        model.addAttribute("history", staff.history(found.id()));
        model.addAttribute("called", staff.requiredPosts());
        model.addAttribute("today", tree.today());
        model.addAttribute("editable", rights.may(Acting.actor(), Action.STAFF_EDIT, found.place()));
        return "staff/site";
    }

    @Can(value = Action.STAFF_EDIT, on = "site")
    @GetMapping("/office/staff/{site}/appointments/new")
    String newAppointment(@PathVariable String site, @RequestParam(defaultValue = "") String post, Model model) {
        Site found = find(site);
        Form form = Form.empty().with("post", post).with("from", tree.today());
        staff.posts(found, tree.today()).stream()
                .filter(state -> state.post().key().equals(post))
                .findFirst()
                .ifPresent(state -> form.with("office", state.post().byOffice()));
        model.addAllAttributes(appointmentPage(found, form));
        return "staff/appoint";
    }

    @Can(value = Action.STAFF_EDIT, on = "site")
    @PostMapping("/office/staff/{site}/appointments")
    ModelAndView appoint(
            @PathVariable String site, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Site found = find(site);
        Form form = Form.of(request);
        Appointment appointment = appointment(form, found);
        if (appointment == null) {
            return again(new ModelAndView("staff/appoint", appointmentPage(found, form)));
        }
        return done(forms.once(token, () -> {
            staff.appoint(Acting.actor(), found.id(), appointment);
            return "/office/staff/" + found.slug();
        }));
    }

    private Map<String, Object> appointmentPage(Site site, Form form) {
        List<PostState> states = staff.posts(site, tree.today());
        Map<String, String> posts = new LinkedHashMap<>();
        states.forEach(state -> posts.put(state.post().key(), state.post().called(Words.english())));
        return Map.of("site", site, "form", form, "posts", posts, "states", states);
    }

    private @Nullable Appointment appointment(Form form, Site site) {
        String post = form.required("post", Appointment.DOCUMENT_LENGTH_MAX, Text.of("请选岗位"));
        if (!post.isEmpty()
                && staff.posts(site, tree.today()).stream()
                        .noneMatch(state -> state.post().key().equals(post))) {
            form.wrong("post", Text.of("请选岗位"));
        }
        String name = form.required("name", Appointment.NAME_LENGTH_MAX, Text.of("请填写姓名"));
        String phone = form.required("phone", Appointment.NAME_LENGTH_MAX, Text.of("请填写 11 位手机号"));
        if (!phone.isEmpty() && MobileNumber.check(phone) instanceof Decision.Refused refused) {
            form.wrong("phone", refused.reason());
        }
        LocalDate from = form.day("from", Text.of("请填写从哪天起，像 2026-11-23"));
        String office = form.text("office", Appointment.OFFICE_LENGTH_MAX);
        String document = form.required("document", Appointment.DOCUMENT_LENGTH_MAX, Text.of("请填写任命的文件名或文号"));
        return form.hasWrongs() || from == null
                ? null
                : new Appointment(post, name, MobileNumber.of(phone), from, office, document);
    }

    @Can(value = Action.STAFF_EDIT, on = "holding")
    @GetMapping("/office/holdings/{holding}/end")
    String end(@PathVariable String holding, Model model) {
        Holding found = staff.get(HoldingId.parse(holding));
        model.addAllAttributes(endPage(found, Form.empty().with("until", tree.today())));
        return "staff/end";
    }

    @Can(value = Action.STAFF_EDIT, on = "holding")
    @PostMapping("/office/holdings/{holding}/end")
    ModelAndView endIt(
            @PathVariable String holding, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Holding found = staff.get(HoldingId.parse(holding));
        Form form = Form.of(request);
        LocalDate until = form.day("until", Text.of("请填写从哪天起不再任职，像 2026-11-23"));
        String document = form.required("document", Appointment.DOCUMENT_LENGTH_MAX, Text.of("请填写免去的文件名或文号"));
        if (form.hasWrongs() || until == null) {
            return again(new ModelAndView("staff/end", endPage(found, form)));
        }
        return done(forms.once(token, () -> {
            staff.end(Acting.actor(), found.id(), until, document);
            return "/office/staff/" + site(found).slug();
        }));
    }

    @Can(value = Action.STAFF_EDIT, on = "holding")
    @GetMapping("/office/holdings/{holding}/withdrawal")
    String withdrawal(@PathVariable String holding, Model model) {
        model.addAllAttributes(endPage(staff.get(HoldingId.parse(holding)), Form.empty()));
        return "staff/withdraw";
    }

    @Can(value = Action.STAFF_EDIT, on = "holding")
    @PostMapping("/office/holdings/{holding}/withdrawal")
    ModelAndView withdraw(
            @PathVariable String holding, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Holding found = staff.get(HoldingId.parse(holding));
        Form form = Form.of(request);
        String reason = form.required("reason", Staff.REASON_LENGTH_MAX, Text.of("请写明为什么撤回"));
        if (!reason.isEmpty() && reason.length() < Staff.REASON_LENGTH_MIN) {
            form.wrong("reason", Text.of("请写明原因，{0} 到 {1} 个字", Staff.REASON_LENGTH_MIN, Staff.REASON_LENGTH_MAX));
        }
        if (form.hasWrongs()) {
            return again(new ModelAndView("staff/withdraw", endPage(found, form)));
        }
        return done(forms.once(token, () -> {
            staff.withdraw(Acting.actor(), found.id(), reason);
            return "/office/staff/" + site(found).slug();
        }));
    }

    private Map<String, Object> endPage(Holding holding, Form form) {
        var post = staff.requiredPosts().get(holding.post());
        return Map.of(
                "holding",
                holding,
                "site",
                site(holding),
                "called",
                post == null ? holding.post() : post.called(Words.english()),
                "form",
                form);
    }

    private Site site(Holding holding) {
        return sites.get(holding.site(), tree.today());
    }

    private Site find(String slug) {
        return sites.resolve(slug, tree.today())
                .map(id -> sites.get(id, tree.today()))
                .orElseThrow(() -> new Absent("site " + slug));
    }

    private static ModelAndView done(String location) {
        return new ModelAndView("redirect:" + location);
    }

    private static ModelAndView again(ModelAndView page) {
        page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return page;
    }
}
