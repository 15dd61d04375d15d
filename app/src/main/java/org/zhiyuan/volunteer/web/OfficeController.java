package org.zhiyuan.volunteer.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
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
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.kernel.Slice;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.person.Consent;
import org.zhiyuan.person.ConsentText;
import org.zhiyuan.person.Consents;
import org.zhiyuan.person.People;
import org.zhiyuan.person.Person;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.FormTokens;
import org.zhiyuan.shell.Words;
import org.zhiyuan.volunteer.AgeBand;
import org.zhiyuan.volunteer.Guardianship;
import org.zhiyuan.volunteer.Offer;
import org.zhiyuan.volunteer.Places;
import org.zhiyuan.volunteer.Records;
import org.zhiyuan.volunteer.Registrations;
import org.zhiyuan.volunteer.Rulebook;
import org.zhiyuan.volunteer.Volunteer;
import org.zhiyuan.volunteer.VolunteerId;
import org.zhiyuan.volunteer.VolunteerNumber;
import org.zhiyuan.volunteer.VolunteerState;
import org.zhiyuan.volunteer.Volunteers;

/** Volunteers as the office sees them: listed masked, found by exact words, registered at the counter, looked at twice. */
@Controller
class OfficeController {
    private static final String LIST = "/office/volunteers";

    private final Volunteers volunteers;
    private final Registrations registrations;
    private final Records records;
    private final Rulebook rules;
    private final Places places;
    private final People people;
    private final Consents consents;
    private final Rights rights;
    private final Entries entries;
    private final Answers answers;

    OfficeController(
            Volunteers volunteers,
            Registrations registrations,
            Records records,
            Rulebook rules,
            Places places,
            People people,
            Consents consents,
            Rights rights,
            Entries entries,
            Answers answers) {
        this.volunteers = volunteers;
        this.registrations = registrations;
        this.records = records;
        this.rules = rules;
        this.places = places;
        this.people = people;
        this.consents = consents;
        this.rights = rights;
        this.entries = entries;
        this.answers = answers;
    }

    // --- the list ---

    @Can(Action.VOLUNTEER_READ)
    @GetMapping("/office/volunteers")
    ModelAndView list(@RequestParam(defaultValue = "") String state, @RequestParam(defaultValue = "1") int page) {
        VolunteerState wanted = state(state);
        return listPage(Form.empty(), volunteers.list(wanted, page), wanted, false);
    }

    private static @Nullable VolunteerState state(String typed) {
        for (VolunteerState state : VolunteerState.values()) {
            if (state.name().equals(typed)) {
                return state;
            }
        }
        return null;
    }

    private ModelAndView listPage(
            Form form, Slice<Volunteers.Listed> found, @Nullable VolunteerState state, boolean searched) {
        List<SiteId> sites =
                found.rows().stream().map(row -> row.volunteer().site()).toList();
        return Answers.again("volunteer/list", form)
                .addObject("found", found)
                .addObject("state", state)
                .addObject("searched", searched)
                .addObject("sites", places.names(sites, Words.english()))
                .addObject("editable", rights.mayAnywhere(Acting.actor(), Action.VOLUNTEER_EDIT));
    }

    /** Posted, so that no name and no number stands in an address; changes nothing, so it may be sent again. */
    @Can(Action.VOLUNTEER_READ)
    @PostMapping("/office/volunteers/search")
    ModelAndView search(HttpServletRequest request) {
        Form form = Form.of(request);
        String words = form.required("words", Entries.NAME_LENGTH_MAX, Text.of("请填写编号、姓名、手机号或证件号码，都要完整"));
        Slice<Volunteers.Listed> none = new Slice<>(List.of(), 1, Slice.SIZE_DEFAULT, 0);
        return listPage(form, form.hasWrongs() ? none : find(words), null, true);
    }

    private Slice<Volunteers.Listed> find(String words) {
        Optional<VolunteerNumber> number = VolunteerNumber.typed(words);
        if (number.isPresent()) {
            List<Volunteers.Listed> found = volunteers.numbered(number.get());
            return new Slice<>(found, 1, Slice.SIZE_DEFAULT, found.size());
        }
        if (MobileNumber.check(words) instanceof Decision.Allowed) {
            return volunteers.withPhone(Acting.actor(), MobileNumber.of(words));
        }
        if (IdentityNumber.check(words, rules.today()) instanceof Decision.Allowed) {
            return volunteers.withIdentityNumber(Acting.actor(), IdentityNumber.of(words, rules.today()));
        }
        return volunteers.called(words);
    }

    // --- registering at the counter ---

    @Can(Action.VOLUNTEER_EDIT)
    @GetMapping("/office/volunteers/new")
    ModelAndView fresh() {
        return newPage(Form.empty().with("phoneOwn", "yes").with("free", "unknown"));
    }

