package org.zhiyuan.access.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.zhiyuan.access.Account;
import org.zhiyuan.access.AccountId;
import org.zhiyuan.access.Accounts;
import org.zhiyuan.access.Grant;
import org.zhiyuan.access.Grants;
import org.zhiyuan.access.Workplaces;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.kernel.Slice;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.kernel.Whereabouts;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.FormTokens;

/** Staff accounts: who has one, making, stopping and freeing them. */
@Controller
class AccountController {
    static final String LIST = "/office/accounts";
    private static final int WORDS_LENGTH_MAX = 60;
    private static final int REASON_LENGTH_MAX = 200;

    private final Accounts accounts;
    private final Grants grants;
    private final Workplaces places;
    private final NewAccounts newAccounts;
    private final Rights rights;
    private final FormTokens forms;

    AccountController(
            Accounts accounts,
            Grants grants,
            Workplaces places,
            NewAccounts newAccounts,
            Rights rights,
            FormTokens forms) {
        this.accounts = accounts;
        this.grants = grants;
        this.places = places;
        this.newAccounts = newAccounts;
        this.rights = rights;
        this.forms = forms;
    }

    @Can(Action.ACCOUNT_READ)
    @GetMapping(LIST)
    ModelAndView list(@RequestParam(defaultValue = "") String words, @RequestParam(defaultValue = "1") int page) {
        String asked = words.strip();
        asked = asked.length() > WORDS_LENGTH_MAX ? asked.substring(0, WORDS_LENGTH_MAX) : asked;
        Slice<Account> found = accounts.list(asked, Math.max(1, page));
        Map<AccountId, List<Grant>> held =
                grants.inForce(found.rows().stream().map(Account::id).toList());
        List<Grant> all = held.values().stream().flatMap(List::stream).toList();
        return new ModelAndView(
                "access/accounts",
                Map.of(
                        "words",
                        asked,
                        "accounts",
                        found,
                        "held",
                        held,
                        "shown",
                        GrantsShown.of(all, places),
                        "mayMake",
                        rights.mayAnywhere(Acting.actor(), Action.ACCOUNT_EDIT),
                        "workplaces",
                        places.names(found.rows().stream().map(Account::site).toList())));
    }

    @Can(value = Action.ACCOUNT_READ, on = "account")
    @GetMapping("/office/accounts/{account}")
    ModelAndView account(@PathVariable UUID account) {
        return page(new AccountId(account), Form.empty(), HttpStatus.OK);
    }

    private ModelAndView page(AccountId id, Form form, HttpStatus status) {
        Account account = accounts.get(id);
        Actor actor = Acting.actor();
        Whereabouts.Place place = Whereabouts.Place.at(account.site());
        return new ModelAndView(
                "access/account",
                Map.of(
                        "account", account,
                        "form", form,
                        "workplace", places.names(List.of(account.site())).getOrDefault(account.site(), ""),
                        "shown", GrantsShown.of(grants.of(id), places),
                        "today", grants.today(),
                        "mayEdit", rights.may(actor, Action.ACCOUNT_EDIT, place),
                        "mayUnbind", rights.may(actor, Action.ACCOUNT_UNBIND, place),
                        "mayGive", rights.may(actor, Action.GRANT_GIVE, place)),
                status);
    }

    @Can(Action.ACCOUNT_EDIT)
    @GetMapping("/office/accounts/new")
    ModelAndView fresh() {
        return new ModelAndView("access/newAccount", Map.of("form", Form.empty()));
    }

    @Can(Action.ACCOUNT_EDIT)
    @PostMapping(LIST)
    ModelAndView made(HttpServletRequest request) {
        return newAccounts.make(request);
    }

    @Can(value = Action.ACCOUNT_EDIT, on = "account")
    @GetMapping("/office/accounts/{account}/state")
    ModelAndView state(@PathVariable UUID account) {
        return statePage(new AccountId(account), Form.empty(), HttpStatus.OK);
    }

    private ModelAndView statePage(AccountId id, Form form, HttpStatus status) {
        return new ModelAndView("access/state", Map.of("account", accounts.get(id), "form", form), status);
    }

    /** Stops the account, or lets it sign in again. */
    @Can(value = Action.ACCOUNT_EDIT, on = "account")
    @PostMapping("/office/accounts/{account}/state")
    ModelAndView stateChanged(@PathVariable UUID account, HttpServletRequest request) {
        AccountId id = new AccountId(account);
        Form form = Form.of(request);
        String reason = reason(form);
        if (form.hasWrongs()) {
            return statePage(id, form, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return new ModelAndView(Browser.to(forms.once(token(request), () -> {
            if (form.has("active", "true")) {
                accounts.enable(Acting.actor(), id, reason);
            } else {
                accounts.disable(Acting.actor(), id, reason);
            }
            return LIST + "/" + id;
        })));
    }

    @Can(value = Action.ACCOUNT_EDIT, on = "account")
    @GetMapping("/office/accounts/{account}/password")
    ModelAndView password(@PathVariable UUID account) {
        return new ModelAndView(
                "access/resetPassword", Map.of("account", accounts.get(new AccountId(account)), "form", Form.empty()));
    }

    /** The new password is on this one answer and nowhere else; a second submission does not show it again. */
    @Can(value = Action.ACCOUNT_EDIT, on = "account")
    @PostMapping("/office/accounts/{account}/password")
    ModelAndView passwordReset(@PathVariable UUID account, HttpServletRequest request) {
        AccountId id = new AccountId(account);
        Form form = Form.of(request);
        String reason = reason(form);
        if (form.hasWrongs()) {
            return new ModelAndView(
                    "access/resetPassword",
                    Map.of("account", accounts.get(id), "form", form),
                    HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return newAccounts.shown(token(request), id, () -> accounts.resetPassword(Acting.actor(), id, reason));
    }

    @Can(value = Action.ACCOUNT_UNBIND, on = "account")
    @GetMapping("/office/accounts/{account}/authenticator")
    ModelAndView authenticator(@PathVariable UUID account) {
        return new ModelAndView(
                "access/unbind", Map.of("account", accounts.get(new AccountId(account)), "form", Form.empty()));
    }

    @Can(value = Action.ACCOUNT_UNBIND, on = "account")
    @PostMapping("/office/accounts/{account}/authenticator")
    ModelAndView authenticatorUnbound(@PathVariable UUID account, HttpServletRequest request) {
        AccountId id = new AccountId(account);
        Form form = Form.of(request);
        String reason = reason(form);
        if (form.hasWrongs()) {
            return new ModelAndView(
                    "access/unbind",
                    Map.of("account", accounts.get(id), "form", form),
                    HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return new ModelAndView(Browser.to(forms.once(token(request), () -> {
            accounts.unbind(Acting.actor(), id, reason);
            return LIST + "/" + id;
        })));
    }

    static String reason(Form form) {
        return form.required("reason", REASON_LENGTH_MAX, Text.of("请写明原因，会记在审计里"));
    }

    static String token(HttpServletRequest request) {
        String token = request.getParameter(FormTokens.FIELD);
        return token == null ? "" : token;
    }
}
