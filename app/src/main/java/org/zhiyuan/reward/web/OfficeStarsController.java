package org.zhiyuan.reward.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.kernel.ServiceTime;
import org.zhiyuan.kernel.Slice;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.person.People;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.reward.Objections;
import org.zhiyuan.reward.Revocation;
import org.zhiyuan.reward.Scheme;
import org.zhiyuan.reward.Schemes;
import org.zhiyuan.reward.Star;
import org.zhiyuan.reward.StarId;
import org.zhiyuan.reward.StarState;
import org.zhiyuan.reward.Stars;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.FormTokens;
import org.zhiyuan.shell.Words;
import org.zhiyuan.volunteer.Places;
import org.zhiyuan.volunteer.Volunteer;
import org.zhiyuan.volunteer.Volunteers;

/** Stars in the office: the first look, the second word, what people object, and two who take one back. */
@Controller
class OfficeStarsController {
    /** Of each kind; with a page of all that is fewer than names can be asked for at once. */
    private static final int WAITING_MAX = 40;

    private final Stars stars;
    private final Schemes schemes;
    private final Objections objections;
    private final Volunteers volunteers;
    private final People people;
    private final Places places;
    private final Rights rights;
    private final Answers answers;

    OfficeStarsController(
            Stars stars,
            Schemes schemes,
            Objections objections,
            Volunteers volunteers,
            People people,
            Places places,
            Rights rights,
            Answers answers) {
        this.stars = stars;
        this.schemes = schemes;
        this.objections = objections;
        this.volunteers = volunteers;
        this.people = people;
        this.places = places;
        this.rights = rights;
        this.answers = answers;
    }

    @Can(Action.STAR_READ)
    @GetMapping("/office/stars")
    ModelAndView list(@RequestParam(defaultValue = "1") int page) {
        List<Star> proposed = stars.standing(StarState.PROPOSED, WAITING_MAX);
        List<Star> checked = stars.standing(StarState.CHECKED, WAITING_MAX);
        List<Star> noticed = stars.standing(StarState.NOTICED, WAITING_MAX);
        List<Star> below = stars.below(WAITING_MAX);
        Slice<Star> all = stars.list(page);
        List<Star> shown = java.util.stream.Stream.of(proposed, checked, noticed, below, all.rows())
                .flatMap(Collection::stream)
                .toList();
        return new ModelAndView("reward/office")
                .addObject("proposed", proposed)
                .addObject("checked", checked)
                .addObject("noticed", noticed)
                .addObject("below", below)
                .addObject("all", all)
                .addObject("people", called(shown))
                .addObject("places", names(shown))
                .addObject("objections", objections.open(WAITING_MAX))
                .addObject("scheme", schemes.current().orElse(null));
    }

    /** Masked, with the volunteer's number; by the star's id. */
    private Map<String, String> called(List<Star> shown) {
        Map<PersonId, String> names = people.names(shown.stream()
                .map(Star::person)
                .distinct()
                .limit(Slice.SIZE_MAX)
                .toList());
        return shown.stream()
                .distinct()
                .collect(Collectors.toMap(star -> star.id().toString(), star -> {
                    Optional<Volunteer> volunteer = volunteers.find(star.volunteer());
                    String number =
                            volunteer.map(one -> one.number().toString()).orElse("");
                    return (names.getOrDefault(star.person(), "") + " " + number).strip();
                }));
    }

    private Map<String, String> names(List<Star> shown) {
        List<SiteId> sites = shown.stream().map(Star::site).distinct().toList();
        return places.names(sites, Words.english()).entrySet().stream()
                .collect(Collectors.toMap(one -> one.getKey().toString(), Map.Entry::getValue));
    }

    // --- one star ---

    @Can(value = Action.STAR_READ, on = "star")
    @GetMapping("/office/stars/{star}")
    ModelAndView one(@PathVariable String star) {
        return page(stars.get(StarId.parse(star)), Form.empty());
    }

    private ModelAndView page(Star star, Form form) {
        Actor actor = Acting.actor();
        Scheme scheme = schemes.version(star.scheme());
        ServiceTime counted = schemes.counted(scheme, star.volunteer());
        List<Revocation> revocations = stars.revocations(star.id());
        return Answers.again("reward/star", form)
                .addObject("star", star)
                .addObject("grade", schemes.grade(star))
                .addObject("scheme", scheme)
                .addObject("counted", counted)
                .addObject("who", called(List.of(star)).getOrDefault(star.id().toString(), ""))
                .addObject(
                        "place", names(List.of(star)).getOrDefault(star.site().toString(), ""))
                .addObject("steps", stars.steps(star.id()))
                .addObject("objections", objections.of(star.id()))
                .addObject("revocations", revocations)
                .addObject(
                        "proposedIt",
                        revocations.stream()
                                .anyMatch(one -> one.open() && one.account().equals(actor.account())))
                .addObject("checks", rights.may(actor, Action.STAR_CHECK, star.place()))
                .addObject("decides", rights.may(actor, Action.STAR_DECIDE, star.place()))
                .addObject("late", star.noticeTo() != null && schemes.today().isAfter(star.noticeTo()));
    }

