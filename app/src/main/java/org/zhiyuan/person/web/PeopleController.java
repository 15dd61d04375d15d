package org.zhiyuan.person.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.IdentityNumber;
import org.zhiyuan.kernel.MobileNumber;
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.kernel.Whereabouts;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.person.Basis;
import org.zhiyuan.person.Column;
import org.zhiyuan.person.Consent;
import org.zhiyuan.person.Consents;
import org.zhiyuan.person.Correction;
import org.zhiyuan.person.OwnData;
import org.zhiyuan.person.Particulars;
import org.zhiyuan.person.People;
import org.zhiyuan.person.Person;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.person.Verification;
import org.zhiyuan.shell.Form;

/** People as the office sees them: found by exact number, masked, registered, corrected, checked against a document. */
@Controller
class PeopleController {
    private static final int REASON_LENGTH_MAX = 200;

    private final People people;
    private final Consents consents;
    private final OwnData ownData;
    private final PersonForm persons;
    private final ConsentForm consentForm;
    private final PlaceChoice places;
    private final Rights rights;
    private final Answers answers;

    PeopleController(
            People people,
            Consents consents,
            OwnData ownData,
            PersonForm persons,
            ConsentForm consentForm,
            PlaceChoice places,
            Rights rights,
            Answers answers) {
        this.people = people;
        this.consents = consents;
        this.ownData = ownData;
        this.persons = persons;
        this.consentForm = consentForm;
        this.places = places;
        this.rights = rights;
        this.answers = answers;
    }

    @Can(Action.PERSON_READ)
    @GetMapping("/office/people")
    String search(Model model) {
        model.addAttribute("form", Form.empty());
        model.addAttribute("found", null);
        model.addAttribute("editable", rights.mayAnywhere(Acting.actor(), Action.PERSON_EDIT));
        return "person/search";
    }

    /** Posted, so that no number ever stands in an address; changes nothing, so it may be sent again. */
    @Can(Action.PERSON_READ)
    @PostMapping("/office/people/search")
    ModelAndView found(HttpServletRequest request) {
        Form form = Form.of(request);
        List<Person> found = find(form);
        ModelAndView page = found == null ? Answers.again("person/search", form) : new ModelAndView("person/search");
        page.addObject("form", form);
        page.addObject("found", found);
        page.addObject("names", names(found == null ? List.of() : found));
        page.addObject("editable", rights.mayAnywhere(Acting.actor(), Action.PERSON_EDIT));
        return page;
    }

    private @Nullable List<Person> find(Form form) {
        String number = form.raw("number");
        if (MobileNumber.check(number) instanceof Decision.Allowed) {
            return people.findByPhone(Acting.actor(), MobileNumber.of(number));
        }
        if (IdentityNumber.check(number, persons.today()) instanceof Decision.Allowed) {
            IdentityNumber identity = IdentityNumber.of(number, persons.today());
            Optional<Person> found = people.findByIdentityNumber(Acting.actor(), identity);
            return found.map(List::of).orElse(List.of());
        }
        form.wrong("number", Text.of("请填写完整的 11 位手机号，或 18 位证件号码"));
        return null;
    }

    private Map<UUID, String> names(List<Person> found) {
        Map<UUID, String> names = new LinkedHashMap<>();
        found.forEach(person -> names.computeIfAbsent(person.site(), places::name));
        return names;
    }

    @Can(Action.PERSON_EDIT)
    @GetMapping("/office/people/new")
    ModelAndView fresh() {
        return registration(new ModelAndView("person/new"), Form.empty().with("basis", Basis.CONSENT.name()));
    }

    private ModelAndView registration(ModelAndView page, Form form) {
        Map<String, String> options = places.options();
        if (form.raw("site").isEmpty() && !options.isEmpty()) {
            form.with("site", options.keySet().iterator().next());
        }
        page.addObject("form", form);
        page.addObject("places", options);
        page.addObject("texts", consents.current());
        return page;
    }

    @Can(Action.PERSON_EDIT)
    @PostMapping("/office/people")
    ModelAndView register(@RequestParam("_form") String token, HttpServletRequest request) {
        Form form = Form.of(request);
        Particulars particulars = persons.particulars(form);
        Basis basis = form.choice("basis", Basis.class, Text.of("请选一项登记的依据"));
        if (!places.options().containsKey(form.raw("site"))) {
            form.wrong("site", Text.of("请选登记在哪个地方"));
        }
        List<Consent.Given> given = basis == Basis.CONSENT ? given(form) : List.of();
        if (form.hasWrongs() || particulars == null || basis == null) {
            return registration(Answers.again("person/new", form), form);
        }
        SiteId site = new SiteId(UUID.fromString(form.raw("site")));
        return answers.once(
                token, () -> "/office/people/" + people.register(Acting.actor(), site, particulars, basis, given));
    }

    private List<Consent.Given> given(Form form) {
        Consent.Channel channel = ConsentForm.channel(form);
        PersonId guardian = consentForm.guardian(form);
        List<Consent.Given> given = new ArrayList<>();
        for (String purpose : form.all("consent")) {
            int version = ConsentForm.version(form, purpose);
            if (channel != null && version > 0) {
                given.add(new Consent.Given(purpose, version, channel, guardian));
            }
        }
        if (given.isEmpty()) {
            form.wrong("consent", Text.of("请把同意书读给本人听，再勾选本人同意的项"));
        }
        return given;
    }

