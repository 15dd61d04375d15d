package org.zhiyuan.shell.web;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.shell.Badges;
import org.zhiyuan.shell.Waiting;

/** 待我处理: where everybody lands after signing in. All rooms' items, the oldest deadline first. */
@Controller
class WorkbenchController {
    private final List<Waiting> waitings;
    private final Badges badges;
    private final InstantSource clock;

    WorkbenchController(List<Waiting> waitings, Badges badges, InstantSource clock) {
        this.waitings = waitings;
        this.badges = badges;
        this.clock = clock;
    }

    @Can(Action.WORKBENCH_READ)
    @GetMapping("/workbench")
    String workbench(Model model) {
        Actor actor = Acting.actor();
        badges.forget(actor);
        Instant now = clock.instant();
        List<Waiting.Item> items = waitings.stream()
                .flatMap(waiting -> waiting.items(actor).stream())
                .sorted(Comparator.comparing(Waiting.Item::due, Comparator.nullsLast(Comparator.naturalOrder())))
                .toList();
        model.addAttribute("items", items);
        model.addAttribute("overdue", (int) items.stream()
                .filter(item -> item.due() != null && item.due().isBefore(now))
                .count());
        model.addAttribute("now", now);
        return "shell/workbench";
    }
}