    /** What is refused is told on the star's own page. */
    private ModelAndView step(String id, String token, Form form, String field, Consumer<StarId> change) {
        StarId star = StarId.parse(id);
        try {
            return answers.once(token, () -> {
                change.accept(star);
                return "/office/stars/" + star;
            });
        } catch (Refusal refusal) {
            Answers.wrong(form, field, refusal);
            return page(stars.get(star), form);
        }
    }

    @Can(value = Action.STAR_CHECK, on = "star")
    @PostMapping("/office/stars/{star}/check")
    ModelAndView check(@PathVariable String star, @RequestParam(FormTokens.FIELD) String token) {
        return step(star, token, Form.empty(), "star", id -> stars.check(Acting.actor(), id));
    }

    @Can(value = Action.STAR_DECIDE, on = "star")
    @PostMapping("/office/stars/{star}/decision")
    ModelAndView decide(@PathVariable String star, @RequestParam(FormTokens.FIELD) String token) {
        return step(star, token, Form.empty(), "star", id -> stars.decide(Acting.actor(), id));
    }

    // --- saying no ---

    @Can(value = Action.STAR_CHECK, on = "star")
    @GetMapping("/office/stars/{star}/refusal")
    ModelAndView refusal(@PathVariable String star) {
        return refusalPage(stars.get(StarId.parse(star)), Form.empty());
    }

    private static ModelAndView refusalPage(Star found, Form form) {
        return turn(form, found.href() + "/refusal", found.href())
                .addObject("heading", Text.of("不通过 {0}", found.number()))
                .addObject("consequence", Text.of("本人会看到原因，可以请另外的人再看一次。时长不受影响。"))
                .addObject("button", Text.of("不通过"));
    }

    private static ModelAndView turn(Form form, String action, String back) {
        return Answers.again("reward/turn", form).addObject("action", action).addObject("back", back);
    }

    @Can(value = Action.STAR_CHECK, on = "star")
    @PostMapping("/office/stars/{star}/refusal")
    ModelAndView refuse(
            @PathVariable String star, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        Star found = stars.get(StarId.parse(star));
        try {
            return answers.once(token, () -> {
                stars.refuse(Acting.actor(), found.id(), form.raw("reason"));
                return found.href();
            });
        } catch (Refusal refusal) {
            Answers.wrong(form, "reason", refusal);
            return refusalPage(found, form);
        }
    }

    // --- what people object ---

    @Can(value = Action.STAR_DECIDE, on = "star")
    @PostMapping("/office/stars/{star}/answer")
    ModelAndView answer(
            @PathVariable String star, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        UUID objection = parsed(form.raw("objection"));
        if (!form.has("upheld", "yes") && !form.has("upheld", "no")) {
            form.wrong("upheld", Text.of("请选异议成立还是不成立"));
            return page(stars.get(StarId.parse(star)), form);
        }
        return step(
                star,
                token,
                form,
                "answer",
                id -> objections.answer(Acting.actor(), id, objection, form.has("upheld", "yes"), form.raw("answer")));
    }

    private static UUID parsed(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new Absent("objection");
        }
    }

    // --- taking back ---

    @Can(value = Action.STAR_CHECK, on = "star")
    @GetMapping("/office/stars/{star}/revocation")
    ModelAndView revocation(@PathVariable String star) {
        return revocationPage(stars.get(StarId.parse(star)), Form.empty());
    }

    private static ModelAndView revocationPage(Star found, Form form) {
        return turn(form, found.href() + "/revocation", found.href())
                .addObject("heading", Text.of("提出撤回 {0}", found.number()))
                .addObject("consequence", Text.of("要另一个人确认才撤回。本人会看到原因，时长不受影响。"))
                .addObject("button", Text.of("提出撤回"));
    }

    @Can(value = Action.STAR_CHECK, on = "star")
    @PostMapping("/office/stars/{star}/revocation")
    ModelAndView propose(
            @PathVariable String star, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        Star found = stars.get(StarId.parse(star));
        try {
            return answers.once(token, () -> {
                stars.proposeRevocation(Acting.actor(), found.id(), form.raw("reason"));
                return found.href();
            });
        } catch (Refusal refusal) {
            Answers.wrong(form, "reason", refusal);
            return revocationPage(found, form);
        }
    }

    @Can(value = Action.STAR_DECIDE, on = "star")
    @PostMapping("/office/stars/{star}/revocation/confirmation")
    ModelAndView confirm(@PathVariable String star, @RequestParam(FormTokens.FIELD) String token) {
        return step(star, token, Form.empty(), "star", id -> stars.settleRevocation(Acting.actor(), id, true));
    }

    @Can(value = Action.STAR_DECIDE, on = "star")
    @PostMapping("/office/stars/{star}/revocation/decline")
    ModelAndView decline(@PathVariable String star, @RequestParam(FormTokens.FIELD) String token) {
        return step(star, token, Form.empty(), "star", id -> stars.settleRevocation(Acting.actor(), id, false));
    }
}
