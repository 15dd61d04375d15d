package org.zhiyuan.volunteer.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.paper.QrCode;
import org.zhiyuan.person.People;
import org.zhiyuan.person.Person;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.Words;
import org.zhiyuan.volunteer.Places;
import org.zhiyuan.volunteer.Volunteer;
import org.zhiyuan.volunteer.VolunteerId;
import org.zhiyuan.volunteer.Volunteers;
import org.zhiyuan.volunteer.card.Card;
import org.zhiyuan.volunteer.card.Cards;

/** 志愿者证: one's own, at the counter for whoever has no telephone, and whether one that is shown is good. */
@Controller
class CardController {
    /** A whole card's text, with room for blanks. */
    private static final int CODE_LENGTH_MAX = 200;

    private final Cards cards;
    private final Volunteers volunteers;
    private final People people;
    private final Places places;

    CardController(Cards cards, Volunteers volunteers, People people, Places places) {
        this.cards = cards;
        this.volunteers = volunteers;
        this.people = people;
        this.places = places;
    }

    @Can(Action.OWN_DATA_READ)
    @GetMapping("/me/volunteer/card")
    ModelAndView mine() {
        Volunteer own = volunteers.own(Acting.actor()).orElseThrow(() -> new Absent("volunteer of the account"));
        return page("volunteer/card", own);
    }

    /** Printed at the counter, for whoever has no telephone. */
    @Can(value = Action.VOLUNTEER_READ, on = "volunteer")
    @GetMapping("/office/volunteers/{volunteer}/card")
    ModelAndView counter(@PathVariable String volunteer) {
        return page("volunteer/officeCard", volunteers.get(VolunteerId.parse(volunteer)));
    }

    private ModelAndView page(String view, Volunteer volunteer) {
        Card card = cards.of(volunteer);
        return new ModelAndView(view)
                .addObject("volunteer", volunteer)
                .addObject("card", card)
                .addObject("code", QrCode.of(card.text()))
                .addObject(
                        "name",
                        people.find(volunteer.person()).map(Person::name).orElse(""))
                .addObject("place", places.name(volunteer.site(), Words.english()));
    }

    // --- is it good? ---

    @Can(Action.PUBLIC_READ)
    @GetMapping("/volunteer/card-check")
    ModelAndView check() {
        return checkPage(Form.empty(), Optional.empty());
    }

    private ModelAndView checkPage(Form form, Optional<Cards.Checked> checked) {
        return Answers.again("volunteer/cardCheck", form)
                .addObject("checked", checked.orElse(null))
                .addObject("publicKey", cards.publicKey())
                .addObject("keyId", cards.keyId());
    }

    /** Changes nothing but the count of tries, so it may be sent again. */
    @Can(Action.REGISTRATION_ASK)
    @PostMapping("/volunteer/card-check")
    ModelAndView checked(HttpServletRequest request) {
        Form form = Form.of(request);
        String code = form.required("code", CODE_LENGTH_MAX, Text.of("请扫一下证上的方码，或填写志愿者编号"));
        if (form.hasWrongs()) {
            return checkPage(form, Optional.empty());
        }
        try {
            Optional<Cards.Checked> checked = cards.check(code, Objects.toString(request.getRemoteAddr(), ""));
            if (checked.isEmpty()) {
                form.wrong("code", Text.of("这不是志愿者证上的内容，也不是编号。编号是两个字母加 11 个数字"));
            }
            return checkPage(form, checked);
        } catch (Refusal refusal) {
            Answers.wrong(form, "code", refusal);
            return checkPage(form, Optional.empty());
        }
    }
}
