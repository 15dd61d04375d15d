package org.zhiyuan.roll.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Slice;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.person.People;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.roll.Pair;
import org.zhiyuan.roll.PairId;
import org.zhiyuan.roll.Pairs;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.FormTokens;
import org.zhiyuan.shell.Words;
import org.zhiyuan.volunteer.Places;
import org.zhiyuan.volunteer.Volunteer;
import org.zhiyuan.volunteer.Volunteers;

/** The desk of records that are perhaps one person: two beside each other, joined, kept apart, taken apart again. */
@Controller
class PairController {
    private static final int REASON_LENGTH_MAX = 200;

    private final Pairs pairs;
    private final People people;
    private final Volunteers volunteers;
    private final Places places;
    private final FormTokens forms;

    PairController(Pairs pairs, People people, Volunteers volunteers, Places places, FormTokens forms) {
        this.pairs = pairs;
        this.people = people;
        this.volunteers = volunteers;
        this.places = places;
        this.forms = forms;
    }

    @Can(Action.VOLUNTEER_IMPORT)
    @GetMapping("/office/rolls/pairs")
    ModelAndView list(@RequestParam(defaultValue = "") String state, @RequestParam(defaultValue = "1") int page) {
        Pair.State wanted = state(state);
        Slice<Pair> list = pairs.list(wanted, Math.max(1, page));
        Set<PersonId> named = list.rows().stream()
                .flatMap(pair -> Stream.of(pair.person(), pair.other()))
                .collect(Collectors.toSet());
        return new ModelAndView("roll/pairs")
                .addObject("list", list)
                .addObject("state", wanted)
                .addObject("names", new HashMap<>(people.names(named)));
    }

    private static Pair.State state(String typed) {
        for (Pair.State state : Pair.State.values()) {
            if (state.name().equals(typed)) {
                return state;
            }
        }
        return Pair.State.OPEN;
    }

    @Can(value = Action.VOLUNTEER_IMPORT, on = "pair")
    @GetMapping("/office/rolls/pairs/{pair}")
    ModelAndView pair(@PathVariable String pair) {
        return page(pairs.get(PairId.parse(pair)), Form.empty());
    }

    private ModelAndView page(Pair pair, Form form) {
        ModelAndView view = new ModelAndView("roll/pair")
                .addObject("pair", pair)
                .addObject("form", form)
                .addObject("same", people.same(pair.person(), pair.other()))
                .addObject("decisions", pairs.decisions(pair.id()))
                .addObject("one", side(pair.person()))
                .addObject("other", side(pair.other()));
        view.setStatus(form.hasWrongs() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK);
        return view;
    }

    private Side side(PersonId person) {
        Optional<Volunteer> volunteer = volunteers.of(person);
        return new Side(
                people.find(person).orElse(null),
                volunteer.orElse(null),
                volunteer.map(one -> places.name(one.site(), Words.english())).orElse(""));
    }

    /** What is done with a pair. */
    private interface Deciding {
        void decide(PairId id, String reason);
    }

    @Can(value = Action.VOLUNTEER_IMPORT, on = "pair")
    @PostMapping("/office/rolls/pairs/{pair}/merge")
    ModelAndView merge(
            @PathVariable String pair,
            @RequestParam(name = FormTokens.FIELD, defaultValue = "") String token,
            HttpServletRequest request) {
        return decide(pair, token, request, (id, reason) -> pairs.merge(Acting.actor(), id, reason));
    }

    @Can(value = Action.VOLUNTEER_IMPORT, on = "pair")
    @PostMapping("/office/rolls/pairs/{pair}/apart")
    ModelAndView apart(
            @PathVariable String pair,
            @RequestParam(name = FormTokens.FIELD, defaultValue = "") String token,
            HttpServletRequest request) {
        return decide(pair, token, request, (id, reason) -> pairs.apart(Acting.actor(), id, reason));
    }

    @Can(value = Action.VOLUNTEER_IMPORT, on = "pair")
    @PostMapping("/office/rolls/pairs/{pair}/split")
    ModelAndView split(
            @PathVariable String pair,
            @RequestParam(name = FormTokens.FIELD, defaultValue = "") String token,
            HttpServletRequest request) {
        return decide(pair, token, request, (id, reason) -> pairs.split(Acting.actor(), id, reason));
    }

    private ModelAndView decide(String typed, String token, HttpServletRequest request, Deciding deciding) {
        PairId id = PairId.parse(typed);
        Pair pair = pairs.get(id);
        Form form = Form.of(request);
        String reason = form.required("reason", REASON_LENGTH_MAX, Text.of("请写明原因，{0} 到 {1} 个字", 4, REASON_LENGTH_MAX));
        if (form.hasWrongs()) {
            return page(pair, form);
        }
        try {
            return new ModelAndView("redirect:"
                    + forms.once(token, () -> {
                        deciding.decide(id, reason);
                        return pair.href();
                    }));
        } catch (Refusal refusal) {
            form.wrong(
                    "reason",
                    refusal.wayOut() == null
                            ? refusal.reason()
                            : Text.of("{0}。{1}", refusal.reason(), refusal.wayOut()));
            return page(pair, form);
        }
    }
}
