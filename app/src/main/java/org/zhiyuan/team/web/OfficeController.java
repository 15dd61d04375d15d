package org.zhiyuan.team.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.kernel.Slice;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.Fields;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.person.Consent;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.FormTokens;
import org.zhiyuan.shell.Words;
import org.zhiyuan.team.Alliance;
import org.zhiyuan.team.Candidate;
import org.zhiyuan.team.Lead;
import org.zhiyuan.team.Leadership;
import org.zhiyuan.team.Level;
import org.zhiyuan.team.Memberships;
import org.zhiyuan.team.Team;
import org.zhiyuan.team.TeamId;
import org.zhiyuan.team.TeamPeople;
import org.zhiyuan.team.TeamRules;
import org.zhiyuan.team.Teams;
import org.zhiyuan.volunteer.Places;
import org.zhiyuan.volunteer.Volunteer;
import org.zhiyuan.volunteer.VolunteerId;

/** Teams as the office sees them: listed, founded, changed, led, ended; and joined at the counter. */
@Controller("teamOfficeController")
class OfficeController {
    private static final String LIST = "/office/teams";
    private static final int WORDS_LENGTH_MAX = 60;
    private static final int NUMBER_LENGTH_MAX = 40;

    private final Teams teams;
    private final Memberships memberships;
    private final Leadership leadership;
    private final TeamPeople people;
    private final TeamRules rules;
    private final Places places;
    private final Fields fields;
    private final Rights rights;
    private final Desk desk;
    private final Answers answers;

    OfficeController(
            Teams teams,
            Memberships memberships,
            Leadership leadership,
            TeamPeople people,
            TeamRules rules,
            Places places,
            Fields fields,
            Rights rights,
            Desk desk,
            Answers answers) {
        this.teams = teams;
        this.memberships = memberships;
        this.leadership = leadership;
        this.people = people;
        this.rules = rules;
        this.places = places;
        this.fields = fields;
        this.rights = rights;
        this.desk = desk;
        this.answers = answers;
    }

    private Team get(String team) {
        return teams.get(TeamId.parse(team));
    }

    @Can(Action.TEAM_READ)
    @GetMapping(LIST)
    ModelAndView list(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String level,
            @RequestParam(defaultValue = "1") int page) {
        String words = q.substring(0, Math.min(q.length(), WORDS_LENGTH_MAX));
        Slice<Team> found = teams.mine(new Teams.Sought(words, level, "", null, true), Math.max(1, page));
        Map<TeamId, Lead> captains =
                teams.captains(found.rows().stream().map(Team::id).toList());
        return new ModelAndView("team/officeList")
                .addObject("form", Form.empty().with("q", words))
                .addObject("found", found)
                .addObject("level", level)
                .addObject("levels", rules.levels())
                .addObject("captains", captains)
                .addObject(
                        "names",
                        people.names(
                                captains.values().stream().map(Lead::person).toList()))
                .addObject(
                        "sites",
                        places.names(found.rows().stream().map(Team::site).toList(), Words.english()))
                .addObject("editable", rights.mayAnywhere(Acting.actor(), Action.TEAM_EDIT));
    }

    @Can(value = Action.TEAM_READ, on = "team")
    @GetMapping(LIST + "/{team}")
    ModelAndView team(@PathVariable String team, @RequestParam(defaultValue = "1") int page) {
        return desk.page(get(team), Math.max(1, page));
    }

    // --- founding and changing ---

    @Can(Action.TEAM_EDIT)
    @GetMapping(LIST + "/new")
    ModelAndView fresh() {
        return formPage(Form.empty(), null);
    }

    private ModelAndView formPage(Form form, @Nullable Team team) {
        Map<String, String> levels = new LinkedHashMap<>();
        rules.levels().forEach(level -> levels.put(level.key(), level.called(Words.english())));
        Map<String, String> served = new LinkedHashMap<>();
        fields.on(rules.today()).forEach(field -> served.put(field.key(), field.called(Words.english())));
        return Answers.again("team/form", form)
                .addObject("team", team)
                .addObject("places", team == null ? places.mine(Words.english()) : Map.of())
                .addObject("levels", levels)
                .addObject("kinds", PublicController.kinds(rules))
                .addObject("fields", served)
                .addObject("above", above(team))
                .addObject("alliances", rules.alliances());
    }

    /** Teams that could stand above, with their level; the lowest level has nobody below it. */
    private Map<String, String> above(@Nullable Team self) {
        Map<String, String> above = new LinkedHashMap<>();
        List<Level> levels = rules.levels();
        if (!levels.isEmpty()) {
            teams.mayStandAbove(levels.getLast()).stream()
                    .filter(team -> self == null || !team.id().equals(self.id()))
                    .forEach(team -> above.put(
                            team.id().toString(), team.level().called(Words.english()) + " · " + team.name()));
        }
        return above;
    }

