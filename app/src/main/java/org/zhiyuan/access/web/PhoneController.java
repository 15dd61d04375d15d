package org.zhiyuan.access.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.zhiyuan.access.Origin;
import org.zhiyuan.access.PhoneSignIns;
import org.zhiyuan.access.Sessions;
import org.zhiyuan.access.SignInResult;
import org.zhiyuan.access.SignIns;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.MobileNumber;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.OwnPath;
import org.zhiyuan.shell.Words;

/**
 * Signing in with a telephone, on two pages: the number, then the code. Between them the number stands in the session and
 * never in an address, so that going back and reloading are harmless.
 */
@Controller
class PhoneController {
    private static final String LANDING = "/workbench";
    private static final String START = "/sign-in";
    private static final String CODE = "/sign-in/phone-code";

    private final PhoneSignIns phones;
    private final PhoneWaiting waiting;
    private final SignIns signIns;
    private final Sessions sessions;

    PhoneController(PhoneSignIns phones, PhoneWaiting waiting, SignIns signIns, Sessions sessions) {
        this.phones = phones;
        this.waiting = waiting;
        this.signIns = signIns;
        this.sessions = sessions;
    }

    @Can(Action.SIGN_IN)
    @GetMapping("/sign-in")
    ModelAndView phone(@RequestParam(defaultValue = LANDING) String back) {
        return Acting.actor().signedIn()
                ? new ModelAndView(Browser.to(OwnPath.of(back, LANDING)))
                : numberPage(Form.empty(), back, HttpStatus.OK);
    }

    private ModelAndView numberPage(Form form, String back, HttpStatus status) {
        return new ModelAndView(
                "access/phone", Map.of("form", form, "back", OwnPath.of(back, LANDING), "consent", consent()), status);
    }

    private String consent() {
        return phones.consent().map(text -> text.text(Words.locale())).orElse("");
    }

    /** Sends a code and leads to the page with the field for it. */
    @Can(Action.SIGN_IN)
    @PostMapping("/sign-in/phone-code")
    ModelAndView send(HttpServletRequest request, @RequestParam(defaultValue = LANDING) String back) {
        if (Acting.actor().signedIn()) {
            return new ModelAndView(Browser.onward(OwnPath.of(back, LANDING)));
        }
        Form form = Form.of(request);
        MobileNumber phone = number(form);
        return phone == null
                ? numberPage(form, back, HttpStatus.UNPROCESSABLE_CONTENT)
                : sent(request, phone, OwnPath.of(back, LANDING));
    }

    private static @Nullable MobileNumber number(Form form) {
        String typed = form.required("phone", 30, Text.of("请填写 11 位手机号"));
        if (typed.isEmpty()) {
            return null;
        }
        if (MobileNumber.check(typed) instanceof Decision.Refused refused) {
            form.wrong("phone", refused.reason());
            return null;
        }
        return MobileNumber.of(typed);
    }

    private ModelAndView sent(HttpServletRequest request, MobileNumber phone, String back) {
        waiting.begin(request, phone, back);
        try {
            phones.send(phone);
        } catch (Refusal refusal) {
            // the code that was sent before still counts
            waiting.say(
                    request,
                    refusal.wayOut() == null
                            ? refusal.reason()
                            : Text.of("{0}。{1}", refusal.reason(), refusal.wayOut()));
        }
        return new ModelAndView(Browser.onward(CODE));
    }

    /** Another code to the same number. */
    @Can(Action.SIGN_IN)
    @PostMapping("/sign-in/phone-code/again")
    ModelAndView again(HttpServletRequest request) {
        PhoneWaiting.Number number = waiting.number(request);
        return number == null ? fromTheStart() : sent(request, number.phone(), number.back());
    }

    private static ModelAndView fromTheStart() {
        return new ModelAndView(Browser.onward(Acting.actor().signedIn() ? LANDING : START));
    }

    @Can(Action.SIGN_IN)
    @GetMapping("/sign-in/phone-code")
    ModelAndView code(HttpServletRequest request) {
        PhoneWaiting.Number number = waiting.number(request);
        if (number == null) {
            return fromTheStart();
        }
        Form form = Form.empty();
        Text wrong = waiting.takeSaid(request);
        if (wrong != null) {
            form.wrong("code", wrong);
        }
        return new ModelAndView(
                "access/phoneCode",
                Map.of(
                        "form",
                        form,
                        "back",
                        number.back(),
                        "sentTo",
                        number.phone().masked(),
                        "consent",
                        consent(),
                        "minutes",
                        PhoneSignIns.VALID.toMinutes()));
    }

    /**
     * A wrong code leads to the page again instead of being answered with it: after two of them the way back would end
     * at a form that the browser cannot show any more.
     */
    @Can(Action.SIGN_IN)
    @PostMapping("/sign-in")
    ModelAndView codeGiven(HttpServletRequest request, HttpServletResponse response) {
        PhoneWaiting.Number number = waiting.number(request);
        if (number == null) {
            return fromTheStart();
        }
        Form form = Form.of(request);
        String code = form.required("code", 20, Text.of("请填写短信里的 6 位数字"));
        Text wrong = form.wrong("code");
        if (wrong != null) {
            return wrong(request, wrong);
        }
        Origin origin = Browser.origin(request);
        return switch (phones.code(number.phone(), code, origin)) {
            case SignInResult.Passed passed -> {
                waiting.end(request);
                Browser.remember(request, response, signIns.arrived(passed.authentication(), origin, false));
                sessions.begin(request, response, passed.authentication(), origin, false);
                yield new ModelAndView(Browser.onward(number.back()));
            }
            case SignInResult.Wrong wrongCode -> wrong(request, Tries.wrong(Text.of("验证码不对，请看最新一条短信"), wrongCode));
            case SignInResult.Wait wait -> wrong(request, Tries.wait(wait));
        };
    }

    private ModelAndView wrong(HttpServletRequest request, Text what) {
        waiting.say(request, what);
        return new ModelAndView(Browser.onward(CODE));
    }
}
