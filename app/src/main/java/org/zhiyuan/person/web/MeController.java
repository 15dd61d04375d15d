package org.zhiyuan.person.web;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.zhiyuan.channel.Channels;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.person.Column;
import org.zhiyuan.person.Consent;
import org.zhiyuan.person.ConsentText;
import org.zhiyuan.person.Consents;
import org.zhiyuan.person.OwnData;
import org.zhiyuan.person.People;
import org.zhiyuan.person.Person;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.shell.Formats;

/** 我的信息: what is kept of oneself, who looked, a copy, consent, and the way out. */
@Controller
class MeController {
    private final People people;
    private final OwnData ownData;
    private final Consents consents;
    private final Channels channels;
    private final Answers answers;
    private final InstantSource clock;

    MeController(
            People people,
            OwnData ownData,
            Consents consents,
            Channels channels,
            Answers answers,
            InstantSource clock) {
        this.people = people;
        this.ownData = ownData;
        this.consents = consents;
        this.channels = channels;
        this.answers = answers;
        this.clock = clock;
    }

    @Can(Action.OWN_DATA_READ)
    @GetMapping("/me")
    ModelAndView me() {
        return page(Map.of());
    }

    /** The same page with everything in plain: pressed, not linked, so that it stands on no screen unasked. */
    @Can(Action.OWN_DATA_READ)
    @PostMapping("/me/shown")
    ModelAndView shown() {
        return page(ownData.plain(Acting.actor()));
    }

    private ModelAndView page(Map<Column, String> plain) {
        PersonId id = own();
        if (id == null) {
            return new ModelAndView("person/nobody");
        }
        Person person = people.get(id);
        return new ModelAndView("person/me")
                .addObject("person", person)
                .addObject("plain", plain)
                .addObject("current", consents.current())
                .addObject("standing", consents.standing(id))
                .addObject("looks", people.looks(id, 1))
                .addObject("messages", channels.of(id.value()));
    }

    private static @Nullable PersonId own() {
        Actor actor = Acting.actor();
        return actor.person() == null ? null : new PersonId(actor.person());
    }

    private static PersonId mine() {
        PersonId id = own();
        if (id == null) {
            throw new Absent("person of the account");
        }
        return id;
    }

    @Can(Action.OWN_DATA_READ)
    @GetMapping("/me/looks")
    ModelAndView looks(@RequestParam(defaultValue = "1") int page) {
        return new ModelAndView("person/looks").addObject("looks", people.looks(mine(), Math.max(1, page)));
    }

    @Can(Action.OWN_DATA_READ)
    @PostMapping("/me/copy")
    ResponseEntity<byte[]> copy() {
        String name = "my-data-" + LocalDate.ofInstant(clock.instant(), Formats.ZONE) + ".json";
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(ownData.copy(Acting.actor()));
    }

    @Can(Action.OWN_DATA_READ)
    @GetMapping("/me/consents/{purpose}")
    ModelAndView consent(@PathVariable String purpose) {
        Consent standing = consents.standing(mine()).get(purpose);
        Map<Integer, ConsentText> versions = consents.texts().stream()
                .filter(text -> text.purpose().equals(purpose))
                .collect(Collectors.toMap(ConsentText::version, Function.identity()));
        ConsentText current = consents.current(purpose).orElseThrow(() -> new Absent("consent text"));
        return new ModelAndView("person/myConsent")
                .addObject("text", current)
                .addObject("agreed", standing == null ? null : versions.get(standing.version()))
                .addObject("standing", standing);
    }

    @Can(Action.OWN_DATA_EDIT)
    @PostMapping("/me/consents/{purpose}")
    ModelAndView agree(@PathVariable String purpose, @RequestParam int version, @RequestParam("_form") String token) {
        return answers.once(token, () -> {
            consents.give(Acting.actor(), mine(), new Consent.Given(purpose, version, Consent.Channel.WEB, null));
            return "/me#consents";
        });
    }

    @Can(Action.OWN_DATA_EDIT)
    @PostMapping("/me/consents/{purpose}/withdrawal")
    ModelAndView withdraw(@PathVariable String purpose, @RequestParam("_form") String token) {
        return answers.once(token, () -> {
            consents.withdraw(Acting.actor(), mine(), purpose, Consent.Channel.WEB, null);
            return "/me#consents";
        });
    }

    @Can(Action.OWN_DATA_EDIT)
    @GetMapping("/me/erasure")
    ModelAndView erasure() {
        return new ModelAndView("person/myErasure")
                .addObject("obstacle", PeopleController.obstacle(ownData.mayErase(mine())));
    }

    @Can(Action.OWN_DATA_EDIT)
    @PostMapping("/me/erasure")
    ModelAndView erase(@RequestParam("_form") String token) {
        return answers.once(token, () -> {
            ownData.eraseOwn(Acting.actor());
            return "/";
        });
    }
}
