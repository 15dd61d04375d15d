package org.zhiyuan.volunteer.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
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
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.person.ConsentText;
import org.zhiyuan.person.Consents;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.FormTokens;
import org.zhiyuan.shell.Words;
import org.zhiyuan.volunteer.AgeBand;
import org.zhiyuan.volunteer.Choice;
import org.zhiyuan.volunteer.Drafts;
import org.zhiyuan.volunteer.Inquiries;
import org.zhiyuan.volunteer.Offer;
import org.zhiyuan.volunteer.Places;
import org.zhiyuan.volunteer.Registrations;
import org.zhiyuan.volunteer.Rulebook;
import org.zhiyuan.volunteer.Volunteer;
import org.zhiyuan.volunteer.VolunteerState;
import org.zhiyuan.volunteer.Volunteers;

/**
 * Registering by oneself on a telephone: who, what and when, a last look; for somebody under age a fourth page for the
 * guardian. What was filled in is kept as a draft, so that going back loses nothing and no number stands in an address.
 */
@Controller
class RegistrationController {
    private static final String WHO = "/volunteer/registration";
    private static final String SERVICE = "/volunteer/registration/service";
    private static final String CHECK = "/volunteer/registration/check";
    private static final String GUARDIAN = "/volunteer/registration/guardian";
    private static final String CODE = "/volunteer/registration/guardian-code";
    private static final String MINE = "/me/volunteer";
    private static final int STEPS = 3;
    private static final int ADULT_YEARS = 18;

    private final Volunteers volunteers;
    private final Registrations registrations;
    private final Inquiries inquiries;
    private final Drafts drafts;
    private final Rulebook rules;
    private final Places places;
    private final Consents consents;
    private final Entries entries;
    private final Answers answers;

    RegistrationController(
            Volunteers volunteers,
            Registrations registrations,
            Inquiries inquiries,
            Drafts drafts,
            Rulebook rules,
            Places places,
            Consents consents,
            Entries entries,
            Answers answers) {
        this.volunteers = volunteers;
        this.registrations = registrations;
        this.inquiries = inquiries;
        this.drafts = drafts;
        this.rules = rules;
        this.places = places;
        this.consents = consents;
        this.entries = entries;
        this.answers = answers;
    }

    /** Where somebody goes who cannot register now: has no person, or is one already. Null for everybody else. */
    private @Nullable ModelAndView elsewhere() {
        Actor actor = Acting.actor();
        if (actor.person() == null) {
            return new ModelAndView("volunteer/nobody");
        }
        Optional<Volunteer> own = volunteers.own(actor);
        boolean there = own.isPresent() && (own.get().state().counted() || waits(own.get()));
        return there ? Answers.onward(MINE) : null;
    }

    /** A guardian has agreed and somebody of the office looks at it now. */
    private boolean waits(Volunteer own) {
        return own.state() == VolunteerState.INVITED
                && volunteers.guardianship(own.id()).isPresent();
    }

    private Form draft() {
        Form form = Form.empty();
        drafts.of(Acting.actor()).forEach(form::with);
        return form;
    }

    private void keep(Form form, List<String> fields) {
        Map<String, List<String>> kept = new LinkedHashMap<>();
        fields.forEach(field -> kept.put(field, form.all(field)));
        drafts.keep(Acting.actor(), kept);
    }

    // --- 1: who ---

    @Can(Action.OWN_DATA_EDIT)
    @GetMapping("/volunteer/registration")
    ModelAndView who() {
        ModelAndView elsewhere = elsewhere();
        return elsewhere == null ? whoPage(draft()) : elsewhere;
    }

    private ModelAndView whoPage(Form form) {
        return Answers.again("volunteer/who", form)
                .addObject("places", places.all(Words.english()))
                .addObject("steps", STEPS);
    }

    /** Judges what is written and no more: whether a number is on record is told to nobody here. */
    @Can(Action.OWN_DATA_EDIT)
    @PostMapping("/volunteer/registration")
    ModelAndView whoGiven(HttpServletRequest request) {
        ModelAndView elsewhere = elsewhere();
        if (elsewhere != null) {
            return elsewhere;
        }
        Form form = Form.of(request);
        Who who = who(form);
        if (who != null) {
            refuse(form, "identityNumber", registrations.mayAlone(who.band()));
        }
        if (form.hasWrongs()) {
            return whoPage(form);
        }
        keep(form, List.of("name", "identityNumber", "site"));
        return Answers.onward(SERVICE);
    }

    private record Who(String name, IdentityNumber number, SiteId site, AgeBand band) {}

    private @Nullable Who who(Form form) {
        String name = entries.name(form, "name");
        IdentityNumber number = entries.number(form, "identityNumber");
        SiteId site = Places.chosen(places.all(Words.english()), form.raw("site"));
        if (site == null) {
            form.wrong("site", Text.of("请选登记在哪个所或站"));
        }
        return form.hasWrongs() || number == null || site == null
                ? null
                : new Who(name, number, site, rules.bandOf(number.birthDate()));
    }

