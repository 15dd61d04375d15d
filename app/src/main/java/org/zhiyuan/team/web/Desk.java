package org.zhiyuan.team.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.kernel.Slice;
import org.zhiyuan.kernel.Whereabouts;
import org.zhiyuan.network.Fields;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.Words;
import org.zhiyuan.team.Lead;
import org.zhiyuan.team.Leadership;
import org.zhiyuan.team.MembershipState;
import org.zhiyuan.team.Memberships;
import org.zhiyuan.team.Team;
import org.zhiyuan.team.TeamMessages;
import org.zhiyuan.team.TeamPeople;
import org.zhiyuan.team.TeamRules;
import org.zhiyuan.team.Teams;
import org.zhiyuan.volunteer.Choice;
import org.zhiyuan.volunteer.Places;
import org.zhiyuan.volunteer.Rulebook;

/** The page from which a team is looked after, by whoever leads it and by the office of its place. */
@Component
class Desk {
    private final Teams teams;
    private final Memberships memberships;
    private final Leadership leadership;
    private final TeamPeople people;
    private final TeamMessages messages;
    private final TeamRules rules;
    private final Rulebook rulebook;
    private final Places places;
    private final Fields fields;
    private final Rights rights;

    Desk(
            Teams teams,
            Memberships memberships,
            Leadership leadership,
            TeamPeople people,
            TeamMessages messages,
            TeamRules rules,
            Rulebook rulebook,
            Places places,
            Fields fields,
            Rights rights) {
        this.teams = teams;
        this.memberships = memberships;
        this.leadership = leadership;
        this.people = people;
        this.messages = messages;
        this.rules = rules;
        this.rulebook = rulebook;
        this.places = places;
        this.fields = fields;
        this.rights = rights;
    }

    ModelAndView page(Team team, int page) {
        Actor actor = Acting.actor();
        Whereabouts.Place place = place(team);
        Leadership.Succession succession = leadership.succession(team.id());
        List<PersonId> named = new ArrayList<>();
        leadership.history(team.id()).forEach(lead -> named.add(lead.person()));
        boolean leading = actor.person() != null && teams.leads(team.id(), actor.person());
        return new ModelAndView("team/lead")
                .addObject("team", team)
                .addObject("place", places.name(team.site(), Words.english()))
                .addObject("field", field(team))
                .addObject("succession", succession)
                .addObject("history", leadership.history(team.id()))
                .addObject("names", people.names(named))
                .addObject("asked", people.in(team.id(), MembershipState.ASKED, 1, Slice.SIZE_MAX))
                .addObject("invited", people.in(team.id(), MembershipState.INVITED, 1, Slice.SIZE_MAX))
                .addObject("members", people.in(team.id(), MembershipState.MEMBER, page, Slice.SIZE_DEFAULT))
                .addObject("balance", memberships.balance(team.id()).orElse(null))
                .addObject("skills", skills())
                .addObject("small", rules.smallNumber())
                .addObject("messages", messages.of(team.id()))
                .addObject("leading", leading)
                .addObject("acting", team.standing() && rights.may(actor, Action.TEAM_LEAD, place))
                .addObject("editable", team.standing() && rights.may(actor, Action.TEAM_EDIT, place))
                .addObject(
                        "answers",
                        leading
                                || succession.captain() == null
                                        && succession.deputies().isEmpty());
    }

    Whereabouts.Place place(Team team) {
        Set<UUID> leaders =
                teams.leaders(team.id()).stream().map(PersonId::value).collect(Collectors.toSet());
        return new Whereabouts.Place(team.site().value(), team.field(), leaders);
    }

    private String field(Team team) {
        String field = team.field();
        return field == null
                ? ""
                : fields.find(field).map(found -> found.called(Words.english())).orElse("");
    }

    private Map<String, String> skills() {
        Map<String, String> skills = new LinkedHashMap<>();
        rulebook.choices(Choice.Kind.SKILL).forEach(skill -> skills.put(skill.key(), skill.called(Words.english())));
        return skills;
    }

    /** Members by volunteer, with number and masked name, for choosing who shall lead; those who lead already are not in it. */
    Map<String, String> choices(Team team) {
        Set<PersonId> leading = Set.copyOf(teams.leaders(team.id()));
        Map<String, String> choices = new LinkedHashMap<>();
        people.in(team.id(), MembershipState.MEMBER, 1, TeamPeople.ROSTER_MAX).rows().stream()
                .filter(row -> !leading.contains(row.membership().person()))
                .forEach(
                        row -> choices.put(row.membership().volunteer().toString(), row.name() + " · " + row.number()));
        return choices;
    }

    Map<String, String> deputies(Team team) {
        List<Lead> deputies = leadership.succession(team.id()).deputies();
        Map<PersonId, String> names =
                people.names(deputies.stream().map(Lead::person).toList());
        Map<String, String> choices = new LinkedHashMap<>();
        deputies.forEach(lead -> choices.put(lead.id().toString(), names.getOrDefault(lead.person(), "")));
        return choices;
    }

    static ModelAndView again(String view, Form form, Team team) {
        return Answers.again(view, form).addObject("team", team).addObject("back", home(team));
    }

    /** Where whoever looks after the team goes back to: staff stay within the office. */
    static String home(Team team) {
        return Acting.actor().kind() == Actor.Kind.STAFF ? team.officeHref() : team.leadHref();
    }
}
