package org.zhiyuan.unit.web;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
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
import org.zhiyuan.network.Days;
import org.zhiyuan.network.Fields;
import org.zhiyuan.network.Tree;
import org.zhiyuan.unit.Responsibilities;
import org.zhiyuan.unit.Unit;
import org.zhiyuan.unit.Units;

/** Units for everybody: which answers for what, and what each answered for. */
@Controller
class UnitDirectoryController {
    private final Units units;
    private final Responsibilities responsibilities;
    private final Fields fields;
    private final Tree tree;
    private final Rights rights;

    UnitDirectoryController(Units units, Responsibilities responsibilities, Fields fields, Tree tree, Rights rights) {
        this.units = units;
        this.responsibilities = responsibilities;
        this.fields = fields;
        this.tree = tree;
        this.rights = rights;
    }

    @Can(Action.PUBLIC_READ)
    @GetMapping("/network/units")
    String units(@RequestParam(defaultValue = "") String on, Model model) {
        LocalDate day = Days.on(on, tree.today());
        model.addAttribute("units", units.all(day, true));
        model.addAttribute("mains", responsibilities.mains(day));
        model.addAttribute("fields", fields.on(day));
        model.addAttribute("on", day);
        model.addAttribute("today", tree.today());
        model.addAttribute("misread", Days.misread(on, tree.today()));
        model.addAttribute("editable", editsUnits());
        return "unit/units";
    }

    @Can(Action.PUBLIC_READ)
    @GetMapping("/network/units/{unit}")
    String unit(@PathVariable String unit, Model model) {
        LocalDate today = tree.today();
        Unit found = units.byNumber(unit, today).orElseThrow(() -> new Absent("unit " + unit));
        model.addAttribute("unit", found);
        model.addAttribute("successor", successor(found, today));
        model.addAttribute("turns", responsibilities.of(found.id()));
        model.addAttribute("fields", fields.on(today));
        model.addAttribute("today", today);
        model.addAttribute("editable", editsUnits() && found.closed() == null);
        return "unit/unit";
    }

    /** Units are the city's own: who may edit one may edit all. */
    private boolean editsUnits() {
        return Acting.actor().signedIn() && rights.mayAnywhere(Acting.actor(), Action.UNIT_EDIT);
    }

    private @Nullable Unit successor(Unit unit, LocalDate on) {
        return unit.successor() == null ? null : units.get(unit.successor(), on);
    }
}
