package org.zhiyuan.jobs;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;

/** Asks for tasks, and tells how far they are. */
@Service
@Transactional
public class Jobs {
    static final Text CANCELLED = Text.of("已取消，什么也没有改动");
    /** Of work that keeps what it did before it was stopped. */
    static final Text STOPPED_MIDWAY = Text.of("停下了：已经办好的留着，其余没有动，可以接着办");

    private static final Duration KEPT = Duration.ofDays(90);

    /** Wakes the workers of this node once the asking transaction has committed; other nodes look for themselves. */
    record Asked(UUID job) {}

    private final JobStore store;
    private final Map<String, Work> works;
    private final InstantSource clock;
    private final ApplicationEventPublisher events;

    Jobs(JobStore store, List<Work> works, InstantSource clock, ApplicationEventPublisher events) {
        this.store = store;
        this.works = works.stream().collect(Collectors.toUnmodifiableMap(Work::kind, Function.identity()));
        this.clock = clock;
        this.events = events;
    }

    /**
     * Has work done in the name of whoever acts now. It begins after the running transaction has committed, and not at
     * all where that is rolled back.
     *
     * @param subject what it shall work on; one task of a kind works on it at a time, a second asking answers the first
     * @param href where the result will stand
     */
    public UUID ask(String kind, UUID subject, String href) {
        Work work = works.get(kind);
        if (work == null) {
            throw new IllegalArgumentException("no work is called " + kind);
        }
        Optional<Job> open = store.open(kind, subject);
        if (open.isPresent()) {
            return open.get().id();
        }
        Job job = new Job(
                Ids.next(clock),
                kind,
                subject,
                Acting.actor(),
                "en".equals(LocaleContextHolder.getLocale().getLanguage()),
                Job.State.WAITING,
                Text.of("在排队，马上开始"),
                0,
                0,
                0,
                0,
                false,
                clock.instant(),
                null,
                null,
                href);
        store.add(job, work.attemptsMax());
        events.publishEvent(new Asked(job.id()));
        return job.id();
    }

    /** One's own task. */
    @Transactional(readOnly = true)
    public Job find(UUID id) {
        return store.find(id).orElseThrow(() -> new Absent("job " + id));
    }

    public Text title(Job job) {
        Work work = works.get(job.kind());
        return work == null ? Text.of("后台任务") : work.title();
    }

    /** Stops it before its effect; where the effect is already there, says so. */
    public void cancel(UUID id) {
        Job job = find(id);
        Work work = works.get(job.kind());
        Text stopped = work != null && work.keepsWhatIsDone() ? STOPPED_MIDWAY : CANCELLED;
        if (!store.cancel(id, stopped, clock.instant()) && job.state() != Job.State.CANCELLED) {
            throw new Refusal(Text.of("来不及取消：这件事已经结束了"), Text.of("请打开结果看一看"));
        }
    }

    int forgetOld() {
        Instant limit = clock.instant().minus(KEPT);
        return store.forgetBefore(limit);
    }
}
