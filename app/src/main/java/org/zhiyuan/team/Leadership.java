package org.zhiyuan.team;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.audit.Audit;
import org.zhiyuan.audit.Deed;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.volunteer.VolunteerState;

/** Who leads a team: captain and deputies by date, who stands in for the captain, and whether anybody could follow him. */
@Service
@Transactional
public class Leadership {
    private static final int HISTORY_SHOWN = 30;
    private static final int STAND_INS_SHOWN = 20;

    private final TeamStore store;
    private final Teams teams;
    private final TeamRules rules;
    private final Audit audit;
    private final InstantSource clock;

    Leadership(TeamStore store, Teams teams, TeamRules rules, Audit audit, InstantSource clock) {
        this.store = store;
        this.teams = teams;
        this.rules = rules;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Whether the team could go on without its captain.
     *
     * @param captain null where nobody is
     * @param standIn who acts for the captain today; null where nobody does
     */
    public record Succession(
            @Nullable Lead captain,
            List<Lead> deputies,
            @Nullable StandIn standIn,
            List<StandIn> planned) {
        public boolean deputyNamed() {
            return !deputies.isEmpty();
        }

        public boolean endKnown() {
            return captain != null && captain.until() != null;
        }
    }

    @Transactional(readOnly = true)
    public Succession succession(TeamId team) {
        LocalDate today = rules.today();
        List<Lead> leads = teams.leadsOf(team);
        List<StandIn> standIns = store.standIns(team.value(), today, STAND_INS_SHOWN);
        return new Succession(
                leads.stream()
                        .filter(lead -> lead.office() == Lead.Office.CAPTAIN)
                        .findFirst()
                        .orElse(null),
                leads.stream()
                        .filter(lead -> lead.office() == Lead.Office.DEPUTY)
                        .toList(),
                standIns.stream().filter(one -> one.on(today)).findFirst().orElse(null),
                standIns.stream().filter(one -> !one.on(today)).toList());
    }

    /** Who led it, the latest first. */
    @Transactional(readOnly = true)
    public List<Lead> history(TeamId team) {
        return store.history(team.value(), HISTORY_SHOWN);
    }

    @Transactional(readOnly = true)
    public Lead get(TeamId team, UUID lead) {
        return store.lead(lead)
                .filter(found -> found.team().equals(team))
                .orElseThrow(() -> new Absent("lead " + lead));
    }

    /**
     * Somebody who belongs to the team leads it from today on. Captains are appointed by the office, deputies also by
     * whoever leads.
     *
     * @param until the first day without it; null where no end is known
     */
    public Lead appoint(Actor actor, TeamId id, Candidate candidate, Lead.Office office, @Nullable LocalDate until) {
        Team team = teams.get(id);
        TeamPolicy.standing(team).orRefuse();
        TeamPolicy.belongs(teams.isMember(id, candidate.volunteer().id())).orRefuse();
        if (candidate.volunteer().state() == VolunteerState.SUSPENDED) {
            TeamPolicy.counts(candidate.volunteer().state()).orRefuse();
        }
        List<Lead> leads = teams.leadsOf(id);
        TeamPolicy.leadsNotYet(leads, candidate.volunteer().person().value()).orRefuse();
        TeamPolicy.oneCaptain(leads, office).orRefuse();
        LocalDate today = rules.today();
        if (until != null && !until.isAfter(today)) {
            throw new Refusal(Text.of("到期的日子要在今天以后"));
        }
        Lead lead = new Lead(
                Ids.next(clock),
                id,
                candidate.volunteer().person(),
                candidate.volunteer().id(),
                office,
                today,
                until);
        store.lead(lead, candidate.checkedYears(), clock.instant(), actor.account());
        audit.record(Deed.of("team.lead_appointed", Text.of("任命了队伍 {0} 的{1}", team.number(), office.label()))
                .on("team", id, team.site().value())
                .inField(team.field())
                .changed(Map.of(), Map.of("lead", lead.id(), "office", office)));
        return lead;
    }

    /** Says from which day on somebody does not lead any more; today: at once. */
    public void end(Actor actor, TeamId id, UUID lead, LocalDate until) {
        Team team = teams.get(id);
        Lead ending = get(id, lead);
        LocalDate today = rules.today();
        if (until.isBefore(today)) {
            throw new Refusal(Text.of("结束的日子不能在今天以前"));
        }
        if (!store.endLead(lead, until, until.isAfter(today))) {
            throw new Refusal(Text.of("这项职务已经结束，或者不归您管"));
        }
        audit.record(Deed.of(
                        "team.lead_ended",
                        Text.of(
                                "结束了队伍 {0} 的{1}职务",
                                team.number(), ending.office().label()))
                .on("team", id, team.site().value())
                .inField(team.field())
                .changed(Map.of("lead", lead), Map.of("until", until)));
    }

    /** The actor leads no more, from today on; he stays a member. */
    public void resign(Actor actor, TeamId id) {
        Optional<Lead> own = teams.leadsOf(id).stream()
                .filter(lead -> lead.person().value().equals(actor.person()))
                .findFirst();
        end(actor, id, own.orElseThrow(() -> new Absent("own lead")).id(), rules.today());
    }

    /**
     * A deputy acts for the captain while he is away.
     *
     * @param until the last day, inclusive
     */
    public void standIn(Actor actor, TeamId id, UUID deputy, LocalDate from, LocalDate until) {
        Team team = teams.get(id);
        TeamPolicy.standing(team).orRefuse();
        Lead lead = get(id, deputy);
        LocalDate after = until.plusDays(1);
        TeamPolicy.standInFits(lead, from, after, rules.today()).orRefuse();
        if (store.standInOverlaps(id.value(), from, after)) {
            throw new Refusal(Text.of("这几天已经有人代理"), Text.of("请选别的日子"));
        }
        StandIn standIn = new StandIn(Ids.next(clock), id, deputy, lead.person(), from, after);
        store.standIn(standIn, clock.instant(), actor.account());
        audit.record(Deed.of("team.stand_in", Text.of("定了队伍 {0} 谁代理队长", team.number()))
                .on("team", id, team.site().value())
                .inField(team.field())
                .changed(Map.of(), Map.of("lead", deputy, "from", from, "until", after)));
    }

    /** Whoever's known end has come leads no more for the row policies either. As the system. */
    int turn() {
        return store.turn(rules.today());
    }
}
