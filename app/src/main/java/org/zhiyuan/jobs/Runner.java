package org.zhiyuan.jobs;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Text;

/**
 * Works off tasks and recurring jobs on this node. A task belongs to whoever holds its lease: the lease is renewed while
 * the node lives, and every word that a task writes about itself asks whether it still holds it.
 */
@Component
class Runner implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Runner.class);
    private static final Actor SYSTEM = Actor.system("jobs");
    private static final Duration PROGRESS_EVERY = Duration.ofMillis(200);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(20);
    /** How long a stopping house waits for its tasks to notice. */
    private static final Duration CLOSING_MOST = Duration.ofSeconds(5);

    private final JobStore store;
    private final ScheduleStore schedule;
    private final Map<String, Work> works;
    private final Set<String> keeping;
    private final List<Recurring> recurring;
    private final JobsSettings settings;
    private final InstantSource clock;
    private final TransactionTemplate alone;

    private final Semaphore wake = new Semaphore(0);
    private final Semaphore free;
    private final Set<UUID> holding = ConcurrentHashMap.newKeySet();
    private final Set<String> recurringNow = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile boolean closing;

    Runner(
            JobStore store,
            ScheduleStore schedule,
            List<Work> works,
            List<Recurring> recurring,
            JobsSettings settings,
            InstantSource clock,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.schedule = schedule;
        this.works = works.stream().collect(Collectors.toUnmodifiableMap(Work::kind, Function.identity()));
        this.keeping =
                works.stream().filter(Work::keepsWhatIsDone).map(Work::kind).collect(Collectors.toUnmodifiableSet());
        this.recurring = List.copyOf(recurring);
        this.settings = settings;
        this.clock = clock;
        this.alone = new TransactionTemplate(transactions);
        this.alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.free = new Semaphore(settings.workers());
    }

    @Override
    public void start() {
        if (settings.enabled() && running.compareAndSet(false, true)) {
            closing = false;
            Thread.ofPlatform().name("jobs").daemon().start(this::loop);
            Thread.ofPlatform().name("jobs-lease").daemon().start(this::keepLeases);
        }
    }

    @Override
    public boolean isRunning() {
        return running.get();
    }

    /** Tasks notice at their next word, and go back to be begun again; what they had not committed is rolled back. */
    @Override
    public void stop() {
        closing = true;
        wake.release();
        Instant patience = clock.instant().plus(CLOSING_MOST);
        try {
            while (!holding.isEmpty() && clock.instant().isBefore(patience)) {
                if (free.tryAcquire(settings.workers(), 100, TimeUnit.MILLISECONDS)) {
                    free.release(settings.workers());
                    break;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        running.set(false);
    }

    /** Last to start and first to stop: tasks use everything else. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    @TransactionalEventListener(fallbackExecution = true)
    void asked(Jobs.Asked asked) {
        wake.release();
    }

    private void loop() {
        boolean reachable = true;
        while (!closing) {
            try {
                round();
                reachable = true;
            } catch (RuntimeException e) {
                if (reachable) {
                    LOG.warn("tasks cannot be looked for: {}", e.toString());
                }
                reachable = false;
            }
            try {
                wake.tryAcquire(settings.poll().toMillis(), TimeUnit.MILLISECONDS);
                wake.drainPermits();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Begins whatever may begin now. */
    void round() {
        asSystem(() -> store.interrupt(
                clock.instant(), Text.of("中断了：服务器在办理中停了，什么也没有改动，请重新开始"), Jobs.CANCELLED, keeping, Jobs.STOPPED_MIDWAY));
        while (!closing && free.tryAcquire()) {
            UUID holder = UUID.randomUUID();
            Optional<Job> job = claim(holder);
            if (job.isEmpty()) {
                free.release();
                break;
            }
            Thread.ofVirtual().name("job " + job.get().id()).start(() -> {
                try {
                    work(job.get(), holder);
                } finally {
                    free.release();
                    wake.release();
                }
            });
        }
        recurring.forEach(this::beginIfDue);
    }

    private Optional<Job> claim(UUID holder) {
        if (works.isEmpty()) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        holding.add(holder);
        Optional<Job> job = Optional.empty();
        try {
            job = asSystem(() -> store.claim(works.keySet(), holder, now, now.plus(settings.lease())));
        } finally {
            if (job.isEmpty()) {
                holding.remove(holder);
            }
        }
        return job;
    }

    private void work(Job job, UUID holder) {
        Running run = new Running(job, holder);
        LocaleContextHolder.setLocale(job.english() ? Locale.ENGLISH : Locale.CHINA);
        try {
            Actor asker = job.asker();
            Scope own = new Scope(
                    asker.kind() == Actor.Kind.SYSTEM, Set.of(), Set.of(), asker.person(), asker.account(), true);
            Acting.as(asker, own, () -> work(job.kind()).run(run));
            asSystem(() -> store.end(job.id(), holder, Job.State.DONE, null, clock.instant()));
        } catch (Run.Stopped stopped) {
            stopped(job, holder, stopped.why());
        } catch (Refusal refusal) {
            LOG.info("job {} ({}) refused: {}", job.id(), job.kind(), refusal.getMessage());
            asSystem(() -> store.end(job.id(), holder, Job.State.FAILED, refusal.reason(), clock.instant()));
        } catch (RuntimeException | Error e) {
            failed(job, holder, e);
        } finally {
            holding.remove(holder);
            LocaleContextHolder.resetLocaleContext();
        }
    }

    /** Only kinds that somebody works are ever taken. */
    private Work work(String kind) {
        return Objects.requireNonNull(works.get(kind), kind);
    }

    private void stopped(Job job, UUID holder, Run.Stopped.Why why) {
        switch (why) {
            case CANCELLED ->
                asSystem(() -> store.end(job.id(), holder, Job.State.CANCELLED, cancelled(job), clock.instant()));
            case CLOSING ->
                asSystem(() -> {
                    store.putBack(job.id(), holder, clock.instant(), false);
                    return true;
                });
            case TAKEN_OVER -> LOG.warn("job {} ({}) was taken over by another node", job.id(), job.kind());
        }
    }

    private Text cancelled(Job job) {
        return keeping.contains(job.kind()) ? Jobs.STOPPED_MIDWAY : Jobs.CANCELLED;
    }

    private void failed(Job job, UUID holder, Throwable failure) {
        LOG.error("job {} ({}) failed in attempt {}", job.id(), job.kind(), job.attempts(), failure);
        boolean again = job.attempts() < work(job.kind()).attemptsMax();
        asSystem(() -> {
            if (again) {
                store.putBack(job.id(), holder, clock.instant().plus(RETRY_AFTER), true);
            } else {
                Text message = keeping.contains(job.kind())
                        ? Text.of("系统出错，停下了：已经办好的留着。找人帮忙时请报编号 {0}", job.id().toString())
                        : Text.of("没有办成：系统出错了，什么也没有改动。找人帮忙时请报编号 {0}", job.id().toString());
                store.end(job.id(), holder, Job.State.FAILED, message, clock.instant());
            }
            return true;
        });
    }

    private void beginIfDue(Recurring job) {
        if (!recurringNow.add(job.name())) {
            return;
        }
        UUID holder = UUID.randomUUID();
        Instant now = clock.instant();
        boolean mine = false;
        try {
            mine = asSystem(() -> {
                schedule.know(job.name(), job.at() == null ? now : job.after(now));
                return schedule.claim(job.name(), holder, now, now.plus(settings.lease()));
            });
        } finally {
            if (!mine) {
                recurringNow.remove(job.name());
            }
        }
        if (mine) {
            holding.add(holder);
            Thread.ofVirtual().name("recurring " + job.name()).start(() -> recur(job, holder));
        }
    }

    private void recur(Recurring job, UUID holder) {
        boolean succeeded = false;
        try {
            LocaleContextHolder.setLocale(Locale.CHINA);
            Acting.as(Actor.system(job.name()), job.scope(), job.work());
            succeeded = true;
        } catch (RuntimeException | Error e) {
            LOG.error("recurring job {} failed", job.name(), e);
        } finally {
            holding.remove(holder);
            recurringNow.remove(job.name());
            LocaleContextHolder.resetLocaleContext();
        }
        Instant now = clock.instant();
        Instant due = succeeded ? job.after(now) : job.afterFailure(now);
        boolean good = succeeded;
        asSystem(() -> {
            schedule.release(job.name(), holder, good, now, due);
            return true;
        });
    }

    private void keepLeases() {
        long every = settings.lease().toMillis() / 3;
        Semaphore never = new Semaphore(0);
        while (!closing || !holding.isEmpty()) {
            try {
                never.tryAcquire(every, TimeUnit.MILLISECONDS);
                Set<UUID> mine = Set.copyOf(holding);
                if (!mine.isEmpty()) {
                    renew(mine);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.warn("leases cannot be renewed: {}", e.toString());
            }
        }
    }

    private void renew(Set<UUID> mine) {
        Instant until = clock.instant().plus(settings.lease());
        asSystem(() -> {
            store.renew(mine, until);
            mine.forEach(holder -> schedule.renew(holder, until));
            return true;
        });
    }

    private <T> T asSystem(Supplier<T> work) {
        T answer = Acting.as(SYSTEM, Scope.EVERYTHING, () -> alone.execute(status -> work.get()));
        if (answer == null) {
            throw new IllegalStateException("a transaction returned nothing");
        }
        return answer;
    }

    private final class Running implements Run {
        private final Job job;
        private final UUID holder;
        private @Nullable Instant told;

        Running(Job job, UUID holder) {
            this.job = job;
            this.holder = holder;
        }

        @Override
        public Job job() {
            return job;
        }

        @Override
        public void progress(int done, int total, int wrong, Text message) {
            if (closing) {
                throw new Stopped(Stopped.Why.CLOSING);
            }
            Instant now = clock.instant();
            if (told != null && Duration.between(told, now).compareTo(PROGRESS_EVERY) < 0) {
                return;
            }
            told = now;
            Optional<Boolean> cancelled = asSystem(() -> store.progress(job.id(), holder, done, total, wrong, message));
            if (cancelled.isEmpty()) {
                throw new Stopped(Stopped.Why.TAKEN_OVER);
            }
            if (cancelled.get()) {
                throw new Stopped(Stopped.Why.CANCELLED);
            }
        }

        @Override
        public void finish(int done, int total, int wrong, Text message) {
            if (!store.finish(job.id(), holder, done, total, wrong, message, clock.instant())) {
                boolean cancelled = store.find(job.id()).map(Job::cancelAsked).orElse(false);
                throw new Stopped(cancelled ? Stopped.Why.CANCELLED : Stopped.Why.TAKEN_OVER);
            }
        }
    }
}
