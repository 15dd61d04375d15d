package org.zhiyuan.hours.web;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
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
import org.zhiyuan.hours.Entry;
import org.zhiyuan.hours.EntryId;
import org.zhiyuan.hours.Hours;
import org.zhiyuan.hours.Petitions;
import org.zhiyuan.hours.Served;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.kernel.Slice;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.person.People;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.presence.Way;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.FormTokens;
import org.zhiyuan.shell.Formats;
import org.zhiyuan.volunteer.Volunteer;
import org.zhiyuan.volunteer.VolunteerId;
import org.zhiyuan.volunteer.VolunteerNumber;
import org.zhiyuan.volunteer.Volunteers;

/** Service hours as the office sees them: what waits for a second person, one entry, an activity's entries, late entries. */
@Controller
class OfficeHoursController {
    private static final int WAITING_MAX = 100;
    private static final int PAGE_MAX = 500;
    private static final int REASON_LENGTH_MAX = 200;

    private final Hours hours;
    private final Petitions petitions;
    private final Activities activities;
    private final Volunteers volunteers;
    private final People people;
    private final Rights rights;
    private final Answers answers;
    private final InstantSource clock;

    OfficeHoursController(
            Hours hours,
            Petitions petitions,
            Activities activities,
            Volunteers volunteers,
            People people,
            Rights rights,
            Answers answers,
            InstantSource clock) {
        this.hours = hours;
        this.petitions = petitions;
        this.activities = activities;
        this.volunteers = volunteers;
        this.people = people;
        this.rights = rights;
        this.answers = answers;
        this.clock = clock;
    }

    @Can(Action.HOURS_READ)
    @GetMapping("/office/hours")
    ModelAndView desk(@RequestParam(defaultValue = "1") int page) {
        Actor actor = Acting.actor();
        List<Entry> waiting =
                rights.mayAnywhere(actor, Action.HOURS_REVIEW) ? hours.waiting(actor, WAITING_MAX) : List.of();
        return new ModelAndView("hours/desk")
                .addObject("waiting", waiting)
                .addObject("activities", hours.activities(waiting))
                .addObject("names", names(waiting))
                .addObject("petitions", petitions.open(actor, WAITING_MAX))
                .addObject("reversals", hours.openReversals(WAITING_MAX))
                .addObject("recent", activities.office(null, page));
    }

    /** By number, and masked where the person is in sight. */
    private Map<VolunteerId, String> names(List<Entry> entries) {
        Map<PersonId, String> names =
                people.names(entries.stream().map(Entry::person).distinct().toList());
        return volunteers.all(entries.stream().map(Entry::volunteer).toList()).values().stream()
                .collect(Collectors.toMap(Volunteer::id, volunteer -> called(volunteer, names)));
    }

    private static String called(Volunteer volunteer, Map<PersonId, String> names) {
        return (names.getOrDefault(volunteer.person(), "") + " " + volunteer.number()).strip();
    }

    // --- one entry ---

    @Can(value = Action.HOURS_READ, on = "entry")
    @GetMapping("/office/hours/{entry}")
    ModelAndView entry(@PathVariable String entry) {
        return page(hours.get(EntryId.parse(entry)), Form.empty());
    }

    private ModelAndView page(Entry entry, Form form) {
        Actor actor = Acting.actor();
        boolean reviews = rights.may(actor, Action.HOURS_REVIEW, entry.place());
        return Answers.again("hours/review", form)
                .addObject("entry", entry)
                .addObject("activity", hours.activities(List.of(entry)).get(entry.activity()))
                .addObject("who", names(List.of(entry)).getOrDefault(entry.volunteer(), "–"))
                .addObject("reckoning", hours.reckoning(entry))
                .addObject("findings", hours.findings(entry.id()))
                .addObject("approvals", hours.approvals(entry.id()))
                .addObject("steps", hours.steps(entry.id()))
                .addObject("reversal", hours.reversal(entry.id()).orElse(null))
                .addObject("petitions", petitions.of(entry.id()))
                .addObject("sealed", hours.sealed(entry).orElse(null))
                .addObject("reviews", reviews);
    }

