package org.zhiyuan.hours.web;

import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.FormTokens;

/** How the forms of this room answer: on to the next page once, or back with what is wrong. */
@Component("hoursAnswers")
class Answers {
    private final FormTokens forms;

    Answers(FormTokens forms) {
        this.forms = forms;
    }

    ModelAndView once(String token, Supplier<String> change) {
        return new ModelAndView("redirect:" + forms.once(token, change));
    }

    static ModelAndView again(String view, Form form) {
        ModelAndView page = new ModelAndView(view);
        page.addObject("form", form);
        page.setStatus(form.hasWrongs() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK);
        return page;
    }

    /** A business "no" told at the field that it is about, so that what was entered stays on the page. */
    static void wrong(Form form, String field, Refusal refusal) {
        form.wrong(
                field,
                refusal.wayOut() == null ? refusal.reason() : Text.of("{0}。{1}", refusal.reason(), refusal.wayOut()));
    }
}
