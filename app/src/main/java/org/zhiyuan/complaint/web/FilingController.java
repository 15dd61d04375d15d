package org.zhiyuan.complaint.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.zhiyuan.complaint.Appeal;
import org.zhiyuan.complaint.Complaint;
import org.zhiyuan.complaint.Complaints;
import org.zhiyuan.complaint.Course;
import org.zhiyuan.complaint.Filings;
import org.zhiyuan.complaint.Receipt;
import org.zhiyuan.complaint.Subject;
import org.zhiyuan.complaint.Topic;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.MobileNumber;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.network.Sites;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.FormTokens;
import org.zhiyuan.shell.Words;
import org.zhiyuan.volunteer.Places;

/**
 * 投诉和建议, for anybody: with an account, or with a telephone that is asked for a code and not kept. Looked up by number
 * and code.
 */
@Controller("complaintFilings")
class FilingController {
    private static final String START = "/complaints";
    private static final int CODE_LENGTH_MAX = 20;
    private static final int TYPED_LENGTH_MAX = 40;

    private final Filings filings;
    private final Complaints complaints;
    private final Places places;
    private final Sites sites;
    private final InstantSource clock;

    FilingController(Filings filings, Complaints complaints, Places places, Sites sites, InstantSource clock) {
        this.filings = filings;
        this.complaints = complaints;
        this.places = places;
        this.sites = sites;
        this.clock = clock;
    }

    // --- looking it up ---

    @Can(Action.PUBLIC_READ)
    @GetMapping(START)
    ModelAndView start(@RequestParam(defaultValue = "") String number, @RequestParam(defaultValue = "") String code) {
        boolean asked = !number.isBlank() || !code.isBlank();
        Optional<Receipt> receipt = asked && number.length() <= TYPED_LENGTH_MAX && code.length() <= TYPED_LENGTH_MAX
                ? Receipt.typed(number + code)
                : Optional.empty();
        if (receipt.isPresent() && filings.course(receipt.get()).isPresent()) {
            return Answers.onward(receipt.get().href());
        }
        Form form = Form.empty().with("number", number);
        if (asked) {
            form.wrong("number", Text.of("没有查到。请照着当时的页面，把编号和查询码再填一次"));
        }
        return Answers.again("complaint/start", form).addObject("days", complaints.answerDays());
    }

    @Can(Action.PUBLIC_READ)
    @GetMapping(START + "/{receipt}")
    ModelAndView one(@PathVariable String receipt) {
        return shown(receipt, Form.empty());
    }

    private ModelAndView shown(String typed, Form form) {
        Optional<Receipt> receipt = Receipt.typed(typed);
        Optional<Course> course = receipt.flatMap(filings::course);
        if (receipt.isEmpty() || course.isEmpty()) {
            ModelAndView unknown = new ModelAndView("complaint/unknown");
            unknown.setStatus(HttpStatus.NOT_FOUND);
            return unknown;
        }
        return page(course.get(), receipt.get(), receipt.get().href(), form, clock);
    }

    static ModelAndView page(Course course, @Nullable Receipt receipt, String base, Form form, InstantSource clock) {
        return Answers.again("complaint/shown", form)
                .addObject("course", course)
                .addObject("receipt", receipt)
                .addObject("base", base)
                .addObject("now", clock.instant());
    }

    private Course held(String typed) {
        return Receipt.typed(typed).flatMap(filings::course).orElseThrow(() -> new Absent("complaint"));
    }

    @Can(Action.COMPLAINT_FILE)
    @PostMapping(START + "/{receipt}/appeal")
    ModelAndView appeal(
            @PathVariable String receipt, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        Complaint complaint = held(receipt).complaint();
        String words = form.text("words", Appeal.WORDS_LENGTH_MAX);
        if (!form.hasWrongs()) {
            try {
                return Answers.onward(filings.appeal(token, complaint, words, START + "/" + receipt));
            } catch (Refusal refusal) {
                Answers.wrong(form, "words", refusal);
            }
        }
        return shown(receipt, form);
    }

    @Can(Action.COMPLAINT_FILE)
    @PostMapping(START + "/{receipt}/withdrawal")
    ModelAndView withdraw(@PathVariable String receipt, @RequestParam(FormTokens.FIELD) String token) {
        return Answers.onward(filings.withdraw(token, held(receipt).complaint(), START + "/" + receipt));
    }

    // --- filing it ---

