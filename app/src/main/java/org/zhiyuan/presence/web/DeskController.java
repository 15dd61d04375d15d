package org.zhiyuan.presence.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.zhiyuan.activity.Activities;
import org.zhiyuan.activity.Activity;
import org.zhiyuan.activity.ActivityId;
import org.zhiyuan.activity.SignUp;
import org.zhiyuan.activity.SignUps;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.paper.QrCode;
import org.zhiyuan.presence.HeldDay;
import org.zhiyuan.presence.PresenceId;
import org.zhiyuan.presence.Presences;
import org.zhiyuan.presence.Rosters;
import org.zhiyuan.presence.Statements;
import org.zhiyuan.presence.Way;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.FormTokens;
import org.zhiyuan.shell.Permissions;
import org.zhiyuan.volunteer.VolunteerNumber;

/** The leader at the door: the venue's code, who is expected, here and gone, the tick, the card, and what is doubtful. */
@Controller
class DeskController {
    private static final Text TAKEN_ON = Text.of("现场补报名");
    private static final int REASON_LENGTH_MAX = 200;
    private static final int NUMBER_LENGTH_MAX = 40;

    private final Presences presences;
    private final Statements statements;
    private final Rosters rosters;
    private final Activities activities;
    private final SignUps signUps;
    private final Rights rights;
    private final Answers answers;

    DeskController(
            Presences presences,
            Statements statements,
            Rosters rosters,
            Activities activities,
            SignUps signUps,
            Rights rights,
            Answers answers) {
        this.presences = presences;
        this.statements = statements;
        this.rosters = rosters;
        this.activities = activities;
        this.signUps = signUps;
        this.rights = rights;
        this.answers = answers;
    }

    private Activity get(String id) {
        return activities.get(ActivityId.parse(id));
    }

    // --- the venue's code ---

    @Can(value = Action.PRESENCE_RECORD, on = "activity")
    @GetMapping("/checkin/{activity}/code")
    ModelAndView code(@PathVariable String activity) {
        return codePage("presence/code", get(activity));
    }

    /** The part that changes, for the script. */
    @Can(value = Action.PRESENCE_RECORD, on = "activity")
    @GetMapping("/checkin/{activity}/code/now")
    ModelAndView codeNow(@PathVariable String activity) {
        return codePage("presence/codeNow", get(activity));
    }

    private ModelAndView codePage(String view, Activity activity) {
        Presences.Shown shown = presences.code(activity);
        String address = ServletUriComponentsBuilder.fromCurrentContextPath()
                .path("/checkin/" + activity.id())
                .queryParam("code", shown.digits())
                .toUriString();
        return new ModelAndView(view)
                .addObject("activity", activity)
                .addObject("digits", shown.digits())
                // a second more, so that the new one is there when the page asks
                .addObject("seconds", (int) shown.left().toSeconds() + 1)
                .addObject("square", QrCode.of(address));
    }

    // --- the list ---

    @Can(value = Action.PRESENCE_READ, on = "activity")
    @GetMapping("/checkin/{activity}/desk")
    ModelAndView desk(
            @PathVariable String activity, @RequestParam(defaultValue = "") String day, HttpServletRequest request) {
        Activity found = get(activity);
        return deskPage(
                found,
                asked(found, day),
                Form.empty().with("reason", Statements.TICK_REASONS.getFirst().key()),
                request);
    }

    private HeldDay asked(Activity activity, String day) {
        try {
            return rosters.day(activity, LocalDate.parse(day));
        } catch (DateTimeParseException e) {
            return rosters.day(activity);
        }
    }

    private ModelAndView deskPage(Activity activity, Form form, HttpServletRequest request) {
        return deskPage(activity, rosters.day(activity), form, request);
    }

    private ModelAndView deskPage(Activity activity, HeldDay day, Form form, HttpServletRequest request) {
        List<Rosters.Line> lines = rosters.of(Acting.actor(), activity, day);
        Map<Rosters.Place, Integer> sums = new EnumMap<>(Rosters.Place.class);
        for (Rosters.Place place : Rosters.Place.values()) {
            sums.put(place, (int)
                    lines.stream().filter(line -> line.place() == place).count());
        }
        Permissions.camera(request);
        return Answers.again("presence/desk", form)
                .addObject("activity", activity)
                .addObject("lines", lines)
                .addObject("day", day)
                .addObject("current", day.equals(rosters.day(activity)))
                .addObject("sums", sums)
                .addObject("doubts", statements.doubtful(activity.id()))
                .addObject("doubtsInAll", statements.doubts(activity.id()))
                .addObject("oddities", presences.oddities(activity.id()))
                .addObject("open", presences.mayShow(activity))
                .addObject("paperUntil", statements.paperUntil(activity))
                .addObject("rosters", rosters)
                .addObject("editable", rights.may(Acting.actor(), Action.PRESENCE_RECORD, activity.whereabouts()));
    }

