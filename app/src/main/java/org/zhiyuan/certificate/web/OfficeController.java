package org.zhiyuan.certificate.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.zhiyuan.certificate.Application;
import org.zhiyuan.certificate.ApplicationId;
import org.zhiyuan.certificate.Applications;
import org.zhiyuan.certificate.Certificate;
import org.zhiyuan.certificate.CertificateId;
import org.zhiyuan.certificate.CertificateSettings;
import org.zhiyuan.certificate.Certificates;
import org.zhiyuan.certificate.Credit;
import org.zhiyuan.certificate.Issuing;
import org.zhiyuan.certificate.Prepared;
import org.zhiyuan.certificate.Revocation;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.kernel.ServiceTime;
import org.zhiyuan.kernel.Slice;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.FormTokens;
import org.zhiyuan.shell.Formats;
import org.zhiyuan.shell.Waiting;
import org.zhiyuan.shell.Words;
import org.zhiyuan.volunteer.Places;
import org.zhiyuan.volunteer.Volunteer;
import org.zhiyuan.volunteer.VolunteerNumber;
import org.zhiyuan.volunteer.Volunteers;

/** Certificates in the office: who asks, issuing what the place recorded, and two who revoke. */
@Controller("officeCertificates")
class OfficeController {
    private static final int LINES_SHOWN = 50;

    private final Certificates certificates;
    private final Applications applications;
    private final Issuing issuing;
    private final Volunteers volunteers;
    private final Places places;
    private final CertificateSettings settings;
    private final Rights rights;
    private final Answers answers;
    private final InstantSource clock;

