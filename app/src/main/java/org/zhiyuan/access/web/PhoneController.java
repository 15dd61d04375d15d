package org.zhiyuan.access.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
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

/** Signing in with a telephone. The number stands in the form and nowhere else: not in an address, not in a session. */
@Controller
class PhoneController {
    private static final String LANDING = "/workbench";

    private final PhoneSignIns phones;
    private final SignIns signIns;
    private final Sessions sessions;

    PhoneController(PhoneSignIns phones, SignIns signIns, Sessions sessions) {
        this.phones = phones;
        this.signIns = signIns;
        this.sessions = sessions;
    }

    @Can(Action.SIGN_IN)
    @GetMapping("/sign-in")
    ModelAndView phone(@RequestParam(defaultValue = LANDING) String back) {
        return Acting.actor().signedIn()
                ? new ModelAndView(Browser.to(OwnPath.of(back, LANDING)))
                : page(Form.empty(), back, null, HttpStatus.OK);
    }

    /** @param sentTo the masked number that a code was sent to; null before */
    private ModelAndView page(Form form, String back, @Nullable String sentTo, HttpStatus status) {
        Map<String, Object> model = new HashMap<>();
        model.put("form", form);
        model.put("back", OwnPath.of(back, LANDING));
        model.put("sentTo", sentTo == null ? "" : sentTo);
        model.put(
                "consent",
                phones.consent().map(text -> text.text(Words.locale())).orElse(""));
        model.put("minutes", PhoneSignIns.VALID.toMinutes());
        return new ModelAndView("access/phone", model, status);
    }

    /** Sends a code. The answer is the page with the field for it: a redirect would have to carry the number. */
    @Can(Action.SIGN_IN)
    @PostMapping("/sign-in/phone-code")
    ModelAndView send(HttpServletRequest request, @RequestParam(defaultValue = LANDING) String back) {
        Form form = Form.of(request);
        MobileNumber phone = number(form);
        if (phone == null) {
            return page(form, back, null, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        try {
            phones.send(phone);
        } catch (Refusal refusal) {
            form.wrong(
                    "phone",
                    refusal.wayOut() == null
                            ? refusal.reason()
                            : Text.of("{0}。{1}", refusal.reason(), refusal.wayOut()));
            // the code that was sent before still counts
            return page(form, back, phone.masked(), HttpStatus.TOO_MANY_REQUESTS);
        }
        return page(form, back, phone.masked(), HttpStatus.OK);
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

    @Can(Action.SIGN_IN)
    @PostMapping("/sign-in")
    ModelAndView code(
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestParam(defaultValue = LANDING) String back) {
        Form form = Form.of(request);
        MobileNumber phone = number(form);
        String code = form.required("code", 20, Text.of("请填写短信里的 6 位数字"));
        if (phone == null || form.hasWrongs()) {
            return page(form, back, phone == null ? null : phone.masked(), HttpStatus.UNPROCESSABLE_CONTENT);
        }
        Origin origin = Browser.origin(request);
        return switch (phones.code(phone, code, origin)) {
            case SignInResult.Passed passed -> {
                Browser.remember(request, response, signIns.arrived(passed.authentication(), origin, false));
                sessions.begin(request, response, passed.authentication(), origin, false);
                yield new ModelAndView(Browser.to(OwnPath.of(back, LANDING)));
            }
            case SignInResult.Wrong wrong -> {
                form.wrong("code", Tries.wrong(Text.of("验证码不对，请看最新一条短信"), wrong));
                yield page(form, back, phone.masked(), HttpStatus.UNPROCESSABLE_CONTENT);
            }
            case SignInResult.Wait wait -> {
                form.wrong("code", Tries.wait(wait));
                yield page(form, back, phone.masked(), HttpStatus.TOO_MANY_REQUESTS);
            }
        };
    }
}
