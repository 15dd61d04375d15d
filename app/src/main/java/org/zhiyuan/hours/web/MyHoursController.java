package org.zhiyuan.hours.web;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.zhiyuan.hours.Entry;
import org.zhiyuan.hours.EntryId;
import org.zhiyuan.hours.Hours;
import org.zhiyuan.hours.Petitions;
import org.zhiyuan.hours.Rulebook;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Slice;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.FormTokens;
import org.zhiyuan.volunteer.Volunteer;
import org.zhiyuan.volunteer.Volunteers;

/** 我的时长: what counts and how each minute was reckoned; the rules in plain words; the way to say that it is wrong. */
@Controller
class MyHoursController {
    /** Whoever turns so many pages takes a copy of everything instead. */
    private static final int PAGE_MAX = 500;

    private final Hours hours;
    private final Petitions petitions;
    private final Rulebook rulebook;
    private final Volunteers volunteers;
    private final Answers answers;

    MyHoursController(Hours hours, Petitions petitions, Rulebook rulebook, Volunteers volunteers, Answers answers) {
        this.hours = hours;
        this.petitions = petitions;
        this.rulebook = rulebook;
        this.volunteers = volunteers;
        this.answers = answers;
    }

    @Can(Action.PUBLIC_READ)
    @GetMapping("/hours/rules")
    ModelAndView rules() {
        return new ModelAndView("hours/rules").addObject("packs", rulebook.packs());
    }

    @Can(Action.OWN_DATA_READ)
    @GetMapping("/me/hours")
    ModelAndView mine(@RequestParam(defaultValue = "1") int page) {
        Optional<Volunteer> own = volunteers.own(Acting.actor());
        if (own.isEmpty()) {
            return new ModelAndView("hours/notYet");
        }
        LocalDate newYear = rulebook.today().withDayOfYear(1);
        Slice<Entry> entries = hours.of(own.get().id(), Math.clamp(page, 1, PAGE_MAX));
        return new ModelAndView("hours/mine")
                .addObject("year", newYear.getYear())
                .addObject("thisYear", hours.since(own.get().id(), newYear))
                .addObject("ever", hours.total(own.get().id()))
                .addObject("entries", entries)
                .addObject("activities", hours.activities(entries.rows()));
    }

    @Can(Action.OWN_DATA_READ)
    @GetMapping("/me/hours/{entry}")
    ModelAndView entry(@PathVariable String entry) {
        return page(hours.own(Acting.actor(), EntryId.parse(entry)), Form.empty());
    }

    private ModelAndView page(Entry entry, Form form) {
        return Answers.again("hours/entry", form)
                .addObject("entry", entry)
                .addObject("activity", hours.activities(List.of(entry)).get(entry.activity()))
                .addObject("reckoning", hours.reckoning(entry))
                .addObject("findings", hours.findings(entry.id()))
                .addObject("approvals", hours.approvals(entry.id()))
                .addObject("steps", hours.steps(entry.id()))
                .addObject("reversal", hours.reversal(entry.id()).orElse(null))
                .addObject("petitions", petitions.of(entry.id()))
                .addObject("sealed", hours.sealed(entry).orElse(null));
    }

    @Can(Action.OWN_DATA_READ)
    @GetMapping("/me/hours/{entry}/proof.json")
    ResponseEntity<byte[]> proof(@PathVariable String entry) {
        EntryId id = EntryId.parse(entry);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("hours-" + id + ".json")
                                .build()
                                .toString())
                .body(hours.proof(Acting.actor(), id).getBytes(StandardCharsets.UTF_8));
    }

    @Can(Action.OWN_DATA_EDIT)
    @PostMapping("/me/hours/{entry}/petition")
    ModelAndView ask(
            @PathVariable String entry, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Actor actor = Acting.actor();
        Form form = Form.of(request);
        Entry own = hours.own(actor, EntryId.parse(entry));
        String words = form.required("words", Petitions.WORDS_LENGTH_MAX, Text.of("请写明哪里不对，比如实际几点到、几点走"));
        if (form.hasWrongs()) {
            return page(own, form);
        }
        try {
            return answers.once(token, () -> {
                petitions.ask(actor, own.id(), words);
                return own.ownHref();
            });
        } catch (Refusal refusal) {
            Answers.wrong(form, "words", refusal);
            return page(own, form);
        }
    }
}