    OfficeController(
            Certificates certificates,
            Applications applications,
            Issuing issuing,
            Volunteers volunteers,
            Places places,
            CertificateSettings settings,
            Rights rights,
            Answers answers,
            InstantSource clock) {
        this.certificates = certificates;
        this.applications = applications;
        this.issuing = issuing;
        this.volunteers = volunteers;
        this.places = places;
        this.settings = settings;
        this.rights = rights;
        this.answers = answers;
        this.clock = clock;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Formats.ZONE);
    }

    @Can(Action.CERTIFICATE_READ)
    @GetMapping("/office/certificates")
    ModelAndView list(@RequestParam(defaultValue = "1") int page) {
        boolean issuer = rights.mayAnywhere(Acting.actor(), Action.CERTIFICATE_ISSUE);
        List<Application> open = issuer ? applications.open(Waiting.ITEMS_MAX) : List.of();
        Slice<Certificate> issued = certificates.list(page);
        List<SiteId> sites = java.util.stream.Stream.concat(
                        open.stream().map(Application::site),
                        issued.rows().stream().map(Certificate::site))
                .toList();
        return new ModelAndView("certificate/office")
                .addObject("open", open)
                .addObject("issued", issued)
                .addObject("sites", names(sites))
                .addObject("issuer", issuer);
    }

    private Map<String, String> names(List<SiteId> sites) {
        return places.names(sites, Words.english()).entrySet().stream()
                .collect(Collectors.toMap(one -> one.getKey().toString(), Map.Entry::getValue));
    }

    // --- at the counter ---

    @Can(Action.CERTIFICATE_ISSUE)
    @GetMapping("/office/certificates/new")
    ModelAndView fresh(@RequestParam(defaultValue = "") String volunteer) {
        return newPage(Form.empty()
                .with("volunteer", volunteer)
                .with("from", today().withDayOfYear(1))
                .with("to", today()));
    }

    private ModelAndView newPage(Form form) {
        Map<String, String> options = places.mine(Words.english());
        if (form.raw("site").isEmpty() && !options.isEmpty()) {
            form.with("site", options.keySet().iterator().next());
        }
        return Answers.again("certificate/new", form).addObject("options", options);
    }

    @Can(Action.CERTIFICATE_ISSUE)
    @PostMapping("/office/certificate-applications")
    ModelAndView apply(@RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        Optional<Volunteer> found = VolunteerNumber.typed(form.raw("volunteer")).stream()
                .flatMap(number -> volunteers.numbered(number).stream())
                .map(Volunteers.Listed::volunteer)
                .findFirst();
        if (found.isEmpty()) {
            form.wrong("volunteer", Text.of("没有查到这个志愿者编号；只看得到您负责范围里的，别处的请本人在手机上申请"));
        }
        SiteId site = Places.chosen(places.mine(Words.english()), form.raw("site"));
        if (site == null) {
            form.wrong("site", Text.of("请选哪里记录的服务"));
        }
        MineController.Days days = MineController.Days.of(form, today());
        String purpose = form.text("purpose", Application.PURPOSE_LENGTH_MAX);
        if (form.hasWrongs() || days == null || site == null || found.isEmpty()) {
            return newPage(form);
        }
        try {
            return answers.once(
                    token,
                    () -> applications
                            .apply(
                                    Acting.actor(),
                                    found.get(),
                                    site,
                                    days.from(),
                                    days.to(),
                                    purpose,
                                    Application.Channel.COUNTER)
                            .href());
        } catch (Refusal refusal) {
            Answers.wrong(form, "from", refusal);
            return newPage(form);
        }
    }

    // --- one application ---

    private Application application(String id) {
        return applications.get(ApplicationId.parse(id));
    }

    @Can(value = Action.CERTIFICATE_ISSUE, on = "application")
    @GetMapping("/office/certificate-applications/{application}")
    ModelAndView one(@PathVariable String application) {
        return applicationPage(application(application), Form.empty());
    }

    private ModelAndView applicationPage(Application found, Form form) {
        List<Credit> recorded = issuing.recorded(found);
        return Answers.again("certificate/application", form)
                .addObject("application", found)
                .addObject(
                        "place",
                        names(List.of(found.site())).getOrDefault(found.site().toString(), ""))
                .addObject("lines", recorded.stream().limit(LINES_SHOWN).toList())
                .addObject("count", recorded.size())
                .addObject("total", recorded.stream().map(Credit::time).reduce(ServiceTime.NONE, ServiceTime::plus))
                .addObject("certificate", certificates.of(found.id()).orElse(null));
    }

    @Can(value = Action.CERTIFICATE_ISSUE, on = "application")
    @PostMapping("/office/certificate-applications/{application}/certificate")
    ModelAndView issue(@PathVariable String application, @RequestParam(FormTokens.FIELD) String token) {
        Application found = application(application);
        Actor actor = Acting.actor();
        Optional<Certificate> issued = certificates.of(found.id());
        if (issued.isPresent()) {
            // a second tap
            return new ModelAndView("redirect:" + issued.get().href());
        }
        try {
            Prepared prepared = issuing.prepare(actor, found, address());
            return answers.once(token, () -> certificates.issue(actor, prepared).href());
        } catch (Refusal refusal) {
            Form form = Form.empty();
            Answers.wrong(form, "issue", refusal);
            return applicationPage(found, form);
        }
    }

    private String address() {
        return settings.address().isEmpty()
                ? ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString()
                : settings.address();
    }

    @Can(value = Action.CERTIFICATE_ISSUE, on = "application")
    @GetMapping("/office/certificate-applications/{application}/refusal")
    ModelAndView refusal(@PathVariable String application) {
        return refusalPage(application(application), Form.empty());
    }

    private static ModelAndView refusalPage(Application found, Form form) {
        return turn(form, found.href() + "/refusal", found.href())
                .addObject("heading", Text.of("不开这份证明"))
                .addObject("consequence", Text.of("本人会看到原因。不在这里记录的服务不能在这里开：谁记录谁证明。"))
                .addObject("button", Text.of("不开"));
    }

    private static ModelAndView turn(Form form, String action, String back) {
        return Answers.again("certificate/turn", form)
                .addObject("action", action)
                .addObject("back", back);
    }

    @Can(value = Action.CERTIFICATE_ISSUE, on = "application")
    @PostMapping("/office/certificate-applications/{application}/refusal")
    ModelAndView refuse(
            @PathVariable String application,
            @RequestParam(FormTokens.FIELD) String token,
            HttpServletRequest request) {
        Form form = Form.of(request);
        Application found = application(application);
        try {
            return answers.once(token, () -> {
                applications.refuse(Acting.actor(), found.id(), form.raw("reason"));
                return "/office/certificates";
            });
        } catch (Refusal refusal) {
            Answers.wrong(form, "reason", refusal);
            return refusalPage(found, form);
        }
    }

    // --- one certificate ---

    private Certificate certificate(String id) {
        return certificates.get(CertificateId.parse(id));
    }

    @Can(value = Action.CERTIFICATE_READ, on = "certificate")
    @GetMapping("/office/certificates/{certificate}")
    ModelAndView issued(@PathVariable String certificate) {
        Certificate found = certificate(certificate);
        List<Revocation> revocations = certificates.revocations(found.id());
        Actor actor = Acting.actor();
        return new ModelAndView("certificate/certificate")
                .addObject("certificate", found)
                .addObject(
                        "place",
                        names(List.of(found.site())).getOrDefault(found.site().toString(), ""))
                .addObject("revocations", revocations)
                .addObject(
                        "own",
                        revocations.stream()
                                .anyMatch(one -> one.open() && one.account().equals(actor.account())))
                .addObject("revocable", rights.may(actor, Action.CERTIFICATE_REVOKE, found.place()));
    }

    @Can(value = Action.CERTIFICATE_ISSUE, on = "certificate")
    @GetMapping("/office/certificates/{certificate}/certificate.pdf")
    ResponseEntity<byte[]> pdf(@PathVariable String certificate) {
        Certificate found = certificate(certificate);
        return Answers.file(found.number() + ".pdf", MediaType.APPLICATION_PDF, issuing.paper(found));
    }

    @Can(value = Action.CERTIFICATE_REVOKE, on = "certificate")
    @GetMapping("/office/certificates/{certificate}/revocation")
    ModelAndView revocation(@PathVariable String certificate) {
        return revocationPage(certificate(certificate), Form.empty());
    }

    private static ModelAndView revocationPage(Certificate found, Form form) {
        return turn(form, found.href() + "/revocation", found.href())
                .addObject("heading", Text.of("提出撤销 {0}", found.number()))
                .addObject("consequence", Text.of("要另一个人确认才撤销。撤销以后，扫码核验会看到“已经撤销”。"))
                .addObject("button", Text.of("提出撤销"));
    }

    @Can(value = Action.CERTIFICATE_REVOKE, on = "certificate")
    @PostMapping("/office/certificates/{certificate}/revocation")
    ModelAndView propose(
            @PathVariable String certificate,
            @RequestParam(FormTokens.FIELD) String token,
            HttpServletRequest request) {
        Form form = Form.of(request);
        Certificate found = certificate(certificate);
        try {
            return answers.once(token, () -> {
                certificates.propose(Acting.actor(), found.id(), form.raw("reason"));
                return found.href();
            });
        } catch (Refusal refusal) {
            Answers.wrong(form, "reason", refusal);
            return revocationPage(found, form);
        }
    }

    @Can(value = Action.CERTIFICATE_REVOKE, on = "certificate")
    @PostMapping("/office/certificates/{certificate}/revocation/confirmation")
    ModelAndView confirm(@PathVariable String certificate, @RequestParam(FormTokens.FIELD) String token) {
        return settle(certificate(certificate), token, true);
    }

    @Can(value = Action.CERTIFICATE_REVOKE, on = "certificate")
    @PostMapping("/office/certificates/{certificate}/revocation/decline")
    ModelAndView decline(@PathVariable String certificate, @RequestParam(FormTokens.FIELD) String token) {
        return settle(certificate(certificate), token, false);
    }

    private ModelAndView settle(Certificate found, String token, boolean confirmed) {
        return answers.once(token, () -> {
            certificates.settle(Acting.actor(), found.id(), confirmed);
            return found.href();
        });
    }
}
