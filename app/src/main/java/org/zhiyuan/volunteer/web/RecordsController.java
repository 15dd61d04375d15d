package org.zhiyuan.volunteer.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.FormTokens;
import org.zhiyuan.shell.Words;
import org.zhiyuan.volunteer.Award;
import org.zhiyuan.volunteer.Choice;
import org.zhiyuan.volunteer.Records;
import org.zhiyuan.volunteer.Rulebook;
import org.zhiyuan.volunteer.Training;
import org.zhiyuan.volunteer.Volunteer;
import org.zhiyuan.volunteer.VolunteerId;
import org.zhiyuan.volunteer.Volunteers;

/** Training and awards of a volunteer, entered by the office. */
@Controller
class RecordsController {
    private static final int HOURS_MAX = 1000;
    private static final int MINUTES_AN_HOUR = 60;

    private final Volunteers volunteers;
    private final Records records;
    private final Rulebook rules;
    private final Answers answers;
    private final InstantSource clock;

    RecordsController(Volunteers volunteers, Records records, Rulebook rules, Answers answers, InstantSource clock) {
        this.volunteers = volunteers;
        this.records = records;
        this.rules = rules;
        this.answers = answers;
        this.clock = clock;
    }

    private Volunteer get(String id) {
        return volunteers.get(VolunteerId.parse(id));
    }

    @Can(value = Action.VOLUNTEER_EDIT, on = "volunteer")
    @GetMapping("/office/volunteers/{volunteer}/trainings/new")
    ModelAndView newTraining(@PathVariable String volunteer) {
        return trainingPage(
                get(volunteer), Form.empty().with("day", rules.today()).with("passed", "yes"));
    }

    private ModelAndView trainingPage(Volunteer found, Form form) {
        Map<String, String> special = new LinkedHashMap<>();
        for (Choice choice : rules.choices(Choice.Kind.SKILL)) {
            if (choice.special()) {
                special.put(choice.key(), choice.called(Words.english()));
            }
        }
        return Answers.again("volunteer/training", form)
                .addObject("volunteer", found)
                .addObject("special", special);
    }

    @Can(value = Action.VOLUNTEER_EDIT, on = "volunteer")
    @PostMapping("/office/volunteers/{volunteer}/trainings")
    ModelAndView training(
            @PathVariable String volunteer, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        Volunteer found = get(volunteer);
        Training training = training(form);
        if (training == null) {
            return trainingPage(found, form);
        }
        try {
            return answers.once(token, () -> {
                records.add(Acting.actor(), found.id(), training);
                return found.href() + "#records";
            });
        } catch (Refusal refusal) {
            Answers.wrong(form, "name", refusal);
            return trainingPage(found, form);
        }
    }

    private @Nullable Training training(Form form) {
        String name = form.required("name", Training.NAME_LENGTH_MAX, Text.of("请填写培训的名称"));
        String content = form.required("content", Training.CONTENT_LENGTH_MAX, Text.of("请填写培训的主要内容"));
        String hours = form.raw("hours").strip();
        int minutes = minutes(hours);
        if (minutes < 1) {
            form.wrong("hours", Text.of("请填写学了几个小时，像 2 或 1.5"));
        }
        String organiser = form.required("organiser", Training.NAME_LENGTH_MAX, Text.of("请填写举办单位"));
        LocalDate day = past(form, "day", Text.of("请填写培训的日子，像 2026-11-23"));
        LocalDate expires =
                form.raw("expires").isBlank() ? null : form.day("expires", Text.of("请填写到期的日子，像 2027-11-23"));
        if (day != null && expires != null && !expires.isAfter(day)) {
            form.wrong("expires", Text.of("到期的日子要在培训以后"));
        }
        String skill = form.raw("skill");
        return form.hasWrongs() || day == null
                ? null
                : new Training(
                        Ids.next(clock),
                        skill.isEmpty() ? null : skill,
                        name,
                        content,
                        minutes,
                        organiser,
                        day,
                        form.has("passed", "yes"),
                        expires);
    }

    /** Hours as people write them, with a half or a quarter; 0 where it is none. */
    private static int minutes(String hours) {
        if (!hours.matches("[0-9]{1,4}([.][0-9]{1,2})?")) {
            return 0;
        }
        long minutes = Math.round(Double.parseDouble(hours) * MINUTES_AN_HOUR);
        return minutes > (long) HOURS_MAX * MINUTES_AN_HOUR ? 0 : (int) minutes;
    }

    private @Nullable LocalDate past(Form form, String field, Text whatToDo) {
        LocalDate day = form.day(field, whatToDo);
        if (day != null && day.isAfter(rules.today())) {
            form.wrong(field, Text.of("这个日子还没有到"));
        }
        return day;
    }

    @Can(value = Action.VOLUNTEER_EDIT, on = "volunteer")
    @GetMapping("/office/volunteers/{volunteer}/awards/new")
    ModelAndView newAward(@PathVariable String volunteer) {
        return awardPage(get(volunteer), Form.empty().with("day", rules.today()));
    }

    private static ModelAndView awardPage(Volunteer found, Form form) {
        return Answers.again("volunteer/award", form).addObject("volunteer", found);
    }

    @Can(value = Action.VOLUNTEER_EDIT, on = "volunteer")
    @PostMapping("/office/volunteers/{volunteer}/awards")
    ModelAndView award(
            @PathVariable String volunteer, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        Volunteer found = get(volunteer);
        String name = form.required("name", Training.NAME_LENGTH_MAX, Text.of("请填写表彰的名称"));
        String body = form.required("body", Training.NAME_LENGTH_MAX, Text.of("请填写授予单位"));
        LocalDate day = past(form, "day", Text.of("请填写表彰的日子，像 2026-11-23"));
        if (form.hasWrongs() || day == null) {
            return awardPage(found, form);
        }
        return answers.once(token, () -> {
            records.add(Acting.actor(), found.id(), new Award(Ids.next(clock), name, day, body));
            return found.href() + "#records";
        });
    }

    @Can(value = Action.VOLUNTEER_EDIT, on = "volunteer")
    @GetMapping("/office/volunteers/{volunteer}/records/{record}/withdrawal")
    ModelAndView withdrawal(@PathVariable String volunteer, @PathVariable String record) {
        return withdrawalPage(get(volunteer), id(record), Form.empty());
    }

    private static ModelAndView withdrawalPage(Volunteer found, UUID record, Form form) {
        return Answers.again("volunteer/turn", form)
                .addObject("volunteer", found)
                .addObject("action", found.href() + "/records/" + record + "/withdrawal")
                .addObject("heading", Text.of("撤回这一条记录"))
                .addObject("consequence", Text.of("登记错了才撤回；撤回以后这一条不再算。"))
                .addObject("button", Text.of("撤回"));
    }

    @Can(value = Action.VOLUNTEER_EDIT, on = "volunteer")
    @PostMapping("/office/volunteers/{volunteer}/records/{record}/withdrawal")
    ModelAndView withdraw(
            @PathVariable String volunteer,
            @PathVariable String record,
            @RequestParam(FormTokens.FIELD) String token,
            HttpServletRequest request) {
        Form form = Form.of(request);
        Volunteer found = get(volunteer);
        String reason = Entries.reason(form);
        if (form.hasWrongs()) {
            return withdrawalPage(found, id(record), form);
        }
        return answers.once(token, () -> {
            records.withdraw(Acting.actor(), found.id(), id(record), reason);
            return found.href() + "#records";
        });
    }

    private static UUID id(String record) {
        try {
            return UUID.fromString(record);
        } catch (IllegalArgumentException e) {
            throw new Absent("record " + record);
        }
    }
}
