package org.zhiyuan.network;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Before anybody's rights are looked at, the tree is today's: the first request after midnight sees to it. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class TreeFilter extends OncePerRequestFilter {
    private final Tree tree;

    TreeFilter(Tree tree) {
        this.tree = tree;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        tree.keepUp();
        chain.doFilter(request, response);
    }
}
