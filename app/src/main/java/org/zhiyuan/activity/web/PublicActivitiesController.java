package org.zhiyuan.activity.web;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.zhiyuan.activity.Activities;
import org.zhiyuan.activity.Activity;
import org.zhiyuan.activity.ActivityId;
import org.zhiyuan.activity.Agreement;
import org.zhiyuan.activity.Agreements;
import org.zhiyuan.activity.Calendars;
import org.zhiyuan.activity.Faces;
import org.zhiyuan.activity.ICalendar;
import org.zhiyuan.activity.NoShows;
import org.zhiyuan.activity.Published;
import org.zhiyuan.activity.SignUp;
import org.zhiyuan.activity.SignUpState;
import org.zhiyuan.activity.SignUps;
import org.zhiyuan.activity.Terms;
import org.zhiyuan.activity.Uploads;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.network.Fields;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.FormTokens;
import org.zhiyuan.shell.Formats;
import org.zhiyuan.shell.Words;
import org.zhiyuan.volunteer.Choice;
import org.zhiyuan.volunteer.Places;
import org.zhiyuan.volunteer.Rulebook;
import org.zhiyuan.volunteer.Volunteer;
import org.zhiyuan.volunteer.Volunteers;

/** Activities for everybody: what is on, when, where, and everything that one is told before signing up (R4). */
@Controller
class PublicActivitiesController {
    private static final Duration AHEAD = Duration.ofDays(90);
    private static final int MONTH_MAX = 400;
    private static final int FEED_MAX = 200;
    private static final int YEARS_AROUND = 2;

    private final Activities activities;
    private final SignUps signUps;
    private final Agreements agreements;
    private final Uploads uploads;
    private final NoShows noShows;
    private final Calendars calendars;
    private final Faces faces;
    private final Terms terms;
    private final Volunteers volunteers;
    private final Rulebook volunteerRules;
    private final Places places;
    private final Fields fields;
    private final Rights rights;
    private final FormTokens forms;
    private final InstantSource clock;

    PublicActivitiesController(
            Activities activities,
            SignUps signUps,
            Agreements agreements,
            Uploads uploads,
            NoShows noShows,
            Calendars calendars,
            Faces faces,
            Terms terms,
            Volunteers volunteers,
            Rulebook volunteerRules,
            Places places,
            Fields fields,
            Rights rights,
            FormTokens forms,
            InstantSource clock) {
        this.activities = activities;
        this.signUps = signUps;
        this.agreements = agreements;
        this.uploads = uploads;
        this.noShows = noShows;
        this.calendars = calendars;
        this.faces = faces;
        this.terms = terms;
        this.volunteers = volunteers;
        this.volunteerRules = volunteerRules;
        this.places = places;
        this.fields = fields;
        this.rights = rights;
        this.forms = forms;
        this.clock = clock;
    }

    // --- the list ---

    @Can(Action.PUBLIC_READ)
    @GetMapping("/activities")
    ModelAndView list(
            @RequestParam(defaultValue = "") String day,
            @RequestParam(defaultValue = "") String field,
            @RequestParam(defaultValue = "") String site,
            @RequestParam(defaultValue = "") String open,
            @RequestParam(defaultValue = "1") int page) {
        LocalDate wantedDay = day(day);
        Map<String, String> options = places.all(Words.english());
        Published wanted = wanted(wantedDay, known(field), Places.chosen(options, site), open.equals("yes"));
        var found = activities.published(wanted, Math.max(1, page));
        Map<String, String> query = new LinkedHashMap<>();
        query.put("day", wantedDay == null ? "" : wantedDay.toString());
        query.put("field", wanted.field() == null ? "" : wanted.field());
        query.put("site", wanted.site() == null ? "" : wanted.site().toString());
        query.put("open", wanted.open() ? "yes" : "");
        Optional<Volunteer> own = volunteers.own(Acting.actor());
        return new ModelAndView("activity/list")
                .addObject("found", found)
                .addObject("posts", activities.posts(found.rows()))
                // each button its own token: whoever comes back to this page and taps another means another
                .addObject(
                        "tokens", found.rows().stream().collect(Collectors.toMap(Activity::id, one -> forms.issue())))
                .addObject("query", query)
                .addObject(
                        "more",
                        "/activities?"
                                + query.entrySet().stream()
                                        .filter(part -> !part.getValue().isEmpty())
                                        .map(part -> part.getKey() + "=" + part.getValue() + "&")
                                        .collect(Collectors.joining()))
                .addObject("places", options)
                .addObject("fields", fieldNames())
                .addObject(
                        "sites",
                        places.names(found.rows().stream().map(Activity::site).toList(), Words.english()))
                .addObject(
                        "mine",
                        own.map(one -> signUps.standsTo(one.id(), found.rows())).orElse(java.util.Set.of()))
                .addObject("now", clock.instant());
    }

