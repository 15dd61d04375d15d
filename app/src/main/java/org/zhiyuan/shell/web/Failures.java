package org.zhiyuan.shell.web;

import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.shell.Problem;

/** Sends the house's own refusals to the error page; everything else that is thrown becomes a 500 with the request's id. */
@ControllerAdvice
class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    @ExceptionHandler(Refusal.class)
    String refused(Refusal refusal, HttpServletRequest request) {
        request.setAttribute(Problem.ATTRIBUTE, Problem.refused(refusal.reason(), refusal.wayOut()));
        return "forward:/error";
    }

    @ExceptionHandler(Absent.class)
    String absent(Absent absent, HttpServletRequest request) {
        LOG.debug("absent: {} ({})", absent.getMessage(), Acting.actor().requestId());
        request.setAttribute(Problem.ATTRIBUTE, Problem.absent());
        return "forward:/error";
    }
}
