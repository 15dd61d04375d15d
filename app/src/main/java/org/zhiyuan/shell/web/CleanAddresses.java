package org.zhiyuan.shell.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Nobody types a control character into an address, and the database takes no NUL: such a request is told so before
 * anything of it is looked up. Line breaks and tabs may stand in what a form sends.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 5)
class CleanAddresses extends OncePerRequestFilter {
    private static final Pattern CONTROL = Pattern.compile("%(0[0-8BbCcEeFf]|1[0-9A-Fa-f]|7[Ff])");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (unclean(request.getRequestURI()) || unclean(request.getQueryString())) {
            response.sendError(HttpStatus.BAD_REQUEST.value());
            return;
        }
        chain.doFilter(request, response);
    }

    private static boolean unclean(@Nullable String part) {
        return part != null && CONTROL.matcher(part).find();
    }
}
