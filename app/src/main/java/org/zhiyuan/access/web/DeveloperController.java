package org.zhiyuan.access.web;

import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;
import org.zhiyuan.access.SampleSignIns;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Can;

/** Sample sign-ins with their codes, for whoever tries the sample; in a real city there is no such page. */
@Controller
class DeveloperController {
    private final SampleSignIns samples;

    DeveloperController(SampleSignIns samples) {
        this.samples = samples;
    }

    @Can(Action.PUBLIC_READ)
    @GetMapping("/developer")
    ModelAndView signIns() {
        return new ModelAndView(
                "access/developer",
                Map.of(
                        "entries", samples.entries(),
                        "messages", samples.messages(),
                        "seconds", samples.secondsLeft()));
    }
}
