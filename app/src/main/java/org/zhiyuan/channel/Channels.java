package org.zhiyuan.channel;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.Slice;
import org.zhiyuan.kernel.Text;

/** Messages to people's telephones. */
@Service
@Transactional
public class Channels {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    /** Longer than any provider is waited for. */
    private static final Duration ANSWER_MAX = Duration.ofMinutes(10);

    private static final int REASON_LENGTH_MAX = 200;
    private static final int OWN_MAX = 100;
    private static final int SAMPLE_MESSAGES_SHOWN = 30;

    private final ChannelStore store;
    private final SendingLimits limits;
    private final Dispatch dispatch;
    private final Sms sms;
    private final InstantSource clock;

    Channels(ChannelStore store, SendingLimits limits, Dispatch dispatch, Sms sms, InstantSource clock) {
        this.store = store;
        this.limits = limits;
        this.dispatch = dispatch;
        this.sms = sms;
        this.clock = clock;
    }

    /**
     * Sends once this transaction is committed, or refuses with a reason for the person who asked. The limits are
     * counted and the record written in the same transaction.
     *
     * @param site whose administrators may read in the record that it was sent; for sign-in codes the city's center
     */
    public SentId send(Actor actor, Recipient to, Template template, List<String> values, @Nullable UUID site) {
        ready().orRefuse();
        limits.spend(to.reference(), actor.origin()).orRefuse();
        SentId id = new SentId(Ids.next(clock));
        store.add(id, clock.instant(), template, values, to, site, actor.account());
        dispatch.afterCommit(id, to, template, List.copyOf(values));
        return id;
    }

    private Decision ready() {
        return sms.ready() ? Decision.allowed() : Decision.refused(Text.of("这里还没有接通短信"), Text.of("请到附近的实践站，请工作人员帮您办"));
    }

    /** Stops all sending, or lets it go on. The caller records it in the audit. */
    public void turn(Actor actor, boolean stopped, String reason) {
        if (reason.isBlank() || reason.length() > REASON_LENGTH_MAX) {
            throw new IllegalArgumentException("reason must have 1 to " + REASON_LENGTH_MAX + " characters");
        }
        store.turn(Ids.next(clock), stopped, reason.strip(), actor.account(), clock.instant());
    }

    /** The last turn of the switch; empty where it was never turned. */
    @Transactional(readOnly = true)
    public Optional<Switch> lastTurn() {
        return store.lastTurn();
    }

    @Transactional(readOnly = true)
    public Optional<Sent> find(SentId id) {
        return store.find(id, unknownBefore());
    }

    /** What was sent from the sites in scope, the latest first. */
    @Transactional(readOnly = true)
    public Slice<Sent> list(int page) {
        long offset = (page - 1L) * Slice.SIZE_DEFAULT;
        return new Slice<>(
                store.list(Slice.SIZE_DEFAULT, offset, unknownBefore()), page, Slice.SIZE_DEFAULT, store.count());
    }

    /** What was sent to one person: part of that person's own data. */
    @Transactional(readOnly = true)
    public List<Sent> of(UUID person) {
        return store.listOf(person, OWN_MAX, unknownBefore());
    }

    /** How many were sent today, in the city's own day. */
    @Transactional(readOnly = true)
    public int countOfToday() {
        return store.countOfDay(LocalDate.ofInstant(clock.instant(), ZONE));
    }

    /** Takes from the record what says something about the person; that a message was sent stays. */
    public void forget(UUID person) {
        store.forget(person);
    }

    /** What a sample city would have sent; absent anywhere else. */
    @Transactional(readOnly = true)
    public List<SampleMessage> sampleMessages() {
        if (!(sms instanceof SampleSms) || !Acting.scope().everything()) {
            throw new Absent("sample messages");
        }
        return store.sampleMessages(SAMPLE_MESSAGES_SHOWN);
    }

    private Instant unknownBefore() {
        return clock.instant().minus(ANSWER_MAX);
    }
}
