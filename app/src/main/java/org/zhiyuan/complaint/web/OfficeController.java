package org.zhiyuan.complaint.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.zhiyuan.complaint.Complaint;
import org.zhiyuan.complaint.ComplaintId;
import org.zhiyuan.complaint.ComplaintState;
import org.zhiyuan.complaint.Complaints;
import org.zhiyuan.complaint.Reply;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.kernel.Slice;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.FormTokens;

/** Complaints in the office: what lies here, and the reply with its reasons. */
@Controller("officeComplaints")
class OfficeController {
    private final Complaints complaints;
    private final Rights rights;
    private final Answers answers;
    private final InstantSource clock;

    OfficeController(Complaints complaints, Rights rights, Answers answers, InstantSource clock) {
        this.complaints = complaints;
        this.rights = rights;
        this.answers = answers;
        this.clock = clock;
    }

    @Can(Action.COMPLAINT_READ)
    @GetMapping("/office/complaints")
    ModelAndView list(@RequestParam(defaultValue = "") String state, @RequestParam(defaultValue = "1") int page) {
        ComplaintState wanted = state(state);
        Slice<Complaint> found = complaints.list(wanted, page);
        Map<String, String> places = complaints
                .names(found.rows().stream()
                        .flatMap(one -> Stream.of(one.site(), one.about()))
                        .distinct()
                        .toList())
                .entrySet()
                .stream()
                .collect(Collectors.toMap(one -> one.getKey().toString(), Map.Entry::getValue));
        return new ModelAndView("complaint/office")
                .addObject("found", found)
                .addObject("wanted", wanted)
                .addObject("places", places)
                .addObject("now", clock.instant());
    }

    private static @Nullable ComplaintState state(String word) {
        return Arrays.stream(ComplaintState.values())
                .filter(state -> state.name().equals(word))
                .findFirst()
                .orElse(null);
    }

    @Can(value = Action.COMPLAINT_READ, on = "complaint")
    @GetMapping("/office/complaints/{complaint}")
    ModelAndView one(@PathVariable String complaint) {
        return page(complaints.get(ComplaintId.parse(complaint)), Form.empty());
    }

    private ModelAndView page(Complaint found, Form form) {
        Actor actor = Acting.actor();
        boolean answers = found.state().waits() && rights.may(actor, Action.COMPLAINT_ANSWER, found.place());
        Decision may = answers ? complaints.mayReply(actor, found) : Decision.allowed();
        return Answers.again("complaint/complaint", form)
                .addObject("course", complaints.course(found))
                .addObject("answers", answers && may instanceof Decision.Allowed)
                .addObject("why", may instanceof Decision.Refused refused ? refused.reason() : null)
                .addObject("now", clock.instant());
    }

    @Can(value = Action.COMPLAINT_ANSWER, on = "complaint")
    @PostMapping("/office/complaints/{complaint}/reply")
    ModelAndView reply(
            @PathVariable String complaint, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        Complaint found = complaints.get(ComplaintId.parse(complaint));
        Reply.Outcome outcome = form.choice("outcome", Reply.Outcome.class, Text.of("请选查下来怎么样"));
        String reasons = form.required("reasons", Reply.REASONS_LENGTH_MAX, Text.of("请写明查到了什么、怎么处理的"));
        if (form.hasWrongs() || outcome == null) {
            return page(found, form);
        }
        try {
            return this.answers.once(token, () -> {
                complaints.reply(Acting.actor(), found.id(), outcome, reasons);
                return found.href();
            });
        } catch (Refusal refusal) {
            Answers.wrong(form, "reasons", refusal);
            return page(found, form);
        }
    }
}
