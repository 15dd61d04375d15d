package org.zhiyuan.presence.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
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
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.paper.QrCode;
import org.zhiyuan.presence.Rosters;
import org.zhiyuan.presence.Statements;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.FormTokens;
import org.zhiyuan.shell.Formats;

/** The sheet of paper: printed before, signed there, entered afterwards. As good a way as any other. */
@Controller
class PaperController {
    /** Room for those who come without having signed up; the office lets them in before they are entered. */
    private static final int EMPTY_LINES = 5;

    private static final int REASON_LENGTH_MAX = 200;

    private final Statements statements;
    private final Rosters rosters;
    private final Activities activities;

    PaperController(Statements statements, Rosters rosters, Activities activities) {
        this.statements = statements;
        this.rosters = rosters;
        this.activities = activities;
    }

    @Can(value = Action.PRESENCE_READ, on = "activity")
    @GetMapping("/checkin/{activity}/sheet")
    ModelAndView sheet(@PathVariable String activity) {
        Activity found = activities.get(ActivityId.parse(activity));
        String address = ServletUriComponentsBuilder.fromCurrentContextPath()
                .path("/checkin/" + found.id() + "/paper")
                .toUriString();
        return new ModelAndView("presence/sheet")
                .addObject("activity", found)
                .addObject("lines", rosters.seats(Acting.actor(), found))
                .addObject("emptyLines", EMPTY_LINES)
                .addObject("until", statements.paperUntil(found))
                .addObject("square", QrCode.of(address));
    }

    @Can(value = Action.PRESENCE_RECORD, on = "activity")
    @GetMapping("/checkin/{activity}/paper")
    ModelAndView paper(@PathVariable String activity) {
        Activity found = activities.get(ActivityId.parse(activity));
        return page(found, Form.empty().with("day", found.day()));
    }

    private ModelAndView page(Activity activity, Form form) {
        return Answers.again("presence/paper", form)
                .addObject("activity", activity)
                .addObject("lines", rosters.seats(Acting.actor(), activity))
                .addObject("until", statements.paperUntil(activity))
                .addObject("late", statements.paperIsLate(activity));
    }

    @Can(value = Action.PRESENCE_RECORD, on = "activity")
    @PostMapping("/checkin/{activity}/paper")
    ModelAndView entered(
            @PathVariable String activity, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Activity found = activities.get(ActivityId.parse(activity));
        Form form = Form.of(request);
        LocalDate day = form.day("day", Text.of("请填写是哪一天的表，像 2026-11-23"));
        String reason = form.required("reason", REASON_LENGTH_MAX, Text.of("请写明表在谁手里，或编号、存放在哪里"));
        List<Statements.PaperLine> lines = new ArrayList<>();
        for (Rosters.Line line : rosters.seats(Acting.actor(), found)) {
            Statements.PaperLine read = day == null ? null : read(form, line, day);
            if (read != null) {
                lines.add(read);
            }
        }
        if (lines.isEmpty() && !form.hasWrongs()) {
            form.wrong("reason", Text.of("一行时间都没有填，没有可以录入的"));
        }
        if (form.hasWrongs()) {
            return page(found, form);
        }
        try {
            statements.paper(Acting.actor(), found.id(), lines, reason, Answers.token(token));
        } catch (Refusal refusal) {
            Answers.wrong(form, "day", refusal);
            return page(found, form);
        }
        return new ModelAndView("redirect:/checkin/" + found.id() + "/desk");
    }

    /** Null where the line was left empty, or where something is wrong with it. */
    private static Statements.@Nullable PaperLine read(Form form, Rosters.Line line, LocalDate day) {
        String seat = line.signUp().id().toString();
        if (form.raw("in-" + seat).isBlank() && form.raw("out-" + seat).isBlank()) {
            return null;
        }
        Instant in = time(form, "in-" + seat, day);
        Instant out = time(form, "out-" + seat, day);
        if (in == null || out == null) {
            return null;
        }
        if (!out.isAfter(in)) {
            form.wrong("out-" + seat, Text.of("签退时间要晚于签到时间"));
            return null;
        }
        return new Statements.PaperLine(line.signUp().volunteer(), in, out);
    }

    private static @Nullable Instant time(Form form, String field, LocalDate day) {
        String typed = form.raw(field).strip().replace('：', ':');
        try {
            return day.atTime(LocalTime.parse(typed.matches("[0-9]:[0-9]{2}") ? "0" + typed : typed))
                    .atZone(Formats.ZONE)
                    .toInstant();
        } catch (DateTimeException e) {
            form.wrong(field, Text.of("请填写时间，像 14:05；两个时间都要填"));
            return null;
        }
    }
}
