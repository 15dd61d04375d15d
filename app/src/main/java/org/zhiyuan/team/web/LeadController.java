package org.zhiyuan.team.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
import org.zhiyuan.kernel.Text;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.FormTokens;
import org.zhiyuan.shell.Words;
import org.zhiyuan.team.Candidate;
import org.zhiyuan.team.Lead;
import org.zhiyuan.team.Leadership;
import org.zhiyuan.team.MembershipId;
import org.zhiyuan.team.MembershipState;
import org.zhiyuan.team.Memberships;
import org.zhiyuan.team.Team;
import org.zhiyuan.team.TeamId;
import org.zhiyuan.team.TeamMessages;
import org.zhiyuan.team.TeamPeople;
import org.zhiyuan.team.TeamRules;
import org.zhiyuan.team.Teams;
import org.zhiyuan.volunteer.Places;
import org.zhiyuan.volunteer.Volunteer;
import org.zhiyuan.volunteer.VolunteerId;

/** Looking after a team: requests, invitations, a message, the roster, deputies and who stands in. */
@Controller
class LeadController {
    private static final int REASON_LENGTH_MIN = 4;
    private static final int REASON_LENGTH_MAX = 200;
    private static final int NUMBER_LENGTH_MAX = 40;
    /** Kept with each look, as a reason is that somebody types: in the words of the field. */
    private static final String PRINTED = Text.of("打印队伍名册").key();

    private static final Text CHOOSE_DAY = Text.of("请填写日子，像 2027-11-23");

    private final Teams teams;
    private final Memberships memberships;
    private final Leadership leadership;
    private final TeamMessages messages;
    private final TeamPeople people;
    private final TeamRules rules;
    private final Places places;
    private final Desk desk;
    private final Answers answers;

    LeadController(
            Teams teams,
            Memberships memberships,
            Leadership leadership,
            TeamMessages messages,
            TeamPeople people,
            TeamRules rules,
            Places places,
            Desk desk,
            Answers answers) {
        this.teams = teams;
        this.memberships = memberships;
        this.leadership = leadership;
        this.messages = messages;
        this.people = people;
        this.rules = rules;
        this.places = places;
        this.desk = desk;
        this.answers = answers;
    }

    private Team get(String team) {
        return teams.get(TeamId.parse(team));
    }

    @Can(value = Action.TEAM_LEAD_READ, on = "team")
    @GetMapping("/teams/{team}/lead")
    ModelAndView lead(@PathVariable String team, @RequestParam(defaultValue = "1") int page) {
        return desk.page(get(team), Math.max(1, page));
    }

    // --- requests and invitations ---

    @Can(value = Action.TEAM_LEAD, on = "team")
    @PostMapping("/teams/{team}/requests/{membership}/approval")
    ModelAndView approve(
            @PathVariable String team, @PathVariable String membership, @RequestParam(FormTokens.FIELD) String token) {
        Team found = get(team);
        return answers.once(token, () -> {
            memberships.approve(Acting.actor(), found.id(), MembershipId.parse(membership));
            return Desk.home(found);
        });
    }

    @Can(value = Action.TEAM_LEAD, on = "team")
    @GetMapping("/teams/{team}/requests/{membership}/refusal")
    ModelAndView refusal(@PathVariable String team, @PathVariable String membership) {
        return refusalPage(get(team), MembershipId.parse(membership), Form.empty());
    }

    private static ModelAndView refusalPage(Team team, MembershipId membership, Form form) {
        return Desk.again("team/refusal", form, team)
                .addObject("action", team.href() + "/requests/" + membership + "/refusal");
    }

    @Can(value = Action.TEAM_LEAD, on = "team")
    @PostMapping("/teams/{team}/requests/{membership}/refusal")
    ModelAndView refuse(
            @PathVariable String team,
            @PathVariable String membership,
            @RequestParam(FormTokens.FIELD) String token,
            HttpServletRequest request) {
        Form form = Form.of(request);
        Team found = get(team);
        String reason = reason(form);
        if (form.hasWrongs()) {
            return refusalPage(found, MembershipId.parse(membership), form);
        }
        try {
            return answers.once(token, () -> {
                memberships.refuse(Acting.actor(), found.id(), MembershipId.parse(membership), reason);
                return Desk.home(found);
            });
        } catch (Refusal refusal) {
            Answers.wrong(form, "reason", refusal);
            return refusalPage(found, MembershipId.parse(membership), form);
        }
    }

