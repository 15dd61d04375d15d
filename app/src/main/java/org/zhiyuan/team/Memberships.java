package org.zhiyuan.team;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.audit.Audit;
import org.zhiyuan.audit.Deed;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Slice;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.person.Consent;
import org.zhiyuan.volunteer.Volunteer;
import org.zhiyuan.volunteer.VolunteerId;
import org.zhiyuan.volunteer.Volunteers;

/**
 * Who belongs to a team, and how that comes about: asked for or invited, answered in time or not. Nobody belongs but by his
 * own word (R31); leaving is free and at once.
 */
@Service
@Transactional
public class Memberships {
    static final int OWN_MAX = 100;
    private static final int STEPS_SHOWN = 20;
    private static final int BATCH = 200;

    private final MembershipStore store;
    private final TeamStore teamStore;
    private final Teams teams;
    private final TeamRules rules;
    private final Volunteers volunteers;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Memberships(
            MembershipStore store,
            TeamStore teamStore,
            Teams teams,
            TeamRules rules,
            Volunteers volunteers,
            Audit audit,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.store = store;
        this.teamStore = teamStore;
        this.teams = teams;
        this.rules = rules;
        this.volunteers = volunteers;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    // --- reading ---

    /** One's own or, for whoever leads, one of the team. */
    @Transactional(readOnly = true)
    public Membership get(MembershipId id) {
        return store.find(id.value()).orElseThrow(() -> new Absent("membership " + id));
    }

    @Transactional(readOnly = true)
    public Optional<Membership> of(TeamId team, VolunteerId volunteer) {
        return store.of(team.value(), volunteer.value());
    }

    /** What somebody has to do with teams: invitations first, then where he belongs, then the rest. */
    @Transactional(readOnly = true)
    public List<Membership> mine(VolunteerId volunteer) {
        return store.ofVolunteer(volunteer.value(), OWN_MAX);
    }

    /** Those of a team who stand so, the longest first. */
    @Transactional(readOnly = true)
    public Slice<Membership> in(TeamId team, MembershipState state, int page, int size) {
        return new Slice<>(
                store.inTeam(team.value(), state, size, (page - 1L) * size),
                page,
                size,
                store.count(team.value(), state));
    }

    @Transactional(readOnly = true)
    public List<Membership.Step> steps(MembershipId id) {
        return store.steps(id.value(), STEPS_SHOWN);
    }

    /** How a team is made up; empty until it was counted. */
    @Transactional(readOnly = true)
    public Optional<Balance> balance(TeamId team) {
        return store.balance(team.value());
    }

    // --- the volunteer's own word ---

    /** The actor wants to join; one who was invited has joined with that. */
    public Membership ask(Actor actor, TeamId id, String words) {
        Team team = teams.get(id);
        TeamPolicy.standing(team).orRefuse();
        Volunteer own = volunteers.own(actor).orElseThrow(() -> new Refusal(Text.of("您还不是志愿者"), Text.of("请先登记，几分钟就好")));
        TeamPolicy.counts(own.state()).orRefuse();
        Optional<Membership> known = store.lock(id.value(), own.id().value());
        if (known.isPresent() && known.get().state() == MembershipState.INVITED) {
            return accept(actor, known.get().id());
        }
        Instant now = clock.instant();
        Membership asked = new Membership(
                known.map(Membership::id).orElseGet(() -> new MembershipId(Ids.next(clock))),
                id,
                own.id(),
                own.person(),
                MembershipState.ASKED,
                now,
                now.plus(rules.answerWithin()),
                null,
                words.strip(),
                1);
        enter(actor, team, known.orElse(null), asked, Consent.Channel.WEB, Membership.Cause.ASKED);
        return asked;
    }

    /** The actor was invited, and says yes. */
    public Membership accept(Actor actor, MembershipId id) {
        Membership membership = own(actor, id);
        Team team = teams.get(membership.team());
        TeamPolicy.standing(team).orRefuse();
        TeamPolicy.counts(volunteers.get(membership.volunteer()).state()).orRefuse();
        if (membership.state() != MembershipState.INVITED) {
            throw new Refusal(Text.of("邀请已经过期或撤回"), Text.of("可以自己申请加入"));
        }
        Membership member = standing(membership, MembershipState.MEMBER, null, null, "");
        store.stand(member, Consent.Channel.WEB);
        note(actor, team, membership, member, Membership.Cause.ACCEPTED, "");
        return member;
    }

    /** The actor was invited, and does not want to; no reason is asked. */
    public void decline(Actor actor, MembershipId id) {
        Membership membership = own(actor, id);
        if (membership.state() != MembershipState.INVITED) {
            throw new Refusal(Text.of("邀请已经过期或撤回"));
        }
        become(actor, membership, MembershipState.REFUSED, Membership.Cause.DECLINED, "");
    }

    /** The actor leaves, or takes the own request back: free, at once, and with it whatever he leads there. */
    public void leave(Actor actor, MembershipId id) {
        Membership membership = own(actor, id);
        if (membership.state() != MembershipState.MEMBER && membership.state() != MembershipState.ASKED) {
            throw new Refusal(Text.of("您已经不在这支队伍里"));
        }
        letGo(actor, membership, Membership.Cause.LEFT);
    }

    /** Also ends what the volunteer leads in the team. */
    void letGo(Actor actor, Membership membership, Membership.Cause cause) {
        teamStore.leadsOf(membership.volunteer().value(), rules.today()).stream()
                .filter(lead -> lead.team().equals(membership.team()))
                .forEach(lead -> teamStore.endLead(lead.id(), rules.today(), false));
        become(actor, membership, MembershipState.LEFT, cause, "");
    }

    private Membership own(Actor actor, MembershipId id) {
        Membership membership = lock(id);
        Volunteer own = volunteers.own(actor).orElseThrow(() -> new Absent("volunteer of the account"));
        if (!membership.volunteer().equals(own.id())) {
            throw new Absent("membership " + id);
        }
        return membership;
    }

    // --- whoever leads, and the office ---

    /** Counts nothing until the volunteer says yes. */
    public void invite(Actor actor, TeamId id, Volunteer volunteer) {
        Team team = teams.get(id);
        TeamPolicy.standing(team).orRefuse();
        TeamPolicy.counts(volunteer.state()).orRefuse();
        Optional<Membership> known = store.lock(id.value(), volunteer.id().value());
        if (known.isPresent() && known.get().state() == MembershipState.ASKED) {
            throw new Refusal(Text.of("这位志愿者已经申请加入"), Text.of("请直接答复申请"));
        }
        Instant now = clock.instant();
        Membership invited = new Membership(
                known.map(Membership::id).orElseGet(() -> new MembershipId(Ids.next(clock))),
                id,
                volunteer.id(),
                volunteer.person(),
                MembershipState.INVITED,
                now,
                now.plus(rules.invitationFor()),
                null,
                "",
                1);
        enter(actor, team, known.orElse(null), invited, null, Membership.Cause.INVITED);
    }

    /** Writes down at the counter that the volunteer, who stands there or sent a paper, wants to belong. */
    public void enterAtCounter(Actor actor, TeamId id, Volunteer volunteer, Consent.Channel channel) {
        if (channel == Consent.Channel.WEB) {
            throw new IllegalArgumentException("only the volunteer says something on a page");
        }
        Team team = teams.get(id);
        TeamPolicy.standing(team).orRefuse();
        TeamPolicy.counts(volunteer.state()).orRefuse();
        Optional<Membership> known = store.lock(id.value(), volunteer.id().value());
        Membership member = new Membership(
                known.map(Membership::id).orElseGet(() -> new MembershipId(Ids.next(clock))),
                id,
                volunteer.id(),
                volunteer.person(),
                MembershipState.MEMBER,
                clock.instant(),
                null,
                null,
                "",
                1);
        enter(actor, team, known.orElse(null), member, channel, Membership.Cause.ENTERED);
    }

    private void enter(
            Actor actor,
            Team team,
            @Nullable Membership before,
            Membership after,
            Consent.@Nullable Channel word,
            Membership.Cause cause) {
        if (before == null) {
            store.add(after, word);
        } else {
            TeamPolicy.mayBecome(before.state(), after.state()).orRefuse();
            store.stand(after, word);
        }
        note(actor, team, before, after, cause, "");
    }

    /** Takes in somebody who asked. */
    public void approve(Actor actor, TeamId team, MembershipId id) {
        Membership membership = asked(actor, team, id);
        become(actor, membership, MembershipState.MEMBER, Membership.Cause.APPROVED, "");
    }

    /** Does not take in somebody who asked; the reason is told to him. */
    public void refuse(Actor actor, TeamId team, MembershipId id, String reason) {
        TeamPolicy.reasonGiven(reason).orRefuse();
        Membership membership = asked(actor, team, id);
        become(actor, membership, MembershipState.REFUSED, Membership.Cause.REFUSED, reason.strip());
    }

    private Membership asked(Actor actor, TeamId team, MembershipId id) {
        Membership membership = lock(id);
        if (!membership.team().equals(team)) {
            throw new Absent("membership " + id);
        }
        if (membership.state() != MembershipState.ASKED) {
            throw new Refusal(Text.of("这份申请已经有了结果：{0}", membership.state().label()));
        }
        TeamPolicy.notHimself(actor.person(), membership).orRefuse();
        List<Lead> leads = teams.leadsOf(team);
        boolean leading = actor.person() != null && teams.leads(team, actor.person());
        TeamPolicy.answersNow(leading, membership.raisedAt() != null, leads.isEmpty())
                .orRefuse();
        return membership;
    }

    // --- what time does, and what ends ---

    /**
     * What was not answered in time: a request goes one tier up, to the office of the place; what stays unanswered there,
     * and an invitation, lapses. As the system; answers whether there may be more.
     */
    boolean lapse(Actor actor) {
        Instant now = clock.instant();
        List<Membership> overdue = store.overdue(now, BATCH);
        for (Membership membership : overdue) {
            if (membership.state() == MembershipState.ASKED && membership.raisedAt() == null) {
                Membership raised = new Membership(
                        membership.id(),
                        membership.team(),
                        membership.volunteer(),
                        membership.person(),
                        MembershipState.ASKED,
                        membership.since(),
                        now.plus(rules.raisedWithin()),
                        now,
                        membership.words(),
                        membership.version());
                store.stand(raised);
                note(actor, teams.get(membership.team()), membership, raised, Membership.Cause.RAISED, "");
            } else {
                become(actor, membership, MembershipState.LAPSED, Membership.Cause.LAPSED, "");
            }
        }
        return overdue.size() == BATCH;
    }

    /** Ends the team, and lets everybody go. */
    public void end(Actor actor, TeamId id, String reason) {
        Team team = teams.lock(id);
        teams.end(team, reason);
        for (MembershipState state : List.of(MembershipState.MEMBER, MembershipState.ASKED, MembershipState.INVITED)) {
            List<Membership> there;
            do {
                there = store.inTeam(id.value(), state, BATCH, 0);
                there.forEach(
                        membership -> become(actor, membership, MembershipState.LEFT, Membership.Cause.TEAM_ENDED, ""));
            } while (there.size() == BATCH);
        }
    }

    /** The volunteer serves no more: lets go of whatever he belongs to. */
    void letGoOf(Actor actor, VolunteerId volunteer) {
        store.ofVolunteer(volunteer.value(), OWN_MAX).stream()
                .filter(membership -> membership.state().mayBecome(MembershipState.LEFT))
                .forEach(membership -> letGo(actor, membership, Membership.Cause.NO_VOLUNTEER));
    }

    private void become(
            Actor actor, Membership membership, MembershipState next, Membership.Cause cause, String reason) {
        TeamPolicy.mayBecome(membership.state(), next).orRefuse();
        Membership after = standing(membership, next, null, null, "");
        store.stand(after);
        note(actor, teams.get(membership.team()), membership, after, cause, reason);
    }

    private Membership standing(
            Membership before, MembershipState state, @Nullable Instant due, @Nullable Instant raisedAt, String words) {
        return new Membership(
                before.id(),
                before.team(),
                before.volunteer(),
                before.person(),
                state,
                clock.instant(),
                due,
                raisedAt,
                words,
                before.version() + 1);
    }

    private Membership lock(MembershipId id) {
        return store.lock(id.value()).orElseThrow(() -> new Absent("membership " + id));
    }

    private void note(
            Actor actor,
            Team team,
            @Nullable Membership before,
            Membership after,
            Membership.Cause cause,
            String reason) {
        UUID step = Ids.next(clock);
        store.addStep(
                step,
                after.id(),
                new Membership.Step(after.state(), cause, clock.instant(), who(actor), reason),
                actor.account());
        audit.record(Deed.of("team.membership", Text.of("队伍 {0}：{1}", team.number(), cause.label()))
                .on("team", team.id(), team.site().value())
                .inField(team.field())
                .changed(
                        before == null ? Map.of() : Map.of("membership", after.id(), "state", before.state()),
                        Map.of("membership", after.id(), "state", after.state()))
                .because(reason));
        events.publishEvent(new MembershipStands(
                after.id(), step, team.id(), after.person(), after.state(), cause, clock.instant()));
    }

    /** Nobody's name stays in the steps but that of staff. */
    private static String who(Actor actor) {
        return actor.kind() == Actor.Kind.STAFF ? actor.name() : "";
    }
}
