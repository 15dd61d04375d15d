package org.zhiyuan.team.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Slice;
import org.zhiyuan.network.Fields;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.FormTokens;
import org.zhiyuan.shell.Words;
import org.zhiyuan.team.Alliance;
import org.zhiyuan.team.Lead;
import org.zhiyuan.team.Leadership;
import org.zhiyuan.team.Membership;
import org.zhiyuan.team.Memberships;
import org.zhiyuan.team.Team;
import org.zhiyuan.team.TeamId;
import org.zhiyuan.team.TeamPeople;
import org.zhiyuan.team.TeamRules;
import org.zhiyuan.team.Teams;
import org.zhiyuan.volunteer.Places;
import org.zhiyuan.volunteer.Volunteer;
import org.zhiyuan.volunteer.Volunteers;

/** Teams as everybody sees them, and asking to join one. */
@Controller("teamPublicController")
class PublicController {
    private static final int WORDS_LENGTH_MAX = 60;

    private final Teams teams;
    private final Memberships memberships;
    private final Leadership leadership;
    private final TeamPeople people;
    private final TeamRules rules;
    private final Volunteers volunteers;
    private final Places places;
    private final Fields fields;
    private final Answers answers;

    PublicController(
            Teams teams,
            Memberships memberships,
            Leadership leadership,
            TeamPeople people,
            TeamRules rules,
            Volunteers volunteers,
            Places places,
            Fields fields,
            Answers answers) {
        this.teams = teams;
        this.memberships = memberships;
        this.leadership = leadership;
        this.people = people;
        this.rules = rules;
        this.volunteers = volunteers;
        this.places = places;
        this.fields = fields;
        this.answers = answers;
    }

    @Can(Action.PUBLIC_READ)
    @GetMapping("/teams")
    ModelAndView list(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String level,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "1") int page) {
        String words = q.substring(0, Math.min(q.length(), WORDS_LENGTH_MAX));
        Slice<Team> found = teams.list(new Teams.Sought(words, level, kind, null, false), Math.max(1, page));
        return new ModelAndView("team/list")
                .addObject("form", Form.empty().with("q", words).with("kind", kind))
                .addObject("found", found)
                .addObject("level", level)
                .addObject("levels", rules.levels())
                .addObject("kinds", kinds(rules))
                .addObject(
                        "sites",
                        places.names(found.rows().stream().map(Team::site).toList(), Words.english()));
    }

    static Map<String, String> kinds(TeamRules rules) {
        Map<String, String> kinds = new LinkedHashMap<>();
        rules.kinds().forEach(kind -> kinds.put(kind.key(), kind.called(Words.english())));
        return kinds;
    }

    @Can(Action.PUBLIC_READ)
    @GetMapping("/teams/{team}")
    ModelAndView team(@PathVariable String team) {
        Team found = teams.get(TeamId.parse(team));
        Leadership.Succession leads = leadership.succession(found.id());
        List<PersonId> named = new ArrayList<>();
        leads.deputies().forEach(lead -> named.add(lead.person()));
        Lead captain = leads.captain();
        if (captain != null) {
            named.add(captain.person());
        }
        Map<Alliance, List<Team>> allies = new LinkedHashMap<>();
        teams.alliances(found.id())
                .forEach(alliance -> allies.put(
                        alliance,
                        teams.allies(alliance).stream()
                                .filter(other -> !other.id().equals(found.id()))
                                .toList()));
        TeamId parent = found.parent();
        return new ModelAndView("team/team")
                .addObject("team", found)
                .addObject("place", places.name(found.site(), Words.english()))
                .addObject("siteHref", "/network/sites/" + found.site())
                .addObject("field", field(found))
                .addObject("above", parent == null ? null : teams.get(parent))
                .addObject("below", teams.below(found.id()))
                .addObject("leads", leads)
                .addObject("names", people.names(named))
                .addObject("allies", allies)
                .addObject("mine", mine(found).orElse(null))
                .addObject("leading", leading(found));
    }

    private String field(Team team) {
        String field = team.field();
        return field == null
                ? ""
                : fields.find(field).map(found -> found.called(Words.english())).orElse("");
    }

    private Optional<Membership> mine(Team team) {
        return volunteers.own(Acting.actor()).flatMap(own -> memberships.of(team.id(), own.id()));
    }

    private boolean leading(Team team) {
        return Acting.actor().person() != null
                && teams.leads(team.id(), Objects.requireNonNull(Acting.actor().person()));
    }

    // --- asking to join ---

    @Can(Action.OWN_DATA_EDIT)
    @GetMapping("/teams/{team}/request")
    ModelAndView request(@PathVariable String team) {
        return requestPage(teams.get(TeamId.parse(team)), Form.empty());
    }

    private ModelAndView requestPage(Team team, Form form) {
        Optional<Volunteer> own = volunteers.own(Acting.actor());
        return Answers.again("team/request", form)
                .addObject("team", team)
                .addObject("volunteer", own.filter(one -> one.state().counted()).orElse(null))
                .addObject("days", rules.answerWithin().toDays());
    }

    @Can(Action.OWN_DATA_EDIT)
    @PostMapping("/teams/{team}/request")
    ModelAndView ask(
            @PathVariable String team, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        Team found = teams.get(TeamId.parse(team));
        String words = form.text("words", Membership.WORDS_LENGTH_MAX);
        if (form.hasWrongs()) {
            return requestPage(found, form);
        }
        try {
            return answers.once(token, () -> {
                memberships.ask(Acting.actor(), found.id(), words);
                return "/me/teams";
            });
        } catch (Refusal refusal) {
            Answers.wrong(form, "words", refusal);
            return requestPage(found, form);
        }
    }
}