    /** One tap: the button says who and whether he came or went, the reason stands above the list. */
    @Can(value = Action.PRESENCE_RECORD, on = "activity")
    @PostMapping("/checkin/{activity}/ticks")
    ModelAndView tick(
            @PathVariable String activity, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Activity found = get(activity);
        Form form = Form.of(request);
        boolean coming = !form.raw("in").isEmpty();
        UUID seat = id(coming ? form.raw("in") : form.raw("out"));
        String reason = form.required("reason", REASON_LENGTH_MAX, Text.of("请选一个代签的原因"));
        if (form.hasWrongs()) {
            return deskPage(found, form, request);
        }
        Rosters.Line line = rosters.seat(Acting.actor(), found, seat);
        return said(found, form, "reason", token, line, coming, null, Way.LEADER, reason, request);
    }

    @Can(value = Action.PRESENCE_RECORD, on = "activity")
    @PostMapping("/checkin/{activity}/cards")
    ModelAndView card(
            @PathVariable String activity, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Activity found = get(activity);
        Form form = Form.of(request);
        VolunteerNumber number = number(form);
        Rosters.Line line = number == null ? null : rosters.numbered(Acting.actor(), found, number.value());
        if (line == null && number != null) {
            form.wrong("number", Text.of("这张卡的志愿者没有报上这个活动"));
            form.with("stranger", number.value());
        }
        if (line == null || form.hasWrongs()) {
            return deskPage(found, form, request);
        }
        boolean coming = !form.has("go", "yes");
        return said(found, form, "number", token, line, coming, null, Way.CARD, "", request);
    }

    /** As it stands on the card; null, and told in the form, where none is given or it is no number. */
    private static @Nullable VolunteerNumber number(Form form) {
        String typed = form.required("number", NUMBER_LENGTH_MAX, Text.of("请扫卡，或输入卡上的志愿者编号"));
        VolunteerNumber number = VolunteerNumber.typed(typed).orElse(null);
        if (!typed.isEmpty() && number == null) {
            form.wrong("number", Text.of("编号不对：两个字母加 11 位数字，请对着卡再输一次"));
        }
        return number;
    }

    /** Somebody is there who did not sign up: taken on, and ticked in, so that another looks at his hours. */
    @Can(value = Action.PRESENCE_RECORD, on = "activity")
    @PostMapping("/checkin/{activity}/walk-ins")
    ModelAndView takeOn(
            @PathVariable String activity, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Activity found = get(activity);
        Form form = Form.of(request);
        Actor actor = Acting.actor();
        VolunteerNumber number = number(form);
        if (number == null) {
            return deskPage(found, form, request);
        }
        try {
            SignUp seat = Acting.as(actor, Scope.EVERYTHING, () -> signUps.takeOn(actor, found.id(), number));
            statements.record(
                    actor,
                    found.id(),
                    new Statements.Word(seat.volunteer(), true, null, Way.LEADER, TAKEN_ON.key()),
                    Answers.token(token));
        } catch (Refusal refusal) {
            Answers.wrong(form, "number", refusal);
            return deskPage(found, form, request);
        }
        return new ModelAndView("redirect:/checkin/" + found.id() + "/desk");
    }

    private ModelAndView said(
            Activity activity,
            Form form,
            String field,
            String token,
            Rosters.Line line,
            boolean coming,
            @Nullable Instant at,
            Way way,
            String reason,
            HttpServletRequest request) {
        try {
            statements.record(
                    Acting.actor(),
                    activity.id(),
                    new Statements.Word(line.signUp().volunteer(), coming, at, way, reason),
                    Answers.token(token));
        } catch (Refusal refusal) {
            Answers.wrong(form, field, refusal);
            return deskPage(activity, form, request);
        }
        return new ModelAndView("redirect:/checkin/" + activity.id() + "/desk");
    }

    private static UUID id(String typed) {
        try {
            return UUID.fromString(typed);
        } catch (IllegalArgumentException e) {
            throw new Absent("an id");
        }
    }

    // --- one person: another time, or taken back ---

    @Can(value = Action.PRESENCE_RECORD, on = "activity")
    @GetMapping("/checkin/{activity}/seats/{seat}")
    ModelAndView seat(@PathVariable String activity, @PathVariable String seat) {
        Activity found = get(activity);
        return seatPage(found, id(seat), Form.empty().with("at", Answers.written(found.ends())));
    }

    private ModelAndView seatPage(Activity activity, UUID seat, Form form) {
        return Answers.again("presence/seat", form)
                .addObject("activity", activity)
                .addObject("line", rosters.seat(Acting.actor(), activity, seat))
                .addObject("rosters", rosters);
    }

