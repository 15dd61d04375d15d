package org.zhiyuan.unit.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.CreditCode;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.Basis;
import org.zhiyuan.network.SitePolicy;
import org.zhiyuan.network.Tree;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.FormTokens;
import org.zhiyuan.shell.Words;
import org.zhiyuan.unit.NewUnit;
import org.zhiyuan.unit.Unit;
import org.zhiyuan.unit.UnitId;
import org.zhiyuan.unit.Units;

/** Entering, naming and ending the units that answer for fields. */
@Controller
class UnitController {
    private static final int NAME_LENGTH_MAX = 60;
    private static final int ENGLISH_LENGTH_MAX = 120;
    private static final int PHONE_LENGTH_MAX = 30;

    private final Units units;
    private final Tree tree;
    private final FormTokens forms;

    UnitController(Units units, Tree tree, FormTokens forms) {
        this.units = units;
        this.tree = tree;
        this.forms = forms;
    }

    @Can(Action.UNIT_EDIT)
    @GetMapping("/office/units/new")
    ModelAndView newUnit() {
        return page("unit/unitNew", Form.empty().with("from", tree.today()), HttpStatus.OK);
    }

    @Can(Action.UNIT_EDIT)
    @PostMapping("/office/units")
    ModelAndView open(@RequestParam("_form") String token, HttpServletRequest request) {
        Form form = Form.of(request);
        NewUnit fresh = read(form, null);
        LocalDate from = form.day("from", Text.of("请填写从哪一天起，像 2026-11-23"));
        String document = form.text("document", Basis.DOCUMENT_LENGTH_MAX);
        if (fresh == null || from == null || form.hasWrongs()) {
            return page("unit/unitNew", form, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return done(
                token,
                () -> units.get(units.open(fresh, from, Basis.of(document)), from)
                        .href());
    }

    @Can(value = Action.UNIT_EDIT, on = "unit")
    @GetMapping("/office/units/{unit}/name")
    ModelAndView name(@PathVariable String unit) {
        Unit found = get(unit);
        Form form = Form.empty()
                .with("name", found.name())
                .with("brief", found.brief())
                .with("nameEn", found.nameEn())
                .with("phone", found.phone())
                .with(
                        "creditCode",
                        Optional.ofNullable(found.creditCode())
                                .map(CreditCode::value)
                                .orElse(""))
                .with("from", tree.today());
        return page("unit/unitName", form, HttpStatus.OK).addObject("unit", found);
    }

    /** Either another name from a day on, or the correction of a wrong entry: the person says which. */
    @Can(value = Action.UNIT_EDIT, on = "unit")
    @PostMapping("/office/units/{unit}/name")
    ModelAndView rename(@PathVariable String unit, @RequestParam("_form") String token, HttpServletRequest request) {
        Unit found = get(unit);
        Form form = Form.of(request);
        NewUnit state = read(form, found.number());
        boolean correction = form.has("kind", "correction");
        LocalDate from = correction ? tree.today() : form.day("from", Text.of("请填写从哪一天起，像 2026-11-23"));
        String document =
                correction ? "" : form.required("document", Basis.DOCUMENT_LENGTH_MAX, Text.of("请填写依据的文件名或文号"));
        if (state == null || from == null || form.hasWrongs()) {
            return page("unit/unitName", form, HttpStatus.UNPROCESSABLE_CONTENT).addObject("unit", found);
        }
        return done(token, () -> {
            if (correction) {
                units.correct(found.id(), state, from);
            } else {
                units.rename(found.id(), state, from, Basis.of(document));
            }
            return found.href();
        });
    }

    @Can(value = Action.UNIT_EDIT, on = "unit")
    @GetMapping("/office/units/{unit}/end")
    ModelAndView ending(@PathVariable String unit) {
        return ending(get(unit), Form.empty(), HttpStatus.OK);
    }

    @Can(value = Action.UNIT_EDIT, on = "unit")
    @PostMapping("/office/units/{unit}/end")
    ModelAndView end(@PathVariable String unit, @RequestParam("_form") String token, HttpServletRequest request) {
        Unit found = get(unit);
        Form form = Form.of(request);
        LocalDate from = form.day("from", Text.of("请填写从哪一天起，像 2026-11-23"));
        String document = form.required("document", Basis.DOCUMENT_LENGTH_MAX, Text.of("请填写依据的文件名或文号"));
        String reason = form.text("reason", Basis.REASON_LENGTH_MAX);
        UnitId successor = successor(form);
        if (from == null || form.hasWrongs()) {
            return ending(found, form, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return done(token, () -> {
            units.end(found.id(), successor, from, Basis.of(document, reason));
            return found.href();
        });
    }

    private @Nullable UnitId successor(Form form) {
        String number = form.raw("successor").strip();
        if (number.isEmpty()) {
            return null;
        }
        Optional<Unit> found = units.byNumber(number, tree.today());
        if (found.isEmpty()) {
            form.wrong("successor", Text.of("请选择承接的单位"));
        }
        return found.map(Unit::id).orElse(null);
    }

    private ModelAndView ending(Unit unit, Form form, HttpStatus status) {
        Map<String, String> others = new LinkedHashMap<>();
        units.all(tree.today(), false).stream()
                .filter(other -> !other.id().equals(unit.id()))
                .forEach(other -> others.put(other.number(), other.called(Words.english())));
        return page("unit/unitEnd", form, status).addObject("unit", unit).addObject("units", others);
    }

    /** The same for opening and naming; the constructor's own refusal comes back to the field it speaks of. */
    private static @Nullable NewUnit read(Form form, @Nullable String number) {
        String name = form.required("name", NAME_LENGTH_MAX, Text.of("请填写单位全称"));
        String brief = form.text("brief", NAME_LENGTH_MAX);
        String nameEn = form.text("nameEn", ENGLISH_LENGTH_MAX);
        String phone = form.text("phone", PHONE_LENGTH_MAX);
        CreditCode code = null;
        String typed = form.text("creditCode", 40);
        if (!typed.isEmpty()) {
            switch (CreditCode.check(typed)) {
                case Decision.Refused refused -> form.wrong("creditCode", refused.reason());
                case Decision.Allowed allowed -> code = CreditCode.of(typed);
            }
        }
        if (SitePolicy.phone(phone) instanceof Decision.Refused refused) {
            form.wrong("phone", refused.reason());
        }
        return form.hasWrongs() ? null : new NewUnit(number, name, brief, nameEn, code, phone);
    }

    private Unit get(String number) {
        return units.byNumber(number, tree.today()).orElseThrow(() -> new Absent("unit " + number));
    }

    private static ModelAndView page(String template, Form form, HttpStatus status) {
        ModelAndView page = new ModelAndView(template, status);
        return page.addObject("form", form);
    }

    private ModelAndView done(String token, Supplier<String> change) {
        return new ModelAndView("redirect:" + forms.once(token, change));
    }
}