    @Can(Action.TEAM_EDIT)
    @PostMapping(LIST)
    ModelAndView found(@RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        SiteId site = Places.chosen(places.mine(Words.english()), form.raw("site"));
        if (site == null) {
            form.wrong("site", Text.of("请选由哪处阵地管"));
        }
        Teams.Particulars particulars = particulars(form, null);
        if (form.hasWrongs() || site == null || particulars == null) {
            return formPage(form, null);
        }
        try {
            return answers.once(
                    token, () -> teams.found(Acting.actor(), site, particulars).officeHref());
        } catch (Refusal refusal) {
            Answers.wrong(form, "above", refusal);
            return formPage(form, null);
        }
    }

    private Teams.@Nullable Particulars particulars(Form form, @Nullable Team self) {
        String name = form.required("name", Team.NAME_LENGTH_MAX, Text.of("请填写队伍的名称"));
        if (!name.isEmpty() && name.length() < Team.NAME_LENGTH_MIN) {
            form.wrong("name", Text.of("名称至少 {0} 个字", Team.NAME_LENGTH_MIN));
        }
        String about = form.text("about", Team.ABOUT_LENGTH_MAX);
        if (rules.level(form.raw("level")).isEmpty()) {
            form.wrong("level", Text.of("请选队伍的层级"));
        }
        if (rules.kind(form.raw("kind")).isEmpty()) {
            form.wrong("kind", Text.of("请选主要做什么"));
        }
        String field = form.raw("field");
        if (!field.isEmpty()
                && fields.on(rules.today()).stream().noneMatch(one -> one.key().equals(field))) {
            form.wrong("field", Text.of("没有这个服务领域，请再选一次"));
        }
        String above = form.raw("above");
        if (!above.isEmpty() && !above(self).containsKey(above)) {
            form.wrong("above", Text.of("没有这支上级队伍，请再选一次"));
        }
        Set<String> alliances = new LinkedHashSet<>();
        rules.alliances().stream()
                .map(Alliance::key)
                .filter(key -> form.has("alliance", key))
                .forEach(alliances::add);
        return form.hasWrongs()
                ? null
                : new Teams.Particulars(
                        name,
                        form.raw("level"),
                        form.raw("kind"),
                        field.isEmpty() ? null : field,
                        above.isEmpty() ? null : TeamId.parse(above),
                        about,
                        alliances);
    }

    @Can(value = Action.TEAM_EDIT, on = "team")
    @GetMapping(LIST + "/{team}/edit")
    ModelAndView edit(@PathVariable String team) {
        Team found = get(team);
        Form form = Form.empty()
                .with("name", found.name())
                .with("level", found.level().key())
                .with("kind", found.kind().key())
                .with("field", found.field())
                .with("above", found.parent())
                .with("about", found.about())
                .with("version", found.version())
                .with(
                        "alliance",
                        teams.alliances(found.id()).stream().map(Alliance::key).toList());
        return formPage(form, found);
    }

    @Can(value = Action.TEAM_EDIT, on = "team")
    @PostMapping(LIST + "/{team}")
    ModelAndView change(
            @PathVariable String team, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        Team found = get(team);
        Teams.Particulars particulars = particulars(form, found);
        String version = form.digits("version");
        if (form.hasWrongs() || particulars == null) {
            return formPage(form, found);
        }
        try {
            return answers.once(token, () -> {
                teams.change(found.id(), version.matches("[0-9]{1,9}") ? Integer.parseInt(version) : 0, particulars);
                return found.officeHref();
            });
        } catch (Refusal refusal) {
            Answers.wrong(form, "above", refusal);
            return formPage(form, found);
        }
    }

    @Can(value = Action.TEAM_EDIT, on = "team")
    @GetMapping(LIST + "/{team}/end")
    ModelAndView end(@PathVariable String team) {
        return Desk.again("team/end", Form.empty(), get(team));
    }

    @Can(value = Action.TEAM_EDIT, on = "team")
    @PostMapping(LIST + "/{team}/end")
    ModelAndView ended(
            @PathVariable String team, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        Team found = get(team);
        String reason = LeadController.reason(form);
        if (form.hasWrongs()) {
            return Desk.again("team/end", form, found);
        }
        try {
            return answers.once(token, () -> {
                memberships.end(Acting.actor(), found.id(), reason);
                return found.officeHref();
            });
        } catch (Refusal refusal) {
            Answers.wrong(form, "reason", refusal);
            return Desk.again("team/end", form, found);
        }
    }

    // --- who leads ---

    @Can(value = Action.TEAM_EDIT, on = "team")
    @GetMapping(LIST + "/{team}/leads/new")
    ModelAndView appointment(@PathVariable String team) {
        return appointmentPage(get(team), Form.empty());
    }

