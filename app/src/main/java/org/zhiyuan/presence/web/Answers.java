package org.zhiyuan.presence.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.FormTokens;
import org.zhiyuan.shell.Formats;

/** How the forms of this room are read and answered. */
@Component("presenceAnswers")
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
    static void wrong(Form form, String field, Text reason, @Nullable Text wayOut) {
        form.wrong(field, wayOut == null ? reason : Text.of("{0}。{1}", reason, wayOut));
    }

    static void wrong(Form form, String field, Refusal refusal) {
        wrong(form, field, refusal.reason(), refusal.wayOut());
    }

    /** What names a coming or going for ever: the form's own token. */
    static UUID token(String typed) {
        try {
            return UUID.fromString(typed);
        } catch (IllegalArgumentException e) {
            throw new Refusal(Text.of("这张表单不完整，没有提交"), Text.of("请回到上一页，刷新后再提交一次"));
        }
    }

    /** A moment as 2026-11-23T14:00 in the city's own time; null and an error where it is none. */
    static @Nullable Instant moment(Form form, String field) {
        String typed = form.raw(field).strip().replace(' ', 'T');
        try {
            return LocalDateTime.parse(typed).atZone(Formats.ZONE).toInstant();
        } catch (DateTimeException e) {
            form.wrong(field, Text.of("请填写日期和时间，像 2026-11-23 14:00"));
            return null;
        }
    }

    /** The same the other way round, for a field that is about to be shown. */
    static String written(Instant moment) {
        return LocalDateTime.ofInstant(moment.truncatedTo(ChronoUnit.MINUTES), Formats.ZONE)
                .toString();
    }
}
