package org.zhiyuan.team;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.audit.Audit;
import org.zhiyuan.audit.Deed;
import org.zhiyuan.channel.Template;
import org.zhiyuan.jobs.Jobs;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;

/** A message to a whole team: short, not often, and to nobody's number that is kept. */
@Service
@Transactional
public class TeamMessages {
    public static final int TEXT_LENGTH_MIN = 2;
    public static final int TEXT_LENGTH_MAX = 60;
    static final String WORK = "team.message";
    static final Template TEMPLATE = new Template(
            "team-message", Text.of("{0}：{1} 这是队长发给全队的短信，不想再收到，可在“我的队伍”里退出。").key(), Set.of());
    private static final Duration DAY = Duration.ofDays(1);
    private static final int SHOWN = 20;

    private final MembershipStore store;
    private final Teams teams;
    private final TeamRules rules;
    private final Jobs jobs;
    private final Audit audit;
    private final InstantSource clock;

    TeamMessages(MembershipStore store, Teams teams, TeamRules rules, Jobs jobs, Audit audit, InstantSource clock) {
        this.store = store;
        this.teams = teams;
        this.rules = rules;
        this.jobs = jobs;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A message as it was written.
     *
     * @param unsent members whom a limit kept from it, or whose telephone is not known
     */
    public record Written(String text, Instant at, String who, int sent, int unsent) {}

    @Transactional(readOnly = true)
    public List<Written> of(TeamId team) {
        return store.messages(team.value(), SHOWN).stream()
                .map(message ->
                        new Written(message.text(), message.at(), message.who(), message.sent(), message.unsent()))
                .toList();
    }

    /** Goes out once this transaction is committed, member by member, as far as the limits of sending let it. */
    public void send(Actor actor, TeamId id, String text) {
        Team team = teams.get(id);
        TeamPolicy.standing(team).orRefuse();
        int already = store.messagesSince(id.value(), clock.instant().minus(DAY));
        if (already >= rules.messagesADay()) {
            throw new Refusal(Text.of("一天最多给全队发 {0} 条短信", rules.messagesADay()), Text.of("请明天再发，或打电话"));
        }
        if (store.count(id.value(), MembershipState.MEMBER) == 0) {
            throw new Refusal(Text.of("这支队伍还没有队员"));
        }
        UUID message = Ids.next(clock);
        String who = actor.kind() == Actor.Kind.STAFF ? actor.name() : "";
        store.addMessage(message, id.value(), text.strip(), clock.instant(), actor.account(), who);
        jobs.ask(WORK, message, team.leadHref());
        audit.record(Deed.of("team.message", Text.of("给队伍 {0} 的全体队员发短信", team.number()))
                .on("team", id, team.site().value())
                .inField(team.field()));
    }
}