    private ModelAndView appointmentPage(Team team, Form form) {
        return Desk.again("team/appointment", form, team)
                .addObject("choices", desk.choices(team))
                .addObject("years", rules.captainYears());
    }

    @Can(value = Action.TEAM_EDIT, on = "team")
    @PostMapping(LIST + "/{team}/leads")
    ModelAndView appoint(
            @PathVariable String team, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        Team found = get(team);
        if (!desk.choices(found).containsKey(form.raw("volunteer"))) {
            form.wrong("volunteer", Text.of("请选一位队员"));
        }
        Lead.Office office = form.choice("office", Lead.Office.class, Text.of("请选队长或副队长"));
        LocalDate until = optionalDay(form, "until");
        if (form.hasWrongs() || office == null) {
            return appointmentPage(found, form);
        }
        try {
            Candidate candidate = people.candidate(VolunteerId.parse(form.raw("volunteer")));
            return answers.once(token, () -> {
                leadership.appoint(
                        Acting.actor(), found.id(), candidate, office, until == null ? null : until.plusDays(1));
                return found.officeHref();
            });
        } catch (Refusal refusal) {
            Answers.wrong(form, "volunteer", refusal);
            return appointmentPage(found, form);
        }
    }

    private static @Nullable LocalDate optionalDay(Form form, String field) {
        String typed = form.raw(field).strip();
        if (typed.isEmpty()) {
            return null;
        }
        try {
            return LocalDate.parse(typed);
        } catch (DateTimeException e) {
            form.wrong(field, Text.of("请填写日子，像 2027-11-23"));
            return null;
        }
    }

    private Lead lead(Team team, String lead) {
        try {
            return leadership.get(team.id(), UUID.fromString(lead));
        } catch (IllegalArgumentException e) {
            throw new Absent("lead");
        }
    }

    @Can(value = Action.TEAM_EDIT, on = "team")
    @GetMapping(LIST + "/{team}/leads/{lead}/end")
    ModelAndView leadEnd(@PathVariable String team, @PathVariable String lead) {
        Team found = get(team);
        return leadEndPage(found, lead(found, lead), Form.empty().with("until", rules.today()));
    }

    private ModelAndView leadEndPage(Team team, Lead lead, Form form) {
        PersonId person = lead.person();
        return Desk.again("team/leadEnd", form, team)
                .addObject("lead", lead)
                .addObject("name", people.names(List.of(person)).getOrDefault(person, ""));
    }

    @Can(value = Action.TEAM_EDIT, on = "team")
    @PostMapping(LIST + "/{team}/leads/{lead}/end")
    ModelAndView leadEnded(
            @PathVariable String team,
            @PathVariable String lead,
            @RequestParam(FormTokens.FIELD) String token,
            HttpServletRequest request) {
        Form form = Form.of(request);
        Team found = get(team);
        Lead ending = lead(found, lead);
        LocalDate until = form.day("until", Text.of("请填写日子，像 2027-11-23"));
        if (until == null) {
            return leadEndPage(found, ending, form);
        }
        try {
            return answers.once(token, () -> {
                leadership.end(Acting.actor(), found.id(), ending.id(), until);
                return found.officeHref();
            });
        } catch (Refusal refusal) {
            Answers.wrong(form, "until", refusal);
            return leadEndPage(found, ending, form);
        }
    }

    // --- joining at the counter ---

    @Can(value = Action.TEAM_EDIT, on = "team")
    @GetMapping(LIST + "/{team}/members/new")
    ModelAndView counter(@PathVariable String team) {
        return Desk.again("team/counter", Form.empty(), get(team));
    }

    @Can(value = Action.TEAM_EDIT, on = "team")
    @PostMapping(LIST + "/{team}/members")
    ModelAndView enter(
            @PathVariable String team, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        Team found = get(team);
        String number = form.required("number", NUMBER_LENGTH_MAX, Text.of("请填写志愿者编号"));
        if (!form.has("willing", "yes")) {
            form.wrong("willing", Text.of("本人在场并且自愿，才能登记；请勾选"));
        }
        Consent.Channel channel = form.choice("channel", Consent.Channel.class, Text.of("请选本人的意思是怎么表示的"));
        if (channel == Consent.Channel.WEB) {
            form.wrong("channel", Text.of("请选本人的意思是怎么表示的"));
        }
        if (form.hasWrongs() || channel == null) {
            return Desk.again("team/counter", form, found);
        }
        try {
            Volunteer volunteer = people.numbered(Acting.actor(), number);
            return answers.once(token, () -> {
                memberships.enterAtCounter(Acting.actor(), found.id(), volunteer, channel);
                return found.officeHref();
            });
        } catch (Refusal refusal) {
            Answers.wrong(form, "number", refusal);
            return Desk.again("team/counter", form, found);
        }
    }
}
