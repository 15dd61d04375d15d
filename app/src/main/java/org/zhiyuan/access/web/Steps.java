package org.zhiyuan.access.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import org.zhiyuan.access.Account;
import org.zhiyuan.access.Origin;
import org.zhiyuan.access.Sessions;
import org.zhiyuan.access.SignIns;
import org.zhiyuan.cell.City;
import org.zhiyuan.paper.QrCode;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.Words;

/** Which step of signing in comes next, and arriving once none is left. */
@Component
class Steps {
    private static final String SECRET = "bind.secret";

    private final SignIns signIns;
    private final Sessions sessions;
    private final City city;

    Steps(SignIns signIns, Sessions sessions, City city) {
        this.signIns = signIns;
        this.sessions = sessions;
        this.city = city;
    }

    /** @param trust whether this computer is not to be asked for the code again for some hours */
    ModelAndView next(HttpServletRequest request, HttpServletResponse response, Authentication proved, boolean trust) {
        return switch (signIns.missing(proved)) {
            case CODE -> step(request, response, proved, "/sign-in/code");
            case BINDING -> step(request, response, proved, "/sign-in/bind");
            case PASSWORD -> step(request, response, proved, "/sign-in/new-password");
            case NOTHING -> arrive(request, response, proved, trust);
        };
    }

    private ModelAndView step(
            HttpServletRequest request, HttpServletResponse response, Authentication proved, String path) {
        sessions.renew(request, response, proved);
        return new ModelAndView(Browser.to(path));
    }

    private ModelAndView arrive(
            HttpServletRequest request, HttpServletResponse response, Authentication proved, boolean trust) {
        Origin origin = Browser.origin(request);
        String token = signIns.arrived(proved, origin, trust);
        Browser.remember(request, response, token);
        String back = sessions.takeBack(request).orElse(SignInController.LANDING);
        sessions.begin(request, response, proved, origin, true);
        return new ModelAndView(Browser.to(back));
    }

    /** The secret that is about to be bound; it stays the same while the page is shown again. */
    String secret(HttpServletRequest request) {
        HttpSession session = request.getSession(true);
        if (session.getAttribute(SECRET) instanceof String secret) {
            return secret;
        }
        String secret = signIns.newSecret();
        session.setAttribute(SECRET, secret);
        return secret;
    }

    ModelAndView bindPage(HttpServletRequest request, Authentication signedIn, Form form, HttpStatus status) {
        Account account = signIns.of(signedIn);
        String secret = secret(request);
        return new ModelAndView(
                "access/bind",
                Map.of(
                        "form", form,
                        "account", account,
                        "secret", secret,
                        "picture", QrCode.of(signIns.address(city.product(Words.locale()), account.login(), secret)),
                        "action", request.getRequestURI()),
                status);
    }

    /** Another authenticator in the midst of a session. */
    ModelAndView rebound(
            HttpServletRequest request,
            HttpServletResponse response,
            Authentication signedIn,
            List<String> backupCodes) {
        request.getSession(true).removeAttribute(SECRET);
        sessions.renew(request, response, signIns.withCode(signedIn));
        return new ModelAndView("access/backupCodes", Map.of("codes", backupCodes, "next", "/session"));
    }

    /** Shows the backup codes, once; the code that was just proved counts as the second step. */
    ModelAndView bound(
            HttpServletRequest request,
            HttpServletResponse response,
            Authentication signedIn,
            List<String> backupCodes) {
        HttpSession session = request.getSession(true);
        session.removeAttribute(SECRET);
        Authentication proved = signIns.withCode(signedIn);
        sessions.renew(request, response, proved);
        return new ModelAndView("access/backupCodes", Map.of("codes", backupCodes, "next", "/sign-in/next"));
    }
}