    @Can(value = Action.HOURS_REVIEW, on = "entry")
    @PostMapping("/office/hours/{entry}/approval")
    ModelAndView approve(@PathVariable String entry, @RequestParam(FormTokens.FIELD) String token) {
        return change(entry, token, Form.empty(), "refusal", id -> hours.approve(Acting.actor(), id));
    }

    @Can(value = Action.HOURS_REVIEW, on = "entry")
    @PostMapping("/office/hours/{entry}/refusal")
    ModelAndView refuse(
            @PathVariable String entry, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        String reason = reason(form, "refusal");
        return change(entry, token, form, "refusal", id -> hours.refuse(Acting.actor(), id, reason));
    }

    @Can(value = Action.HOURS_REVIEW, on = "entry")
    @PostMapping("/office/hours/{entry}/reversal")
    ModelAndView reverse(
            @PathVariable String entry, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        boolean second = hours.reversal(EntryId.parse(entry)).isPresent();
        String reason = second ? "" : reason(form, "reason");
        return change(entry, token, form, "reason", id -> hours.reverse(Acting.actor(), id, reason));
    }

    @Can(value = Action.HOURS_REVIEW, on = "entry")
    @PostMapping("/office/hours/{entry}/reversal/decline")
    ModelAndView declineReversal(
            @PathVariable String entry, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        return change(entry, token, Form.of(request), "reason", id -> hours.declineReversal(Acting.actor(), id));
    }

    @Can(value = Action.HOURS_REVIEW, on = "entry")
    @PostMapping("/office/hours/{entry}/answer")
    ModelAndView answer(
            @PathVariable String entry, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        String words = reason(form, "answer");
        if (form.raw("granted").isEmpty()) {
            form.wrong("granted", Text.of("请选同意还是不同意"));
        }
        boolean granted = form.has("granted", "yes");
        return change(entry, token, form, "answer", id -> petitions.answer(Acting.actor(), id, granted, words));
    }

    private static String reason(Form form, String field) {
        return form.required(field, REASON_LENGTH_MAX, Text.of("请写明原因，{0} 到 {1} 个字", 4, REASON_LENGTH_MAX));
    }

    private interface Change {
        void of(EntryId id);
    }

    private ModelAndView change(String entry, String token, Form form, String field, Change change) {
        Entry found = hours.get(EntryId.parse(entry));
        if (form.hasWrongs()) {
            return page(found, form);
        }
        try {
            return answers.once(token, () -> {
                change.of(found.id());
                return found.href();
            });
        } catch (Refusal refusal) {
            Answers.wrong(form, field, refusal);
            return page(hours.get(found.id()), form);
        }
    }

    // --- an activity's ---

    @Can(value = Action.HOURS_READ, on = "occasion")
    @GetMapping("/office/hours/occasions/{occasion}")
    ModelAndView occasion(@PathVariable String occasion, @RequestParam(defaultValue = "1") int page) {
        return occasionPage(activity(occasion), page, Form.empty());
    }

    private ModelAndView occasionPage(Activity activity, int page, Form form) {
        Slice<Entry> entries = hours.of(activity.id(), Math.clamp(page, 1, PAGE_MAX));
        return Answers.again("hours/occasion", form)
                .addObject("activity", activity)
                .addObject("entries", entries)
                .addObject("names", names(entries.rows()))
                .addObject("enters", rights.may(Acting.actor(), Action.HOURS_ENTER, activity.whereabouts()))
                .addObject(
                        "approvable",
                        rights.may(Acting.actor(), Action.HOURS_REVIEW, activity.whereabouts())
                                ? hours.waitingAt(Acting.actor(), activity.id(), WAITING_MAX)
                                        .size()
                                : 0);
    }

