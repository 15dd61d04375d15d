package org.zhiyuan.reward.web;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.ServiceTime;
import org.zhiyuan.reward.Scheme;
import org.zhiyuan.reward.Schemes;
import org.zhiyuan.reward.Star;
import org.zhiyuan.reward.Stars;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.FormTokens;
import org.zhiyuan.volunteer.Volunteer;
import org.zhiyuan.volunteer.Volunteers;

/** 我的星级: what one has, what is on its way, how far it is to the next; and whether one is told of in public. */
@Controller
class MyStarsController {
    private static final String MINE = "/me/stars";

    private final Stars stars;
    private final Schemes schemes;
    private final Volunteers volunteers;
    private final Answers answers;

    MyStarsController(Stars stars, Schemes schemes, Volunteers volunteers, Answers answers) {
        this.stars = stars;
        this.schemes = schemes;
        this.volunteers = volunteers;
        this.answers = answers;
    }

    @Can(Action.OWN_DATA_READ)
    @GetMapping(MINE)
    ModelAndView mine() {
        return page(Form.empty());
    }

    private ModelAndView page(Form form) {
        Optional<Volunteer> own = volunteers.own(Acting.actor());
        Optional<Scheme> scheme = schemes.current();
        if (own.isEmpty() || scheme.isEmpty()) {
            return new ModelAndView("reward/notYet").addObject("registered", own.isPresent());
        }
        ServiceTime counted = schemes.counted(scheme.get(), own.get().id());
        List<Star> known = stars.of(own.get().id());
        Star open =
                known.stream().filter(star -> star.state().open()).findFirst().orElse(null);
        Star last = known.isEmpty() || known.getFirst().cause() == null ? null : known.getFirst();
        Star highest = Stars.highest(known).orElse(null);
        return Answers.again("reward/mine", form)
                .addObject("scheme", scheme.get())
                .addObject("counted", counted)
                .addObject("next", scheme.get().next(counted).orElse(null))
                .addObject("reached", scheme.get().reached(counted).orElse(null))
                .addObject("highest", highest)
                .addObject("grade", highest == null ? null : schemes.grade(highest))
                .addObject("open", open)
                .addObject("last", last)
                .addObject("unnamed", stars.unnamed(own.get().id()));
    }

    @Can(Action.OWN_DATA_EDIT)
    @PostMapping(MINE + "/naming")
    ModelAndView naming(@RequestParam(FormTokens.FIELD) String token, @RequestParam(defaultValue = "") String named) {
        return said(token, () -> {
            if (named.equals("no")) {
                stars.hide(Acting.actor());
            } else {
                stars.show(Acting.actor());
            }
        });
    }

    @Can(Action.OWN_DATA_EDIT)
    @PostMapping(MINE + "/another-look")
    ModelAndView again(@RequestParam(FormTokens.FIELD) String token) {
        return said(token, () -> stars.askAgain(Acting.actor()));
    }

    private ModelAndView said(String token, Runnable change) {
        try {
            return answers.once(token, () -> {
                change.run();
                return MINE;
            });
        } catch (Refusal refusal) {
            Form form = Form.empty();
            Answers.wrong(form, "star", refusal);
            return page(form);
        }
    }
}
