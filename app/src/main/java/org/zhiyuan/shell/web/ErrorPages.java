package org.zhiyuan.shell.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.servlet.autoconfigure.MultipartProperties;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.shell.Problem;
import org.zhiyuan.shell.Words;

/**
 * One answer for everything that failed: a page for people, the same words as a fragment for htmx, RFC 9457 for
 * machines; the request's id on each.
 */
@Controller
class ErrorPages implements ErrorController {
    private static final String HTMX = "HX-Request";
    /** Where trying again may help, so that what was entered is carried on. */
    private static final Set<String> WORTH_SENDING_AGAIN =
            Set.of("sign-in-needed", "form-not-ours", "too-many", "busy", "failed");

    private final long bodyBytesMax;

    ErrorPages(MultipartProperties uploads) {
        this.bodyBytesMax = uploads.getMaxRequestSize().toBytes();
    }

    @Can(Action.PUBLIC_READ)
    @RequestMapping(path = "/error", produces = MediaType.TEXT_HTML_VALUE)
    ModelAndView page(HttpServletRequest request) {
        Problem problem = problem(request);
        Map<String, Object> model = new HashMap<>();
        model.put("problem", problem);
        if (request.getHeader(HTMX) != null) {
            return answer("shell/problem", model, problem);
        }
        model.put("kept", WORTH_SENDING_AGAIN.contains(problem.name()) ? KeptEntries.of(request) : null);
        return answer("shell/error", model, problem);
    }

    @Can(Action.PUBLIC_READ)
    @RequestMapping("/error")
    ResponseEntity<ProblemDetail> machine(HttpServletRequest request) {
        Problem problem = problem(request);
        ProblemDetail detail = ProblemDetail.forStatus(problem.status());
        detail.setType(URI.create("/problems/" + problem.name()));
        detail.setTitle(Words.t(problem.heading()));
        detail.setDetail(Words.t(problem.message()));
        if (problem.wayOut() != null) {
            detail.setProperty("wayOut", Words.t(problem.wayOut()));
        }
        detail.setProperty("requestId", Acting.actor().requestId());
        return ResponseEntity.status(problem.status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(detail);
    }

    private static ModelAndView answer(String template, Map<String, Object> model, Problem problem) {
        return new ModelAndView(template, model, HttpStatusCode.valueOf(problem.status()));
    }

    private Problem problem(HttpServletRequest request) {
        Problem problem = request.getAttribute(Problem.ATTRIBUTE) instanceof Problem known
                ? known
                : Problem.ofStatus(status(request));
        // a body over the limit is not read, so its tokens seem to be missing: say what is really wrong
        if (request.getContentLengthLong() > bodyBytesMax && problem.status() < 500) {
            problem = Problem.ofStatus(HttpStatus.CONTENT_TOO_LARGE.value());
        }
        request.setAttribute(Problem.ATTRIBUTE, problem);
        return problem;
    }

    private static int status(HttpServletRequest request) {
        @Nullable Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        return status instanceof Integer code ? code : HttpServletResponse.SC_NOT_FOUND;
    }
}
