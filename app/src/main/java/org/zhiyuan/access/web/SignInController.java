package org.zhiyuan.access.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.zhiyuan.access.Account;
import org.zhiyuan.access.Origin;
import org.zhiyuan.access.Sessions;
import org.zhiyuan.access.SignInResult;
import org.zhiyuan.access.SignIns;
import org.zhiyuan.access.SignedIn;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.OwnPath;

/** Signing in with a staff account, one step a page: password, one-time code; at the first time also binding and changing. */
@Controller
class SignInController {
    static final String LANDING = "/workbench";
    private static final String STAFF = "/sign-in/staff";

    private final SignIns signIns;
    private final Sessions sessions;
    private final Steps steps;

    SignInController(SignIns signIns, Sessions sessions, Steps steps) {
        this.signIns = signIns;
        this.sessions = sessions;
        this.steps = steps;
    }

    @Can(Action.SIGN_IN)
    @GetMapping(STAFF)
    ModelAndView password(@RequestParam(defaultValue = LANDING) String back) {
        return Acting.actor().signedIn()
                ? new ModelAndView(Browser.to(OwnPath.of(back, LANDING)))
                : passwordPage(Form.empty(), back, HttpStatus.OK);
    }

    private static ModelAndView passwordPage(Form form, String back, HttpStatus status) {
        return new ModelAndView("access/password", Map.of("form", form, "back", OwnPath.of(back, LANDING)), status);
    }

