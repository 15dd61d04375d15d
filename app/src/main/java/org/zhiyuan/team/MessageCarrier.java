package org.zhiyuan.team;

import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.channel.Channels;
import org.zhiyuan.jobs.Run;
import org.zhiyuan.jobs.Work;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.person.People;

/**
 * Carries a message to the members, one transaction each: that it was sent and its sending are one, so a second attempt
 * sends to nobody twice.
 */
@Component
class MessageCarrier implements Work {
    private static final int BATCH = 100;

    private final MembershipStore store;
    private final TeamStore teams;
    private final People people;
    private final Channels channels;
    private final TransactionOperations transactions;
    private final InstantSource clock;

    MessageCarrier(
            MembershipStore store,
            TeamStore teams,
            People people,
            Channels channels,
            TransactionOperations transactions,
            InstantSource clock) {
        this.store = store;
        this.teams = teams;
        this.people = people;
        this.channels = channels;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return TeamMessages.WORK;
    }

    @Override
    public Text title() {
        return Text.of("给全队发短信");
    }

    @Override
    public int attemptsMax() {
        return 3;
    }

    @Override
    public void run(Run run) {
        Actor asker = run.job().asker();
        // what a whole team is sent counts for the team, and not for the address that the captain sits at
        Actor sender = new Actor(
                asker.kind(), asker.account(), asker.person(), asker.name(), asker.role(), "", asker.requestId());
        MembershipStore.Message message =
                asSystem(() -> store.message(run.job().subject()).orElseThrow(() -> new Absent("message")));
        Team team = asSystem(() -> teams.find(message.team()).orElseThrow(() -> new Absent("team")));
        int tried = 0;
        List<Membership> rest;
        do {
            rest = asSystem(() -> store.unreached(message.id(), message.team(), BATCH));
            for (Membership member : rest) {
                reach(sender, team, message, member);
                tried++;
            }
            run.progress(tried, 0, 0, Text.of("已发 {0} 位", tried));
        } while (rest.size() == BATCH);
    }

    private void reach(Actor sender, Team team, MembershipStore.Message message, Membership member) {
        try {
            asSystem(() -> {
                boolean first = note(message.id(), member, true);
                if (first) {
                    channels.send(
                            sender,
                            people.recipient(member.person()),
                            TeamMessages.TEMPLATE,
                            List.of(team.name(), message.text()),
                            team.site().value());
                }
                return first;
            });
        } catch (Refusal | Absent unsent) {
            // a limit, a telephone that is not known, somebody erased: the others get it all the same
            asSystem(() -> note(message.id(), member, false));
        }
    }

    private boolean note(UUID message, Membership member, boolean sent) {
        return store.deliver(message, member.id().value(), sent, clock.instant());
    }

    private <T> T asSystem(Supplier<T> work) {
        return Acting.as(
                Acting.actor(),
                Scope.EVERYTHING,
                () -> Objects.requireNonNull(transactions.execute(status -> work.get())));
    }
}
