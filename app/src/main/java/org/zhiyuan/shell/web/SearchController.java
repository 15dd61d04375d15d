package org.zhiyuan.shell.web;

import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.shell.Found;
import org.zhiyuan.shell.Searchable;

/** One search box for the whole house; each room answers for what it holds, within what the actor may see. */
@Controller
class SearchController {
    private static final int QUERY_LENGTH_MAX = 100;

    private final List<Searchable> rooms;

    SearchController(List<Searchable> rooms) {
        this.rooms = rooms;
    }

    @Can(Action.PUBLIC_READ)
    @GetMapping("/search")
    String search(@RequestParam(name = "q", defaultValue = "") String typed, Model model) {
        String query = typed.strip();
        query = query.length() > QUERY_LENGTH_MAX ? query.substring(0, QUERY_LENGTH_MAX) : query;
        model.addAttribute("query", query);
        model.addAttribute("groups", query.isEmpty() ? List.of() : found(query));
        return "shell/search";
    }

    private List<Found> found(String query) {
        Actor actor = Acting.actor();
        return rooms.stream()
                .map(room -> new Found(room.heading(), room.search(actor, query)))
                .filter(group -> !group.hits().isEmpty())
                .toList();
    }
}
