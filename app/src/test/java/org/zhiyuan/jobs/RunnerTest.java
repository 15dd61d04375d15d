package org.zhiyuan.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.zhiyuan.HouseTest;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Text;

/** Nodes are runners of their own here, each with its own clock: what one leaves when it dies, another finds. */
@HouseTest
class RunnerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Autowired
    private JobStore store;

    @Autowired
    private ScheduleStore schedule;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private ApplicationEventPublisher events;

    private final List<Runner> nodes = new ArrayList<>();
    private final UUID account = UUID.randomUUID();

    /** A kind of work of this test's own, so that the house's own runner leaves it alone. */
    private final class TestWork implements Work {
        final String kind;
        final int attemptsMax;
        final Consumer<Run> doing;

        TestWork(int attemptsMax, Consumer<Run> doing) {
            String letters = UUID.randomUUID().toString().replaceAll("[^a-f]", "x");
            this.kind = "test." + letters.replaceAll("[0-9]", "");
            this.attemptsMax = attemptsMax;
            this.doing = doing;
        }

        @Override
        public String kind() {
            return kind;
        }

        @Override
        public Text title() {
            return Text.of("后台任务");
        }

        @Override
        public int attemptsMax() {
            return attemptsMax;
        }

        @Override
        public void run(Run run) {
            doing.accept(run);
        }
    }

    private Runner node(Duration ahead, List<Recurring> recurring, Work... works) {
        InstantSource clock = () -> InstantSource.system().instant().plus(ahead);
        JobsSettings settings = new JobsSettings(true, 2, Duration.ofSeconds(30), Duration.ofMillis(100));
        Runner node = new Runner(store, schedule, List.of(works), recurring, settings, clock, transactions);
        nodes.add(node);
        return node;
    }

    private UUID ask(Work work) {
        Jobs jobs = new Jobs(store, List.of(work), InstantSource.system(), events);
        return asOwner(() -> jobs.ask(work.kind(), UUID.randomUUID(), "/result"));
    }

    private <T> T asOwner(Supplier<T> work) {
        Actor actor = new Actor(Actor.Kind.STAFF, account, null, "段丽萍", "", "127.0.0.1", "R-1");
        Scope own = new Scope(false, Set.of(), Set.of(), null, account, true);
        return Acting.as(actor, own, () -> new TransactionTemplate(transactions).execute(status -> work.get()));
    }

    private Job find(UUID id) {
        return asOwner(() -> store.find(id).orElseThrow());
    }

    private Job await(UUID id, Job.State state) {
        return await(() -> find(id), job -> job.state() == state);
    }

    private static <T> T await(Supplier<T> look, Predicate<T> enough) {
        Instant limit = InstantSource.system().instant().plus(PATIENCE);
        CountDownLatch never = new CountDownLatch(1);
        while (true) {
            T seen = look.get();
            if (enough.test(seen)) {
                return seen;
            }
            assertThat(InstantSource.system().instant()).as("still " + seen).isBefore(limit);
            try {
                assertThat(never.await(20, TimeUnit.MILLISECONDS)).isFalse();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @AfterEach
    void closeTheNodes() {
        nodes.forEach(Runner::stop);
    }

    @Test
    void aTaskRunsInItsAskersNameAndTellsItsProgress() {
        AtomicReference<@Nullable Actor> actor = new AtomicReference<>();
        AtomicReference<@Nullable Scope> scope = new AtomicReference<>();
        CountDownLatch seen = new CountDownLatch(1);
        TestWork work = new TestWork(1, run -> {
            actor.set(Acting.actor());
            scope.set(Acting.scope());
            run.progress(320, 1024, 2, Text.of("已检查 {0} 行", 320));
            hold(seen);
        });
        UUID id = ask(work);
        node(Duration.ZERO, List.of(), work).start();
        Job running = await(() -> find(id), job -> job.done() == 320);
        assertThat(running.state()).isEqualTo(Job.State.RUNNING);
        assertThat(running.total()).isEqualTo(1024);
        assertThat(running.wrong()).isEqualTo(2);
        assertThat(running.message()).isEqualTo(Text.of("已检查 {0} 行", 320L));
        seen.countDown();
        assertThat(await(id, Job.State.DONE).endedAt()).isNotNull();
        assertThat(actor.get()).isEqualTo(running.asker());
        assertThat(scope.get()).isEqualTo(new Scope(false, Set.of(), Set.of(), null, account, true));
    }

    @Test
    void anotherAccountDoesNotSeeTheTask() {
        TestWork work = new TestWork(1, run -> {});
        UUID id = ask(work);
        Scope stranger = new Scope(false, Set.of(), Set.of(), null, UUID.randomUUID(), true);
        Jobs jobs = new Jobs(store, List.of(), InstantSource.system(), events);
        TransactionTemplate transaction = new TransactionTemplate(transactions);
        assertThatThrownBy(() ->
                        Acting.as(Actor.system("x"), stranger, () -> transaction.execute(status -> jobs.find(id))))
                .isInstanceOf(Absent.class);
        assertThatThrownBy(() -> Acting.as(
                        Actor.system("x"), stranger, () -> transaction.executeWithoutResult(status -> jobs.cancel(id))))
                .isInstanceOf(Absent.class);
    }

    @Test
    void oneSubjectHasOneTaskOfAKind() {
        TestWork work = new TestWork(1, run -> {});
        Jobs jobs = new Jobs(store, List.of(work), InstantSource.system(), events);
        UUID subject = UUID.randomUUID();
        UUID first = asOwner(() -> jobs.ask(work.kind(), subject, ""));
        UUID second = asOwner(() -> jobs.ask(work.kind(), subject, ""));
        assertThat(second).isEqualTo(first);
    }

    @Test
    void manyNodesDoATaskOnce() {
        AtomicInteger begun = new AtomicInteger();
        TestWork work = new TestWork(3, run -> begun.incrementAndGet());
        List<UUID> asked = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            asked.add(ask(work));
        }
        for (int i = 0; i < 4; i++) {
            node(Duration.ZERO, List.of(), work).start();
        }
        asked.forEach(id -> await(id, Job.State.DONE));
        assertThat(begun).hasValue(12);
    }

    @Test
    void aTaskOfADeadNodeThatMayNotBeRepeatedIsInterruptedAndSaysSo() {
        TestWork work = new TestWork(1, run -> {});
        UUID id = ask(work);
        dies(work);
        node(Duration.ofSeconds(40), List.of(), work).round();
        Job job = await(id, Job.State.INTERRUPTED);
        assertThat(job.message().toString()).contains("中断了").contains("重新开始");
    }

    @Test
    void aTaskOfADeadNodeThatMayBeRepeatedIsBegunAgain() {
        AtomicInteger begun = new AtomicInteger();
        TestWork work = new TestWork(2, run -> begun.incrementAndGet());
        UUID id = ask(work);
        dies(work);
        node(Duration.ofSeconds(20), List.of(), work).round();
        assertThat(find(id).state()).as("its lease still runs").isEqualTo(Job.State.RUNNING);
        node(Duration.ofSeconds(40), List.of(), work).round();
        assertThat(await(id, Job.State.DONE).attempts()).isEqualTo(2);
        assertThat(begun).hasValue(1);
    }

    /** A node that takes the task and is never heard of again. */
    private void dies(TestWork work) {
        Instant now = InstantSource.system().instant();
        TransactionTemplate transaction = new TransactionTemplate(transactions);
        Optional<Job> taken = Acting.as(
                Actor.system("test"),
                Scope.EVERYTHING,
                () -> transaction.execute(
                        status -> store.claim(List.of(work.kind()), UUID.randomUUID(), now, now.plusSeconds(30))));
        assertThat(taken).isPresent();
    }

    @Test
    void aNodeThatSleptDoesNotFinishWhatAnotherTookOver() {
        CountDownLatch asleep = new CountDownLatch(1);
        AtomicInteger attempts = new AtomicInteger();
        AtomicReference<@Nullable Throwable> sleeper = new AtomicReference<>();
        TestWork work = new TestWork(2, run -> {
            if (attempts.incrementAndGet() == 1) {
                hold(asleep);
                try {
                    new TransactionTemplate(transactions)
                            .executeWithoutResult(status -> run.finish(1, 1, 0, Text.of("已办完")));
                } catch (Run.Stopped e) {
                    sleeper.set(e);
                    throw e;
                }
            }
        });
        UUID id = ask(work);
        node(Duration.ZERO, List.of(), work).round();
        await(attempts::get, n -> n == 1);
        node(Duration.ofSeconds(40), List.of(), work).round();
        await(id, Job.State.DONE);
        asleep.countDown();
        await(sleeper::get, e -> e != null);
        assertThat(find(id).attempts()).isEqualTo(2);
    }

    @Test
    void cancellingStopsItAtTheNextWordAndRollsBack() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        UUID mark = UUID.randomUUID();
        AtomicReference<@Nullable Work> other = new AtomicReference<>();
        TestWork work = new TestWork(
                3,
                run -> new TransactionTemplate(transactions).executeWithoutResult(status -> {
                    // an effect that must not stay: another task, asked for in this transaction
                    new Jobs(store, List.of(other.get()), InstantSource.system(), events)
                            .ask(other.get().kind(), mark, "");
                    begun.countDown();
                    hold(cancelled);
                    run.finish(1, 1, 0, Text.of("已办完"));
                }));
        other.set(new TestWork(1, run -> {}));
        UUID id = ask(work);
        node(Duration.ZERO, List.of(), work).start();
        hold(begun);
        Jobs jobs = new Jobs(store, List.of(work), InstantSource.system(), events);
        asOwner(() -> {
            jobs.cancel(id);
            return true;
        });
        cancelled.countDown();
        assertThat(await(id, Job.State.CANCELLED).message()).isEqualTo(Jobs.CANCELLED);
        assertThat(asOwner(() -> store.open(other.get().kind(), mark))).isEmpty();
        asOwner(() -> {
            jobs.cancel(id);
            return true;
        });
    }

    @Test
    void whatIsDoneCannotBeCancelled() {
        TestWork work = new TestWork(1, run -> {});
        UUID id = ask(work);
        node(Duration.ZERO, List.of(), work).start();
        await(id, Job.State.DONE);
        Jobs jobs = new Jobs(store, List.of(work), InstantSource.system(), events);
        assertThatThrownBy(() -> asOwner(() -> {
                    jobs.cancel(id);
                    return true;
                }))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("来不及取消");
    }

    @Test
    void aRefusalIsToldInItsOwnWordsAndAFailureWithANumber() {
        TestWork refused = new TestWork(3, run -> {
            throw new Refusal(Text.of("表里没有内容"));
        });
        TestWork broken = new TestWork(1, run -> {
            throw new IllegalStateException("on purpose");
        });
        UUID first = ask(refused);
        UUID second = ask(broken);
        node(Duration.ZERO, List.of(), refused, broken).start();
        assertThat(await(first, Job.State.FAILED).message().toString()).isEqualTo("表里没有内容");
        assertThat(await(second, Job.State.FAILED).message().toString()).contains(second.toString());
    }

    @Test
    void aClosingHouseGivesItsTasksBack() {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicInteger attempts = new AtomicInteger();
        TestWork work = new TestWork(1, run -> {
            if (attempts.incrementAndGet() > 1) {
                return;
            }
            begun.countDown();
            while (true) {
                run.progress(0, 0, 0, Text.of("在排队，马上开始"));
                Thread.onSpinWait();
            }
        });
        UUID id = ask(work);
        Runner first = node(Duration.ZERO, List.of(), work);
        first.start();
        hold(begun);
        first.stop();
        assertThat(await(id, Job.State.WAITING).attempts()).isZero();
        node(Duration.ZERO, List.of(), work).start();
        await(id, Job.State.DONE);
    }

    @Test
    void aRecurringJobRunsOnOneNodeAtATimeAndOnlyWhenDue() {
        AtomicInteger runs = new AtomicInteger();
        AtomicInteger together = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicReference<@Nullable Actor> actor = new AtomicReference<>();
        Recurring job =
                Recurring.every(Duration.ofHours(1), "test.recurring" + UUID.randomUUID(), Scope.NOTHING, () -> {
                    most.accumulateAndGet(together.incrementAndGet(), Math::max);
                    actor.set(Acting.actor());
                    runs.incrementAndGet();
                    together.decrementAndGet();
                });
        for (int i = 0; i < 4; i++) {
            node(Duration.ZERO, List.of(job)).start();
        }
        await(runs::get, n -> n == 1);
        for (int i = 0; i < 5; i++) {
            nodes.forEach(Runner::round);
        }
        assertThat(runs).hasValue(1);
        assertThat(most).hasValue(1);
        assertThat(actor.get()).isEqualTo(Actor.system(job.name()));
        // an hour later it is due again; the lease of the first run is over
        Runner later = node(Duration.ofMinutes(61), List.of(job));
        await(
                () -> {
                    later.round();
                    return runs.get();
                },
                n -> n == 2);
    }

    @Test
    void aDailyJobIsDueAtItsHourOfTheCity() {
        Recurring job = Recurring.daily(LocalTime.of(3, 0), "test.daily", Scope.NOTHING, () -> {});
        assertThat(job.after(Instant.parse("2026-11-22T18:59:00Z"))).isEqualTo(Instant.parse("2026-11-22T19:00:00Z"));
        assertThat(job.after(Instant.parse("2026-11-22T19:00:00Z"))).isEqualTo(Instant.parse("2026-11-23T19:00:00Z"));
        assertThat(job.afterFailure(Instant.parse("2026-11-22T19:00:00Z")))
                .isEqualTo(Instant.parse("2026-11-22T19:05:00Z"));
    }

    private static void hold(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