    @Can(Action.PUBLIC_READ)
    @GetMapping(START + "/new")
    ModelAndView fresh(
            @RequestParam(defaultValue = "") String about,
            @RequestParam(defaultValue = "") String id,
            @RequestParam(defaultValue = "COMPLAINT") String kind) {
        Form form = Form.empty().with("about", about).with("id", id).with("kind", kind);
        return newPage(form, subject(form), false);
    }

    /** What the form is about already; null where the place is still to be chosen. */
    private @Nullable Subject subject(Form form) {
        if (form.raw("about").isEmpty()) {
            return null;
        }
        return Subject.Kind.of(form.raw("about"))
                .flatMap(kind -> filings.subject(Acting.actor(), kind, form.raw("id")))
                .orElseThrow(() -> new Absent("what it is about"));
    }

    private ModelAndView newPage(Form form, @Nullable Subject subject, boolean sent) {
        Map<String, String> topics = new LinkedHashMap<>();
        for (Topic topic : complaints.topics()) {
            topics.put(topic.key(), topic.called(Words.english()));
        }
        return Answers.again("complaint/new", form)
                .addObject("subject", subject)
                .addObject("correction", form.raw("kind").equals(Complaint.Kind.CORRECTION.name()))
                .addObject("topics", topics)
                .addObject("options", subject == null ? options() : Map.of())
                .addObject("known", Acting.actor().signedIn())
                .addObject("sent", sent)
                .addObject("days", complaints.answerDays());
    }

    private Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        SiteId center = sites.center();
        options.put(center.toString(), places.name(center, Words.english()));
        options.putAll(places.all(Words.english()));
        return options;
    }

    @Can(Action.COMPLAINT_FILE)
    @PostMapping(START + "/code")
    ModelAndView code(HttpServletRequest request) {
        Form form = Form.of(request);
        Subject subject = subject(form);
        MobileNumber phone = phone(form);
        if (phone == null) {
            return newPage(form, subject, false);
        }
        try {
            filings.sendCode(phone);
        } catch (Refusal refusal) {
            Answers.wrong(form, "phone", refusal);
        }
        return newPage(form, subject, !form.hasWrongs());
    }

    private static @Nullable MobileNumber phone(Form form) {
        String typed = form.raw("phone");
        if (MobileNumber.check(typed) instanceof Decision.Refused refused) {
            form.wrong("phone", refused.reason());
            return null;
        }
        return MobileNumber.of(typed);
    }

    @Can(Action.COMPLAINT_FILE)
    @PostMapping(START)
    ModelAndView file(@RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Actor actor = Acting.actor();
        Form form = Form.of(request);
        Subject named = subject(form);
        Subject about = named == null ? chosen(form) : named;
        Complaint.Kind kind = form.choice("kind", Complaint.Kind.class, Text.of("请选投诉还是建议"));
        String topic = topic(form, kind);
        String words = form.required(
                "words", Complaint.WORDS_LENGTH_MAX, Text.of("请写明什么时候、什么事，至少 {0} 个字", Complaint.WORDS_LENGTH_MIN));
        Filings.Proof proof = actor.signedIn() ? null : proof(form);
        if (form.hasWrongs() || about == null || kind == null) {
            return newPage(form, named, false);
        }
        try {
            return Answers.onward(filings.file(
                    actor, token, about, kind, topic, words, proof, Objects.toString(request.getRemoteAddr(), "")));
        } catch (Filings.CodeRefused wrong) {
            form.wrong("code", wrong.why().reason());
        } catch (Refusal refusal) {
            Answers.wrong(form, "words", refusal);
        }
        return newPage(form, named, false);
    }

    private @Nullable Subject chosen(Form form) {
        SiteId site = Places.chosen(options(), form.raw("site"));
        if (site == null) {
            form.wrong("site", Text.of("请选关于哪里"));
            return null;
        }
        return filings.subject(Acting.actor(), Subject.Kind.SITE, site.toString())
                .orElseThrow(() -> new Absent("site"));
    }

    private String topic(Form form, Complaint.@Nullable Kind kind) {
        String topic = form.raw("topic");
        boolean known = complaints.topics().stream().anyMatch(one -> one.key().equals(topic));
        if (!known && kind != Complaint.Kind.CORRECTION) {
            form.wrong("topic", Text.of("请选是哪方面的事"));
        }
        return known ? topic : "";
    }

    private static Filings.@Nullable Proof proof(Form form) {
        MobileNumber phone = phone(form);
        String code = form.required("code", CODE_LENGTH_MAX, Text.of("请先点“发验证码”，再填短信里的 6 位数字"));
        return phone == null || code.isEmpty() ? null : new Filings.Proof(phone, code);
    }
}