    private ModelAndView newPage(Form form) {
        Map<String, String> options = places.mine(Words.english());
        if (form.raw("site").isEmpty() && !options.isEmpty()) {
            form.with("site", options.keySet().iterator().next());
        }
        return Answers.again("volunteer/new", form)
                .addObject("places", options)
                .addObject("choices", entries.choices())
                .addObject("text", text(Registrations.PURPOSE))
                .addObject("guardianText", text(Registrations.GUARDIAN_PURPOSE));
    }

    private ConsentText text(String purpose) {
        return consents.current(purpose)
                .orElseThrow(() -> new Refusal(Text.of("这里还没有志愿者的同意书"), Text.of("请先在城市数据包里加上同意书")));
    }

    @Can(Action.VOLUNTEER_EDIT)
    @PostMapping("/office/volunteers")
    ModelAndView register(@RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        Registrations.CounterEntry entry = entry(form);
        if (entry == null) {
            return newPage(form);
        }
        try {
            return answers.once(
                    token,
                    () -> registrations.registerAtCounter(Acting.actor(), entry).href());
        } catch (Refusal refusal) {
            Answers.wrong(form, "identityNumber", refusal);
            return newPage(form);
        }
    }

    private Registrations.@Nullable CounterEntry entry(Form form) {
        String name = entries.name(form, "name");
        IdentityNumber number = entries.number(form, "identityNumber");
        MobileNumber phone = entries.phone(form, "phone", false);
        SiteId site = Places.chosen(places.mine(Words.english()), form.raw("site"));
        if (site == null) {
            form.wrong("site", Text.of("请选登记在哪个所或站"));
        }
        Consent.Channel channel = channel(form);
        if (!form.has("willing", "yes")) {
            form.wrong("willing", Text.of("本人在场并且自愿，才能登记；请勾选"));
        }
        AgeBand band = number == null ? null : rules.bandOf(number.birthDate());
        boolean guarded = band != null && band.asks().guardian();
        Registrations.GuardianEntry guardian = null;
        if (guarded || !form.raw("guardianName").isBlank()) {
            guardian = RegistrationController.guardian(form, entries, rules);
            if (band != null && band.asks() == AgeBand.Asks.GUARDIAN_PRESENT && !form.has("guardianPresent", "yes")) {
                form.wrong("guardianPresent", Text.of("这个年龄要监护人在场；监护人不在场，不能登记"));
            }
        }
        Offer offer = entries.offer(form);
        return form.hasWrongs() || number == null || site == null || channel == null || offer == null
                ? null
                : new Registrations.CounterEntry(
                        new Registrations.Entry(
                                name, number, site, offer, Entries.version(form, Registrations.PURPOSE)),
                        phone,
                        phone != null && !form.has("phoneOwn", "no"),
                        channel,
                        guardian,
                        form.has("guardianPresent", "yes"));
    }

    /** Only the person says something on a page: the office enters what it heard, or holds on paper. */
    private static Consent.@Nullable Channel channel(Form form) {
        Consent.Channel channel = form.choice("channel", Consent.Channel.class, Text.of("请选同意是怎么表示的"));
        if (channel == Consent.Channel.WEB) {
            form.wrong("channel", Text.of("请选同意是怎么表示的"));
        }
        return channel;
    }

    // --- one volunteer ---

    @Can(value = Action.VOLUNTEER_READ, on = "volunteer")
    @GetMapping("/office/volunteers/{volunteer}")
    ModelAndView volunteer(@PathVariable String volunteer) {
        Actor actor = Acting.actor();
        Volunteer found = get(volunteer);
        Person person = people.find(found.person())
                .map(seen -> people.open(actor, seen.id()))
                .orElse(null);
        Guardianship guardianship = volunteers.guardianship(found.id()).orElse(null);
        boolean approvable = guardianship != null
                && guardianship.approvedAt() == null
                && found.state() == VolunteerState.INVITED
                && rights.may(actor, Action.VOLUNTEER_APPROVE, found.place());
        return new ModelAndView("volunteer/volunteer")
                .addObject("volunteer", found)
                .addObject("person", person)
                .addObject("minor", person != null && guarded(found))
                .addObject("place", places.name(found.site(), Words.english()))
                .addObject("offer", volunteers.offer(found.id()))
                .addObject("choices", entries.choices())
                .addObject("steps", volunteers.steps(found.id()))
                .addObject("guardianship", guardianship)
                .addObject(
                        "guardian",
                        guardianship == null
                                ? ""
                                : people.find(guardianship.guardian())
                                        .map(Person::name)
                                        .orElse(""))
                .addObject("approvable", approvable)
                .addObject("trainings", records.trainings(found.id()))
                .addObject("awards", records.awards(found.id()))
                .addObject("editable", rights.may(actor, Action.VOLUNTEER_EDIT, found.place()))
                .addObject("today", rules.today());
    }

    private boolean guarded(Volunteer found) {
        return volunteers.band(found).map(band -> band.asks().guardian()).orElse(false);
    }

    private Volunteer get(String id) {
        return volunteers.get(VolunteerId.parse(id));
    }

