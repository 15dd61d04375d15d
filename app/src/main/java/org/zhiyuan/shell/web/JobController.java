package org.zhiyuan.shell.web;

import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.zhiyuan.jobs.Job;
import org.zhiyuan.jobs.Jobs;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Can;

/** Watching one's own task. The row policy narrows it to the asker's own; another's is not there. */
@Controller
class JobController {
    private final Jobs jobs;
    private final InstantSource clock;

    JobController(Jobs jobs, InstantSource clock) {
        this.jobs = jobs;
        this.clock = clock;
    }

    /** With script the part about progress is fetched every second; without, the page loads itself again. */
    @Can(Action.JOB_READ)
    @GetMapping("/jobs/{job}")
    String job(
            @PathVariable String job,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean fragment,
            HttpServletResponse response,
            Model model) {
        Job found = jobs.find(id(job));
        model.addAttribute("job", found);
        model.addAttribute("title", jobs.title(found));
        model.addAttribute("now", clock.instant());
        response.setHeader("Cache-Control", "no-store");
        if (fragment && found.state() == Job.State.DONE && !found.href().isEmpty()) {
            response.setHeader("HX-Redirect", found.href());
        }
        return fragment ? "shell/jobProgress" : "shell/job";
    }

    /** Asking twice is like asking once. */
    @Can(Action.JOB_CANCEL)
    @PostMapping("/jobs/{job}/cancellation")
    String cancel(@PathVariable String job) {
        jobs.cancel(id(job));
        return "redirect:/jobs/" + id(job);
    }

    private static UUID id(String job) {
        try {
            return UUID.fromString(job);
        } catch (IllegalArgumentException e) {
            throw new Absent("job " + job);
        }
    }
}