    static String reason(Form form) {
        Text whatToDo = Text.of("请写明原因，{0} 到 {1} 个字", REASON_LENGTH_MIN, REASON_LENGTH_MAX);
        String reason = form.required("reason", REASON_LENGTH_MAX, whatToDo);
        if (!reason.isEmpty() && reason.length() < REASON_LENGTH_MIN) {
            form.wrong("reason", whatToDo);
        }
        return reason;
    }

    @Can(value = Action.TEAM_LEAD, on = "team")
    @GetMapping("/teams/{team}/invitations/new")
    ModelAndView invitation(@PathVariable String team) {
        return invitationPage(get(team), Form.empty());
    }

    private ModelAndView invitationPage(Team team, Form form) {
        return Desk.again("team/invitation", form, team)
                .addObject("days", rules.invitationFor().toDays());
    }

    @Can(value = Action.TEAM_LEAD, on = "team")
    @PostMapping("/teams/{team}/invitations")
    ModelAndView invite(
            @PathVariable String team, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        Team found = get(team);
        String number = form.required("number", NUMBER_LENGTH_MAX, Text.of("请填写志愿者编号"));
        if (form.hasWrongs()) {
            return invitationPage(found, form);
        }
        try {
            Volunteer volunteer = people.numbered(Acting.actor(), number);
            return answers.once(token, () -> {
                memberships.invite(Acting.actor(), found.id(), volunteer);
                return Desk.home(found);
            });
        } catch (Refusal refusal) {
            Answers.wrong(form, "number", refusal);
            return invitationPage(found, form);
        }
    }

    // --- a message to all ---

    @Can(value = Action.TEAM_LEAD, on = "team")
    @GetMapping("/teams/{team}/messages/new")
    ModelAndView message(@PathVariable String team) {
        return messagePage(get(team), Form.empty());
    }

    private ModelAndView messagePage(Team team, Form form) {
        return Desk.again("team/message", form, team)
                .addObject(
                        "members",
                        memberships.in(team.id(), MembershipState.MEMBER, 1, 1).total())
                .addObject("aDay", rules.messagesADay());
    }

    @Can(value = Action.TEAM_LEAD, on = "team")
    @PostMapping("/teams/{team}/messages")
    ModelAndView send(
            @PathVariable String team, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        Team found = get(team);
        String text = form.required("text", TeamMessages.TEXT_LENGTH_MAX, Text.of("请写要说什么"));
        if (!text.isEmpty() && text.length() < TeamMessages.TEXT_LENGTH_MIN) {
            form.wrong("text", Text.of("请写要说什么"));
        }
        if (form.hasWrongs()) {
            return messagePage(found, form);
        }
        try {
            return answers.once(token, () -> {
                messages.send(Acting.actor(), found.id(), text.replaceAll("\\s+", " "));
                return Desk.home(found);
            });
        } catch (Refusal refusal) {
            Answers.wrong(form, "text", refusal);
            return messagePage(found, form);
        }
    }

    // --- the roster ---

    @Can(value = Action.TEAM_LEAD_READ, on = "team")
    @GetMapping("/teams/{team}/roster")
    ModelAndView roster(@PathVariable String team, @RequestParam(defaultValue = "1") int page) {
        Team found = get(team);
        return rosterPage(found, rows(found, page), Map.of());
    }

    /** Full names, once, to be printed: every one of them is a look that the member can read. */
    @Can(value = Action.TEAM_ROSTER_PRINT, on = "team")
    @PostMapping("/teams/{team}/roster")
    ModelAndView printed(@PathVariable String team, @RequestParam(defaultValue = "1") int page) {
        Team found = get(team);
        Slice<TeamPeople.Listed> rows = rows(found, page);
        List<PersonId> members =
                rows.rows().stream().map(row -> row.membership().person()).toList();
        return rosterPage(found, rows, people.fullNames(Acting.actor(), members, PRINTED));
    }