    private Published wanted(@Nullable LocalDate day, @Nullable String field, @Nullable SiteId site, boolean open) {
        Instant now = clock.instant();
        return day == null
                ? new Published(now, now.plus(AHEAD), field, site, open)
                : new Published(start(day), start(day.plusDays(1)), field, site, open);
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(Formats.ZONE).toInstant();
    }

    private @Nullable LocalDate day(String typed) {
        try {
            LocalDate day = LocalDate.parse(typed.strip());
            return Math.abs(day.getYear() - terms.today().getYear()) <= YEARS_AROUND ? day : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private @Nullable String known(String field) {
        return fieldNames().containsKey(field) ? field : null;
    }

    private Map<String, String> fieldNames() {
        Map<String, String> names = new LinkedHashMap<>();
        fields.on(terms.today()).forEach(field -> names.put(field.key(), field.called(Words.english())));
        return names;
    }

    // --- the month ---

    @Can(Action.PUBLIC_READ)
    @GetMapping("/activities/calendar")
    ModelAndView calendar(@RequestParam(defaultValue = "") String month) {
        YearMonth wanted = month(month);
        LocalDate first =
                wanted.atDay(1).minusDays(wanted.atDay(1).getDayOfWeek().getValue() - 1L);
        LocalDate last = wanted.atEndOfMonth();
        LocalDate end = last.plusDays(7L - last.getDayOfWeek().getValue());
        List<Activity> found = activities.publishedUpTo(
                new Published(start(first), start(end.plusDays(1)), null, null, false), MONTH_MAX);
        Map<LocalDate, List<Activity>> byDay = new TreeMap<>();
        found.forEach(one ->
                byDay.computeIfAbsent(one.day(), key -> new ArrayList<>()).add(one));
        List<CalendarDay> days = first.datesUntil(end.plusDays(1))
                .map(day ->
                        new CalendarDay(day, YearMonth.from(day).equals(wanted), byDay.getOrDefault(day, List.of())))
                .toList();
        return new ModelAndView("activity/calendar")
                .addObject("month", wanted)
                .addObject("days", days)
                .addObject("today", terms.today())
                .addObject("more", found.size() == MONTH_MAX);
    }

    private YearMonth month(String typed) {
        YearMonth now = YearMonth.from(terms.today());
        try {
            YearMonth month = YearMonth.parse(typed);
            return Math.abs(month.getYear() - now.getYear()) <= YEARS_AROUND ? month : now;
        } catch (DateTimeException e) {
            return now;
        }
    }

    // --- one activity ---

    @Can(value = Action.PUBLIC_READ, on = "activity")
    @GetMapping("/activities/{activity}")
    ModelAndView activity(@PathVariable String activity) {
        return page(ActivityId.parse(activity), Form.empty());
    }

    ModelAndView page(ActivityId id, Form form) {
        Actor actor = Acting.actor();
        Activity activity = activities.get(id);
        Optional<Volunteer> own = volunteers.own(actor);
        Optional<SignUp> signUp = own.flatMap(one -> signUps.of(id, one.id()));
        Map<String, String> skills = skillNames();
        boolean waits = own.map(one -> noShows.standing(one.id()).waits()).orElse(false);
        List<Offered> posts = activities.posts(id).stream()
                .map(post -> new Offered(
                        post,
                        own.map(one -> signUps.may(one, activity, post)).orElse(Decision.allowed()),
                        post.skill() == null ? "" : skills.getOrDefault(post.skill(), post.skill()),
                        waits && own.map(one -> signUps.waitsTurn(one, post)).orElse(false)))
                .toList();
        Optional<Agreement> agreement = agreements.current(id);
        boolean agreed = signUp.isPresent()
                && agreement.isPresent()
                && agreements
                        .agreed(id, agreement.get().version())
                        .getOrDefault(signUp.get().id(), java.util.Set.of())
                        .contains(Agreement.Party.VOLUNTEER);
        List<PersonId> leaders = activity.leaders();
        Map<PersonId, String> names = faces.names(leaders);
        return Answers.again("activity/activity", form)
                .addObject("activity", activity)
                .addObject("posts", posts)
                .addObject("place", places.name(activity.site(), Words.english()))
                .addObject(
                        "leaders",
                        leaders.stream().map(one -> names.getOrDefault(one, "")).toList())
                .addObject("insured", activities.insured(activity))
                .addObject("signUp", signUp.orElse(null))
                .addObject(
                        "before",
                        signUp.filter(one -> one.state() == SignUpState.WAITING)
                                .map(signUps::before)
                                .orElse(0))
                .addObject("signedIn", actor.signedIn())
                .addObject("registered", own.isPresent())
                .addObject(
                        "family",
                        own.filter(one -> signUp.isEmpty()).map(faces::family).orElse(Map.of()))
                .addObject("guarded", own.map(signUps::guarded).orElse(false))
                .addObject("agreement", agreement.orElse(null))
                .addObject("excuse", signUp.flatMap(one -> noShows.of(one.id())).orElse(null))
                .addObject("agreed", agreed)
                .addObject("result", uploads.result(id).orElse(null))
                .addObject("photos", uploads.photos(id))
                .addObject("leads", rights.may(actor, Action.ACTIVITY_LEAD, activity.whereabouts()))
                .addObject("now", clock.instant());
    }

    private Map<String, String> skillNames() {
        Map<String, String> names = new LinkedHashMap<>();
        volunteerRules
                .choices(Choice.Kind.SKILL)
                .forEach(choice -> names.put(choice.key(), Words.english() ? choice.nameEn() : choice.name()));
        return names;
    }

    @Can(value = Action.PUBLIC_READ, on = "activity")
    @GetMapping("/activities/{activity}/photo")
    ResponseEntity<byte[]> photo(@PathVariable String activity, @RequestParam(defaultValue = "1") int n) {
        ActivityId id = ActivityId.parse(activity);
        activities.get(id);
        UUID file = uploads.photo(id, n).orElseThrow(() -> new Absent("photo " + n));
        return ResponseEntity.ok()
                .contentType(MediaType.IMAGE_JPEG)
                .cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePrivate())
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .body(faces.photo(file));
    }

    // --- for calendars ---

    @Can(Action.PUBLIC_READ)
    @GetMapping("/activities.ics")
    ResponseEntity<String> feed(HttpServletRequest request) {
        return calendar(activities.publishedUpTo(wanted(null, null, null, false), FEED_MAX), request);
    }

    @Can(value = Action.PUBLIC_READ, on = "activity")
    @GetMapping("/activities/{activity}/calendar.ics")
    ResponseEntity<String> one(@PathVariable String activity, HttpServletRequest request) {
        return calendar(List.of(activities.get(ActivityId.parse(activity))), request);
    }

    /** Read by somebody's calendar, which cannot sign in: the address itself is the key. */
    @Can(Action.PUBLIC_READ)
    @GetMapping("/activities/own.ics")
    ResponseEntity<String> own(@RequestParam(defaultValue = "") String key, HttpServletRequest request) {
        return calendar(calendars.of(key), request);
    }

    private ResponseEntity<String> calendar(List<Activity> those, HttpServletRequest request) {
        String name = Words.t("志愿服务活动");
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "calendar", StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noStore())
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"activities.ics\"")
                .body(ICalendar.of(those, name, house(request), clock.instant()));
    }

    /** The address under which the house was reached. */
    static String house(HttpServletRequest request) {
        int port = request.getServerPort();
        boolean usual = port == (request.isSecure() ? 443 : 80);
        return request.getScheme() + "://" + request.getServerName() + (usual ? "" : ":" + port);
    }
}
