package org.zhiyuan.volunteer.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.IdentityNumber;
import org.zhiyuan.kernel.MobileNumber;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.person.ConsentText;
import org.zhiyuan.person.Consents;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.FormTokens;
import org.zhiyuan.shell.Words;
import org.zhiyuan.volunteer.Inquiries;
import org.zhiyuan.volunteer.Offer;
import org.zhiyuan.volunteer.Places;
import org.zhiyuan.volunteer.Records;
import org.zhiyuan.volunteer.Rulebook;
import org.zhiyuan.volunteer.Volunteer;
import org.zhiyuan.volunteer.VolunteerId;
import org.zhiyuan.volunteer.Volunteers;

/** 做志愿者 and 我是志愿者: what it is, whether one is registered, what is kept of oneself, and the ways out. */
@Controller
class MineController {
    private static final String MINE = "/me/volunteer";
    private static final String HEALTH_PURPOSE = "volunteer-health";

    private final Volunteers volunteers;
    private final Records records;
    private final Inquiries inquiries;
    private final Rulebook rules;
    private final Places places;
    private final Consents consents;
    private final Entries entries;
    private final Answers answers;

    MineController(
            Volunteers volunteers,
            Records records,
            Inquiries inquiries,
            Rulebook rules,
            Places places,
            Consents consents,
            Entries entries,
            Answers answers) {
        this.volunteers = volunteers;
        this.records = records;
        this.inquiries = inquiries;
        this.rules = rules;
        this.places = places;
        this.consents = consents;
        this.entries = entries;
        this.answers = answers;
    }

    @Can(Action.PUBLIC_READ)
    @GetMapping("/volunteer")
    ModelAndView about() {
        return new ModelAndView("volunteer/about")
                .addObject("tally", volunteers.tally())
                .addObject("firstYears", rules.firstYears())
                .addObject("months", rules.dormantMonths());
    }

    // --- am I registered? ---

    @Can(Action.PUBLIC_READ)
    @GetMapping("/volunteer/registered")
    ModelAndView ask() {
        return Answers.again("volunteer/registered", Form.empty()).addObject("answered", false);
    }

    /** The same page with the same words, whoever is asked for. */
    @Can(Action.REGISTRATION_ASK)
    @PostMapping("/volunteer/registered")
    ModelAndView asked(HttpServletRequest request) {
        Form form = Form.of(request);
        IdentityNumber number = entries.number(form, "identityNumber");
        MobileNumber phone = entries.phone(form, "phone", true);
        if (number != null && phone != null && !form.hasWrongs()) {
            Decision decision = inquiries.registered(number, phone, request.getRemoteAddr());
            if (decision instanceof Decision.Refused refused) {
                form.wrong("identityNumber", refused.reason());
            }
        }
        return form.hasWrongs()
                ? Answers.again("volunteer/registered", form).addObject("answered", false)
                : Answers.again("volunteer/registered", Form.empty()).addObject("answered", true);
    }

    // --- mine ---

    @Can(Action.OWN_DATA_READ)
    @GetMapping("/me/volunteer")
    ModelAndView mine() {
        if (Acting.actor().person() == null) {
            return new ModelAndView("volunteer/nobody");
        }
        Optional<Volunteer> found = volunteers.own(Acting.actor());
        if (found.isEmpty()) {
            return new ModelAndView("volunteer/notYet");
        }
        Volunteer own = found.get();
        return new ModelAndView("volunteer/mine")
                .addObject("volunteer", own)
                .addObject("place", places.name(own.site(), Words.english()))
                .addObject("offer", volunteers.offer(own.id()))
                .addObject("choices", entries.choices())
                .addObject("health", !volunteers.ownHealth(own).isEmpty())
                .addObject("steps", volunteers.steps(own.id()))
                .addObject("guardianship", volunteers.guardianship(own.id()).orElse(null))
                .addObject("trainings", records.trainings(own.id()))
                .addObject("awards", records.awards(own.id()))
                .addObject("today", rules.today());
    }

    private Volunteer own() {
        return volunteers.own(Acting.actor()).orElseThrow(() -> new Absent("volunteer of the account"));
    }