    @Can(value = Action.PERSON_READ, on = "person")
    @GetMapping("/office/people/{person}")
    String person(@PathVariable String person, Model model) {
        Actor actor = Acting.actor();
        PersonId asked = PersonId.parse(person);
        PersonId id = people.resolve(asked);
        if (!id.equals(asked)) {
            return "redirect:/office/people/" + id;
        }
        Person found = people.open(actor, id);
        Whereabouts.Place place = Whereabouts.Place.own(found.site(), found.field(), id.value());
        model.addAttribute("person", found);
        model.addAttribute("place", places.name(found.site()));
        model.addAttribute("consents", consents.standing(id));
        model.addAttribute("texts", consents.texts());
        model.addAttribute("mayEdit", rights.may(actor, Action.PERSON_EDIT, place));
        model.addAttribute("mayReveal", rights.may(actor, Action.PERSON_REVEAL, place));
        model.addAttribute("mayRevealSensitive", rights.may(actor, Action.PERSON_REVEAL_SENSITIVE, place));
        model.addAttribute("mayErase", rights.may(actor, Action.PERSON_ERASE, place));
        model.addAttribute("left", people.revealsLeft(actor));
        return "person/person";
    }

    @Can(value = Action.PERSON_EDIT, on = "person")
    @GetMapping("/office/people/{person}/edit")
    ModelAndView edit(@PathVariable String person) {
        Person found = masked(person);
        Form form = Form.empty()
                .with("version", found.version())
                .with("phoneOwn", found.phoneOwn() || !found.has(Column.PHONE) ? "yes" : "no");
        return new ModelAndView("person/edit").addObject("form", form).addObject("person", found);
    }

    @Can(value = Action.PERSON_EDIT, on = "person")
    @PostMapping("/office/people/{person}")
    ModelAndView correct(@PathVariable String person, @RequestParam("_form") String token, HttpServletRequest request) {
        Form form = Form.of(request);
        Person found = masked(person);
        Correction correction = persons.correction(form);
        String reason = reason(form);
        if (form.hasWrongs() || correction == null) {
            return Answers.again("person/edit", form).addObject("person", found);
        }
        int version = form.raw("version").matches("[0-9]{1,9}") ? Integer.parseInt(form.raw("version")) : 0;
        return answers.once(token, () -> {
            people.correct(found.id(), version, correction, reason);
            return "/office/people/" + found.id();
        });
    }

    private static String reason(Form form) {
        String reason = form.required("reason", REASON_LENGTH_MAX, Text.of("请写明原因，{0} 到 {1} 个字", 4, REASON_LENGTH_MAX));
        if (!reason.isEmpty() && reason.length() < 4) {
            form.wrong("reason", Text.of("请写明原因，{0} 到 {1} 个字", 4, REASON_LENGTH_MAX));
        }
        return reason;
    }

    @Can(value = Action.PERSON_EDIT, on = "person")
    @GetMapping("/office/people/{person}/verifications/new")
    ModelAndView check(@PathVariable String person) {
        return new ModelAndView("person/verify")
                .addObject("form", Form.empty().with("day", persons.today()))
                .addObject("person", masked(person));
    }

    @Can(value = Action.PERSON_EDIT, on = "person")
    @PostMapping("/office/people/{person}/verifications")
    ModelAndView checked(@PathVariable String person, @RequestParam("_form") String token, HttpServletRequest request) {
        Form form = Form.of(request);
        Person found = masked(person);
        Verification.Document document = form.choice("document", Verification.Document.class, Text.of("请选核对的是哪种证件"));
        LocalDate day = form.day("day", Text.of("请填写核对的日期，像 2026-11-23"));
        if (day != null && day.isAfter(persons.today())) {
            form.wrong("day", Text.of("核对的日期还没有到"));
        }
        if (!form.has("seen", "yes")) {
            form.wrong("seen", Text.of("请亲眼看过证件，再勾选"));
        }
        if (form.hasWrongs() || document == null || day == null) {
            return Answers.again("person/verify", form).addObject("person", found);
        }
        return answers.once(token, () -> {
            people.verify(Acting.actor(), found.id(), document, day);
            return "/office/people/" + found.id();
        });
    }

    @Can(value = Action.PERSON_ERASE, on = "person")
    @GetMapping("/office/people/{person}/erasure")
    ModelAndView erasure(@PathVariable String person) {
        Person found = masked(person);
        return new ModelAndView("person/erasure")
                .addObject("form", Form.empty())
                .addObject("person", found)
                .addObject("obstacle", obstacle(ownData.mayErase(found.id())));
    }

    static @Nullable Text obstacle(Decision decision) {
        return decision instanceof Decision.Refused refused ? refused.reason() : null;
    }

    @Can(value = Action.PERSON_ERASE, on = "person")
    @PostMapping("/office/people/{person}/erasure")
    ModelAndView erase(@PathVariable String person, @RequestParam("_form") String token, HttpServletRequest request) {
        Form form = Form.of(request);
        Person found = masked(person);
        String reason = reason(form);
        if (form.hasWrongs()) {
            return Answers.again("person/erasure", form)
                    .addObject("person", found)
                    .addObject("obstacle", obstacle(ownData.mayErase(found.id())));
        }
        return answers.once(token, () -> {
            ownData.erase(found.id(), reason);
            return "/office/people";
        });
    }

    private Person masked(String person) {
        return people.get(PersonId.parse(person));
    }
}
