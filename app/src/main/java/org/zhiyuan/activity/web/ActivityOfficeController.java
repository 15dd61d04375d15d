package org.zhiyuan.activity.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.zhiyuan.activity.Activities;
import org.zhiyuan.activity.Activity;
import org.zhiyuan.activity.ActivityId;
import org.zhiyuan.activity.ActivityState;
import org.zhiyuan.activity.Agreement;
import org.zhiyuan.activity.Agreements;
import org.zhiyuan.activity.Plan;
import org.zhiyuan.activity.PostId;
import org.zhiyuan.activity.SignUps;
import org.zhiyuan.activity.Terms;
import org.zhiyuan.activity.Uploads;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.FormTokens;
import org.zhiyuan.shell.Words;
import org.zhiyuan.volunteer.Places;
import org.zhiyuan.volunteer.VolunteerId;
import org.zhiyuan.volunteer.VolunteerNumber;
import org.zhiyuan.volunteer.Volunteers;

/** Activities as the office holds them: written, copied, repeated, looked at, called off, and who passes a rule by its word. */
@Controller
class ActivityOfficeController {
    private static final String LIST = "/office/activities";

    private final Activities activities;
    private final SignUps signUps;
    private final Agreements agreements;
    private final Uploads uploads;
    private final Terms terms;
    private final Volunteers volunteers;
    private final Places places;
    private final ActivityEntries entries;
    private final ActivityLeadController lists;
    private final Rights rights;
    private final Answers answers;

    ActivityOfficeController(
            Activities activities,
            SignUps signUps,
            Agreements agreements,
            Uploads uploads,
            Terms terms,
            Volunteers volunteers,
            Places places,
            ActivityEntries entries,
            ActivityLeadController lists,
            Rights rights,
            Answers answers) {
        this.activities = activities;
        this.signUps = signUps;
        this.agreements = agreements;
        this.uploads = uploads;
        this.terms = terms;
        this.volunteers = volunteers;
        this.places = places;
        this.entries = entries;
        this.lists = lists;
        this.rights = rights;
        this.answers = answers;
    }

    @Can(Action.ACTIVITY_READ)
    @GetMapping(LIST)
    ModelAndView list(@RequestParam(defaultValue = "") String state, @RequestParam(defaultValue = "1") int page) {
        ActivityState wanted = state(state);
        var found = activities.office(wanted, page);
        return new ModelAndView("activity/officeList")
                .addObject("found", found)
                .addObject("posts", activities.posts(found.rows()))
                .addObject("state", wanted)
                .addObject(
                        "sites",
                        places.names(found.rows().stream().map(Activity::site).toList(), Words.english()))
                .addObject("editable", rights.mayAnywhere(Acting.actor(), Action.ACTIVITY_EDIT));
    }

    private static @Nullable ActivityState state(String typed) {
        for (ActivityState state : ActivityState.values()) {
            if (state.name().equals(typed)) {
                return state;
            }
        }
        return null;
    }

    // --- writing ---

    @Can(Action.ACTIVITY_EDIT)
    @GetMapping("/office/activities/new")
    ModelAndView fresh() {
        Form form = Form.empty().with("risk", "LOW").with("untilTime", "18:00");
        return formPage(null, form);
    }

    private ModelAndView formPage(@Nullable Activity activity, Form form) {
        return Answers.again("activity/form", form)
                .addObject("activity", activity)
                .addObject("places", entries.places())
                .addObject("fields", entries.fields())
                .addObject("projects", entries.projects(activity))
                .addObject("unseen", entries.unseen(activity))
                .addObject("skills", entries.skills())
                .addObject("postsShown", ActivityEntries.POSTS_SHOWN);
    }

    @Can(Action.ACTIVITY_EDIT)
    @PostMapping(LIST)
    ModelAndView draft(@RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        Plan plan = entries.plan(form, null);
        if (plan == null) {
            return formPage(null, form);
        }
        try {
            return answers.once(token, () -> href(activities.draft(Acting.actor(), plan)));
        } catch (Refusal refusal) {
            Answers.wrong(form, "title", refusal);
            return formPage(null, form);
        }
    }

    private static String href(ActivityId id) {
        return LIST + "/" + id;
    }

    private Activity get(String id) {
        return activities.get(ActivityId.parse(id));
    }

