package org.zhiyuan.audit.web;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.zhiyuan.audit.Event;
import org.zhiyuan.audit.EventFilter;
import org.zhiyuan.audit.Events;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Slice;
import org.zhiyuan.shell.Form;

/** What the audit administrator reads: events by filter, one event, and what was found as a sheet. Nothing is changed here. */
@Controller
class AuditController {
    private final Events events;
    private final FilterForm filters;
    private final Names names;

    AuditController(Events events, FilterForm filters, Names names) {
        this.events = events;
        this.filters = filters;
        this.names = names;
    }

    @Can(Action.AUDIT_READ)
    @GetMapping("/office/audit")
    ModelAndView search(HttpServletRequest request, @RequestParam(defaultValue = "1") String page) {
        Form form = filters.form(request);
        EventFilter filter = filters.read(form);
        Events.Found found = filter == null
                ? new Events.Found(new Slice<>(List.of(), 1, Slice.SIZE_DEFAULT, 0), 0)
                : events.search(filter, number(page));
        ModelAndView view = new ModelAndView("audit/events");
        view.addObject("form", form);
        view.addObject("query", filter == null ? "" : FilterForm.query(filter));
        view.addObject("events", found);
        view.addObject("kinds", events.kinds());
        view.addObject("names", names.of(found.shown().rows()));
        view.setStatus(filter == null ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK);
        return view;
    }

    /** The first page where what was asked for is no number, the last where it is too large. */
    private static int number(String page) {
        return page.matches("[0-9]{1,9}") ? Integer.parseInt(page) : 1;
    }

    @Can(Action.AUDIT_READ)
    @GetMapping("/office/audit/{event}")
    String event(@PathVariable String event, Model model) {
        Event found = events.get(id(event));
        model.addAttribute("event", found);
        model.addAttribute("names", names.of(List.of(found)));
        model.addAttribute("sealed", events.sealed(found.id()).orElse(null));
        model.addAttribute("days", FilterForm.query(filters.around(found.at())));
        return "audit/event";
    }

    /** For the outsider's checker: that the event stands in the sealed log as it stands here. */
    @Can(Action.AUDIT_READ)
    @GetMapping("/office/audit/{event}/proof.json")
    ResponseEntity<byte[]> proof(@PathVariable String event) {
        UUID id = id(event);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("event-" + id + ".json")
                                .build()
                                .toString())
                .body(events.proof(id).getBytes(StandardCharsets.UTF_8));
    }

    @Can(Action.AUDIT_EXPORT)
    @GetMapping("/office/audit.csv")
    ResponseEntity<byte[]> export(HttpServletRequest request) {
        Form form = filters.form(request);
        EventFilter filter = filters.read(form);
        if (filter == null) {
            throw new Refusal(form.wrongs().getFirst().what());
        }
        String name = "audit-" + filter.from() + "-" + filter.to() + ".csv";
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .body(events.export(filter));
    }

    private static UUID id(String typed) {
        try {
            return UUID.fromString(typed);
        } catch (IllegalArgumentException e) {
            throw new Absent("event " + typed);
        }
    }
}
