package org.zhiyuan.notice.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.notice.Kind;
import org.zhiyuan.notice.NoticeId;
import org.zhiyuan.notice.Notices;
import org.zhiyuan.notice.Quiet;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.FormTokens;

/** 消息: what happened to oneself, and which of it one wants by text message too. */
@Controller
class NoticesController {
    private static final String MINE = "/me/notices";
    private static final String SETTINGS = MINE + "/settings";
    private static final int HOURS = 24;

    private final Notices notices;
    private final FormTokens forms;

    NoticesController(Notices notices, FormTokens forms) {
        this.notices = notices;
        this.forms = forms;
    }

    @Can(Action.OWN_DATA_READ)
    @GetMapping(MINE)
    ModelAndView mine(@RequestParam(defaultValue = "1") int page) {
        if (Acting.actor().person() == null) {
            return new ModelAndView("notice/nobody");
        }
        return new ModelAndView("notice/mine")
                .addObject("notices", notices.mine(Acting.actor(), page))
                .addObject("unread", notices.unread(Acting.actor()))
                .addObject("keepDays", notices.wanted(Acting.actor()).keepDays());
    }

    @Can(Action.OWN_DATA_EDIT)
    @PostMapping(MINE + "/{notice}/reading")
    ModelAndView read(@PathVariable String notice) {
        return onward(notices.read(Acting.actor(), NoticeId.parse(notice)));
    }

    @Can(Action.OWN_DATA_EDIT)
    @PostMapping(MINE + "/reading")
    ModelAndView readAll() {
        notices.readAll(Acting.actor());
        return onward(MINE);
    }

    private static ModelAndView onward(String path) {
        RedirectView view = new RedirectView(path);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        return new ModelAndView(view);
    }

    @Can(Action.OWN_DATA_READ)
    @GetMapping(SETTINGS)
    ModelAndView settings(@RequestParam(defaultValue = "false") boolean saved) {
        if (Acting.actor().person() == null) {
            return new ModelAndView("notice/nobody");
        }
        Quiet quiet = notices.wanted(Acting.actor()).quiet();
        return settings(Form.empty().with("from", quiet.from()).with("until", quiet.until()), saved);
    }

    private ModelAndView settings(Form form, boolean saved) {
        ModelAndView page = new ModelAndView("notice/settings")
                .addObject("form", form)
                .addObject("wanted", notices.wanted(Acting.actor()))
                .addObject("saved", saved);
        page.setStatus(form.hasWrongs() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK);
        return page;
    }

    @Can(Action.OWN_DATA_EDIT)
    @PostMapping(SETTINGS)
    ModelAndView want(@RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        Set<Kind> sms = EnumSet.noneOf(Kind.class);
        form.all("sms").forEach(key -> Kind.of(key).ifPresent(sms::add));
        int from = hour(form, "from");
        int until = hour(form, "until");
        if (form.hasWrongs()) {
            return settings(form, false);
        }
        return onward(forms.once(token, () -> {
            notices.want(Acting.actor(), sms, new Quiet(from, until));
            return SETTINGS + "?saved=true";
        }));
    }

    private static int hour(Form form, String field) {
        String typed = form.digits(field);
        if (!typed.matches("\\d{1,2}") || Integer.parseInt(typed) >= HOURS) {
            form.wrong(field, Text.of("请选 0 点到 23 点"));
            return 0;
        }
        return Integer.parseInt(typed);
    }
}
