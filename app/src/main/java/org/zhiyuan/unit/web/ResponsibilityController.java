package org.zhiyuan.unit.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.ActId;
import org.zhiyuan.network.Basis;
import org.zhiyuan.network.Field;
import org.zhiyuan.network.Fields;
import org.zhiyuan.network.Tree;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.FormTokens;
import org.zhiyuan.shell.Words;
import org.zhiyuan.unit.FieldHistory;
import org.zhiyuan.unit.Responsibilities;
import org.zhiyuan.unit.Unit;
import org.zhiyuan.unit.UnitId;
import org.zhiyuan.unit.Units;

/**
 * Which unit answers for which field, and the wizard that changes it: choose who, from when and by which document; see
 * what moves and what stays; confirm. A change still ahead can be withdrawn.
 */
@Controller
class ResponsibilityController {
    private static final String LIST = Responsibilities.HREF;

    private final Responsibilities responsibilities;
    private final Fields fields;
    private final Units units;
    private final Tree tree;
    private final Rights rights;
    private final FormTokens forms;

    ResponsibilityController(
            Responsibilities responsibilities, Fields fields, Units units, Tree tree, Rights rights, FormTokens forms) {
        this.responsibilities = responsibilities;
        this.fields = fields;
        this.units = units;
        this.tree = tree;
        this.rights = rights;
        this.forms = forms;
    }

    @Can(Action.NETWORK_OFFICE_READ)
    @GetMapping(LIST)
    String list(Model model) {
        LocalDate today = tree.today();
        model.addAttribute(
                "rows",
                fields.on(today).stream()
                        .map(field -> FieldHistory.of(field, responsibilities.of(field.key()), today))
                        .toList());
        model.addAttribute("editable", rights.mayAnywhere(Acting.actor(), Action.RESPONSIBILITY_CHANGE));
        return "unit/responsibilities";
    }

    @Can(value = Action.RESPONSIBILITY_CHANGE, on = "field")
    @GetMapping(LIST + "/{field}/change")
    ModelAndView choose(@PathVariable String field) {
        return choosing(fields.get(field), Form.empty().with("from", tree.today()), HttpStatus.OK);
    }

    /** Between choosing and confirming; changes nothing, so going back keeps everything. */
    @Can(value = Action.RESPONSIBILITY_CHANGE, on = "field")
    @GetMapping(LIST + "/{field}/change/preview")
    ModelAndView foresee(@PathVariable String field, HttpServletRequest request) {
        Field served = fields.get(field);
        Form form = Form.of(request);
        Chosen chosen = read(form);
        if (chosen == null) {
            return choosing(served, form, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return new ModelAndView("unit/responsibilityPreview")
                .addObject("field", served)
                .addObject("former", responsibilities.main(field, chosen.from()).orElse(null))
                .addObject("next", units.get(chosen.unit(), chosen.from()))
                .addObject("from", chosen.from())
                .addObject("lines", responsibilities.foresee(field, chosen.unit(), chosen.from()))
                .addObject("form", form);
    }

    @Can(value = Action.RESPONSIBILITY_CHANGE, on = "field")
    @PostMapping(LIST + "/{field}/changes")
    ModelAndView change(@PathVariable String field, @RequestParam("_form") String token, HttpServletRequest request) {
        Form form = Form.of(request);
        Chosen chosen = read(form);
        if (chosen == null) {
            return choosing(fields.get(field), form, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return new ModelAndView("redirect:"
                + forms.once(token, () -> {
                    responsibilities.change(field, chosen.unit(), chosen.from(), chosen.basis());
                    return LIST + "#" + field;
                }));
    }

    @Can(value = Action.RESPONSIBILITY_CHANGE, on = "act")
    @GetMapping(LIST + "/withdrawals/{act}")
    String withdrawal(@PathVariable String act, Model model) {
        model.addAttribute("act", act);
        model.addAttribute("form", Form.empty());
        return "unit/responsibilityWithdrawal";
    }

    @Can(value = Action.RESPONSIBILITY_CHANGE, on = "act")
    @PostMapping(LIST + "/withdrawals/{act}")
    ModelAndView withdraw(@PathVariable String act, @RequestParam("_form") String token, HttpServletRequest request) {
        Form form = Form.of(request);
        String reason = form.required("reason", Basis.REASON_LENGTH_MAX, Text.of("请写为什么撤回"));
        if (form.hasWrongs()) {
            ModelAndView again = new ModelAndView("unit/responsibilityWithdrawal", HttpStatus.UNPROCESSABLE_CONTENT);
            return again.addObject("act", act).addObject("form", form);
        }
        return new ModelAndView("redirect:"
                + forms.once(token, () -> {
                    responsibilities.withdraw(actId(act), reason);
                    return LIST;
                }));
    }

    private record Chosen(UnitId unit, LocalDate from, Basis basis) {}

    private @Nullable Chosen read(Form form) {
        LocalDate from = form.day("from", Text.of("请填写从哪一天起，像 2026-11-23"));
        String document = form.required("document", Basis.DOCUMENT_LENGTH_MAX, Text.of("请填写依据的文件名或文号"));
        String reason = form.text("reason", Basis.REASON_LENGTH_MAX);
        Unit unit = from == null
                ? null
                : units.byNumber(form.raw("unit").strip(), from).orElse(null);
        if (from != null && (unit == null || !unit.openOn(from))) {
            form.wrong("unit", Text.of("请选择那一天存在的单位"));
        }
        return form.hasWrongs() || from == null || unit == null
                ? null
                : new Chosen(unit.id(), from, Basis.of(document, reason));
    }

    private ModelAndView choosing(Field field, Form form, HttpStatus status) {
        ModelAndView page = new ModelAndView("unit/responsibilityChange", status);
        return page.addObject("field", field)
                .addObject(
                        "now", responsibilities.main(field.key(), tree.today()).orElse(null))
                .addObject("units", choices(units.all(tree.today(), true)))
                .addObject("form", form);
    }

    private static Map<String, String> choices(List<Unit> units) {
        Map<String, String> choices = new LinkedHashMap<>();
        units.stream()
                .filter(unit -> unit.closed() == null)
                .forEach(unit -> choices.put(unit.number(), unit.called(Words.english())));
        return choices;
    }

    private static ActId actId(String typed) {
        try {
            return new ActId(UUID.fromString(typed));
        } catch (IllegalArgumentException e) {
            throw new Absent("act " + typed);
        }
    }
}
