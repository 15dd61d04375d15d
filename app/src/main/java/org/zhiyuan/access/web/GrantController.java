package org.zhiyuan.access.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import org.zhiyuan.access.Account;
import org.zhiyuan.access.AccountId;
import org.zhiyuan.access.Accounts;
import org.zhiyuan.access.Grant;
import org.zhiyuan.access.GrantId;
import org.zhiyuan.access.Grants;
import org.zhiyuan.access.Role;
import org.zhiyuan.access.Workplaces;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.Period;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.FormTokens;
import org.zhiyuan.shell.Words;

/** Giving and ending rights. */
@Controller
class GrantController {
    private final Accounts accounts;
    private final Grants grants;
    private final Workplaces places;
    private final FormTokens forms;

    GrantController(Accounts accounts, Grants grants, Workplaces places, FormTokens forms) {
        this.accounts = accounts;
        this.grants = grants;
        this.places = places;
        this.forms = forms;
    }

    @Can(value = Action.GRANT_GIVE, on = "account")
    @GetMapping("/office/accounts/{account}/grants/new")
    ModelAndView fresh(@PathVariable UUID account) {
        LocalDate today = grants.today();
        Form form =
                Form.empty().with("from", today).with("last", today.plusYears(1).minusDays(1));
        return page(new AccountId(account), form, HttpStatus.OK);
    }

    private ModelAndView page(AccountId id, Form form, HttpStatus status) {
        Account account = accounts.get(id);
        Map<String, String> roles = new LinkedHashMap<>();
        for (Role role : grants.roles()) {
            roles.put(role.key(), Words.t(role.name()));
        }
        return new ModelAndView(
                "access/newGrant",
                Map.of("account", account, "form", form, "roles", roles, "fields", places.fields()),
                status);
    }

    @Can(value = Action.GRANT_GIVE, on = "account")
    @PostMapping("/office/accounts/{account}/grants")
    ModelAndView given(@PathVariable UUID account, HttpServletRequest request) {
        AccountId id = new AccountId(account);
        Form form = Form.of(request);
        String role = form.required("role", 40, Text.of("请选择角色"));
        UUID site =
                places.find(form.required("site", 60, Text.of("请填写阵地的代码或全名"))).orElse(null);
        if (site == null) {
            form.wrong("site", Text.of("没有找到这个阵地，请填写代码或全名"));
        }
        String field = form.text("field", 40);
        Period period = period(form);
        String reason = AccountController.reason(form);
        if (form.hasWrongs() || site == null || period == null) {
            return page(id, form, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        try {
            return new ModelAndView(Browser.to(forms.once(AccountController.token(request), () -> {
                grants.give(Acting.actor(), id, role, site, field.isEmpty() ? null : field, period, reason);
                return AccountController.LIST + "/" + id;
            })));
        } catch (Refusal refusal) {
            form.wrong("role", refusal.reason());
            return page(id, form, HttpStatus.CONFLICT);
        }
    }

    private static @Nullable Period period(Form form) {
        LocalDate from = form.day("from", Text.of("请填写第一天"));
        LocalDate last = form.day("last", Text.of("请填写最后一天"));
        if (from == null || last == null) {
            return null;
        }
        if (last.isBefore(from)) {
            form.wrong("last", Text.of("最后一天不能早于第一天"));
            return null;
        }
        return new Period(from, last.plusDays(1));
    }

    @Can(value = Action.GRANT_END, on = "grant")
    @GetMapping("/office/grants/{grant}/end")
    ModelAndView ending(@PathVariable UUID grant) {
        return endPage(new GrantId(grant), Form.empty(), HttpStatus.OK);
    }

    private ModelAndView endPage(GrantId id, Form form, HttpStatus status) {
        Grant grant = grants.get(id);
        return new ModelAndView(
                "access/endGrant",
                Map.of("grant", grant, "shown", GrantsShown.of(List.of(grant), places), "form", form),
                status);
    }

    @Can(value = Action.GRANT_END, on = "grant")
    @PostMapping("/office/grants/{grant}/end")
    ModelAndView ended(@PathVariable UUID grant, HttpServletRequest request) {
        GrantId id = new GrantId(grant);
        Form form = Form.of(request);
        String reason = AccountController.reason(form);
        if (form.hasWrongs()) {
            return endPage(id, form, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        AccountId account = grants.get(id).account();
        return new ModelAndView(Browser.to(forms.once(AccountController.token(request), () -> {
            grants.end(Acting.actor(), id, reason);
            return AccountController.LIST + "/" + account;
        })));
    }
}
