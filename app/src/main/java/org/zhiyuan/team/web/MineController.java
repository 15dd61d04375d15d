package org.zhiyuan.team.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.FormTokens;
import org.zhiyuan.team.Families;
import org.zhiyuan.team.Membership;
import org.zhiyuan.team.MembershipId;
import org.zhiyuan.team.Memberships;
import org.zhiyuan.team.Team;
import org.zhiyuan.team.TeamId;
import org.zhiyuan.team.Teams;
import org.zhiyuan.volunteer.Volunteer;
import org.zhiyuan.volunteer.Volunteers;

/** 我的队伍: where one belongs, was invited, or has asked; and the family that one serves with. */
@Controller("myTeamsController")
class MineController {
    private static final String MINE = "/me/teams";
    private static final String FAMILY = "/me/family";
    private static final int NUMBER_LENGTH_MAX = 40;

    private final Teams teams;
    private final Memberships memberships;
    private final Families families;
    private final Volunteers volunteers;
    private final Answers answers;

    MineController(Teams teams, Memberships memberships, Families families, Volunteers volunteers, Answers answers) {
        this.teams = teams;
        this.memberships = memberships;
        this.families = families;
        this.volunteers = volunteers;
        this.answers = answers;
    }

    @Can(Action.OWN_DATA_READ)
    @GetMapping(MINE)
    ModelAndView mine() {
        Optional<Volunteer> own = volunteers.own(Acting.actor());
        List<Membership> all = own.map(found -> memberships.mine(found.id())).orElse(List.of());
        Map<TeamId, Team> known = teams
                .getAll(all.stream().map(Membership::team).distinct().toList())
                .stream()
                .collect(Collectors.toMap(Team::id, Function.identity()));
        Map<Membership, Team> shown = new LinkedHashMap<>();
        Map<MembershipId, Membership.Step> last = new LinkedHashMap<>();
        for (Membership membership : all) {
            Team team = known.get(membership.team());
            if (team != null) {
                shown.put(membership, team);
                memberships.steps(membership.id()).stream()
                        .findFirst()
                        .ifPresent(step -> last.put(membership.id(), step));
            }
        }
        Actor actor = Acting.actor();
        return new ModelAndView("team/mine")
                .addObject(
                        "registered", own.filter(one -> one.state().counted()).isPresent())
                .addObject("memberships", shown)
                .addObject("last", last)
                .addObject("led", actor.person() == null ? List.of() : teams.led(actor.person()));
    }

    @Can(Action.OWN_DATA_EDIT)
    @PostMapping(MINE + "/{membership}/acceptance")
    ModelAndView accept(@PathVariable String membership, @RequestParam(FormTokens.FIELD) String token) {
        return answers.once(token, () -> {
            memberships.accept(Acting.actor(), MembershipId.parse(membership));
            return MINE;
        });
    }

    @Can(Action.OWN_DATA_EDIT)
    @PostMapping(MINE + "/{membership}/refusal")
    ModelAndView decline(@PathVariable String membership, @RequestParam(FormTokens.FIELD) String token) {
        return answers.once(token, () -> {
            memberships.decline(Acting.actor(), MembershipId.parse(membership));
            return MINE;
        });
    }

    @Can(Action.OWN_DATA_READ)
    @GetMapping(MINE + "/{membership}/departure")
    ModelAndView departure(@PathVariable String membership) {
        Membership own = memberships.get(MembershipId.parse(membership));
        boolean mine = volunteers
                .own(Acting.actor())
                .filter(volunteer -> volunteer.id().equals(own.volunteer()))
                .isPresent();
        if (!mine) {
            throw new Absent("membership " + membership);
        }
        return new ModelAndView("team/departure").addObject("membership", own).addObject("team", teams.get(own.team()));
    }

    @Can(Action.OWN_DATA_EDIT)
    @PostMapping(MINE + "/{membership}/departure")
    ModelAndView leave(@PathVariable String membership, @RequestParam(FormTokens.FIELD) String token) {
        return answers.once(token, () -> {
            memberships.leave(Acting.actor(), MembershipId.parse(membership));
            return MINE;
        });
    }

    // --- the family ---

    @Can(Action.OWN_DATA_READ)
    @GetMapping(FAMILY)
    ModelAndView family() {
        return familyPage(Form.empty());
    }

    private ModelAndView familyPage(Form form) {
        boolean registered = volunteers
                .own(Acting.actor())
                .filter(own -> own.state().counted())
                .isPresent();
        return Answers.again("team/family", form)
                .addObject("registered", registered)
                .addObject(
                        "mine", registered ? families.mine(Acting.actor()) : new Families.Mine(List.of(), List.of()));
    }

    /** Sent twice it asks once: who is asked already is not asked again. */
    @Can(Action.OWN_DATA_EDIT)
    @PostMapping(FAMILY)
    ModelAndView ask(HttpServletRequest request) {
        Form form = Form.of(request);
        String number = form.required("number", NUMBER_LENGTH_MAX, Text.of("请填写家人的志愿者编号"));
        if (form.hasWrongs()) {
            return familyPage(form);
        }
        try {
            families.ask(Acting.actor(), number);
            return Answers.onward(FAMILY);
        } catch (Refusal refusal) {
            Answers.wrong(form, "number", refusal);
            return familyPage(form);
        }
    }

    @Can(Action.OWN_DATA_EDIT)
    @PostMapping(FAMILY + "/{kin}/acceptance")
    ModelAndView acceptFamily(@PathVariable String kin) {
        families.accept(Acting.actor(), kin);
        return Answers.onward(FAMILY);
    }

    @Can(Action.OWN_DATA_EDIT)
    @PostMapping(FAMILY + "/{kin}/departure")
    ModelAndView leaveFamily(@PathVariable String kin) {
        families.leave(Acting.actor(), kin);
        return Answers.onward(FAMILY);
    }
}