    @Can(value = Action.ACTIVITY_EDIT, on = "activity")
    @GetMapping("/office/activities/{activity}/edit")
    ModelAndView edit(@PathVariable String activity) {
        Activity found = get(activity);
        return formPage(found, entries.shown(found, activities.posts(found.id())));
    }

    @Can(value = Action.ACTIVITY_EDIT, on = "activity")
    @PostMapping("/office/activities/{activity}/edit")
    ModelAndView change(
            @PathVariable String activity, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Activity found = get(activity);
        Form form = Form.of(request);
        Plan plan = entries.plan(form, found);
        if (plan == null) {
            return formPage(found, form);
        }
        int version = ActivityLeadController.whole(form.digits("version"), 0);
        try {
            return answers.once(token, () -> {
                activities.change(Acting.actor(), found.id(), version, plan);
                return href(found.id());
            });
        } catch (Refusal refusal) {
            Answers.wrong(form, "title", refusal);
            return formPage(found, form);
        }
    }

    // --- one activity ---

    @Can(value = Action.ACTIVITY_READ, on = "activity")
    @GetMapping("/office/activities/{activity}")
    ModelAndView activity(@PathVariable String activity) {
        return page(get(activity), Form.empty());
    }

    private ModelAndView page(Activity activity, Form form) {
        Actor actor = Acting.actor();
        return Answers.again("activity/office", form)
                .addObject("activity", activity)
                .addObject("posts", activities.posts(activity.id()))
                .addObject("place", places.name(activity.site(), Words.english()))
                .addObject("steps", activities.steps(activity.id()))
                .addObject("series", activities.series(activity))
                .addObject("doubts", activities.doubts(activity))
                .addObject("insurances", activities.insurances(activity.id()))
                .addObject("cases", agreements.cases(activity))
                .addObject("allCases", terms.agreementCases())
                .addObject("agreement", agreements.current(activity.id()).orElse(null))
                .addObject("incidents", uploads.incidents(activity.id()))
                .addObject("people", lists.list(activity))
                .addObject("editable", rights.may(actor, Action.ACTIVITY_EDIT, activity.whereabouts()))
                .addObject("approvable", rights.may(actor, Action.ACTIVITY_APPROVE, activity.whereabouts()))
                .addObject("overridable", rights.may(actor, Action.ACTIVITY_OVERRIDE, activity.whereabouts()));
    }

    private ModelAndView step(String id, String token, Form form, String field, Consumer<Activity> change) {
        Activity activity = get(id);
        try {
            return answers.once(token, () -> {
                change.accept(activity);
                return href(activity.id());
            });
        } catch (Refusal refusal) {
            Answers.wrong(form, field, refusal);
            return page(get(id), form);
        }
    }

    /** Handing in, taking back, calling off. */
    @Can(value = Action.ACTIVITY_EDIT, on = "activity")
    @PostMapping("/office/activities/{activity}/turns")
    ModelAndView turn(
            @PathVariable String activity, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        return step(activity, token, form, "reason", one -> {
            Actor actor = Acting.actor();
            switch (form.raw("what")) {
                case "submit" -> activities.submit(actor, one.id());
                case "withdraw" -> activities.withdraw(actor, one.id(), form.raw("reason"));
                case "cancel" -> activities.cancel(actor, one.id(), form.raw("reason"));
                default -> throw new Refusal(Text.of("请选要办哪一件事"));
            }
        });
    }

    /** The second look. */
    @Can(value = Action.ACTIVITY_APPROVE, on = "activity")
    @PostMapping("/office/activities/{activity}/look")
    ModelAndView look(
            @PathVariable String activity, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        return step(activity, token, form, "look", one -> {
            if (form.has("what", "back")) {
                activities.sendBack(Acting.actor(), one.id(), form.raw("reason"));
            } else {
                activities.pass(Acting.actor(), one.id());
            }
        });
    }

    /** Once more on another day, or every week until a day. */
    @Can(value = Action.ACTIVITY_EDIT, on = "activity")
    @PostMapping("/office/activities/{activity}/copies")
    ModelAndView copy(
            @PathVariable String activity, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        Activity found = get(activity);
        LocalDate day = form.day("copyDay", Text.of("请填写日期"));
        if (day == null) {
            return page(found, form);
        }
        try {
            return answers.once(token, () -> {
                if (form.has("weekly", "yes")) {
                    activities.repeatWeekly(Acting.actor(), found.id(), day);
                    return href(found.id());
                }
                return href(activities.copy(Acting.actor(), found.id(), day));
            });
        } catch (Refusal refusal) {
            Answers.wrong(form, "copyDay", refusal);
            return page(found, form);
        }
    }