    private static void refuse(Form form, String field, Decision decision) {
        if (decision instanceof Decision.Refused refused) {
            Answers.wrong(form, field, new Refusal(refused.reason(), refused.wayOut()));
        }
    }

    // --- 2: what and when ---

    @Can(Action.OWN_DATA_EDIT)
    @GetMapping("/volunteer/registration/service")
    ModelAndView service() {
        ModelAndView elsewhere = elsewhere();
        if (elsewhere != null) {
            return elsewhere;
        }
        Form form = draft();
        Who who = who(draft());
        return who == null ? Answers.onward(WHO) : servicePage(form, who);
    }

    private ModelAndView servicePage(Form form, Who who) {
        return Answers.again("volunteer/service", form)
                .addObject("choices", entries.choices())
                .addObject("steps", steps(who));
    }

    private static int steps(Who who) {
        return who.band().asks().guardian() ? STEPS + 1 : STEPS;
    }

    @Can(Action.OWN_DATA_EDIT)
    @PostMapping("/volunteer/registration/service")
    ModelAndView serviceGiven(HttpServletRequest request) {
        ModelAndView elsewhere = elsewhere();
        Who who = elsewhere == null ? who(draft()) : null;
        if (who == null) {
            return elsewhere == null ? Answers.onward(WHO) : elsewhere;
        }
        Form form = Form.of(request);
        if (entries.offer(form) == null) {
            return servicePage(form, who);
        }
        List<String> fields = new ArrayList<>(List.of("skill", "language", "interest", "free", "slot", "weekHours"));
        for (Choice choice : rules.choices(Choice.Kind.SKILL)) {
            fields.add("certificate-" + choice.key());
            fields.add("expires-" + choice.key());
        }
        keep(form, fields);
        return Answers.onward(CHECK);
    }

    // --- 3: a last look ---

    @Can(Action.OWN_DATA_EDIT)
    @GetMapping("/volunteer/registration/check")
    ModelAndView check() {
        ModelAndView elsewhere = elsewhere();
        return elsewhere == null ? checkPage(Form.empty()) : elsewhere;
    }

    private ModelAndView checkPage(Form form) {
        Form draft = draft();
        Who who = who(draft);
        if (who == null) {
            return Answers.onward(WHO);
        }
        Offer offer = entries.offer(draft);
        if (offer == null) {
            return Answers.onward(SERVICE);
        }
        return Answers.again("volunteer/check", form)
                .addObject("name", who.name())
                .addObject("number", who.number().masked())
                .addObject("place", places.name(who.site(), Words.english()))
                .addObject("offer", offer)
                .addObject("choices", entries.choices())
                .addObject("text", text(Registrations.PURPOSE))
                .addObject("minor", who.band().asks().guardian())
                .addObject("steps", steps(who));
    }

    private ConsentText text(String purpose) {
        return consents.current(purpose)
                .orElseThrow(() -> new Refusal(Text.of("这里还没有志愿者的同意书"), Text.of("请到附近的实践站，请工作人员帮您办")));
    }

    @Can(Action.OWN_DATA_EDIT)
    @PostMapping("/volunteer/registration/check")
    ModelAndView submit(@RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        Actor actor = Acting.actor();
        if (actor.person() == null) {
            return new ModelAndView("volunteer/nobody");
        }
        Form draft = draft();
        Who who = who(draft);
        Offer offer = who == null ? null : entries.offer(draft);
        if (who == null || offer == null) {
            ModelAndView elsewhere = elsewhere();
            return elsewhere == null ? Answers.onward(WHO) : elsewhere;
        }
        if (!form.has("agree", "yes")) {
            form.wrong("agree", Text.of("请先看同意书，同意就勾选；不同意不能登记"));
            return checkPage(form);
        }
        int version = Entries.version(form, Registrations.PURPOSE);
        if (who.band().asks().guardian()) {
            drafts.keep(actor, Map.of("agreed", List.of(String.valueOf(version))));
            return Answers.onward(GUARDIAN);
        }
        try {
            return inquiries.register(
                    actor,
                    origin(request),
                    () -> answers.once(token, () -> {
                        registrations.registerSelf(
                                actor, new Registrations.Entry(who.name(), who.number(), who.site(), offer, version));
                        drafts.drop(actor);
                        return MINE;
                    }));
        } catch (Refusal refusal) {
            Answers.wrong(form, "agree", refusal);
            return checkPage(form);
        }
    }

    private static String origin(HttpServletRequest request) {
        return Objects.toString(request.getRemoteAddr(), "");
    }

    // --- 4: the guardian of somebody under age ---

