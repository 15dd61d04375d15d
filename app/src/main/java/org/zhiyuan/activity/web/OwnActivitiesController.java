package org.zhiyuan.activity.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.zhiyuan.activity.Activities;
import org.zhiyuan.activity.Activity;
import org.zhiyuan.activity.ActivityId;
import org.zhiyuan.activity.Agreement;
import org.zhiyuan.activity.Agreements;
import org.zhiyuan.activity.Calendars;
import org.zhiyuan.activity.Faces;
import org.zhiyuan.activity.Incident;
import org.zhiyuan.activity.NoShows;
import org.zhiyuan.activity.Post;
import org.zhiyuan.activity.PostId;
import org.zhiyuan.activity.SignUp;
import org.zhiyuan.activity.SignUpState;
import org.zhiyuan.activity.SignUps;
import org.zhiyuan.activity.Uploads;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.FormTokens;
import org.zhiyuan.shell.Formats;
import org.zhiyuan.volunteer.Offer;
import org.zhiyuan.volunteer.Volunteer;
import org.zhiyuan.volunteer.VolunteerId;
import org.zhiyuan.volunteer.Volunteers;

/** One's own word: signing up, leaving, answering an invitation; what one said yes to, and what one might do this week. */
@Controller
class OwnActivitiesController {
    private static final String MINE = "/me/activities";
    private static final Duration WEEK = Duration.ofDays(7);
    private static final int NEAR_LOOKED_AT = 60;
    private static final int NEAR_SHOWN = 8;
    private static final LocalTime NOON = LocalTime.of(12, 0);
    private static final LocalTime EVENING = LocalTime.of(18, 0);

    private final Activities activities;
    private final SignUps signUps;
    private final Agreements agreements;
    private final Uploads uploads;
    private final NoShows noShows;
    private final Calendars calendars;
    private final Volunteers volunteers;
    private final Faces faces;
    private final PublicActivitiesController pages;
    private final Answers answers;
    private final InstantSource clock;

    OwnActivitiesController(
            Activities activities,
            SignUps signUps,
            Agreements agreements,
            Uploads uploads,
            NoShows noShows,
            Calendars calendars,
            Volunteers volunteers,
            Faces faces,
            PublicActivitiesController pages,
            Answers answers,
            InstantSource clock) {
        this.activities = activities;
        this.signUps = signUps;
        this.agreements = agreements;
        this.uploads = uploads;
        this.noShows = noShows;
        this.calendars = calendars;
        this.volunteers = volunteers;
        this.faces = faces;
        this.pages = pages;
        this.answers = answers;
        this.clock = clock;
    }

    // --- one tap ---

    @Can(value = Action.ACTIVITY_SIGN_UP, on = "activity")
    @PostMapping("/activities/{activity}/sign-up")
    ModelAndView signUp(
            @PathVariable String activity, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        ActivityId id = ActivityId.parse(activity);
        Form form = Form.of(request);
        if (!form.all("family").isEmpty()) {
            return said(form, id, () -> together(id, token, form));
        }
        return said(
                form,
                id,
                () -> answers.once(token, () -> {
                    signUps.signUp(Acting.actor(), id, PostId.parse(form.raw("post")), form.has("guardian", "yes"));
                    return "/activities/" + id;
                }));
    }

    /** All of them in one transaction, or nobody; each row is another person's own, so the house writes them. */
    private ModelAndView together(ActivityId id, String token, Form form) {
        Actor actor = Acting.actor();
        Set<VolunteerId> known =
                volunteers.own(actor).map(own -> faces.family(own).keySet()).orElseThrow(() -> new Absent("volunteer"));
        List<VolunteerId> chosen =
                known.stream().filter(one -> form.has("family", one.toString())).toList();
        if (chosen.isEmpty()) {
            throw new Refusal(Text.of("选的家人现在不和您一起了"), Text.of("请刷新页面，看过新的情况再办"));
        }
        return Acting.as(
                actor,
                Scope.EVERYTHING,
                () -> answers.once(token, () -> {
                    signUps.signUpTogether(
                            actor, id, PostId.parse(form.raw("post")), chosen, form.has("guardian", "yes"));
                    return "/activities/" + id;
                }));
    }

    /** A "no" is told on the page of the activity, where there is everything that one may do instead. */
    private ModelAndView said(Form form, ActivityId id, java.util.function.Supplier<ModelAndView> change) {
        try {
            return change.get();
        } catch (Refusal refusal) {
            Answers.wrong(form, "post", refusal);
            return pages.page(id, form);
        }
    }

