package org.zhiyuan.reward.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Slice;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.reward.Notice;
import org.zhiyuan.reward.Objection;
import org.zhiyuan.reward.Objections;
import org.zhiyuan.reward.Schemes;
import org.zhiyuan.reward.Stars;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.FormTokens;
import org.zhiyuan.shell.Words;
import org.zhiyuan.volunteer.Places;

/** 星级公示: by what stars are given, what is told of today, and anybody's way to object. No list of who has how many. */
@Controller
class PublicStarsController {
    private final Stars stars;
    private final Schemes schemes;
    private final Objections objections;
    private final Places places;
    private final Answers answers;

    PublicStarsController(Stars stars, Schemes schemes, Objections objections, Places places, Answers answers) {
        this.stars = stars;
        this.schemes = schemes;
        this.objections = objections;
        this.places = places;
        this.answers = answers;
    }

    @Can(Action.PUBLIC_READ)
    @GetMapping("/stars")
    ModelAndView all(@RequestParam(defaultValue = "1") int page) {
        Slice<Notice> notices = stars.notices(page);
        return new ModelAndView("reward/all")
                .addObject("scheme", schemes.current().orElse(null))
                .addObject("notices", notices)
                .addObject(
                        "names", names(notices.rows().stream().map(Notice::site).toList()));
    }

    private Map<String, String> names(List<SiteId> sites) {
        return places.names(sites, Words.english()).entrySet().stream()
                .collect(Collectors.toMap(one -> one.getKey().toString(), Map.Entry::getValue));
    }

    @Can(Action.PUBLIC_READ)
    @GetMapping("/stars/objections/new")
    ModelAndView object(@RequestParam(defaultValue = "") String number) {
        return objectPage(Form.empty().with("number", number));
    }

    private ModelAndView objectPage(Form form) {
        Notice notice = stars.notice(form.raw("number")).orElse(null);
        return Answers.again("reward/object", form)
                .addObject("notice", notice)
                .addObject(
                        "place",
                        notice == null
                                ? ""
                                : names(List.of(notice.site()))
                                        .getOrDefault(notice.site().toString(), ""))
                .addObject("scheme", schemes.current().orElse(null));
    }

    @Can(Action.STAR_OBJECT)
    @PostMapping("/stars/objections")
    ModelAndView objected(@RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        if (stars.notice(form.raw("number")).isEmpty()) {
            form.wrong("number", Text.of("没有这个编号的公示，或者公示已经结束。请看星级公示里的编号，像 X2026-000012"));
        }
        int length = form.raw("words").strip().length();
        if (length < Objection.WORDS_LENGTH_MIN || length > Objection.WORDS_LENGTH_MAX) {
            form.wrong(
                    "words", Text.of("请写明哪里不实，{0} 到 {1} 个字", Objection.WORDS_LENGTH_MIN, Objection.WORDS_LENGTH_MAX));
        }
        if (form.hasWrongs()) {
            return objectPage(form);
        }
        try {
            return answers.once(
                    token,
                    () -> "/stars/objections?receipt="
                            + objections.object(Acting.actor(), form.raw("number"), form.raw("words")));
        } catch (Refusal refusal) {
            Answers.wrong(form, "number", refusal);
            return objectPage(form);
        }
    }

    /** For whoever has the receipt: what became of the objection. */
    @Can(Action.PUBLIC_READ)
    @GetMapping("/stars/objections")
    ModelAndView told(@RequestParam(defaultValue = "") String receipt) {
        Optional<Objection.Told> told = receipt.isBlank() ? Optional.empty() : objections.told(receipt);
        ModelAndView page = new ModelAndView("reward/told")
                .addObject("receipt", receipt.strip())
                .addObject("told", told.orElse(null));
        page.setStatus(receipt.isBlank() || told.isPresent() ? HttpStatus.OK : HttpStatus.NOT_FOUND);
        return page;
    }
}
