package org.zhiyuan.shell.web;

import gg.jte.Content;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.shell.HomePart;
import org.zhiyuan.shell.Templates;

@Controller
class HomeController {
    private final List<HomePart> parts;
    private final Templates templates;

    HomeController(List<HomePart> parts, Templates templates) {
        this.parts =
                parts.stream().sorted(Comparator.comparingInt(HomePart::order)).toList();
        this.templates = templates;
    }

    @Can(Action.PUBLIC_READ)
    @GetMapping("/")
    String home(Model model) {
        model.addAttribute("beside", contents(true));
        model.addAttribute("below", contents(false));
        return "shell/home";
    }

    private List<Content> contents(boolean beside) {
        return parts.stream()
                .filter(part -> part.besideGreeting() == beside)
                .map(part -> templates.content(part.template(), part.model()))
                .toList();
    }
}
