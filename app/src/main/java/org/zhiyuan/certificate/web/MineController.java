package org.zhiyuan.certificate.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.zhiyuan.certificate.Application;
import org.zhiyuan.certificate.ApplicationId;
import org.zhiyuan.certificate.Applications;
import org.zhiyuan.certificate.Certificate;
import org.zhiyuan.certificate.CertificateId;
import org.zhiyuan.certificate.Certificates;
import org.zhiyuan.certificate.Issuing;
import org.zhiyuan.certificate.Recorded;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.FormTokens;
import org.zhiyuan.shell.Formats;
import org.zhiyuan.volunteer.Volunteer;
import org.zhiyuan.volunteer.Volunteers;

/** 我的服务证明: asking for one, and what was issued to oneself: as a page, a PDF, and the signed form. */
@Controller("myCertificates")
class MineController {
    private static final String MINE = "/me/certificates";
    /** As long as records are kept at the least (R22). */
    private static final int YEARS_BACK = 10;

    private final Certificates certificates;
    private final Applications applications;
    private final Issuing issuing;
    private final Volunteers volunteers;
    private final Answers answers;
    private final InstantSource clock;

    MineController(
            Certificates certificates,
            Applications applications,
            Issuing issuing,
            Volunteers volunteers,
            Answers answers,
            InstantSource clock) {
        this.certificates = certificates;
        this.applications = applications;
        this.issuing = issuing;
        this.volunteers = volunteers;
        this.answers = answers;
        this.clock = clock;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Formats.ZONE);
    }

    private Volunteer own() {
        return volunteers.own(Acting.actor()).orElseThrow(() -> new Absent("volunteer of the account"));
    }

    @Can(Action.OWN_DATA_READ)
    @GetMapping(MINE)
    ModelAndView mine() {
        Volunteer own = own();
        return new ModelAndView("certificate/mine")
                .addObject("certificates", certificates.of(own.id()))
                .addObject("applications", applications.of(own.id()))
                .addObject("names", names(own));
    }

    private Map<String, String> names(Volunteer own) {
        Map<String, String> names = new LinkedHashMap<>();
        recorded(own).forEach(one -> names.put(one.site().toString(), one.name()));
        return names;
    }

    private List<Recorded> recorded(Volunteer own) {
        return applications.places(own.id(), today().minusYears(YEARS_BACK), today());
    }

    @Can(Action.OWN_DATA_READ)
    @GetMapping(MINE + "/new")
    ModelAndView ask() {
        return askPage(
                own(), Form.empty().with("from", today().withDayOfYear(1)).with("to", today()));
    }

    private ModelAndView askPage(Volunteer own, Form form) {
        List<Recorded> recorded = recorded(own);
        Map<String, String> options = new LinkedHashMap<>();
        recorded.forEach(one -> options.put(one.site().toString(), one.name()));
        if (options.size() == 1) {
            form.with("site", options.keySet().iterator().next());
        }
        return Answers.again("certificate/ask", form)
                .addObject("options", options)
                .addObject("recorded", recorded);
    }

    @Can(Action.OWN_DATA_EDIT)
    @PostMapping(MINE + "/applications")
    ModelAndView asked(@RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        Volunteer own = own();
        SiteId site = recorded(own).stream()
                .map(Recorded::site)
                .filter(one -> one.toString().equals(form.raw("site")))
                .findFirst()
                .orElse(null);
        if (site == null) {
            form.wrong("site", Text.of("请选哪里记录的服务"));
        }
        Days days = Days.of(form, today());
        String purpose = form.text("purpose", Application.PURPOSE_LENGTH_MAX);
        if (form.hasWrongs() || days == null || site == null) {
            return askPage(own, form);
        }
        try {
            return answers.once(token, () -> {
                applications.apply(
                        Acting.actor(), own, site, days.from(), days.to(), purpose, Application.Channel.SELF);
                return MINE;
            });
        } catch (Refusal refusal) {
            Answers.wrong(form, "from", refusal);
            return askPage(own, form);
        }
    }

    @Can(Action.OWN_DATA_EDIT)
    @PostMapping(MINE + "/applications/{asked}/withdrawal")
    ModelAndView withdraw(@PathVariable String asked, @RequestParam(FormTokens.FIELD) String token) {
        Application application = applications.get(ApplicationId.parse(asked));
        requireOwn(application.volunteer().value());
        return answers.once(token, () -> {
            applications.withdraw(application.id());
            return MINE;
        });
    }

    /** Of those that a grant lets one see besides, none is one's own. */
    private void requireOwn(UUID volunteer) {
        if (!own().id().value().equals(volunteer)) {
            throw new Absent("something of one's own");
        }
    }

    private Certificate certificate(String paper) {
        Certificate found = certificates.get(CertificateId.parse(paper));
        requireOwn(found.volunteer().value());
        return found;
    }

    @Can(Action.OWN_DATA_READ)
    @GetMapping(MINE + "/{paper}")
    ModelAndView one(@PathVariable String paper) {
        Certificate found = certificate(paper);
        return new ModelAndView("certificate/page")
                .addObject("certificate", found)
                .addObject("face", issuing.face(found));
    }

    @Can(Action.OWN_DATA_READ)
    @GetMapping(MINE + "/{paper}/certificate.pdf")
    ResponseEntity<byte[]> pdf(@PathVariable String paper) {
        Certificate found = certificate(paper);
        return Answers.file(found.number() + ".pdf", MediaType.APPLICATION_PDF, issuing.paper(found));
    }

    @Can(Action.OWN_DATA_READ)
    @GetMapping(MINE + "/{paper}/certificate.json")
    ResponseEntity<byte[]> json(@PathVariable String paper) {
        Certificate found = certificate(paper);
        return Answers.file(found.number() + ".json", MediaType.APPLICATION_JSON, issuing.document(found));
    }

    /** The first and the last day of a form. */
    record Days(LocalDate from, LocalDate to) {
        static @Nullable Days of(Form form, LocalDate today) {
            LocalDate from = form.day("from", Text.of("请填写从哪一天起，像 2026-01-01"));
            LocalDate to = form.day("to", Text.of("请填写到哪一天为止，像 2026-11-23"));
            if (from == null || to == null) {
                return null;
            }
            if (to.isBefore(from)) {
                form.wrong("to", Text.of("结束的日子要在开始以后"));
            }
            if (to.isAfter(today)) {
                form.wrong("to", Text.of("这个日子还没有到"));
            }
            if (from.isBefore(today.minusYears(YEARS_BACK))) {
                form.wrong("from", Text.of("最早开到 {0} 年以前", YEARS_BACK));
            }
            return form.hasWrongs() ? null : new Days(from, to);
        }
    }
}
