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

/** The place file of a site, kept by whoever keeps the site: plain forms, one a thing. */
@Controller
class PlaceFileController {
    private static final String FILE = "/office/network/sites/{site}";

    private final OfficeSites office;
    private final PlaceForms file;

    PlaceFileController(OfficeSites office, PlaceForms file) {
        this.office = office;
        this.file = file;
    }

    @Can(value = Action.PLACE_FILE_EDIT, on = "site")
    @GetMapping(FILE + "/place")
    ModelAndView place(@PathVariable String site) {
        return file.place(office.find(site));
    }

    @Can(value = Action.PLACE_FILE_EDIT, on = "site")
    @PostMapping(FILE + "/place")
    ModelAndView locate(
            @PathVariable String site, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        return file.locate(office.find(site), token, request);
    }

    @Can(value = Action.PLACE_FILE_EDIT, on = "site")
    @GetMapping(FILE + "/hours")
    ModelAndView hours(@PathVariable String site) {
        return file.hours(office.find(site));
    }

    @Can(value = Action.PLACE_FILE_EDIT, on = "site")
    @PostMapping(FILE + "/hours")
    ModelAndView open(
            @PathVariable String site, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        return file.open(office.find(site), token, request);
    }

    @Can(value = Action.PLACE_FILE_EDIT, on = "site")
    @GetMapping(FILE + "/special-days")
    ModelAndView specialDays(@PathVariable String site) {
        return file.specialDays(office.find(site));
    }

    @Can(value = Action.PLACE_FILE_EDIT, on = "site")
    @PostMapping(FILE + "/special-days")
    ModelAndView setSpecialDay(
            @PathVariable String site, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        return file.setSpecialDay(office.find(site), token, request);
    }

    @Can(value = Action.PLACE_FILE_EDIT, on = "site")
    @PostMapping(FILE + "/special-days/removals")
    ModelAndView removeSpecialDay(
            @PathVariable String site, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        return file.removeSpecialDay(office.find(site), token, request);
    }

    @Can(value = Action.PLACE_FILE_EDIT, on = "site")
    @GetMapping(FILE + "/contacts")
    ModelAndView contacts(@PathVariable String site) {
        return file.contacts(office.find(site));
    }

    @Can(value = Action.PLACE_FILE_EDIT, on = "site")
    @PostMapping(FILE + "/contacts")
    ModelAndView setContacts(
            @PathVariable String site, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        return file.setContacts(office.find(site), token, request);
    }

    @Can(value = Action.PLACE_FILE_EDIT, on = "site")
    @GetMapping(FILE + "/evidence")
    ModelAndView evidence(@PathVariable String site, @RequestParam(defaultValue = "") String check) {
        return file.evidence(office.find(site), check);
    }

    @Can(value = Action.PLACE_FILE_EDIT, on = "site")
    @PostMapping(FILE + "/evidence")
    ModelAndView show(
            @PathVariable String site, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        return file.show(office.find(site), token, request);
    }
}