    @Can(value = Action.VOLUNTEER_APPROVE, on = "volunteer")
    @PostMapping("/office/volunteers/{volunteer}/approval")
    ModelAndView approve(@PathVariable String volunteer, @RequestParam(FormTokens.FIELD) String token) {
        Volunteer found = get(volunteer);
        return answers.once(token, () -> {
            volunteers.approve(Acting.actor(), found.id());
            return found.href();
        });
    }

    @Can(value = Action.VOLUNTEER_EDIT, on = "volunteer")
    @GetMapping("/office/volunteers/{volunteer}/confirmation")
    ModelAndView confirmation(@PathVariable String volunteer) {
        return confirmationPage(get(volunteer), Form.empty());
    }

    private ModelAndView confirmationPage(Volunteer found, Form form) {
        return Answers.again("volunteer/confirm", form)
                .addObject("volunteer", found)
                .addObject("minor", guarded(found))
                .addObject("text", text(Registrations.PURPOSE))
                .addObject("guardianText", text(Registrations.GUARDIAN_PURPOSE));
    }

    @Can(value = Action.VOLUNTEER_EDIT, on = "volunteer")
    @PostMapping("/office/volunteers/{volunteer}/confirmation")
    ModelAndView confirm(
            @PathVariable String volunteer, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        Volunteer found = get(volunteer);
        Consent.Channel channel = channel(form);
        if (!form.has("willing", "yes")) {
            form.wrong("willing", Text.of("本人在场并且自愿，才能登记；请勾选"));
        }
        Registrations.GuardianEntry guardian =
                guarded(found) ? RegistrationController.guardian(form, entries, rules) : null;
        if (form.hasWrongs() || channel == null) {
            return confirmationPage(found, form);
        }
        try {
            return answers.once(token, () -> {
                registrations.confirmAtCounter(
                        Acting.actor(), found.id(), channel, Entries.version(form, Registrations.PURPOSE), guardian);
                return found.href();
            });
        } catch (Refusal refusal) {
            Answers.wrong(form, "willing", refusal);
            return confirmationPage(found, form);
        }
    }

    /** What the office may do to how a volunteer stands; each with a reason that is kept. */
    enum Turn {
        SUSPENSION("暂停这位志愿者", "暂停期间不能报名；记录都还在，可以恢复。", "暂停"),
        RESUMPTION("恢复这位志愿者", "恢复以后和原来一样。", "恢复"),
        WITHDRAWAL("替本人办理退出", "本人要退出才办。服务记录保留，技能和空闲时间会删掉。", "办理退出"),
        DISOWNING("本人说没有登记过", "请先当面核对证件。从现在起不算志愿者；这件事会留下记录，以后要查是谁登记的。", "记下来，不再算志愿者");

        private final Text title;
        private final Text consequence;
        private final Text button;

        Turn(String title, String consequence, String button) {
            this.title = Text.of(title);
            this.consequence = Text.of(consequence);
            this.button = Text.of(button);
        }
    }

    private static Turn turn(String path) {
        return switch (path) {
            case "suspension" -> Turn.SUSPENSION;
            case "resumption" -> Turn.RESUMPTION;
            case "withdrawal" -> Turn.WITHDRAWAL;
            default -> Turn.DISOWNING;
        };
    }

    @Can(value = Action.VOLUNTEER_EDIT, on = "volunteer")
    @GetMapping("/office/volunteers/{volunteer}/turns/{turn}")
    ModelAndView turning(@PathVariable String volunteer, @PathVariable String turn) {
        return turnPage(get(volunteer), turn, Form.empty());
    }

    private static ModelAndView turnPage(Volunteer found, String path, Form form) {
        Turn turn = turn(path);
        return Answers.again("volunteer/turn", form)
                .addObject("volunteer", found)
                .addObject("action", found.href() + "/turns/" + turn.name().toLowerCase(Locale.ROOT))
                .addObject("heading", turn.title)
                .addObject("consequence", turn.consequence)
                .addObject("button", turn.button);
    }

    @Can(value = Action.VOLUNTEER_EDIT, on = "volunteer")
    @PostMapping("/office/volunteers/{volunteer}/turns/{turn}")
    ModelAndView turned(
            @PathVariable String volunteer,
            @PathVariable String turn,
            @RequestParam(FormTokens.FIELD) String token,
            HttpServletRequest request) {
        Form form = Form.of(request);
        Volunteer found = get(volunteer);
        String reason = Entries.reason(form);
        if (form.hasWrongs()) {
            return turnPage(found, turn, form);
        }
        Actor actor = Acting.actor();
        try {
            return answers.once(token, () -> {
                switch (turn(turn)) {
                    case SUSPENSION -> volunteers.suspend(actor, found.id(), reason);
                    case RESUMPTION -> volunteers.resume(actor, found.id(), reason);
                    case WITHDRAWAL -> volunteers.leave(actor, found.id(), reason);
                    case DISOWNING -> volunteers.disown(actor, found.id(), reason);
                }
                return found.href();
            });
        } catch (Refusal refusal) {
            Answers.wrong(form, "reason", refusal);
            return turnPage(found, turn, form);
        }
    }
}
