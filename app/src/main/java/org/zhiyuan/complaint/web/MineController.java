package org.zhiyuan.complaint.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.zhiyuan.complaint.Appeal;
import org.zhiyuan.complaint.Complaint;
import org.zhiyuan.complaint.ComplaintId;
import org.zhiyuan.complaint.Complaints;
import org.zhiyuan.complaint.Filings;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.FormTokens;
import org.zhiyuan.volunteer.Volunteers;

/** 我的投诉和更正: what one filed with an account. */
@Controller("myComplaints")
class MineController {
    private static final String MINE = "/me/complaints";

    private final Complaints complaints;
    private final Filings filings;
    private final Volunteers volunteers;
    private final InstantSource clock;

    MineController(Complaints complaints, Filings filings, Volunteers volunteers, InstantSource clock) {
        this.complaints = complaints;
        this.filings = filings;
        this.volunteers = volunteers;
        this.clock = clock;
    }

    @Can(Action.OWN_DATA_READ)
    @GetMapping(MINE)
    ModelAndView mine() {
        return new ModelAndView("complaint/mine")
                .addObject("complaints", complaints.mine(Acting.actor()))
                .addObject("volunteer", volunteers.own(Acting.actor()).orElse(null));
    }

    private Complaint own(String filed) {
        return complaints.own(Acting.actor(), ComplaintId.parse(filed));
    }

    @Can(Action.OWN_DATA_READ)
    @GetMapping(MINE + "/{filed}")
    ModelAndView one(@PathVariable String filed) {
        return page(own(filed), Form.empty());
    }

    private ModelAndView page(Complaint own, Form form) {
        return FilingController.page(complaints.course(own), null, own.ownHref(), form, clock);
    }

    @Can(Action.OWN_DATA_EDIT)
    @PostMapping(MINE + "/{filed}/appeal")
    ModelAndView appeal(
            @PathVariable String filed, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        Complaint own = own(filed);
        String words = form.text("words", Appeal.WORDS_LENGTH_MAX);
        if (!form.hasWrongs()) {
            try {
                return Answers.onward(filings.appeal(token, own, words, own.ownHref()));
            } catch (Refusal refusal) {
                Answers.wrong(form, "words", refusal);
            }
        }
        return page(own, form);
    }

    @Can(Action.OWN_DATA_EDIT)
    @PostMapping(MINE + "/{filed}/withdrawal")
    ModelAndView withdraw(@PathVariable String filed, @RequestParam(FormTokens.FIELD) String token) {
        Complaint own = own(filed);
        return Answers.onward(filings.withdraw(token, own, own.ownHref()));
    }
}
