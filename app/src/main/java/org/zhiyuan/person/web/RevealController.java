package org.zhiyuan.person.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.person.Column;
import org.zhiyuan.person.People;
import org.zhiyuan.person.Person;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.person.RevealId;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.Words;

/**
 * One value in plain: asked for with a reason, shown for a few minutes, counted, and told to the person. What is
 * sensitive has addresses and a right of its own.
 */
@Controller
class RevealController {
    private static final int NOTE_LENGTH_MAX = 150;
    private static final int NOTE_LENGTH_MIN = 2;

    private final People people;
    private final Answers answers;

    RevealController(People people, Answers answers) {
        this.people = people;
        this.answers = answers;
    }

    @Can(value = Action.PERSON_REVEAL, on = "person")
    @GetMapping("/office/people/{person}/reveals/new")
    ModelAndView ask(@PathVariable String person, @RequestParam String column) {
        return ask(person, column, false);
    }

    @Can(value = Action.PERSON_REVEAL_SENSITIVE, on = "person")
    @GetMapping("/office/people/{person}/sensitive-reveals/new")
    ModelAndView askSensitive(@PathVariable String person, @RequestParam String column) {
        return ask(person, column, true);
    }

    private ModelAndView ask(String person, String column, boolean sensitive) {
        Person found = people.get(PersonId.parse(person));
        return page(new ModelAndView("person/reveal"), found, column(found, column, sensitive), Form.empty());
    }

    private ModelAndView page(ModelAndView page, Person person, Column column, Form form) {
        Map<String, String> reasons = new LinkedHashMap<>();
        for (LookReason reason : LookReason.values()) {
            reasons.put(reason.name(), Words.t(reason.label()));
        }
        return page.addObject("person", person)
                .addObject("column", column)
                .addObject("form", form)
                .addObject("reasons", reasons)
                .addObject("left", people.revealsLeft(Acting.actor()));
    }

    /** A column that is there, and asked for at the right address. */
    private static Column column(Person person, String name, boolean sensitive) {
        for (Column column : Column.values()) {
            if (column.name().equals(name) && person.has(column) && person.sensitive(column) == sensitive) {
                return column;
            }
        }
        throw new Absent("column " + name);
    }

    @Can(value = Action.PERSON_REVEAL, on = "person")
    @PostMapping("/office/people/{person}/reveals")
    ModelAndView reveal(@PathVariable String person, @RequestParam("_form") String token, HttpServletRequest request) {
        return reveal(person, token, Form.of(request), false);
    }

    @Can(value = Action.PERSON_REVEAL_SENSITIVE, on = "person")
    @PostMapping("/office/people/{person}/sensitive-reveals")
    ModelAndView revealSensitive(
            @PathVariable String person, @RequestParam("_form") String token, HttpServletRequest request) {
        return reveal(person, token, Form.of(request), true);
    }

    private ModelAndView reveal(String person, String token, Form form, boolean sensitive) {
        Person found = people.get(PersonId.parse(person));
        Column column = column(found, form.raw("column"), sensitive);
        LookReason reason = form.choice("why", LookReason.class, Text.of("请选一个原因"));
        String note = form.text("note", NOTE_LENGTH_MAX);
        if (reason == LookReason.OTHER && note.length() < NOTE_LENGTH_MIN) {
            form.wrong("note", Text.of("请写明是什么原因"));
        }
        if (form.hasWrongs() || reason == null) {
            return page(Answers.again("person/reveal", form), found, column, form);
        }
        String why = note.isEmpty() ? reason.label().key() : reason.label().key() + "：" + note;
        return answers.once(token, () -> {
            RevealId reveal = sensitive
                    ? people.revealSensitive(Acting.actor(), found.id(), column, why)
                    : people.reveal(Acting.actor(), found.id(), column, why);
            return "/office/people/" + found.id() + (sensitive ? "/sensitive-reveals/" : "/reveals/") + reveal;
        });
    }

    @Can(value = Action.PERSON_REVEAL, on = "person")
    @GetMapping("/office/people/{person}/reveals/{reveal}")
    ModelAndView revealed(@PathVariable String person, @PathVariable String reveal) {
        return revealed(person, reveal, false);
    }

    @Can(value = Action.PERSON_REVEAL_SENSITIVE, on = "person")
    @GetMapping("/office/people/{person}/sensitive-reveals/{reveal}")
    ModelAndView revealedSensitive(@PathVariable String person, @PathVariable String reveal) {
        return revealed(person, reveal, true);
    }

    private ModelAndView revealed(String person, String reveal, boolean sensitive) {
        Person found = people.get(PersonId.parse(person));
        var revealed = people.revealed(Acting.actor(), found.id(), RevealId.parse(reveal));
        revealed.ifPresent(value -> {
            if (found.sensitive(value.column()) != sensitive) {
                throw new Absent("reveal");
            }
        });
        return new ModelAndView("person/revealed")
                .addObject("person", found)
                .addObject("revealed", revealed.orElse(null));
    }
}