    /** That somebody came or went at another time: the forgotten going, the tick that was not at hand. */
    @Can(value = Action.PRESENCE_RECORD, on = "activity")
    @PostMapping("/checkin/{activity}/seats/{seat}")
    ModelAndView state(
            @PathVariable String activity,
            @PathVariable String seat,
            @RequestParam(FormTokens.FIELD) String token,
            HttpServletRequest request) {
        Activity found = get(activity);
        Form form = Form.of(request);
        Rosters.Line line = rosters.seat(Acting.actor(), found, id(seat));
        if (!form.has("what", "in") && !form.has("what", "out")) {
            form.wrong("what", Text.of("请选一项：来了，还是走了"));
        }
        Instant at = Answers.moment(form, "at");
        String reason = form.required("reason", REASON_LENGTH_MAX, Text.of("请写明原因，比如忘了签退，大家都看见几点走的"));
        if (at == null || form.hasWrongs()) {
            return seatPage(found, id(seat), form);
        }
        try {
            statements.record(
                    Acting.actor(),
                    found.id(),
                    new Statements.Word(line.signUp().volunteer(), form.has("what", "in"), at, Way.LEADER, reason),
                    Answers.token(token));
        } catch (Refusal refusal) {
            Answers.wrong(form, "at", refusal);
            return seatPage(found, id(seat), form);
        }
        return new ModelAndView("redirect:/checkin/" + found.id() + "/desk");
    }

    @Can(value = Action.PRESENCE_RECORD, on = "activity")
    @PostMapping("/checkin/{activity}/seats/{seat}/withdrawals")
    ModelAndView takeBack(
            @PathVariable String activity,
            @PathVariable String seat,
            @RequestParam(FormTokens.FIELD) String token,
            HttpServletRequest request) {
        Activity found = get(activity);
        Form form = Form.of(request);
        Rosters.Line line = rosters.seat(Acting.actor(), found, id(seat));
        UUID presence = id(form.raw("presence"));
        String reason = form.required("why", REASON_LENGTH_MAX, Text.of("请写明为什么撤销，比如点错了人"));
        if (line.presences().stream().noneMatch(one -> one.id().value().equals(presence))) {
            throw new Absent("presence " + presence);
        }
        if (form.hasWrongs()) {
            return seatPage(found, id(seat), form);
        }
        try {
            return answers.once(token, () -> {
                statements.takeBack(Acting.actor(), new PresenceId(presence), reason, Answers.token(token));
                return "/checkin/" + found.id() + "/desk";
            });
        } catch (Refusal refusal) {
            Answers.wrong(form, "why", refusal);
            return seatPage(found, id(seat), form);
        }
    }

    // --- what is doubtful ---

    @Can(value = Action.PRESENCE_RECORD, on = "activity")
    @GetMapping("/checkin/{activity}/doubts/{doubt}")
    ModelAndView doubt(@PathVariable String activity, @PathVariable String doubt) {
        Activity found = get(activity);
        Statements.Doubtful one = doubtful(found, doubt);
        return doubtPage(found, one, Form.empty().with("at", Answers.written(one.at())));
    }

    private Statements.Doubtful doubtful(Activity activity, String id) {
        return statements.doubtful(activity.id(), id(id)).orElseThrow(() -> new Absent("doubtful event " + id));
    }

    private ModelAndView doubtPage(Activity activity, Statements.Doubtful one, Form form) {
        return Answers.again("presence/doubt", form)
                .addObject("activity", activity)
                .addObject("doubt", one)
                .addObject("who", rosters.who(Acting.actor(), activity, one.volunteer()));
    }

    @Can(value = Action.PRESENCE_RECORD, on = "activity")
    @PostMapping("/checkin/{activity}/doubts/{doubt}")
    ModelAndView decide(
            @PathVariable String activity,
            @PathVariable String doubt,
            @RequestParam(FormTokens.FIELD) String token,
            HttpServletRequest request) {
        Activity found = get(activity);
        Form form = Form.of(request);
        Statements.Doubtful one = doubtful(found, doubt);
        if (!form.has("so", "yes") && !form.has("so", "no")) {
            form.wrong("so", Text.of("请选一项：在场，还是不算"));
        }
        boolean so = form.has("so", "yes");
        Instant at = so ? Answers.moment(form, "at") : null;
        String reason = form.required("reason", REASON_LENGTH_MAX, Text.of("请写明您怎么知道的"));
        if (form.hasWrongs()) {
            return doubtPage(found, one, form);
        }
        try {
            return answers.once(token, () -> {
                statements.decide(Acting.actor(), one.event(), at, reason, Answers.token(token));
                return "/checkin/" + found.id() + "/desk";
            });
        } catch (Refusal refusal) {
            Answers.wrong(form, so ? "at" : "reason", refusal);
            return doubtPage(found, one, form);
        }
    }
}
