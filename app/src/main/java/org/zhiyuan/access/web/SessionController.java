package org.zhiyuan.access.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;
import org.zhiyuan.access.AccountId;
import org.zhiyuan.access.Accounts;
import org.zhiyuan.access.Grants;
import org.zhiyuan.access.Sessions;
import org.zhiyuan.access.SignInResult;
import org.zhiyuan.access.SignIns;
import org.zhiyuan.access.Workplaces;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.FormTokens;
import org.zhiyuan.shell.OwnPath;

/** One's own account: where it is signed in, its password, its authenticator; leaving it, and handing the computer on. */
@Controller
class SessionController {
    private static final String HOME = "/session";

    private final Accounts accounts;
    private final Grants grants;
    private final Sessions sessions;
    private final SignIns signIns;
    private final Steps steps;
    private final Workplaces places;
    private final FormTokens forms;

    SessionController(
            Accounts accounts,
            Grants grants,
            Sessions sessions,
            SignIns signIns,
            Steps steps,
            Workplaces places,
            FormTokens forms) {
        this.accounts = accounts;
        this.grants = grants;
        this.sessions = sessions;
        this.signIns = signIns;
        this.steps = steps;
        this.places = places;
        this.forms = forms;
    }

    @Can(Action.OWN_SESSION_READ)
    @GetMapping(HOME)
    ModelAndView own(HttpServletRequest request) {
        Actor actor = Acting.actor();
        AccountId id = new AccountId(account(actor));
        ModelAndView page = new ModelAndView("access/session");
        page.addObject("open", sessions.of(id.value(), sessionId(request)));
        page.addObject("devices", accounts.devices(id));
        page.addObject("staff", actor.kind() == Actor.Kind.STAFF);
        page.addObject("backupCodes", actor.kind() == Actor.Kind.STAFF ? signIns.backupCodesLeft(signedIn()) : 0);
        page.addObject("shown", GrantsShown.of(grants.of(id), places));
        page.addObject("today", grants.today());
        return page;
    }

    /** Leaves, on this computer. */
    @Can(Action.OWN_SESSION_EDIT)
    @PostMapping("/session/end")
    ModelAndView leave(HttpServletRequest request) {
        signIns.left(signedIn(), Browser.origin(request));
        sessions.end(request);
        return new ModelAndView(Browser.to("/"));
    }

    /** Hands a shared computer to the next person: out, and to the sign-in page that comes back to this one. */
    @Can(Action.OWN_SESSION_EDIT)
    @PostMapping("/session/change-person")
    ModelAndView changePerson(HttpServletRequest request, @RequestParam(defaultValue = "/workbench") String back) {
        signIns.left(signedIn(), Browser.origin(request));
        sessions.end(request);
        return new ModelAndView(Browser.to(UriComponentsBuilder.fromPath("/sign-in/staff")
                .queryParam("back", "{back}")
                .encode()
                .buildAndExpand(OwnPath.of(back, "/workbench"))
                .toUriString()));
    }

    @Can(Action.OWN_SESSION_EDIT)
    @PostMapping("/session/others/end")
    ModelAndView endOthers(HttpServletRequest request) {
        sessions.endOthers(account(Acting.actor()), sessionId(request));
        return new ModelAndView(Browser.to(HOME));
    }

    @Can(Action.OWN_SESSION_EDIT)
    @PostMapping("/session/open/{handle}/end")
    ModelAndView end(@PathVariable String handle) {
        sessions.end(account(Acting.actor()), handle);
        return new ModelAndView(Browser.to(HOME));
    }

    /** It was I who signed in from the new computer. */
    @Can(Action.OWN_SESSION_EDIT)
    @PostMapping("/session/devices/noted")
    ModelAndView noted(@RequestParam(FormTokens.FIELD) String token) {
        return new ModelAndView(Browser.to(forms.once(token, () -> {
            accounts.note(Acting.actor());
            return HOME;
        })));
    }

    @Can(Action.OWN_SESSION_EDIT)
    @GetMapping("/session/password")
    ModelAndView password() {
        staffOnly();
        return new ModelAndView("access/changePassword", Map.of("form", Form.empty()));
    }

    @Can(Action.OWN_SESSION_EDIT)
    @PostMapping("/session/password")
    ModelAndView passwordChanged(HttpServletRequest request, HttpServletResponse response) {
        staffOnly();
        Authentication signedIn = signedIn();
        Form form = Form.of(request);
        SignInResult now = signIns.check(signedIn, form.raw("nowPassword"), Browser.origin(request));
        switch (now) {
            case SignInResult.Passed passed -> NewPassword.of(form, password -> signIns.mayChoose(signedIn, password));
            case SignInResult.Wrong wrong -> form.wrong("nowPassword", Tries.wrong(Text.of("现在的密码不对"), wrong));
            case SignInResult.Wait wait -> form.wrong("nowPassword", Tries.wait(wait));
        }
        if (form.hasWrongs()) {
            return new ModelAndView("access/changePassword", Map.of("form", form), HttpStatus.UNPROCESSABLE_CONTENT);
        }
        Authentication changed = signIns.changePassword(signedIn, form.raw("password"), Browser.origin(request));
        sessions.endOthers(account(Acting.actor()), sessionId(request));
        sessions.renew(request, response, changed);
        return new ModelAndView(Browser.to(HOME));
    }

