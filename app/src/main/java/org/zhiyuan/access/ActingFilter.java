package org.zhiyuan.access;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Acting;

/** Runs the rest of the request as its actor, on the rows that the gate found. Stands directly behind the gate. */
final class ActingFilter implements Filter {
    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!(request.getAttribute(Verdict.ATTRIBUTE) instanceof Verdict verdict) || !verdict.isGranted()) {
            throw new IllegalStateException("a request came past the gate without being allowed");
        }
        try {
            RequestStanding.with(
                    verdict.standing(),
                    () -> Acting.call(verdict.actor(), verdict.scope(), () -> pass(request, response, chain)));
        } catch (IOException | ServletException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new ServletException(e);
        }
    }

    private static @Nullable Void pass(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(request, response);
        return null;
    }
}
