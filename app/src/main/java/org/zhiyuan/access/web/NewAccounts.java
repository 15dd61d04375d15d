package org.zhiyuan.access.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import org.zhiyuan.access.AccountId;
import org.zhiyuan.access.Accounts;
import org.zhiyuan.access.StaffPersons;
import org.zhiyuan.access.Workplaces;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.MobileNumber;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.FormTokens;

/** The form of a new account, and the page that shows a password once. */
@Component
class NewAccounts {
    private static final int NAME_LENGTH_MAX = 60;

    private final Accounts accounts;
    private final Workplaces places;
    private final StaffPersons staffPersons;
    private final FormTokens forms;

    NewAccounts(Accounts accounts, Workplaces places, StaffPersons staffPersons, FormTokens forms) {
        this.accounts = accounts;
        this.places = places;
        this.staffPersons = staffPersons;
        this.forms = forms;
    }

    ModelAndView make(HttpServletRequest request) {
        Form form = Form.of(request);
        String name = form.required("name", NAME_LENGTH_MAX, Text.of("请填写姓名"));
        String login = form.required("login", 40, Text.of("请填写账号"));
        if (!login.isEmpty() && Accounts.login(login) instanceof Decision.Refused refused) {
            form.wrong("login", refused.reason());
        }
        MobileNumber phone = phone(form);
        UUID site =
                places.find(form.required("site", 60, Text.of("请填写所在阵地的代码或全名"))).orElse(null);
        if (site == null) {
            form.wrong("site", Text.of("没有找到这个阵地，请填写代码或全名"));
        }
        if (form.hasWrongs() || phone == null || site == null) {
            return page(form);
        }
        try {
            AtomicReference<Accounts.@Nullable Made> made = new AtomicReference<>();
            UUID known = staffPersons.owning(phone).orElse(null);
            String next = forms.once(AccountController.token(request), () -> {
                Accounts.Made fresh = accounts.make(Acting.actor(), login, name, phone, known, site);
                made.set(fresh);
                return AccountController.LIST + "/" + fresh.id();
            });
            return answer(next, made.get());
        } catch (Refusal refusal) {
            form.wrong("login", refusal.reason());
            return page(form);
        }
    }

    private static @Nullable MobileNumber phone(Form form) {
        String typed = form.required("phone", 30, Text.of("请填写本人的 11 位手机号"));
        if (typed.isEmpty()) {
            return null;
        }
        if (MobileNumber.check(typed) instanceof Decision.Refused refused) {
            form.wrong("phone", refused.reason());
            return null;
        }
        return MobileNumber.of(typed);
    }

    private static ModelAndView page(Form form) {
        return new ModelAndView("access/newAccount", Map.of("form", form), HttpStatus.UNPROCESSABLE_CONTENT);
    }

    /** Runs once what makes a password, and shows it on the answer to the first submission alone. */
    ModelAndView shown(String token, AccountId id, Supplier<Accounts.Made> work) {
        AtomicReference<Accounts.@Nullable Made> made = new AtomicReference<>();
        String next = forms.once(token, () -> {
            made.set(work.get());
            return AccountController.LIST + "/" + id;
        });
        return answer(next, made.get());
    }

    private ModelAndView answer(String next, Accounts.@Nullable Made made) {
        return made == null
                ? new ModelAndView(Browser.to(next))
                : new ModelAndView(
                        "access/shownOnce", Map.of("account", accounts.get(made.id()), "password", made.password()));
    }
}