    @Can(Action.OWN_DATA_EDIT)
    @GetMapping("/volunteer/registration/guardian")
    ModelAndView guardian() {
        ModelAndView elsewhere = elsewhere();
        if (elsewhere != null) {
            return elsewhere;
        }
        Form draft = draft();
        return ready(draft) == null ? Answers.onward(CHECK) : guardianPage(draft);
    }

    private ModelAndView guardianPage(Form form) {
        return Answers.again("volunteer/guardian", form)
                .addObject("text", text(Registrations.GUARDIAN_PURPOSE))
                .addObject("steps", STEPS + 1);
    }

    /** What was entered so far of somebody under age; null where something is missing. */
    private Registrations.@Nullable Entry ready(Form draft) {
        Who who = who(draft);
        Offer offer = who == null ? null : entries.offer(draft);
        String agreed = draft.raw("agreed");
        return who == null
                        || offer == null
                        || agreed.isEmpty()
                        || !who.band().asks().guardian()
                ? null
                : new Registrations.Entry(who.name(), who.number(), who.site(), offer, Integer.parseInt(agreed));
    }

    @Can(Action.OWN_DATA_EDIT)
    @PostMapping("/volunteer/registration/guardian")
    ModelAndView guardianGiven(HttpServletRequest request) {
        ModelAndView elsewhere = elsewhere();
        if (elsewhere != null) {
            return elsewhere;
        }
        Registrations.Entry entry = ready(draft());
        if (entry == null) {
            return Answers.onward(CHECK);
        }
        Form form = Form.of(request);
        Registrations.GuardianEntry guardian = guardian(form, entries, rules);
        if (guardian == null) {
            return guardianPage(form);
        }
        keep(
                form,
                List.of(
                        "guardianName",
                        "guardianPhone",
                        "guardianNumber",
                        "version-" + Registrations.GUARDIAN_PURPOSE));
        try {
            inquiries.askGuardian(Acting.actor(), guardian.phone(), called(entry.name()));
        } catch (Refusal refusal) {
            Answers.wrong(form, "guardianPhone", refusal);
            return guardianPage(form);
        }
        return Answers.onward(CODE);
    }

    /** As the message names the child: enough for the guardian, little for anybody else. */
    private static String called(String name) {
        return Character.toString(name.codePointAt(0)) + "**";
    }

    static Registrations.@Nullable GuardianEntry guardian(Form form, Entries entries, Rulebook rules) {
        String name = entries.name(form, "guardianName");
        MobileNumber phone = entries.phone(form, "guardianPhone", true);
        IdentityNumber number = entries.number(form, "guardianNumber");
        if (number != null && number.birthDate().plusYears(ADULT_YEARS).isAfter(rules.today())) {
            form.wrong("guardianNumber", Text.of("监护人要年满 18 周岁"));
        }
        return form.hasWrongs() || phone == null || number == null
                ? null
                : new Registrations.GuardianEntry(
                        name, phone, number, Entries.version(form, Registrations.GUARDIAN_PURPOSE));
    }

    @Can(Action.OWN_DATA_EDIT)
    @GetMapping("/volunteer/registration/guardian-code")
    ModelAndView code() {
        ModelAndView elsewhere = elsewhere();
        if (elsewhere != null) {
            return elsewhere;
        }
        Registrations.GuardianEntry guardian = guardian(draft(), entries, rules);
        return guardian == null ? Answers.onward(GUARDIAN) : codePage(Form.empty(), guardian);
    }

    private static ModelAndView codePage(Form form, Registrations.GuardianEntry guardian) {
        return Answers.again("volunteer/guardianCode", form)
                .addObject("sentTo", guardian.phone().masked())
                .addObject("steps", STEPS + 1);
    }

    @Can(Action.OWN_DATA_EDIT)
    @PostMapping("/volunteer/registration/guardian-code")
    ModelAndView codeGiven(HttpServletRequest request) {
        ModelAndView elsewhere = elsewhere();
        if (elsewhere != null) {
            return elsewhere;
        }
        Form draft = draft();
        Registrations.Entry entry = ready(draft);
        Registrations.GuardianEntry guardian = guardian(draft, entries, rules);
        if (entry == null || guardian == null) {
            return Answers.onward(GUARDIAN);
        }
        Form form = Form.of(request);
        String code = form.required("code", 20, Text.of("请填写短信里的 6 位数字"));
        if (form.hasWrongs()) {
            return codePage(form, guardian);
        }
        try {
            Decision agreed = inquiries.guardianAgrees(Acting.actor(), entry, guardian, code, origin(request));
            refuse(form, "code", agreed);
        } catch (Refusal refusal) {
            // at no field that would say which of the two persons it is about
            Answers.wrong(form, "code", refusal);
        }
        if (form.hasWrongs()) {
            return codePage(form, guardian);
        }
        drafts.drop(Acting.actor());
        return Answers.onward(MINE);
    }
}
