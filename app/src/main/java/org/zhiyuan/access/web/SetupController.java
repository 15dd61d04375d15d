package org.zhiyuan.access.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import org.zhiyuan.access.Accounts;
import org.zhiyuan.access.Role;
import org.zhiyuan.access.Sessions;
import org.zhiyuan.access.Setup;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.IdentityNumber;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.Words;

/** The first three accounts. There is no such page before a code was printed, and none after the third. */
@Controller
class SetupController {
    private final Setup setup;
    private final Sessions sessions;
    private final Steps steps;

    SetupController(Setup setup, Sessions sessions, Steps steps) {
        this.setup = setup;
        this.sessions = sessions;
        this.steps = steps;
    }

    @Can(Action.SETUP)
    @GetMapping("/setup")
    ModelAndView form() {
        return page(Form.empty(), HttpStatus.OK);
    }

    private ModelAndView page(Form form, HttpStatus status) {
        if (!setup.open()) {
            throw new Absent("setup");
        }
        Map<String, String> seats = new LinkedHashMap<>();
        for (Role role : setup.seats()) {
            seats.put(role.key(), Words.t(role.name()));
        }
        return new ModelAndView("access/setup", Map.of("form", form, "seats", seats), status);
    }

    @Can(Action.SETUP)
    @PostMapping("/setup")
    ModelAndView seatTaken(HttpServletRequest request, HttpServletResponse response) {
        if (!setup.open()) {
            throw new Absent("setup");
        }
        Form form = Form.of(request);
        String code = form.required("setupSecret", 40, Text.of("请填写启动时显示的安装码"));
        String role = form.required("role", 40, Text.of("请选择您做哪个管理员"));
        String name = form.required("name", 60, Text.of("请填写姓名"));
        String number = form.required("identityNumber", 40, Text.of("请填写 18 位身份证号码"));
        if (!number.isEmpty() && IdentityNumber.check(number, setup.today()) instanceof Decision.Refused refused) {
            form.wrong("identityNumber", refused.reason());
        }
        String login = form.required("login", 40, Text.of("请填写账号"));
        if (!login.isEmpty() && Accounts.login(login) instanceof Decision.Refused refused) {
            form.wrong("login", refused.reason());
        }
        NewPassword.of(form, password -> setup.password(password, login));
        if (form.hasWrongs()) {
            return page(form, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        Authentication half;
        try {
            half = setup.take(
                    code,
                    role,
                    name,
                    IdentityNumber.of(number, setup.today()),
                    login,
                    form.raw("password"),
                    Browser.origin(request));
        } catch (Refusal refusal) {
            form.wrong("role", refusal.reason());
            return page(form, HttpStatus.CONFLICT);
        }
        if (half == null) {
            form.wrong("setupSecret", Text.of("安装码不对，请看启动时最后一次显示的"));
            return page(form, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        sessions.beginHalf(request, response, half, SignInController.LANDING);
        return steps.next(request, response, half, false);
    }
}