    private SignUp own(ActivityId id) {
        return signUps.own(Acting.actor(), id).orElseThrow(() -> new Absent("sign-up to " + id));
    }

    @Can(value = Action.ACTIVITY_SIGN_UP, on = "activity")
    @PostMapping("/activities/{activity}/cancellation")
    ModelAndView cancel(
            @PathVariable String activity, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        ActivityId id = ActivityId.parse(activity);
        return said(
                Form.of(request),
                id,
                () -> answers.once(token, () -> {
                    signUps.cancel(Acting.actor(), own(id).id());
                    return "/activities/" + id;
                }));
    }

    @Can(value = Action.ACTIVITY_SIGN_UP, on = "activity")
    @PostMapping("/activities/{activity}/answer")
    ModelAndView answer(
            @PathVariable String activity, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        ActivityId id = ActivityId.parse(activity);
        Form form = Form.of(request);
        return said(
                form,
                id,
                () -> answers.once(token, () -> {
                    if (form.has("answer", "yes")) {
                        signUps.accept(Acting.actor(), own(id).id(), form.has("guardian", "yes"));
                        return "/activities/" + id;
                    }
                    signUps.refuse(Acting.actor(), own(id).id());
                    return MINE;
                }));
    }

    @Can(value = Action.ACTIVITY_SIGN_UP, on = "activity")
    @PostMapping("/activities/{activity}/agreement")
    ModelAndView agree(
            @PathVariable String activity, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        ActivityId id = ActivityId.parse(activity);
        Form form = Form.of(request);
        int version = ActivityLeadController.whole(form.digits("version"), 0);
        return said(
                form,
                id,
                () -> answers.once(token, () -> {
                    agreements.agree(
                            Acting.actor(),
                            activities.get(id),
                            own(id),
                            version,
                            Agreement.Party.VOLUNTEER,
                            Agreement.Way.WEB);
                    return "/activities/" + id;
                }));
    }

    // --- what happened ---

    @Can(value = Action.OWN_DATA_READ, on = "activity")
    @GetMapping("/activities/{activity}/incidents/new")
    ModelAndView incident(@PathVariable String activity) {
        return incidentPage(involved(ActivityId.parse(activity)), Form.empty());
    }

    private Activity involved(ActivityId id) {
        Activity activity = activities.get(id);
        boolean seated =
                signUps.own(Acting.actor(), id).map(one -> one.state().seated()).orElse(false);
        if (!seated && !activity.leads(Acting.actor().person())) {
            throw new Absent("activity " + id);
        }
        return activity;
    }

    private static ModelAndView incidentPage(Activity activity, Form form) {
        return Answers.again("activity/incident", form).addObject("activity", activity);
    }

    @Can(value = Action.ACTIVITY_SIGN_UP, on = "activity")
    @PostMapping("/activities/{activity}/incidents")
    ModelAndView report(
            @PathVariable String activity, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        Activity found = involved(ActivityId.parse(activity));
        String words = form.required("words", Incident.WORDS_LENGTH_MAX, Text.of("请写一句话：出了什么事，在哪里"));
        if (!words.isEmpty() && words.length() < Incident.WORDS_LENGTH_MIN) {
            form.wrong("words", Text.of("请写一句话：出了什么事，在哪里"));
        }
        if (!form.has("kind", "harm") && !form.has("kind", "near")) {
            form.wrong("kind", Text.of("请选是出了事，还是险些出事"));
        }
        if (form.hasWrongs()) {
            return incidentPage(found, form);
        }
        return answers.once(token, () -> {
            uploads.report(Acting.actor(), found.id(), form.has("kind", "near"), words);
            return found.href() + "?told=1";
        });
    }

    /** Why one did not come; told on the activity's page, where the answer will stand. */
    @Can(value = Action.ACTIVITY_SIGN_UP, on = "activity")
    @PostMapping("/activities/{activity}/excuse")
    ModelAndView excuse(
            @PathVariable String activity, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        ActivityId id = ActivityId.parse(activity);
        Form form = Form.of(request);
        return said(
                form,
                id,
                () -> answers.once(token, () -> {
                    noShows.say(Acting.actor(), id, form.raw("words"));
                    return "/activities/" + id;
                }));
    }

    // --- mine ---

    @Can(Action.OWN_DATA_READ)
    @GetMapping("/me/activities")
    ModelAndView mine() {
        return minePage("");
    }

