package org.zhiyuan.access.web;

import java.util.function.Function;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.Form;

/** Reads a new password and its repetition; taken exactly as typed, nothing is stripped. */
final class NewPassword {
    private NewPassword() {}

    static Decision of(Form form, Function<String, Decision> policy) {
        String password = form.raw("password");
        Decision decision = policy.apply(password);
        if (decision instanceof Decision.Refused refused) {
            form.wrong("password", refused.reason());
            return refused;
        }
        if (!password.equals(form.raw("againPassword"))) {
            Text different = Text.of("两次填写的密码不一样，请再填一次");
            form.wrong("againPassword", different);
            return Decision.refused(different);
        }
        return decision;
    }
}
