package org.zhiyuan.team;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
import org.zhiyuan.network.SiteId;
import org.zhiyuan.network.Sites;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.volunteer.VolunteerId;

/** The teams: which there are, who leads them and belongs to them today, how one is founded, changed and ended. */
@Service
@Transactional
public class Teams {
    /** For the choices of a form, and for what hangs below one team. */
    static final int SHOWN_MAX = 200;

    private final TeamStore store;
    private final MembershipStore memberships;
    private final TeamRules rules;
    private final Sites sites;
    private final Audit audit;
    private final InstantSource clock;

    Teams(
            TeamStore store,
            MembershipStore memberships,
            TeamRules rules,
            Sites sites,
            Audit audit,
            InstantSource clock) {
        this.store = store;
        this.memberships = memberships;
        this.rules = rules;
        this.sites = sites;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What the office says of a team.
     *
     * @param field null where it serves in several
     * @param above the team of a higher level that it belongs to
     * @param alliances keys
     */
    public record Particulars(
            String name,
            String level,
            String kind,
            @Nullable String field,
            @Nullable TeamId above,
            String about,
            Set<String> alliances) {
        public Particulars {
            alliances = Set.copyOf(alliances);
        }
    }

    /**
     * Which teams a list shows.
     *
     * @param words a part of the name, or a number; "" for any
     * @param level "" for any
     * @param kind "" for any
     * @param site the place, with what lies below it; null for the whole city
     * @param ended those that have ended as well
     */
    public record Sought(
            String words,
            String level,
            String kind,
            @Nullable SiteId site,
            boolean ended) {
        public static final Sought ALL = new Sought("", "", "", null, false);

        private TeamStore.Sought stored(boolean mine) {
            return new TeamStore.Sought(
                    words.isBlank() ? null : words.strip(),
                    level.isEmpty() ? null : level,
                    kind.isEmpty() ? null : kind,
                    site == null ? null : site.value(),
                    ended,
                    mine);
        }
    }

    // --- reading ---

    @Transactional(readOnly = true)
    public Team get(TeamId id) {
        return find(id).orElseThrow(() -> new Absent("team " + id));
    }

    @Transactional(readOnly = true)
    public Optional<Team> find(TeamId id) {
        return store.find(id.value());
    }

    @Transactional(readOnly = true)
    public Optional<Team> numbered(String number) {
        return store.numbered(number.strip());
    }

    @Transactional(readOnly = true)
    public List<Team> getAll(Collection<TeamId> ids) {
        return ids.isEmpty()
                ? List.of()
                : store.all(ids.stream().map(TeamId::value).toList());
    }

    /** Everybody's list. */
    @Transactional(readOnly = true)
    public Slice<Team> list(Sought sought, int page) {
        return slice(sought.stored(false), page);
    }

    /** Those at the places of the actor's scope. */
    @Transactional(readOnly = true)
    public Slice<Team> mine(Sought sought, int page) {
        return slice(sought.stored(true), page);
    }

    private Slice<Team> slice(TeamStore.Sought sought, int page) {
        return new Slice<>(
                store.list(sought, Slice.SIZE_DEFAULT, (page - 1L) * Slice.SIZE_DEFAULT),
                page,
                Slice.SIZE_DEFAULT,
                store.count(sought));
    }

    /** The teams that somebody is a member of today; asked in a scope that may see it. */
    @Transactional(readOnly = true)
    public List<Team> of(VolunteerId volunteer) {
        return getAll(memberships.teamsOf(volunteer.value())).stream()
                .filter(Team::standing)
                .toList();
    }

    @Transactional(readOnly = true)
    public boolean isMember(TeamId team, VolunteerId volunteer) {
        return memberships
                .of(team.value(), volunteer.value())
                .filter(membership -> membership.state() == MembershipState.MEMBER)
                .isPresent();
    }

    /** Whether the person is captain or deputy today. */
    @Transactional(readOnly = true)
    public boolean leads(TeamId team, UUID person) {
        return store.leads(team.value(), person, rules.today());
    }

    /** Captain and deputies of today, the captain first. */
    @Transactional(readOnly = true)
    public List<PersonId> leaders(TeamId team) {
        return leadsOf(team).stream().map(Lead::person).toList();
    }

    @Transactional(readOnly = true)
    public List<Lead> leadsOf(TeamId team) {
        return store.leads(List.of(team.value()), rules.today());
    }

    /** Captains of today, by team; a team without one is not in it. */
    @Transactional(readOnly = true)
    public Map<TeamId, Lead> captains(Collection<TeamId> teams) {
        Map<TeamId, Lead> captains = new HashMap<>();
        store.leads(teams.stream().map(TeamId::value).toList(), rules.today()).stream()
                .filter(lead -> lead.office() == Lead.Office.CAPTAIN)
                .forEach(lead -> captains.put(lead.team(), lead));
        return captains;
    }

    /** The standing teams that the person leads today. */
    @Transactional(readOnly = true)
    public List<Team> led(UUID person) {
        return store.led(person, rules.today(), SHOWN_MAX);
    }

    /** Standing teams at these places themselves, for a form that offers them. */
    @Transactional(readOnly = true)
    public List<Team> choices(SiteId... at) {
        return store.at(java.util.Arrays.stream(at).map(SiteId::value).toList(), SHOWN_MAX);
    }

    @Transactional(readOnly = true)
    public List<Team> below(TeamId team) {
        return store.below(team.value(), SHOWN_MAX);
    }

    /** Standing teams that may stand above one of this level. */
    @Transactional(readOnly = true)
    public List<Team> mayStandAbove(Level level) {
        return store.above(level.position(), SHOWN_MAX);
    }

    @Transactional(readOnly = true)
    public List<Alliance> alliances(TeamId team) {
        return store.alliancesOf(team.value(), rules.today());
    }

    @Transactional(readOnly = true)
    public List<Team> allies(Alliance alliance) {
        return store.allies(alliance.key(), rules.today(), SHOWN_MAX);
    }

    // --- changing ---

    public Team found(Actor actor, SiteId site, Particulars particulars) {
        sites.mayHold(site).orRefuse();
        Team above = above(particulars);
        Level level = level(particulars);
        TeamPolicy.aboveIsHigher(level, above).orRefuse();
        Team team = new Team(
                new TeamId(Ids.next(clock)),
                "%s%04d".formatted(rules.numberPrefix(), store.nextOrdinal()),
                particulars.name(),
                level,
                kind(particulars),
                site,
                particulars.field(),
                particulars.above(),
                particulars.about(),
                rules.today(),
                null,
                "",
                1);
        store.add(team, above == null ? null : above.level().position());
        ally(team, particulars.alliances());
        audit.record(Deed.of("team.founded", Text.of("成立了队伍 {0} {1}", team.number(), team.name()))
                .on("team", team.id(), site.value())
                .inField(team.field())
                .changed(Map.of(), facts(team)));
        return team;
    }

    private @Nullable Team above(Particulars particulars) {
        TeamId above = particulars.above();
        if (above == null) {
            return null;
        }
        Team team = get(above);
        TeamPolicy.standing(team).orRefuse();
        return team;
    }

    private Level level(Particulars particulars) {
        return rules.level(particulars.level()).orElseThrow(Teams::gone);
    }

    private TeamKind kind(Particulars particulars) {
        return rules.kind(particulars.kind()).orElseThrow(Teams::gone);
    }

    private static Refusal gone() {
        return new Refusal(Text.of("选项里有一项已经没有了"), Text.of("请刷新页面再选一次"));
    }

    /** Joins the alliances that are named, and leaves the others. */
    private void ally(Team team, Set<String> wanted) {
        Set<String> known = rules.alliances().stream().map(Alliance::key).collect(Collectors.toSet());
        if (!known.containsAll(wanted)) {
            throw gone();
        }
        Set<String> now = new LinkedHashSet<>();
        store.alliancesOf(team.id().value(), rules.today()).forEach(alliance -> now.add(alliance.key()));
        now.stream()
                .filter(key -> !wanted.contains(key))
                .forEach(key -> store.part(key, team.id().value(), rules.today()));
        wanted.stream()
                .filter(key -> !now.contains(key))
                .sorted()
                .forEach(key -> store.ally(Ids.next(clock), key, team.id().value(), rules.today()));
    }

    /** @param version the version that was on the page */
    public void change(TeamId id, int version, Particulars particulars) {
        Team before = lock(id);
        TeamPolicy.standing(before).orRefuse();
        Team above = above(particulars);
        Level level = level(particulars);
        TeamPolicy.aboveIsHigher(level, above).orRefuse();
        TeamPolicy.nothingBelowIsAsHigh(level, below(id)).orRefuse();
        Team after = new Team(
                id,
                before.number(),
                particulars.name(),
                level,
                kind(particulars),
                before.site(),
                particulars.field(),
                particulars.above(),
                particulars.about(),
                before.foundedOn(),
                null,
                "",
                version);
        if (!store.change(after, above == null ? null : above.level().position())) {
            throw new Refusal(Text.of("别人刚改过这支队伍"), Text.of("请刷新页面，看过新的情况再办"));
        }
        ally(after, particulars.alliances());
        audit.record(Deed.of("team.changed", Text.of("更改了队伍 {0} {1}", after.number(), after.name()))
                .on("team", id, before.site().value())
                .inField(after.field())
                .changed(facts(before), facts(after)));
    }

    /** Standing no longer, from today on; the caller lets its members go in the same transaction. */
    void end(Team team, String reason) {
        TeamPolicy.reasonGiven(reason).orRefuse();
        TeamPolicy.standing(team).orRefuse();
        List<Team> below = below(team.id());
        if (!below.isEmpty()) {
            throw new Refusal(Text.of("还有 {0} 支下级队伍，不能解散", below.size()), Text.of("请先给下级队伍另选上级，或先解散它们"));
        }
        store.part(null, team.id().value(), rules.today());
        leadsOf(team.id()).forEach(lead -> store.endLead(lead.id(), rules.today(), false));
        store.end(team.id().value(), rules.today(), reason.strip());
        audit.record(Deed.of("team.ended", Text.of("解散了队伍 {0} {1}", team.number(), team.name()))
                .on("team", team.id(), team.site().value())
                .inField(team.field())
                .because(reason.strip()));
    }

    Team lock(TeamId id) {
        return store.lock(id.value()).orElseThrow(() -> new Absent("team " + id));
    }

    private static Map<String, @Nullable Object> facts(Team team) {
        Map<String, @Nullable Object> facts = new HashMap<>();
        facts.put("name", team.name());
        facts.put("level", team.level().key());
        facts.put("kind", team.kind().key());
        facts.put("field", team.field());
        facts.put("parent", team.parent());
        facts.put("about", team.about());
        return facts;
    }

    LocalDate today() {
        return rules.today();
    }
}