    private Slice<TeamPeople.Listed> rows(Team team, int page) {
        return people.in(team.id(), MembershipState.MEMBER, Math.max(1, page), TeamPeople.ROSTER_MAX);
    }

    private ModelAndView rosterPage(Team team, Slice<TeamPeople.Listed> rows, Map<PersonId, String> fullNames) {
        return Desk.again("team/roster", Form.empty(), team)
                .addObject("place", places.name(team.site(), Words.english()))
                .addObject("rows", rows)
                .addObject("fullNames", fullNames)
                .addObject("leads", teams.leadsOf(team.id()));
    }

    // --- deputies, and who stands in ---

    @Can(value = Action.TEAM_LEAD, on = "team")
    @GetMapping("/teams/{team}/deputies/new")
    ModelAndView deputy(@PathVariable String team) {
        return deputyPage(get(team), Form.empty());
    }

    private ModelAndView deputyPage(Team team, Form form) {
        return Desk.again("team/deputy", form, team)
                .addObject("choices", desk.choices(team))
                .addObject("years", rules.captainYears());
    }

    @Can(value = Action.TEAM_LEAD, on = "team")
    @PostMapping("/teams/{team}/deputies")
    ModelAndView name(
            @PathVariable String team, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        Team found = get(team);
        if (!desk.choices(found).containsKey(form.raw("volunteer"))) {
            form.wrong("volunteer", Text.of("请选一位队员"));
            return deputyPage(found, form);
        }
        try {
            Candidate candidate = people.candidate(VolunteerId.parse(form.raw("volunteer")));
            return answers.once(token, () -> {
                leadership.appoint(Acting.actor(), found.id(), candidate, Lead.Office.DEPUTY, null);
                return Desk.home(found);
            });
        } catch (Refusal refusal) {
            Answers.wrong(form, "volunteer", refusal);
            return deputyPage(found, form);
        }
    }

    @Can(value = Action.TEAM_LEAD, on = "team")
    @GetMapping("/teams/{team}/stand-ins/new")
    ModelAndView standIn(@PathVariable String team) {
        return standInPage(get(team), Form.empty());
    }

    private ModelAndView standInPage(Team team, Form form) {
        return Desk.again("team/standIn", form, team).addObject("choices", desk.deputies(team));
    }

    @Can(value = Action.TEAM_LEAD, on = "team")
    @PostMapping("/teams/{team}/stand-ins")
    ModelAndView standsIn(
            @PathVariable String team, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        Team found = get(team);
        if (!desk.deputies(found).containsKey(form.raw("deputy"))) {
            form.wrong("deputy", Text.of("请选一位副队长"));
        }
        LocalDate from = form.day("from", CHOOSE_DAY);
        LocalDate until = form.day("until", CHOOSE_DAY);
        if (form.hasWrongs() || from == null || until == null) {
            return standInPage(found, form);
        }
        try {
            return answers.once(token, () -> {
                leadership.standIn(Acting.actor(), found.id(), UUID.fromString(form.raw("deputy")), from, until);
                return Desk.home(found);
            });
        } catch (Refusal refusal) {
            Answers.wrong(form, "from", refusal);
            return standInPage(found, form);
        }
    }

    @Can(value = Action.TEAM_LEAD, on = "team")
    @GetMapping("/teams/{team}/resignation")
    ModelAndView resignation(@PathVariable String team) {
        return Desk.again("team/resignation", Form.empty(), get(team));
    }

    @Can(value = Action.TEAM_LEAD, on = "team")
    @PostMapping("/teams/{team}/resignation")
    ModelAndView resign(@PathVariable String team, @RequestParam(FormTokens.FIELD) String token) {
        Team found = get(team);
        return answers.once(token, () -> {
            leadership.resign(Acting.actor(), found.id());
            return "/me/teams";
        });
    }
}
