package org.zhiyuan.activity.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import org.zhiyuan.activity.Activities;
import org.zhiyuan.activity.Activity;
import org.zhiyuan.activity.ActivityId;
import org.zhiyuan.activity.Agreement;
import org.zhiyuan.activity.Agreements;
import org.zhiyuan.activity.Excuse;
import org.zhiyuan.activity.Faces;
import org.zhiyuan.activity.NoShows;
import org.zhiyuan.activity.Result;
import org.zhiyuan.activity.SignUp;
import org.zhiyuan.activity.SignUpId;
import org.zhiyuan.activity.SignUpState;
import org.zhiyuan.activity.SignUps;
import org.zhiyuan.activity.Uploads;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.FormTokens;
import org.zhiyuan.volunteer.VolunteerId;

/** Leading an activity: who comes, beginning and ending, who did not come, what came of it. */
@Controller
class ActivityLeadController {
    private final Activities activities;
    private final SignUps signUps;
    private final Agreements agreements;
    private final Uploads uploads;
    private final NoShows noShows;
    private final Faces faces;
    private final Answers answers;
    private final InstantSource clock;

    ActivityLeadController(
            Activities activities,
            SignUps signUps,
            Agreements agreements,
            Uploads uploads,
            NoShows noShows,
            Faces faces,
            Answers answers,
            InstantSource clock) {
        this.activities = activities;
        this.signUps = signUps;
        this.agreements = agreements;
        this.uploads = uploads;
        this.noShows = noShows;
        this.faces = faces;
        this.answers = answers;
        this.clock = clock;
    }

    @Can(value = Action.ACTIVITY_LEAD_READ, on = "activity")
    @GetMapping("/activities/{activity}/lead")
    ModelAndView lead(@PathVariable String activity) {
        return page(activities.get(ActivityId.parse(activity)), Form.empty());
    }

    private ModelAndView page(Activity activity, Form form) {
        List<Listed> list = list(activity);
        return Answers.again("activity/lead", form)
                .addObject("activity", activity)
                .addObject("posts", activities.posts(activity.id()))
                .addObject(
                        "seated",
                        list.stream()
                                .filter(one -> one.signUp().state().seated())
                                .toList())
                .addObject(
                        "waiting",
                        list.stream()
                                .filter(one -> one.signUp().state() == SignUpState.WAITING)
                                .toList())
                .addObject("mayStart", activities.mayStart(activity.id()))
                .addObject("unfit", activities.unfit(activity))
                .addObject("insured", activities.insured(activity))
                .addObject("agreement", agreements.current(activity.id()).orElse(null))
                .addObject("incidents", uploads.incidents(activity.id()))
                .addObject("result", uploads.result(activity.id()).orElse(null))
                .addObject("photos", uploads.photos(activity.id()))
                .addObject("now", clock.instant());
    }

    List<Listed> list(Activity activity) {
        List<SignUp> all =
                signUps.list(activity.id(), EnumSet.of(SignUpState.SEATED, SignUpState.NO_SHOW, SignUpState.WAITING));
        Map<PersonId, String> names =
                faces.names(all.stream().map(SignUp::person).toList());
        Map<VolunteerId, String> numbers = faces.numbers(all);
        Map<SignUpId, Set<Agreement.Party>> agreed = agreements
                .current(activity.id())
                .map(one -> agreements.agreed(activity.id(), one.version()))
                .orElse(Map.of());
        var posts = activities.posts(activity.id());
        Map<SignUpId, Excuse> excuses = noShows.at(activity.id());
        return all.stream()
                .map(one -> new Listed(
                        one,
                        names.getOrDefault(one.person(), ""),
                        numbers.getOrDefault(one.volunteer(), ""),
                        posts.stream()
                                .filter(post -> post.id().equals(one.post()))
                                .map(post -> post.name())
                                .findFirst()
                                .orElse(""),
                        agreed.getOrDefault(one.id(), Set.of()),
                        one.state() == SignUpState.NO_SHOW ? excuses.get(one.id()) : null))
                .toList();
    }

    private ModelAndView step(String id, String token, Form form, String field, Consumer<Activity> change) {
        Activity activity = activities.get(ActivityId.parse(id));
        Supplier<String> made = () -> {
            change.accept(activity);
            return activity.leadHref();
        };
        try {
            return answers.once(token, made);
        } catch (Refusal refusal) {
            Answers.wrong(form, field, refusal);
            return page(activities.get(activity.id()), form);
        }
    }

    @Can(value = Action.ACTIVITY_LEAD, on = "activity")
    @PostMapping("/activities/{activity}/lead/begin")
    ModelAndView begin(@PathVariable String activity, @RequestParam(FormTokens.FIELD) String token) {
        return step(activity, token, Form.empty(), "begin", one -> activities.begin(Acting.actor(), one.id()));
    }

    @Can(value = Action.ACTIVITY_LEAD, on = "activity")
    @PostMapping("/activities/{activity}/lead/end")
    ModelAndView end(@PathVariable String activity, @RequestParam(FormTokens.FIELD) String token) {
        return step(activity, token, Form.empty(), "end", one -> activities.end(Acting.actor(), one.id()));
    }

    @Can(value = Action.ACTIVITY_LEAD, on = "activity")
    @PostMapping("/activities/{activity}/lead/recorded")
    ModelAndView recorded(@PathVariable String activity, @RequestParam(FormTokens.FIELD) String token) {
        return step(activity, token, Form.empty(), "recorded", one -> activities.recorded(Acting.actor(), one.id()));
    }