    private Activity activity(String id) {
        return activities.get(ActivityId.parse(id));
    }

    /** All ordinary entries of an activity that wait for one other person, at once: each is looked at, none is skipped over. */
    @Can(value = Action.HOURS_REVIEW, on = "occasion")
    @PostMapping("/office/hours/occasions/{occasion}/approvals")
    ModelAndView approveAll(@PathVariable String occasion, @RequestParam(FormTokens.FIELD) String token) {
        Activity activity = activity(occasion);
        Actor actor = Acting.actor();
        String back = "/office/hours/occasions/" + activity.id();
        Form form = Form.empty();
        try {
            return answers.once(token, () -> {
                hours.waitingAt(actor, activity.id(), WAITING_MAX).forEach(entry -> hours.approve(actor, entry.id()));
                return back;
            });
        } catch (Refusal refusal) {
            Answers.wrong(form, "approvals", refusal);
            return occasionPage(activity, 1, form);
        }
    }

    // --- late ---

    @Can(value = Action.HOURS_ENTER, on = "occasion")
    @GetMapping("/office/hours/occasions/{occasion}/late")
    ModelAndView late(@PathVariable String occasion) {
        Activity activity = activity(occasion);
        return latePage(
                activity,
                Form.empty()
                        .with("day", activity.day())
                        .with("from", clock(activity.starts()))
                        .with("until", clock(activity.ends())));
    }

    private static ModelAndView latePage(Activity activity, Form form) {
        return Answers.again("hours/late", form).addObject("activity", activity);
    }

    private static String clock(Instant instant) {
        return LocalTime.ofInstant(instant, Formats.ZONE).toString();
    }

    @Can(value = Action.HOURS_ENTER, on = "occasion")
    @PostMapping("/office/hours/occasions/{occasion}/late")
    ModelAndView enter(
            @PathVariable String occasion, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        Actor actor = Acting.actor();
        Activity activity = activity(occasion);
        Volunteer volunteer = volunteer(form);
        LocalDate day = form.day("day", Text.of("请填写服务的日子，像 2026-11-23"));
        LocalTime from = time(form, "from");
        LocalTime until = time(form, "until");
        if (from != null && until != null && !until.isAfter(from)) {
            form.wrong("until", Text.of("结束时间要晚于开始时间"));
        }
        String reason = reason(form, "reason");
        if (form.hasWrongs() || volunteer == null || day == null || from == null || until == null) {
            return latePage(activity, form);
        }
        Served served = new Served(
                UUID.nameUUIDFromBytes(("hours.late|" + token).getBytes(StandardCharsets.UTF_8)),
                activity.id(),
                volunteer.id(),
                day.atTime(from).atZone(Formats.ZONE).toInstant(),
                day.atTime(until).atZone(Formats.ZONE).toInstant(),
                Way.LATE_ENTRY,
                actor.account(),
                clock.instant());
        try {
            return answers.once(token, () -> "/office/hours/" + hours.enterLate(actor, served, reason));
        } catch (Refusal refusal) {
            Answers.wrong(form, "reason", refusal);
            return latePage(activity, form);
        }
    }

    private @Nullable Volunteer volunteer(Form form) {
        Volunteer found = VolunteerNumber.typed(form.raw("number"))
                .flatMap(number -> volunteers.numbered(number).stream().findFirst())
                .map(Volunteers.Listed::volunteer)
                .orElse(null);
        if (found == null) {
            form.wrong("number", Text.of("请填写志愿者编号，要完整；只能给登记在您这里的志愿者补录"));
        } else if (!found.state().counted()) {
            form.wrong("number", Text.of("这位志愿者还没有确认登记，不能记时长"));
        }
        return found;
    }

    private static @Nullable LocalTime time(Form form, String field) {
        try {
            return LocalTime.parse(form.raw(field).strip());
        } catch (DateTimeException e) {
            form.wrong(field, Text.of("请填写时间，像 09:30"));
            return null;
        }
    }
}