    /** Binds another authenticator: with a fresh code of the old one, or a backup code. */
    @Can(Action.OWN_SESSION_EDIT)
    @GetMapping("/session/authenticator")
    ModelAndView authenticator(HttpServletRequest request) {
        staffOnly();
        return signIns.fresh(signedIn())
                ? steps.bindPage(request, signedIn(), Form.empty(), HttpStatus.OK)
                : new ModelAndView(Browser.to("/session/confirm?back=/session/authenticator"));
    }

    @Can(Action.OWN_SESSION_EDIT)
    @PostMapping("/session/authenticator")
    ModelAndView authenticatorBound(HttpServletRequest request, HttpServletResponse response) {
        staffOnly();
        if (!signIns.fresh(signedIn())) {
            return new ModelAndView(Browser.to("/session/confirm?back=/session/authenticator"));
        }
        Form form = Form.of(request);
        String code = form.required("code", 20, Text.of("请填写认证器里的 6 位数字"));
        List<String> codes = form.hasWrongs()
                ? List.of()
                : signIns.bind(signedIn(), steps.secret(request), code, Browser.origin(request));
        if (codes.isEmpty()) {
            form.wrong("code", Text.of("动态码不对：请先扫码，再填认证器上现在的 6 位数字"));
            return steps.bindPage(request, signedIn(), form, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return steps.rebound(request, response, signedIn(), codes);
    }

    @Can(Action.OWN_SESSION_EDIT)
    @PostMapping("/session/backup-codes")
    ModelAndView backupCodes(HttpServletRequest request) {
        staffOnly();
        return signIns.fresh(signedIn())
                ? new ModelAndView(
                        "access/backupCodes",
                        Map.of("codes", signIns.newBackupCodes(signedIn(), Browser.origin(request)), "next", HOME))
                : new ModelAndView(Browser.to("/session/confirm?back=" + HOME));
    }

    /** Proves the one-time code anew, before something that asks for it. */
    @Can(Action.OWN_SESSION_EDIT)
    @GetMapping("/session/confirm")
    ModelAndView confirm(@RequestParam(defaultValue = HOME) String back) {
        staffOnly();
        return confirmPage(Form.empty(), back, HttpStatus.OK);
    }

    private static ModelAndView confirmPage(Form form, String back, HttpStatus status) {
        return new ModelAndView("access/confirm", Map.of("form", form, "back", OwnPath.of(back, HOME)), status);
    }

    @Can(Action.OWN_SESSION_EDIT)
    @PostMapping("/session/confirm")
    ModelAndView confirmed(
            HttpServletRequest request, HttpServletResponse response, @RequestParam(defaultValue = HOME) String back) {
        staffOnly();
        Form form = Form.of(request);
        String code = form.required("code", 20, Text.of("请填写认证器里的 6 位数字"));
        if (form.hasWrongs()) {
            return confirmPage(form, back, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return switch (signIns.code(signedIn(), code, Browser.origin(request))) {
            case SignInResult.Passed passed -> {
                sessions.renew(request, response, passed.authentication());
                yield new ModelAndView(Browser.to(OwnPath.of(back, HOME)));
            }
            case SignInResult.Wrong wrong -> {
                form.wrong("code", Tries.wrong(Text.of("动态码不对，或者已经用过"), wrong));
                yield confirmPage(form, back, HttpStatus.UNPROCESSABLE_CONTENT);
            }
            case SignInResult.Wait wait -> {
                form.wrong("code", Tries.wait(wait));
                yield confirmPage(form, back, HttpStatus.TOO_MANY_REQUESTS);
            }
        };
    }

    private static UUID account(Actor actor) {
        return Objects.requireNonNull(actor.account(), "the gate lets only those pass who are signed in");
    }

    private static Authentication signedIn() {
        return Objects.requireNonNull(SecurityContextHolder.getContext().getAuthentication());
    }

    /** Those signed in by phone have neither password nor authenticator. */
    private static void staffOnly() {
        if (Acting.actor().kind() != Actor.Kind.STAFF) {
            throw new Absent("password of a citizen");
        }
    }

    private static @Nullable String sessionId(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session == null ? null : session.getId();
    }
}
