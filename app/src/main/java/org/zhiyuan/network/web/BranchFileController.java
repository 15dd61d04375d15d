package org.zhiyuan.network.web;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.shell.FormTokens;

/** The place file of a branch center, kept by whoever has its field. */
@Controller
class BranchFileController {
    private static final String FILE = "/office/branches/{branch}";

    private final OfficeSites office;
    private final PlaceForms file;

    BranchFileController(OfficeSites office, PlaceForms file) {
        this.office = office;
        this.file = file;
    }

    @Can(value = Action.BRANCH_EDIT, on = "branch")
    @GetMapping(FILE + "/place")
    ModelAndView place(@PathVariable String branch) {
        return file.place(office.branch(branch));
    }

    @Can(value = Action.BRANCH_EDIT, on = "branch")
    @PostMapping(FILE + "/place")
    ModelAndView locate(
            @PathVariable String branch, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        return file.locate(office.branch(branch), token, request);
    }

    @Can(value = Action.BRANCH_EDIT, on = "branch")
    @GetMapping(FILE + "/hours")
    ModelAndView hours(@PathVariable String branch) {
        return file.hours(office.branch(branch));
    }

    @Can(value = Action.BRANCH_EDIT, on = "branch")
    @PostMapping(FILE + "/hours")
    ModelAndView open(
            @PathVariable String branch, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        return file.open(office.branch(branch), token, request);
    }

    @Can(value = Action.BRANCH_EDIT, on = "branch")
    @GetMapping(FILE + "/special-days")
    ModelAndView specialDays(@PathVariable String branch) {
        return file.specialDays(office.branch(branch));
    }

    @Can(value = Action.BRANCH_EDIT, on = "branch")
    @PostMapping(FILE + "/special-days")
    ModelAndView setSpecialDay(
            @PathVariable String branch, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        return file.setSpecialDay(office.branch(branch), token, request);
    }

    @Can(value = Action.BRANCH_EDIT, on = "branch")
    @PostMapping(FILE + "/special-days/removals")
    ModelAndView removeSpecialDay(
            @PathVariable String branch, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        return file.removeSpecialDay(office.branch(branch), token, request);
    }

    @Can(value = Action.BRANCH_EDIT, on = "branch")
    @GetMapping(FILE + "/contacts")
    ModelAndView contacts(@PathVariable String branch) {
        return file.contacts(office.branch(branch));
    }

    @Can(value = Action.BRANCH_EDIT, on = "branch")
    @PostMapping(FILE + "/contacts")
    ModelAndView setContacts(
            @PathVariable String branch, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        return file.setContacts(office.branch(branch), token, request);
    }

    @Can(value = Action.BRANCH_EDIT, on = "branch")
    @GetMapping(FILE + "/evidence")
    ModelAndView evidence(@PathVariable String branch, @RequestParam(defaultValue = "") String check) {
        return file.evidence(office.branch(branch), check);
    }

    @Can(value = Action.BRANCH_EDIT, on = "branch")
    @PostMapping(FILE + "/evidence")
    ModelAndView show(
            @PathVariable String branch, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        return file.show(office.branch(branch), token, request);
    }
}
