package org.zhiyuan.matter.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.matter.Announcement;
import org.zhiyuan.matter.CalendarYear;
import org.zhiyuan.matter.OfficeHours;
import org.zhiyuan.matter.SpecialDay;
import org.zhiyuan.matter.WorkingDays;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.FormTokens;
import org.zhiyuan.shell.Formats;

/** The working-day calendar: seen by all staff, kept by the center. */
@Controller
class CalendarController {
    private static final int YEAR_FIRST = 2000;
    private static final int YEAR_LAST = 2100;
    private static final int DOCUMENT_LENGTH_MAX = 200;
    private static final int LINES_LENGTH_MAX = 20_000;

    private final WorkingDays days;
    private final Rights rights;
    private final FormTokens forms;
    private final InstantSource clock;

    CalendarController(WorkingDays days, Rights rights, FormTokens forms, InstantSource clock) {
        this.days = days;
        this.rights = rights;
        this.forms = forms;
        this.clock = clock;
    }

    @Can(Action.CALENDAR_READ)
    @GetMapping("/office/calendar")
    String calendar(@RequestParam(required = false) @Nullable Integer year, Model model) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), Formats.ZONE);
        int shown = known(year == null ? today.getYear() : year);
        CalendarYear found = days.year(shown);
        model.addAttribute("year", found);
        model.addAttribute("months", MonthView.of(shown, days.calendar(), today));
        model.addAttribute("stretches", Stretch.of(found.days()));
        model.addAttribute("hours", days.hours().reversed());
        model.addAttribute("today", today);
        model.addAttribute("editable", editable());
        return "matter/calendar";
    }

    private boolean editable() {
        return rights.mayAnywhere(Acting.actor(), Action.CALENDAR_EDIT)
                && rights.within(Acting.actor(), Action.CALENDAR_EDIT, days::mayBeChanged);
    }

    /** The right may have been given for a part of the city, and the gate asks only whether it was given anywhere. */
    private void ofTheWholeCity() {
        if (!days.mayBeChanged()) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
    }

    @Can(Action.CALENDAR_EDIT)
    @GetMapping("/office/calendar/years/{year}/edit")
    String year(@PathVariable int year, Model model) {
        ofTheWholeCity();
        CalendarYear found = days.year(known(year));
        model.addAttribute("year", year);
        model.addAttribute(
                "form",
                Form.empty().with("lines", Announcement.written(found.days())).with("document", found.document()));
        return "matter/year";
    }

    @Can(Action.CALENDAR_EDIT)
    @PostMapping("/office/calendar/years/{year}")
    ModelAndView settle(@PathVariable int year, @RequestParam("_form") String token, HttpServletRequest request) {
        ofTheWholeCity();
        Form form = Form.of(request);
        List<SpecialDay> read = Announcement.read(
                form.text("lines", LINES_LENGTH_MAX),
                known(year),
                days.englishNames(),
                what -> form.wrong("lines", what));
        String document = form.text("document", DOCUMENT_LENGTH_MAX);
        if (form.hasWrongs()) {
            return again("matter/year", form).addObject("year", year);
        }
        return done(token, "/office/calendar?year=" + year, () -> days.settle(year, read, document));
    }

    @Can(Action.CALENDAR_EDIT)
    @GetMapping("/office/calendar/days/new")
    String newDay(Model model) {
        ofTheWholeCity();
        model.addAttribute("form", Form.empty());
        return "matter/day";
    }

    @Can(Action.CALENDAR_EDIT)
    @PostMapping("/office/calendar/days")
    ModelAndView enter(@RequestParam("_form") String token, HttpServletRequest request) {
        ofTheWholeCity();
        Form form = Form.of(request);
        LocalDate day = form.day("day", Text.of("请填写日期，像 2026-11-23"));
        SpecialDay.Kind kind = form.choice("kind", SpecialDay.Kind.class, Text.of("请选放假还是上班"));
        String name = form.required("name", SpecialDay.NAME_LENGTH_MAX, Text.of("请填写是什么日子，像“元旦”"));
        String nameEn = form.text("nameEn", SpecialDay.NAME_LENGTH_MAX);
        if (day != null && (day.getYear() < YEAR_FIRST || day.getYear() > YEAR_LAST)) {
            form.wrong("day", Text.of("请填写 {0} 到 {1} 年的日期", String.valueOf(YEAR_FIRST), String.valueOf(YEAR_LAST)));
        }
        if (day != null && kind == SpecialDay.Kind.WORKDAY && day.getDayOfWeek().getValue() <= 5) {
            form.wrong("day", Text.of("{0}不是周末，本来就上班", day));
        }
        if (form.hasWrongs() || day == null || kind == null) {
            return again("matter/day", form);
        }
        return done(
                token,
                "/office/calendar?year=" + day.getYear(),
                () -> days.enter(new SpecialDay(day, kind, name, nameEn)));
    }

    @Can(Action.CALENDAR_EDIT)
    @GetMapping("/office/calendar/hours/new")
    String newHours(Model model) {
        ofTheWholeCity();
        OfficeHours now = days.calendar().hours(LocalDate.ofInstant(clock.instant(), Formats.ZONE));
        Form form = Form.empty();
        for (int i = 0; i < now.sessions().size(); i++) {
            form.with("start" + (i + 1), now.sessions().get(i).start())
                    .with("end" + (i + 1), now.sessions().get(i).end());
        }
        model.addAttribute("form", form);
        return "matter/hours";
    }

    @Can(Action.CALENDAR_EDIT)
    @PostMapping("/office/calendar/hours")
    ModelAndView keep(@RequestParam("_form") String token, HttpServletRequest request) {
        ofTheWholeCity();
        Form form = Form.of(request);
        LocalDate from = form.day("from", Text.of("请填写从哪天起，像 2026-11-23"));
        String document = form.text("document", DOCUMENT_LENGTH_MAX);
        List<OfficeHours.Session> sessions = sessions(form);
        if (form.hasWrongs() || from == null) {
            return again("matter/hours", form);
        }
        return done(
                token,
                "/office/calendar?year=" + known(from.getYear()),
                () -> days.keep(new OfficeHours(from, sessions, document)));
    }

    private static List<OfficeHours.Session> sessions(Form form) {
        List<OfficeHours.Session> sessions = new ArrayList<>();
        for (int i = 1; i <= 2; i++) {
            boolean needed = i == 1
                    || !form.raw("start" + i).isBlank()
                    || !form.raw("end" + i).isBlank();
            if (!needed) {
                continue;
            }
            LocalTime start = time(form, "start" + i);
            LocalTime end = time(form, "end" + i);
            if (start == null || end == null) {
                continue;
            }
            if (!end.isAfter(start)) {
                form.wrong("end" + i, Text.of("下班时间要晚于上班时间"));
            } else if (!sessions.isEmpty() && start.isBefore(sessions.getLast().end())) {
                form.wrong("start" + i, Text.of("下午要在上午结束以后开始"));
            } else {
                sessions.add(new OfficeHours.Session(start, end));
            }
        }
        return sessions;
    }

    private static @Nullable LocalTime time(Form form, String field) {
        try {
            return LocalTime.parse(form.raw(field).strip());
        } catch (DateTimeParseException e) {
            form.wrong(field, Text.of("请填写时间，像 09:00"));
            return null;
        }
    }

    private ModelAndView done(String token, String location, Runnable change) {
        return new ModelAndView("redirect:"
                + forms.once(token, () -> {
                    change.run();
                    return location;
                }));
    }

    private static ModelAndView again(String view, Form form) {
        ModelAndView page = new ModelAndView(view);
        page.addObject("form", form);
        page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return page;
    }

    private static int known(int year) {
        if (year < YEAR_FIRST || year > YEAR_LAST) {
            throw new Absent("calendar of " + year);
        }
        return year;
    }
}
