package org.zhiyuan.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;
import org.zhiyuan.audit.Audit;
import org.zhiyuan.audit.Deed;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.Problem;

/**
 * What somebody sees whom the gate turned away: a person who wants to read a page is led to the sign-in page and back;
 * a form that was sent keeps its values in the browser, so it is answered, not led away; machines get a status.
 */
@Component
class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {
    static final String SIGN_IN = "/sign-in";
    static final String CONFIRM = "/session/confirm";
    private static final String HTMX = "HX-Request";

    private static final Problem SIGN_IN_NEEDED = new Problem(
            HttpStatus.UNAUTHORIZED.value(),
            "sign-in-needed",
            Text.of("请先登录"),
            Text.of("登录已经到期，这次没有提交，什么也没有改动。"),
            Text.of("请另开一个窗口登录，再退回上一页提交，填过的内容还在"));
    private static final Problem FRESH_CODE_NEEDED = new Problem(
            HttpStatus.UNAUTHORIZED.value(),
            "fresh-code-needed",
            Text.of("请再输一次动态码"),
            Text.of("授权、导出和改账号之前，要在 5 分钟内输过动态码。这次没有提交，什么也没有改动。"),
            Text.of("请另开一个窗口，在「账号」页面输一次动态码，再退回上一页提交，填过的内容还在"));

    private final Audit audit;

    Refusals(Audit audit) {
        this.audit = audit;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException exception)
            throws IOException {
        refuse(request, response);
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException exception)
            throws IOException {
        if (exception instanceof CsrfException) {
            request.setAttribute(
                    Problem.ATTRIBUTE,
                    new Problem(
                            HttpStatus.FORBIDDEN.value(),
                            "form-not-ours",
                            Text.of("这张表单没有提交"),
                            Text.of("这张表单不是从本系统当前的页面发出的，或者放得太久了。什么也没有改动。"),
                            Text.of("请退回上一页，刷新后再提交一次")));
            response.sendError(HttpStatus.FORBIDDEN.value());
            return;
        }
        refuse(request, response);
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Verdict verdict = request.getAttribute(Verdict.ATTRIBUTE) instanceof Verdict found ? found : null;
        Deed tried = verdict == null ? null : verdict.tried();
        if (verdict != null && tried != null) {
            Actor actor = verdict.actor();
            // an event is one's own: the row policy refuses one recorded as somebody else's
            Scope own = new Scope(false, Set.of(), Set.of(), null, actor.account(), false);
            Acting.as(actor, own, () -> audit.recordAlone(tried));
        }
        int status = verdict == null ? HttpStatus.FORBIDDEN.value() : verdict.status();
        boolean freshCode = verdict != null && verdict.freshCode();
        if (status != HttpStatus.UNAUTHORIZED.value()) {
            response.sendError(status);
        } else if (request.getHeader(HTMX) != null) {
            response.setHeader("HX-Redirect", proof(freshCode, shownPage(request)));
            response.setStatus(status);
        } else if (isReading(request)) {
            response.sendRedirect(proof(freshCode, asked(request)));
        } else {
            request.setAttribute(Problem.ATTRIBUTE, freshCode ? FRESH_CODE_NEEDED : SIGN_IN_NEEDED);
            response.sendError(status);
        }
    }

    private static boolean isReading(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return "GET".equals(request.getMethod()) && accept != null && accept.contains(MediaType.TEXT_HTML_VALUE);
    }

    /** The page on which somebody proves what is missing, and then comes back. */
    private static String proof(boolean freshCode, String back) {
        return UriComponentsBuilder.fromPath(freshCode ? CONFIRM : SIGN_IN)
                .queryParam("back", "{back}")
                .encode()
                .buildAndExpand(back)
                .toUriString();
    }

    private static String asked(HttpServletRequest request) {
        String query = request.getQueryString();
        return request.getRequestURI() + (query == null ? "" : "?" + query);
    }

    /** The page in the browser from which htmx asked for a piece. */
    private static String shownPage(HttpServletRequest request) {
        @Nullable String page = request.getHeader("HX-Current-URL");
        try {
            URI uri = URI.create(page == null ? "/" : page);
            return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        } catch (IllegalArgumentException e) {
            return "/";
        }
    }
}