    /** Closes or opens the list. */
    @Can(value = Action.ACTIVITY_LEAD, on = "activity")
    @PostMapping("/activities/{activity}/lead/list")
    ModelAndView closeList(
            @PathVariable String activity, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        return step(activity, token, form, "list", one -> {
            if (form.has("open", "yes")) {
                activities.reopen(Acting.actor(), one.id());
            } else {
                activities.confirm(Acting.actor(), one.id());
            }
        });
    }

    private SignUp of(Activity activity, Form form) {
        SignUp found = signUps.get(SignUpId.parse(form.raw("signUp")));
        if (!found.activity().equals(activity.id())) {
            throw new Absent("sign-up " + found.id());
        }
        return found;
    }

    /** What the leader says of somebody on the list. */
    @Can(value = Action.ACTIVITY_LEAD, on = "activity")
    @PostMapping("/activities/{activity}/lead/people")
    ModelAndView people(
            @PathVariable String activity, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        return step(activity, token, form, "signUp", one -> {
            SignUp signUp = of(one, form);
            String reason = form.raw("reason");
            switch (form.raw("what")) {
                case "no-show" -> signUps.noShow(Acting.actor(), signUp.id(), reason);
                case "restore" -> signUps.restore(Acting.actor(), signUp.id(), reason);
                case "accept" -> noShows.answer(Acting.actor(), signUp.id(), true, reason);
                case "decline" -> noShows.answer(Acting.actor(), signUp.id(), false, reason);
                case "off" -> signUps.takeOff(Acting.actor(), signUp.id(), reason);
                default -> throw new Refusal(Text.of("请选要办哪一件事"));
            }
        });
    }

    /** The organiser's yes, and the volunteer's where it stands on paper. */
    @Can(value = Action.ACTIVITY_LEAD, on = "activity")
    @PostMapping("/activities/{activity}/lead/agreements")
    ModelAndView agree(
            @PathVariable String activity, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        return step(activity, token, form, "signUp", one -> {
            SignUp signUp = of(one, form);
            int version = whole(form.digits("version"), 0);
            agreements.agree(Acting.actor(), one, signUp, version, Agreement.Party.ORGANISER, Agreement.Way.WEB);
            if (form.has("paper", "yes")) {
                agreements.agree(Acting.actor(), one, signUp, version, Agreement.Party.VOLUNTEER, Agreement.Way.PAPER);
            }
        });
    }

    /** A whole number as typed; the other where it is none. */
    static int whole(String typed, int otherwise) {
        try {
            return typed.isEmpty() ? otherwise : Integer.parseInt(typed);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    // --- what came of it ---

    @Can(value = Action.ACTIVITY_LEAD_READ, on = "activity")
    @GetMapping("/activities/{activity}/lead/result")
    ModelAndView result(@PathVariable String activity) {
        Activity found = activities.get(ActivityId.parse(activity));
        Result known = uploads.result(found.id()).orElse(null);
        Form form = Form.empty();
        if (known != null) {
            form.with("reached", known.reached()).with("words", known.words());
        }
        return resultPage(found, form);
    }

    private ModelAndView resultPage(Activity activity, Form form) {
        return Answers.again("activity/result", form)
                .addObject("activity", activity)
                .addObject("photos", uploads.photos(activity.id()));
    }

    /** The one short form; a photo that cannot be kept is told, and the rest stays as it was entered. */
    @Can(value = Action.ACTIVITY_LEAD, on = "activity")
    @PostMapping("/activities/{activity}/lead/result")
    ModelAndView tell(
            @PathVariable String activity,
            @RequestParam(FormTokens.FIELD) String token,
            @RequestParam(required = false) @Nullable List<MultipartFile> photos,
            HttpServletRequest request)
            throws IOException {
        Activity found = activities.get(ActivityId.parse(activity));
        Form form = Form.of(request);
        int reached = whole(form.digits("reached"), -1);
        if (reached < 0 || reached > Result.REACHED_MAX) {
            form.wrong("reached", Text.of("请填写服务了多少人，0 到 {0} 的整数", Result.REACHED_MAX));
        }
        String words = form.required("words", Result.WORDS_LENGTH_MAX, Text.of("请用一句话说说做了什么、有什么结果"));
        if (form.hasWrongs()) {
            return resultPage(found, form);
        }
        List<MultipartFile> given = photos == null
                ? List.of()
                : photos.stream().filter(one -> !one.isEmpty()).toList();
        byte[][] bytes = new byte[given.size()][];
        for (int i = 0; i < given.size(); i++) {
            bytes[i] = given.get(i).getBytes();
        }
        try {
            return answers.once(token, () -> {
                uploads.tell(Acting.actor(), found.id(), reached, words);
                for (int i = 0; i < bytes.length; i++) {
                    String name = given.get(i).getOriginalFilename();
                    uploads.addPhoto(Acting.actor(), found.id(), name == null ? "photo" : name, bytes[i]);
                }
                return found.leadHref();
            });
        } catch (Refusal refusal) {
            Answers.wrong(form, "photos", refusal);
            return resultPage(found, form);
        }
    }

    @Can(value = Action.ACTIVITY_LEAD, on = "activity")
    @PostMapping("/activities/{activity}/lead/photo-removal")
    ModelAndView removePhoto(
            @PathVariable String activity, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        return step(activity, token, form, "photos", one -> uploads.removePhoto(one.id(), whole(form.digits("n"), 0)));
    }
}
