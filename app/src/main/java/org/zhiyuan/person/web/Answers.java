package org.zhiyuan.person.web;

import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.FormTokens;

/** How the forms of this room answer: on to the next page once, or back with what is wrong. */
@Component
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
        page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return page;
    }
}