    private ModelAndView minePage(String feed) {
        Actor actor = Acting.actor();
        Optional<Volunteer> volunteer = volunteers.own(actor);
        List<Mine> all = volunteer.map(this::all).orElse(List.of());
        Instant now = clock.instant();
        return new ModelAndView("activity/mine")
                .addObject("registered", volunteer.isPresent())
                .addObject(
                        "standing",
                        volunteer.map(one -> noShows.standing(one.id())).orElse(null))
                .addObject(
                        "asked",
                        some(
                                all,
                                one -> one.signUp().state() == SignUpState.INVITED
                                        && one.activity().state().ahead()))
                .addObject("ahead", some(all, one -> isAhead(one, now)))
                .addObject(
                        "past",
                        some(all, one -> !isAhead(one, now) && one.signUp().state() != SignUpState.INVITED))
                .addObject("led", activities.led(actor))
                .addObject("near", volunteer.map(this::near).orElse(List.of()))
                .addObject("hasFeed", calendars.has(actor))
                .addObject("feed", feed);
    }

    private static boolean isAhead(Mine one, Instant now) {
        boolean comes =
                one.signUp().state() == SignUpState.SEATED || one.signUp().state() == SignUpState.WAITING;
        return comes && !one.activity().state().over() && one.activity().ends().isAfter(now);
    }

    private static List<Mine> some(List<Mine> all, java.util.function.Predicate<Mine> wanted) {
        return all.stream().filter(wanted).toList();
    }

    private List<Mine> all(Volunteer volunteer) {
        List<SignUp> own = signUps.mine(volunteer.id());
        Set<ActivityId> ids =
                new LinkedHashSet<>(own.stream().map(SignUp::activity).toList());
        Map<ActivityId, Activity> byId =
                activities.all(ids).stream().collect(Collectors.toMap(Activity::id, Function.identity()));
        Map<ActivityId, List<Post>> posts = activities.posts(List.copyOf(byId.values()));
        List<Mine> all = new ArrayList<>();
        for (SignUp one : own) {
            Activity activity = byId.get(one.activity());
            if (activity != null) {
                Post post = posts.getOrDefault(activity.id(), List.of()).stream()
                        .filter(candidate -> candidate.id().equals(one.post()))
                        .findFirst()
                        .orElse(null);
                all.add(new Mine(one, activity, post, one.state() == SignUpState.WAITING ? signUps.before(one) : 0));
            }
        }
        all.sort(Comparator.comparing(one -> one.activity().starts()));
        return all;
    }

    // --- what one might do this week, near ---

    private List<Near> near(Volunteer volunteer) {
        Instant now = clock.instant();
        List<Activity> found = activities.near(volunteer.site(), now, now.plus(WEEK), NEAR_LOOKED_AT);
        Set<ActivityId> known = signUps.standsTo(volunteer.id(), found);
        Map<ActivityId, List<Post>> posts = activities.posts(found);
        Offer offer = volunteers.offer(volunteer.id());
        List<Near> near = new ArrayList<>();
        for (Activity activity : found) {
            if (known.contains(activity.id())) {
                continue;
            }
            posts.getOrDefault(activity.id(), List.of()).stream()
                    .filter(post -> post.open() > 0)
                    .filter(post -> signUps.may(volunteer, activity, post) instanceof Decision.Allowed)
                    .findFirst()
                    .ifPresent(post -> near.add(new Near(activity, post, free(offer, activity))));
        }
        // whoever said when he is free sees that first; among these the nearest stay in front
        near.sort(Comparator.comparing(one -> !one.fits()));
        return near.size() > NEAR_SHOWN ? near.subList(0, NEAR_SHOWN) : near;
    }

    private static boolean free(Offer offer, Activity activity) {
        ZonedDateTime starts = activity.starts().atZone(Formats.ZONE);
        DayOfWeek day = starts.getDayOfWeek();
        LocalTime time = starts.toLocalTime();
        Offer.Part part = time.isBefore(NOON)
                ? Offer.Part.MORNING
                : time.isBefore(EVENING) ? Offer.Part.AFTERNOON : Offer.Part.EVENING;
        return offer.free(day.getValue(), part);
    }

    // --- a calendar of one's own ---

    /** The new address is shown once: only its digest is kept. */
    @Can(Action.OWN_DATA_EDIT)
    @PostMapping("/me/activities/calendar")
    ModelAndView feed(HttpServletRequest request) {
        Actor actor = Acting.actor();
        if (actor.person() == null) {
            throw new Refusal(Text.of("这个账号没有对应的人"));
        }
        if (Form.of(request).has("end", "yes")) {
            calendars.end(actor);
            return minePage("");
        }
        String key = calendars.begin(actor);
        return minePage(PublicActivitiesController.house(request) + "/activities/own.ics?key=" + key);
    }
}
