package org.zhiyuan.person.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.person.Consent;
import org.zhiyuan.person.ConsentText;
import org.zhiyuan.person.Consents;
import org.zhiyuan.person.People;
import org.zhiyuan.person.Person;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.shell.Form;

/** What a person agreed to, as the office enters it at the counter or from paper. */
@Controller
class ConsentController {
    private final People people;
    private final Consents consents;
    private final ConsentForm forms;
    private final Answers answers;

    ConsentController(People people, Consents consents, ConsentForm forms, Answers answers) {
        this.people = people;
        this.consents = consents;
        this.forms = forms;
        this.answers = answers;
    }

    @Can(value = Action.PERSON_READ, on = "person")
    @GetMapping("/office/people/{person}/consents")
    ModelAndView consents(@PathVariable String person) {
        return page(new ModelAndView("person/consents"), people.get(PersonId.parse(person)), Form.empty());
    }

    private ModelAndView page(ModelAndView page, Person person, Form form) {
        return page.addObject("person", person)
                .addObject("form", form)
                .addObject("current", consents.current())
                .addObject("texts", byName())
                .addObject("standing", consents.standing(person.id()))
                .addObject("ledger", consents.ledger(person.id()));
    }

    private Map<String, ConsentText> byName() {
        return consents.texts().stream().collect(Collectors.toMap(ConsentController::name, Function.identity()));
    }

    private static String name(ConsentText text) {
        return text.purpose() + " " + text.version();
    }

    @Can(value = Action.PERSON_EDIT, on = "person")
    @PostMapping("/office/people/{person}/consents")
    ModelAndView give(@PathVariable String person, @RequestParam("_form") String token, HttpServletRequest request) {
        Form form = Form.of(request);
        Person found = people.get(PersonId.parse(person));
        Consent.Channel channel = ConsentForm.channel(form);
        PersonId guardian = forms.guardian(form);
        String purpose = form.raw("purpose");
        int version = ConsentForm.version(form, purpose);
        if (form.hasWrongs() || channel == null) {
            return page(Answers.again("person/consents", form), found, form);
        }
        return answers.once(token, () -> {
            consents.give(Acting.actor(), found.id(), new Consent.Given(purpose, version, channel, guardian));
            return "/office/people/" + found.id() + "/consents";
        });
    }

    @Can(value = Action.PERSON_EDIT, on = "person")
    @PostMapping("/office/people/{person}/consents/withdrawal")
    ModelAndView withdraw(
            @PathVariable String person, @RequestParam("_form") String token, HttpServletRequest request) {
        Form form = Form.of(request);
        Person found = people.get(PersonId.parse(person));
        Consent.Channel channel = ConsentForm.channel(form);
        PersonId guardian = forms.guardian(form);
        if (form.hasWrongs() || channel == null) {
            return page(Answers.again("person/consents", form), found, form);
        }
        return answers.once(token, () -> {
            consents.withdraw(Acting.actor(), found.id(), form.raw("purpose"), channel, guardian);
            return "/office/people/" + found.id() + "/consents";
        });
    }
}
