package org.zhiyuan.shell.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.Problem;
import org.zhiyuan.shell.Words;

/** One answer for everything that failed: a page for people, RFC 9457 for machines, the request's id on both. */
@Controller
class ErrorPages implements ErrorController {

    @Can(Action.PUBLIC_READ)
    @RequestMapping(path = "/error", produces = MediaType.TEXT_HTML_VALUE)
    ModelAndView page(HttpServletRequest request) {
        Problem problem = problem(request);
        ModelAndView page = new ModelAndView(
                "shell/error",
                Map.of(
                        "status", problem.status(),
                        "heading", Words.t(problem.heading()),
                        "message", Words.t(problem.message()),
                        "wayOut", problem.wayOut() == null ? "" : Words.t(problem.wayOut())));
        page.setStatus(HttpStatus.valueOf(problem.status()));
        return page;
    }

    @Can(Action.PUBLIC_READ)
    @RequestMapping("/error")
    ResponseEntity<ProblemDetail> machine(HttpServletRequest request) {
        Problem problem = problem(request);
        ProblemDetail detail = ProblemDetail.forStatus(problem.status());
        detail.setType(URI.create("/problems/" + problem.name()));
        detail.setTitle(Words.t(problem.heading()));
        detail.setDetail(Words.t(problem.message()));
        detail.setProperty("requestId", Acting.actor().requestId());
        return ResponseEntity.status(problem.status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(detail);
    }

    private static Problem problem(HttpServletRequest request) {
        if (request.getAttribute(Problem.ATTRIBUTE) instanceof Problem known) {
            return known;
        }
        @Nullable Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        return Problem.ofStatus(status instanceof Integer code ? code : 404, Text.of("请检查网址，或从首页重新找"));
    }
}