    @Can(Action.SIGN_IN)
    @PostMapping(STAFF)
    ModelAndView passwordGiven(
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestParam(defaultValue = LANDING) String back) {
        Form form = Form.of(request);
        String login = form.required("login", 40, Text.of("请填写账号"));
        String password = form.raw("password");
        if (password.isEmpty()) {
            form.wrong("password", Text.of("请填写密码"));
        }
        if (form.hasWrongs()) {
            return passwordPage(form, back, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        Origin origin = Browser.origin(request);
        return switch (signIns.password(login, password, origin)) {
            case SignInResult.Passed passed -> {
                sessions.beginHalf(request, response, passed.authentication(), OwnPath.of(back, LANDING));
                yield steps.next(request, response, passed.authentication(), false);
            }
            case SignInResult.Wrong wrong -> {
                form.wrong("password", Tries.wrong(Text.of("账号或密码不对"), wrong));
                yield passwordPage(form, back, HttpStatus.UNPROCESSABLE_CONTENT);
            }
            case SignInResult.Wait wait -> {
                form.wrong("password", Tries.wait(wait));
                yield passwordPage(form, back, HttpStatus.TOO_MANY_REQUESTS);
            }
        };
    }

    /** Who has passed the first step and nothing more; without one there is no second step. */
    private @Nullable Authentication half() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null
                        && authentication.getPrincipal() instanceof SignedIn
                        && !Acting.actor().signedIn()
                ? authentication
                : null;
    }

    private static ModelAndView fromTheStart() {
        return new ModelAndView(Browser.to(Acting.actor().signedIn() ? LANDING : STAFF));
    }

    @Can(Action.SIGN_IN)
    @GetMapping("/sign-in/code")
    ModelAndView code() {
        Authentication half = half();
        return half == null ? fromTheStart() : codePage(half, Form.empty(), "access/code", HttpStatus.OK);
    }

    private ModelAndView codePage(Authentication half, Form form, String template, HttpStatus status) {
        Account account = signIns.of(half);
        return new ModelAndView(
                template,
                Map.of(
                        "form",
                        form,
                        "account",
                        account,
                        "backupCodes",
                        signIns.backupCodesLeft(half),
                        "trustHours",
                        signIns.trustHours()),
                status);
    }

    @Can(Action.SIGN_IN)
    @PostMapping("/sign-in/code")
    ModelAndView codeGiven(HttpServletRequest request, HttpServletResponse response) {
        return proved(request, response, false, "access/code", Text.of("动态码不对，请看认证器上现在的 6 位数字"));
    }

    @Can(Action.SIGN_IN)
    @GetMapping("/sign-in/backup-code")
    ModelAndView backupCode() {
        Authentication half = half();
        return half == null ? fromTheStart() : codePage(half, Form.empty(), "access/backup", HttpStatus.OK);
    }

    @Can(Action.SIGN_IN)
    @PostMapping("/sign-in/backup-code")
    ModelAndView backupCodeGiven(HttpServletRequest request, HttpServletResponse response) {
        return proved(request, response, true, "access/backup", Text.of("备用码不对，或者已经用过"));
    }

    private ModelAndView proved(
            HttpServletRequest request, HttpServletResponse response, boolean backup, String template, Text wrongText) {
        Authentication half = half();
        if (half == null) {
            return fromTheStart();
        }
        Form form = Form.of(request);
        String code = form.required("code", 40, Text.of("请填写这几位数字或字母"));
        if (form.hasWrongs()) {
            return codePage(half, form, template, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        Origin origin = Browser.origin(request);
        SignInResult result = backup ? signIns.backupCode(half, code, origin) : signIns.code(half, code, origin);
        return switch (result) {
            case SignInResult.Passed passed ->
                steps.next(request, response, passed.authentication(), form.has("trust", "on"));
            case SignInResult.Wrong wrong -> {
                form.wrong("code", Tries.wrong(wrongText, wrong));
                yield codePage(half, form, template, HttpStatus.UNPROCESSABLE_CONTENT);
            }
            case SignInResult.Wait wait -> {
                form.wrong("code", Tries.wait(wait));
                yield codePage(half, form, template, HttpStatus.TOO_MANY_REQUESTS);
            }
        };
    }

    @Can(Action.SIGN_IN)
    @GetMapping("/sign-in/bind")
    ModelAndView bind(HttpServletRequest request) {
        Authentication half = half();
        return half == null || signIns.bound(half)
                ? fromTheStart()
                : steps.bindPage(request, half, Form.empty(), HttpStatus.OK);
    }

    @Can(Action.SIGN_IN)
    @PostMapping("/sign-in/bind")
    ModelAndView bindGiven(HttpServletRequest request, HttpServletResponse response) {
        Authentication half = half();
        if (half == null || signIns.bound(half)) {
            return fromTheStart();
        }
        Form form = Form.of(request);
        String code = form.required("code", 20, Text.of("请填写认证器里的 6 位数字"));
        List<String> backupCodes =
                form.hasWrongs() ? List.of() : signIns.bind(half, steps.secret(request), code, Browser.origin(request));
        if (backupCodes.isEmpty()) {
            form.wrong("code", Text.of("动态码不对：请先扫码，再填认证器上现在的 6 位数字"));
            return steps.bindPage(request, half, form, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return steps.bound(request, response, half, backupCodes);
    }

    /** Onward from a page that only shows something. */
    @Can(Action.SIGN_IN)
    @GetMapping("/sign-in/next")
    ModelAndView next(HttpServletRequest request, HttpServletResponse response) {
        Authentication half = half();
        return half == null ? fromTheStart() : steps.next(request, response, half, false);
    }

    @Can(Action.SIGN_IN)
    @GetMapping("/sign-in/new-password")
    ModelAndView newPassword() {
        Authentication half = half();
        return half == null
                ? fromTheStart()
                : new ModelAndView("access/newPassword", Map.of("form", Form.empty(), "account", signIns.of(half)));
    }

    @Can(Action.SIGN_IN)
    @PostMapping("/sign-in/new-password")
    ModelAndView newPasswordGiven(HttpServletRequest request, HttpServletResponse response) {
        Authentication half = half();
        if (half == null) {
            return fromTheStart();
        }
        Form form = Form.of(request);
        if (NewPassword.of(form, password -> signIns.mayChoose(half, password)) instanceof Decision.Refused) {
            return new ModelAndView(
                    "access/newPassword",
                    Map.of("form", form, "account", signIns.of(half)),
                    HttpStatus.UNPROCESSABLE_CONTENT);
        }
        Authentication changed = signIns.changePassword(half, form.raw("password"), Browser.origin(request));
        return steps.next(request, response, changed, false);
    }
}