    @Can(Action.OWN_DATA_READ)
    @GetMapping("/me/volunteer/service")
    ModelAndView service() {
        Form form = Entries.shown(Form.empty(), volunteers.offer(own().id()));
        return Answers.again("volunteer/myService", form).addObject("choices", entries.choices());
    }

    @Can(Action.OWN_DATA_EDIT)
    @PostMapping("/me/volunteer/service")
    ModelAndView serviceGiven(@RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        Volunteer own = own();
        Offer offer = entries.offer(form);
        if (offer == null) {
            return Answers.again("volunteer/myService", form).addObject("choices", entries.choices());
        }
        return answers.once(token, () -> {
            volunteers.offer(own.id(), offer);
            return MINE;
        });
    }

    @Can(Action.OWN_DATA_READ)
    @GetMapping("/me/volunteer/health")
    ModelAndView health() {
        return healthPage(Form.empty().with("words", volunteers.ownHealth(own())));
    }

    private ModelAndView healthPage(Form form) {
        return Answers.again("volunteer/health", form).addObject("text", healthText());
    }

    private ConsentText healthText() {
        return consents.current(HEALTH_PURPOSE)
                .orElseThrow(() -> new Refusal(Text.of("这里不登记健康情况"), Text.of("可以在报名活动时当面说")));
    }

    @Can(Action.OWN_DATA_EDIT)
    @PostMapping("/me/volunteer/health")
    ModelAndView healthGiven(@RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        Volunteer own = own();
        String words = form.text("words", Volunteers.HEALTH_LENGTH_MAX);
        if (!words.isEmpty() && !form.has("agree", "yes")) {
            form.wrong("agree", Text.of("请先看同意书，同意就勾选；不想说，就把上面清空"));
        }
        if (form.hasWrongs()) {
            return healthPage(form);
        }
        try {
            return answers.once(token, () -> {
                volunteers.health(Acting.actor(), own.id(), words, Entries.version(form, HEALTH_PURPOSE));
                return MINE;
            });
        } catch (Refusal refusal) {
            Answers.wrong(form, "words", refusal);
            return healthPage(form);
        }
    }

    @Can(Action.OWN_DATA_READ)
    @GetMapping("/me/volunteer/withdrawal")
    ModelAndView withdrawal() {
        return Answers.again("volunteer/leave", Form.empty()).addObject("volunteer", own());
    }

    @Can(Action.OWN_DATA_EDIT)
    @PostMapping("/me/volunteer/withdrawal")
    ModelAndView leave(@RequestParam(FormTokens.FIELD) String token) {
        Volunteer own = own();
        return answers.once(token, () -> {
            volunteers.leave(Acting.actor(), own.id(), "");
            return MINE;
        });
    }

    @Can(Action.OWN_DATA_READ)
    @GetMapping("/me/volunteer/disowning")
    ModelAndView disowning() {
        return Answers.again("volunteer/disown", Form.empty()).addObject("volunteer", own());
    }

    @Can(Action.OWN_DATA_EDIT)
    @PostMapping("/me/volunteer/disowning")
    ModelAndView disown(@RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        Volunteer own = own();
        String words = form.text("reason", Entries.REASON_LENGTH_MAX);
        if (form.hasWrongs()) {
            return Answers.again("volunteer/disown", form).addObject("volunteer", own);
        }
        return answers.once(token, () -> {
            volunteers.disown(Acting.actor(), own.id(), words);
            return MINE;
        });
    }

    // --- of whoever agreed for a child ---

    @Can(Action.OWN_DATA_READ)
    @GetMapping("/me/wards")
    ModelAndView wards() {
        return wardsPage(Form.empty());
    }

    private ModelAndView wardsPage(Form form) {
        return Answers.again("volunteer/wards", form).addObject("wards", inquiries.wards(Acting.actor()));
    }

    @Can(Action.OWN_DATA_EDIT)
    @PostMapping("/me/wards")
    ModelAndView takeBack(HttpServletRequest request) {
        Form form = Form.of(request);
        if (!form.has("sure", "yes")) {
            form.wrong("sure", Text.of("撤回以后孩子就不能再参加了；想好了，请先勾选"));
            return wardsPage(form);
        }
        inquiries.takeBack(Acting.actor(), VolunteerId.parse(form.raw("child")));
        return new ModelAndView("redirect:/me/wards");
    }
}