    @Can(value = Action.ACTIVITY_EDIT, on = "activity")
    @PostMapping("/office/activities/{activity}/insurance")
    ModelAndView insure(
            @PathVariable String activity, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        if (!form.raw("withdraw").isEmpty()) {
            return step(
                    activity,
                    token,
                    form,
                    "insuranceReason",
                    one -> activities.withdrawInsurance(
                            one.id(), uuid(form.raw("withdraw")), form.raw("insuranceReason")));
        }
        String insurer = form.required("insurer", 60, Text.of("请填写保险公司"));
        String contract = form.required("contract", 60, Text.of("请填写保单号"));
        String covers = form.required("covers", 200, Text.of("请写明保什么、保多少，和保单上的一样"));
        LocalDate from = form.day("firstDay", Text.of("请填写从哪一天起保"));
        LocalDate through = form.day("lastInsured", Text.of("请填写保到哪一天"));
        if (from != null && through != null && through.isBefore(from)) {
            form.wrong("lastInsured", Text.of("保到的日子不能早于起保的日子"));
        }
        if (form.hasWrongs() || from == null || through == null) {
            return page(get(activity), form);
        }
        return step(
                activity,
                token,
                form,
                "insurer",
                one -> activities.insure(Acting.actor(), one.id(), insurer, contract, covers, from, through));
    }

    private static UUID uuid(String typed) {
        try {
            return UUID.fromString(typed);
        } catch (IllegalArgumentException e) {
            throw new Absent("insurance");
        }
    }

    @Can(value = Action.ACTIVITY_EDIT, on = "activity")
    @PostMapping("/office/activities/{activity}/agreement")
    ModelAndView agreement(
            @PathVariable String activity, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        String words = form.required("words", Agreement.WORDS_LENGTH_MAX, Text.of("请写协议的正文"));
        if (form.hasWrongs()) {
            return page(get(activity), form);
        }
        int shown = ActivityLeadController.whole(form.digits("shown"), 0);
        return step(
                activity,
                token,
                form,
                "words",
                one -> agreements.write(Acting.actor(), one.id(), shown, words, form.all("case")));
    }

    @Can(value = Action.ACTIVITY_EDIT, on = "activity")
    @PostMapping("/office/activities/{activity}/invitations")
    ModelAndView invite(
            @PathVariable String activity, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        Optional<VolunteerId> volunteer = volunteer(form, "invited");
        if (volunteer.isEmpty()) {
            return page(get(activity), form);
        }
        return step(
                activity,
                token,
                form,
                "invited",
                one -> signUps.invite(Acting.actor(), one.id(), PostId.parse(form.raw("post")), volunteer.get()));
    }

    private Optional<VolunteerId> volunteer(Form form, String field) {
        List<Volunteers.Listed> found =
                VolunteerNumber.typed(form.raw(field)).map(volunteers::numbered).orElse(List.of());
        if (found.isEmpty()) {
            form.wrong(field, Text.of("没有找到编号“{0}”的志愿者；只看得到您负责范围里的", form.raw(field)));
            return Optional.empty();
        }
        return Optional.of(found.getFirst().volunteer().id());
    }

    /** Somebody comes though no seat is free, or though he is elsewhere: with a reason that stays. */
    @Can(value = Action.ACTIVITY_OVERRIDE, on = "activity")
    @PostMapping("/office/activities/{activity}/overrides")
    ModelAndView override(
            @PathVariable String activity, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        Optional<VolunteerId> volunteer = volunteer(form, "let");
        if (volunteer.isEmpty()) {
            return page(get(activity), form);
        }
        return step(
                activity,
                token,
                form,
                "letReason",
                one -> signUps.override(
                        Acting.actor(),
                        one.id(),
                        PostId.parse(form.raw("post")),
                        volunteer.get(),
                        form.raw("letReason"),
                        form.has("guardian", "yes")));
    }

    @Can(value = Action.ACTIVITY_EDIT, on = "activity")
    @PostMapping("/office/activities/{activity}/incidents")
    ModelAndView settle(
            @PathVariable String activity, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        return step(
                activity,
                token,
                form,
                "answer",
                one -> uploads.settle(Acting.actor(), one.id(), uuid(form.raw("incident")), form.raw("answer")));
    }
}
