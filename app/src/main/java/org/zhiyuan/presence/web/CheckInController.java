package org.zhiyuan.presence.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
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
import org.zhiyuan.activity.SignUp;
import org.zhiyuan.activity.SignUps;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.Place;
import org.zhiyuan.network.Places;
import org.zhiyuan.network.Position;
import org.zhiyuan.presence.PhoneHints;
import org.zhiyuan.presence.Presence;
import org.zhiyuan.presence.Presences;
import org.zhiyuan.presence.Standing;
import org.zhiyuan.presence.Statements;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.FormTokens;
import org.zhiyuan.shell.Permissions;
import org.zhiyuan.volunteer.Volunteer;
import org.zhiyuan.volunteer.Volunteers;

/** 服务签到 for the volunteer himself: what is on, coming and going by the venue's code, and saying when one went. */
@Controller
class CheckInController {
    private static final int REASON_LENGTH_MAX = 200;

    private final Presences presences;
    private final Statements statements;
    private final Activities activities;
    private final SignUps signUps;
    private final Volunteers volunteers;
    private final Places places;
    private final Rights rights;
    private final Around around;

    CheckInController(
            Presences presences,
            Statements statements,
            Activities activities,
            SignUps signUps,
            Volunteers volunteers,
            Places places,
            Rights rights,
            Around around) {
        this.presences = presences;
        this.statements = statements;
        this.activities = activities;
        this.signUps = signUps;
        this.volunteers = volunteers;
        this.places = places;
        this.rights = rights;
        this.around = around;
    }

    // --- what is on ---

    @Can(Action.OWN_DATA_READ)
    @GetMapping("/checkin/mine")
    ModelAndView mine() {
        Volunteer own = volunteers.own(Acting.actor()).orElse(null);
        List<Activity> on = own == null ? List.of() : around.seats(own);
        Map<ActivityId, List<Presence>> known = own == null
                ? Map.of()
                : on.stream().collect(Collectors.toMap(Activity::id, one -> presences.at(one.id(), own.id())));
        return new ModelAndView("presence/mine")
                .addObject("volunteer", own)
                .addObject("on", on)
                .addObject("known", known)
                .addObject("led", around.led(Acting.actor()))
                .addObject("offlineHours", presences.offlineHours());
    }

    // --- coming and going ---

    /** The address that the venue's square code holds: it fills in the digits, and changes nothing. */
    @Can(Action.OWN_DATA_READ)
    @GetMapping("/checkin/{activity}")
    ModelAndView activity(
            @PathVariable String activity, @RequestParam(defaultValue = "") String code, HttpServletRequest request) {
        Form form = Form.empty().with("code", code.matches("[0-9]{6}") ? code : "");
        return page(ActivityId.parse(activity), form, request);
    }

    private ModelAndView page(ActivityId id, Form form, HttpServletRequest request) {
        Activity activity = activities.find(id).orElseThrow(() -> new Absent("activity " + id));
        Actor actor = Acting.actor();
        Volunteer own = volunteers.own(actor).orElse(null);
        SignUp signUp = own == null ? null : signUps.of(id, own.id()).orElse(null);
        boolean seated = signUp != null && signUp.state().seated();
        List<Presence> those = own == null ? List.of() : presences.at(id, own.id());
        Presence last = those.isEmpty() ? null : those.getLast();
        boolean here = last != null && presences.isStill(last);
        Position position = places.place(activity.site(), activity.day())
                .map(Place::position)
                .orElse(null);
        Permissions.camera(request);
        if (position != null) {
            Permissions.location(request);
        }
        return Answers.again("presence/activity", form)
                .addObject("activity", activity)
                .addObject("seated", seated)
                .addObject("own", own)
                .addObject("presences", those)
                .addObject("here", here ? last : null)
                .addObject("stuck", here ? null : stuck(last))
                .addObject("open", here ? presences.mayGo(activity) : presences.mayCome(activity))
                .addObject("position", position)
                .addObject("nearMeters", presences.nearMeters())
                .addObject("leading", rights.may(actor, Action.PRESENCE_READ, activity.whereabouts()));
    }

    /** In, and never out, for longer than anybody is there. */
    private static @Nullable Presence stuck(@Nullable Presence last) {
        return last != null && (last.here() || last.standing() == Standing.FORGOTTEN) ? last : null;
    }

    @Can(Action.CHECK_IN)
    @PostMapping("/checkin/{activity}/arrivals")
    ModelAndView come(
            @PathVariable String activity,
            @RequestParam(FormTokens.FIELD) String token,
            HttpServletRequest request,
            HttpServletResponse response) {
        UUID phone = OwnPhone.of(request, response);
        return byCode(ActivityId.parse(activity), Answers.token(token), request, phone, true);
    }

    @Can(Action.CHECK_IN)
    @PostMapping("/checkin/{activity}/departures")
    ModelAndView go(
            @PathVariable String activity,
            @RequestParam(FormTokens.FIELD) String token,
            HttpServletRequest request,
            HttpServletResponse response) {
        UUID phone = OwnPhone.of(request, response);
        return byCode(ActivityId.parse(activity), Answers.token(token), request, phone, false);
    }

    private ModelAndView byCode(ActivityId id, UUID token, HttpServletRequest request, UUID phone, boolean coming) {
        Form form = Form.of(request);
        String digits = form.digits("code");
        if (!digits.matches("[0-9]{6}")) {
            form.wrong("code", Text.of("请输入屏幕上的 6 位数字"));
            return page(id, form, request);
        }
        Boolean near = form.has("near", "yes") ? Boolean.TRUE : form.has("near", "no") ? Boolean.FALSE : null;
        PhoneHints hints = new PhoneHints(near, phone);
        presences.prepare(id);
        Decision decision = coming
                ? presences.checkIn(Acting.actor(), id, digits, token, hints)
                : presences.checkOut(Acting.actor(), id, digits, token, hints);
        if (decision instanceof Decision.Refused refused) {
            Answers.wrong(form, "code", refused.reason(), refused.wayOut());
            return page(id, form, request);
        }
        return new ModelAndView("redirect:/checkin/" + id);
    }

    // --- saying when one went ---

    @Can(Action.OWN_DATA_READ)
    @GetMapping("/checkin/{activity}/statement")
    ModelAndView statement(@PathVariable String activity) {
        Activity found = activities.get(ActivityId.parse(activity));
        return statementPage(found, Form.empty().with("went", Answers.written(found.ends())));
    }

    private static ModelAndView statementPage(Activity activity, Form form) {
        return Answers.again("presence/statement", form).addObject("activity", activity);
    }

    @Can(Action.CHECK_IN)
    @PostMapping("/checkin/{activity}/statement")
    ModelAndView state(
            @PathVariable String activity, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Activity found = activities.get(ActivityId.parse(activity));
        Form form = Form.of(request);
        Instant went = Answers.moment(form, "went");
        String reason = form.required("reason", REASON_LENGTH_MAX, Text.of("请说一下为什么没签退，比如忘了、手机没电"));
        if (went == null || form.hasWrongs()) {
            return statementPage(found, form);
        }
        try {
            statements.state(Acting.actor(), found.id(), went, reason, Answers.token(token));
        } catch (Refusal refusal) {
            Answers.wrong(form, "went", refusal);
            return statementPage(found, form);
        }
        return new ModelAndView("redirect:/checkin/" + found.id());
    }
}
