package org.zhiyuan.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.springframework.context.ConfigurableApplicationContext;
import org.zhiyuan.access.Guest;
import org.zhiyuan.hours.EntryId;
import org.zhiyuan.hours.Hours;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.ledger.SoundBooks;
import org.zhiyuan.presence.Crowd;

/**
 * The packaged program under load while it and its database are killed: at random by a seed, and at named moments right
 * before and after a commit. Every volunteer's phone sends the same thing until it is answered. What was answered must
 * stand in the database afterwards, each thing once.
 */
final class Crash {
    /** How a phone names what it sends again. */
    enum Names {
        KEPT,
        /** The control: a new name each time, so that what was stored and not answered is stored twice. */
        FRESH
    }

    /**
     * @param kills how many at least
     * @param venues that are on now; each gives every volunteer six comings and goings
     * @param durable false is the other control: the server answers before it has written
     */
    record Plan(String name, long seed, Names names, int kills, int members, int venues, boolean durable) {}

    /**
     * @param answered things that were answered
     * @param lost of them those that are not in the database
     * @param twice things that stand there more often than they were said
     * @param late answered only after they had been stored before: the moment that a kill must hit
     */
    record Outcome(
            int answered,
            int sent,
            Map<String, Integer> kills,
            int lost,
            int twice,
            int late,
            int refused,
            Map<String, Long> stored,
            List<String> wrong,
            double seconds) {
        int allKills() {
            return kills.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    private static final int CLIENTS = 16;
    private static final Duration AGAIN_AFTER = Duration.ofMillis(60);
    /** Nothing answered for so long: the house does not come back by itself. */
    private static final Duration STUCK = Duration.ofMinutes(3);

    private static final Duration QUIET_MAX = Duration.ofMinutes(8);
    private static final int REFUSALS_MAX = 4;
    private static final int STAY_MINUTES = 130;
    private static final int SHOWN_LENGTH_MAX = 400;
    /** Of a die with twenty faces: below this the program alone, from it on the database alone, … */
    private static final int DATABASE = 7;

    private static final int BOTH = 14;
    private static final int CONNECTION = 17;
    /** Moments at which the house falls, and how often it passes each at most before it does. */
    private static final List<Map.Entry<String, Integer>> MOMENTS = List.of(
            Map.entry("Presences.checkIn.afterCommit", 30),
            Map.entry("Presences.checkOut.afterCommit", 30),
            Map.entry("Presences.reconcile.afterCommit", 3),
            Map.entry("Presences.checkIn.beforeCommit", 30),
            Map.entry("Presences.checkOut.beforeCommit", 30),
            Map.entry("Presences.reconcile.beforeCommit", 3),
            Map.entry("Settlement.settle.beforeCommit", 3),
            Map.entry("Settlement.settle.afterCommit", 3),
            Map.entry("Arrivals.take.beforeCommit", 20),
            Map.entry("Arrivals.take.afterCommit", 20),
            Map.entry("Sealer.seal.beforeCommit", 2),
            Map.entry("Sealer.seal.afterCommit", 2));

    /** Something that one volunteer says: comings and goings by code one at a time, or what his phone kept. */
    private record Act(Crowd.Member member, Crowd.Venue venue, List<Said> said, boolean online) {}

    /** @param at when, for what a phone kept */
    private record Said(boolean coming, UUID token, long counter, Instant at) {}

    /** What was answered, by what it is kept as. */
    private record Answered(Act act, Said said, String key, Instant lastSent, boolean again) {}

    private final Plan plan;
    private final Path data;
    private final Crowd crowd;
    private final Random random;
    private final List<HouseProcess> starts = new ArrayList<>();
    private final ConcurrentLinkedQueue<Answered> answered = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final Map<String, AtomicInteger> unanswered = new ConcurrentHashMap<>();
    private final Map<String, Integer> kills = new TreeMap<>();
    private final List<String> wrong = Collections.synchronizedList(new ArrayList<>());
    private volatile HouseProcess house;
    private volatile boolean over;
    private String armed = "";

    private Crash(Plan plan, Path data, Crowd crowd) {
        this.plan = plan;
        this.data = data;
        this.crowd = crowd;
        this.random = new Random(plan.seed());
    }

    static Outcome run(Plan plan) throws Exception {
        Path data = Layout.sampleData("crash");
        Crowd crowd;
        try (ConfigurableApplicationContext inside = HouseInside.open(data)) {
            crowd = new Crowd(inside, plan.members(), plan.venues());
        }
        if (!plan.durable()) {
            // answers come before anything is on the disk: what is killed then is gone
            Files.writeString(
                    data.resolve("database/postgresql.auto.conf"),
                    "synchronous_commit = off\nwal_writer_delay = 10s\n",
                    StandardOpenOption.APPEND);
        }
        Crash crash = new Crash(plan, data, crowd);
        long begin = System.nanoTime();
        try {
            crash.load();
        } finally {
            crash.over = true;
            for (HouseProcess one : crash.starts) {
                one.close();
            }
        }
        return crash.outcome((System.nanoTime() - begin) / 1e9);
    }

    // --- the load ---

    private void load() throws Exception {
        start(false);
        List<List<Act>> scripts = crowd.members.stream().map(this::script).toList();
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int client = i;
                all.add(clients.submit(() -> {
                    say(client, scripts);
                    return null;
                }));
            }
            try {
                killUntilDone(all);
            } finally {
                over = true;
            }
            for (Future<?> one : all) {
                one.get(1, TimeUnit.MINUTES);
            }
        }
        house.terminate();
    }

    /** Six comings and goings at each venue that is on; in between what the phone kept of the days before. */
    private List<Act> script(Crowd.Member member) {
        List<Act> acts = new ArrayList<>();
        Instant none = Instant.EPOCH;
        for (Crowd.Venue venue : crowd.now) {
            for (int i = 0; i < 6; i++) {
                acts.add(new Act(member, venue, List.of(new Said(i % 2 == 0, UUID.randomUUID(), 0, none)), true));
            }
        }
        long counter = 1;
        for (Crowd.Venue venue : crowd.before) {
            Instant in = venue.starts().plusSeconds(random.nextInt(20 * 60));
            Instant out = in.plus(Duration.ofMinutes(STAY_MINUTES)).plusSeconds(random.nextInt(25 * 60));
            Said came = new Said(true, UUID.randomUUID(), counter++, in);
            Said went = new Said(false, UUID.randomUUID(), counter++, out);
            if (random.nextBoolean()) {
                place(acts, new Act(member, venue, List.of(came, went), false));
            } else {
                place(acts, new Act(member, venue, List.of(went), false));
                place(acts, new Act(member, venue, List.of(came), false));
            }
        }
        return acts;
    }

    private void place(List<Act> acts, Act act) {
        acts.add(random.nextInt(acts.size() + 1), act);
    }

    /** A client speaks for a part of the volunteers, each in turn. */
    private void say(int client, List<List<Act>> scripts) throws Exception {
        for (int turn = 0; !over; turn++) {
            boolean more = false;
            for (int i = client; i < scripts.size(); i += CLIENTS) {
                if (turn < scripts.get(i).size()) {
                    more = true;
                    deliver(scripts.get(i).get(turn));
                }
            }
            if (!more) {
                return;
            }
        }
    }

    private void deliver(Act act) throws InterruptedException {
        List<Said> said = act.said();
        for (int tries = 0, noes = 0; !over; tries++) {
            if (tries > 0 && plan.names() == Names.FRESH) {
                said = said.stream()
                        .map(one -> new Said(one.coming(), UUID.randomUUID(), one.counter() + 1_000, one.at()))
                        .toList();
            }
            Instant now = Instant.now();
            sent.incrementAndGet();
            String answer;
            try {
                answer = act.online() ? byCode(act, said.getFirst(), now) : kept(act, said);
            } catch (IOException e) {
                answer = "no answer";
            }
            if (answer.isEmpty()) {
                for (Said one : said) {
                    answered.add(new Answered(act, one, key(act, one), now, tries > 0));
                }
                answers.addAndGet(said.size());
                return;
            }
            unanswered.computeIfAbsent(answer, a -> new AtomicInteger()).incrementAndGet();
            if (answer.startsWith("200") && plan.names() == Names.KEPT) {
                wrong.add("said that all is well, and did not take it: " + answer);
            }
            if (answer.startsWith("422") && ++noes == REFUSALS_MAX) {
                refused.addAndGet(said.size());
                answers.addAndGet(said.size());
                return;
            }
            LockSupport.parkNanos(AGAIN_AFTER.toNanos());
        }
    }

    /** Empty where it was taken; otherwise what came instead. */
    private String byCode(Act act, Said said, Instant now) throws IOException, InterruptedException {
        String place = "/checkin/" + act.venue().activity();
        Guest.Answer answer = guest(act)
                .send(
                        said.token(),
                        place + (said.coming() ? "/arrivals" : "/departures"),
                        "code",
                        act.venue().code(now));
        return answer.location().equals(place) ? "" : instead(answer);
    }

    private String kept(Act act, List<Said> said) throws IOException, InterruptedException {
        StringBuilder events = new StringBuilder("[");
        for (Said one : said) {
            events.append(events.length() > 1 ? "," : "").append("""
                    {"device":"%s","counter":%d,"coming":%b,"activity":"%s","volunteer":"%s","code":"%s",\
                    "reason":"","deviceTime":%d,"serverTime":%d,"deviceTimeThen":%d,"uptime":null}""".formatted(
                            act.member().device(),
                            one.counter(),
                            one.coming(),
                            act.venue().activity(),
                            act.member().volunteer(),
                            act.venue().code(one.at()),
                            one.at().toEpochMilli(),
                            act.venue().starts().toEpochMilli(),
                            act.venue().starts().toEpochMilli()));
        }
        Guest.Answer answer =
                guest(act).post("/checkin/events", "events", events.append("]").toString());
        boolean all = answer.status() == 200 && answer.body().split("\"COUNTED\"", -1).length - 1 == said.size();
        return all ? "" : instead(answer);
    }

    /** What came, short enough to be counted; of what says that all is well, and is not what was asked for, more. */
    private static String instead(Guest.Answer answer) {
        if (answer.status() != 200) {
            return answer.status() + " " + answer.location();
        }
        String said = answer.body().replaceAll("\\s+", " ").replaceAll("[0-9a-f-]{6,}", "…");
        return "200 of " + answer.body().length() + " characters: "
                + said.substring(0, Math.min(said.length(), SHOWN_LENGTH_MAX));
    }

    private Guest guest(Act act) {
        return new Guest(house.url()).with("session", act.member().session());
    }

    private static String key(Act act, Said said) {
        return act.online()
                ? Crowd.event(said.token(), act.member(), said.coming()).toString()
                : act.member().device() + "/" + said.counter();
    }

    // --- the kills ---

    /** Starts it, and again where it falls on the way: the moment it waits for may come before it says that it is ready. */
    private void start(boolean mayFall) throws Exception {
        while (!started(mayFall && allKills() < plan.kills())) {
            killed("at " + armed);
        }
    }

    private boolean started(boolean mayFall) throws Exception {
        HouseProcess next = new HouseProcess(data).with("--zhiyuan.ledger.seal-every=1s", "--zhiyuan.jobs.lease=4s");
        // it never lives long enough for more
        next.jvm(Layout.cacheFlags().toArray(String[]::new)).jvm("-XX:TieredStopAtLevel=1");
        armed = "";
        if (mayFall && random.nextInt(10) < 6) {
            Map.Entry<String, Integer> moment = MOMENTS.get(random.nextInt(MOMENTS.size()));
            armed = moment.getKey();
            next.with("--" + Failpoint.SETTING + "=" + armed + ":" + (1 + random.nextInt(moment.getValue())));
        }
        starts.add(next);
        try {
            next.start();
        } catch (IllegalStateException e) {
            if (!armed.isEmpty() && !next.running() && next.exitCode() == Failpoint.KILLED) {
                return false;
            }
            throw e;
        }
        house = next;
        return true;
    }

    private void killUntilDone(List<Future<?>> clients) throws Exception {
        int acts = crowd.members.size() * (crowd.now.size() * 6 + crowd.before.size() * 2);
        // the kills lie evenly over what is said, each at a place of its own
        int part = Math.max(2, acts / (plan.kills() + 2));
        int next = part;
        int before = -1;
        long since = System.nanoTime();
        while (clients.stream().anyMatch(client -> !client.isDone())) {
            if (answers.get() != before) {
                before = answers.get();
                since = System.nanoTime();
            } else if (System.nanoTime() - since > STUCK.toNanos()) {
                throw new IllegalStateException("nothing answered for " + STUCK + ", " + unanswered);
            }
            if (!house.running()) {
                fell();
                start(true);
                next = answers.get() + part / 2 + random.nextInt(part);
            } else if (allKills() < plan.kills() && answers.get() >= next) {
                kill();
                next = answers.get() + part / 2 + random.nextInt(part);
            } else {
                LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            }
        }
    }

    private int allKills() {
        return kills.values().stream().mapToInt(Integer::intValue).sum();
    }

    private void fell() {
        if (!armed.isEmpty() && house.exitCode() == Failpoint.KILLED) {
            killed("at " + armed);
        } else {
            wrong.add("the house ended by itself with " + house.exitCode() + ": " + house.output());
        }
    }

    private void kill() throws Exception {
        int dice = plan.durable() ? random.nextInt(20) : DATABASE;
        if (dice < DATABASE) {
            killed("application");
            house.kill();
            start(true);
        } else if (dice < BOTH) {
            killed("database");
            house.killDatabase();
        } else if (dice < CONNECTION) {
            killed("both");
            house.kill();
            house.killDatabase();
            start(true);
        } else {
            List<ProcessHandle> those = house.databaseConnections();
            if (!those.isEmpty() && those.get(random.nextInt(those.size())).destroyForcibly()) {
                killed("one connection's process");
            }
        }
    }

    private void killed(String what) {
        kills.merge(what, 1, Integer::sum);
        System.out.printf(Locale.ROOT, "%3d killed, %,6d answered: %s%n", allKills(), answers.get(), what);
    }

    // --- what stands afterwards ---

    private Outcome outcome(double seconds) throws Exception {
        Map<String, Instant> stored = new HashMap<>();
        Map<String, Long> counts = new TreeMap<>();
        int twice;
        try (ConfigurableApplicationContext inside = HouseInside.open(data)) {
            try (Connection owner = new HouseProcess(data).connect();
                    Statement statement = owner.createStatement()) {
                statement.execute("select set_config('app.everything', 'on', false)");
                awaitQuiet(statement);
                look(inside, statement);
                twice = read(statement, stored, counts);
            }
            SoundBooks.Report books = SoundBooks.look(inside);
            wrong.addAll(books.wrong());
            counts.put("sealed in the log", books.sealed());
        }
        int lost = 0;
        int late = 0;
        for (Answered one : answered) {
            Instant at = stored.get(one.key());
            if (at == null) {
                lost++;
            } else if (one.again() && at.isBefore(one.lastSent())) {
                late++;
            }
        }
        unanswered.forEach((answer, times) -> counts.put("came instead: " + answer, (long) times.get()));
        return new Outcome(answers.get(), sent.get(), kills, lost, twice, late, refused.get(), counts, wrong, seconds);
    }

    /** Until everything that was written down to be done is done. */
    private static void awaitQuiet(Statement statement) {
        HouseProcess.await(QUIET_MAX, "end of the work", () -> {
            try {
                return number(statement, """
                        select (select count(*) from presence.unsettled) + (select count(*) from hours.arrived)""") == 0;
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Hours of a code that a phone kept wait for another person: the office looks at all of them, and they count. */
    private static void look(ConfigurableApplicationContext inside, Statement statement) throws SQLException {
        Actor office = new Actor(
                Actor.Kind.STAFF,
                UUID.fromString(text(statement, "select id from access.account where login = 'center'")
                        .getFirst()),
                null,
                "示例办事员",
                "",
                "",
                "");
        Hours hours = inside.getBean(Hours.class);
        for (String entry : text(
                statement,
                "select id from hours.entry where state in ('REVIEW_L1', 'REVIEW_L2', 'HELD') and volunteer in "
                        + OURS)) {
            Acting.as(office, Scope.EVERYTHING, () -> hours.approve(office, EntryId.parse(entry)));
        }
    }

    private static List<String> text(Statement statement, String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                found.add(row.getString(1));
            }
        }
        return found;
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Answers how many events there are beyond what was said. */
    private int read(Statement statement, Map<String, Instant> stored, Map<String, Long> counts) throws SQLException {
        Map<String, Integer> there = new HashMap<>();
        try (ResultSet row = statement.executeQuery("""
                select id, device, counter, activity, volunteer, kind, received_at from presence.event""")) {
            while (row.next()) {
                Instant at = row.getTimestamp("received_at").toInstant();
                stored.put(row.getString("id"), at);
                stored.put(row.getString("device") + "/" + row.getLong("counter"), at);
                there.merge(
                        group(row.getString("activity"), row.getString("volunteer"), row.getString("kind")),
                        1,
                        Integer::sum);
            }
        }
        Map<String, Integer> said = new HashMap<>();
        answered.forEach(one -> said.merge(
                group(
                        one.act().venue().activity().toString(),
                        one.act().member().volunteer().toString(),
                        one.said().coming() ? "IN" : "OUT"),
                1,
                Integer::sum));
        int twice = 0;
        for (Map.Entry<String, Integer> one : said.entrySet()) {
            twice += Math.max(0, there.getOrDefault(one.getKey(), 0) - one.getValue());
        }
        for (Map.Entry<String, String> question : QUESTIONS.entrySet()) {
            counts.put(question.getKey(), number(statement, question.getValue()));
        }
        return twice;
    }

    private static String group(String activity, String volunteer, String kind) {
        return activity + " " + volunteer + " " + kind;
    }

    private static final String OURS = """
            (select distinct s.volunteer from activity.sign_up s join activity.activity a on a.id = s.activity
             where a.title like '示例签到%')""";

    /** What the rooms have made of it. The sample's own people are none of them. */
    private static final Map<String, String> QUESTIONS = Map.ofEntries(
            Map.entry("events", "select count(*) from presence.event where volunteer in " + OURS),
            Map.entry("audit events of them", """
                    select count(*) from audit.event where what in ('presence.came', 'presence.went')
                      and object_id in (select v::text from %s as o (v))""".formatted(OURS)),
            Map.entry("presences closed", """
                    select count(*) from presence.presence where standing = 'CLOSED' and volunteer in %s""".formatted(OURS)),
            Map.entry("presences not closed", """
                    select count(*) from presence.presence where standing <> 'CLOSED' and volunteer in %s""".formatted(OURS)),
            Map.entry("presences with an entry of hours", """
                    select count(distinct presence) from hours.entry where volunteer in %s""".formatted(OURS)),
            Map.entry("entries of hours", "select count(*) from hours.entry where volunteer in " + OURS),
            Map.entry("entries credited", """
                    select count(*) from hours.entry where state = 'VALID' and volunteer in %s""".formatted(OURS)),
            Map.entry("minutes credited", """
                    select coalesce(sum(minutes), 0) from hours.entry where state = 'VALID' and volunteer in %s""".formatted(OURS)),
            Map.entry("minutes posted", """
                    select coalesce(sum(p.amount), 0) from ledger.posting p
                    where p.account in (select account from hours.entry where volunteer in %s)""".formatted(OURS)),
            Map.entry("postings", """
                    select count(*) from ledger.posting p
                    where p.account in (select account from hours.entry where volunteer in %s)""".formatted(OURS)),
            Map.entry("balances", """
                    select coalesce(sum(b.amount), 0) from ledger.balance b
                    where b.account in (select account from hours.entry where volunteer in %s)""".formatted(OURS)));

    /** That the rooms agree on what happened: none has more, none less than follows from what was said. */
    static void assertConsistent(Outcome outcome) {
        Map<String, Long> stored = outcome.stored();
        assertThat(stored.get("events")).isEqualTo(outcome.answered());
        assertThat(stored.get("audit events of them")).isEqualTo(outcome.answered());
        assertThat(stored.get("presences closed")).isEqualTo(outcome.answered() / 2);
        assertThat(stored.get("presences not closed")).isZero();
        assertThat(stored.get("presences with an entry of hours")).isEqualTo(stored.get("presences closed"));
        assertThat(stored.get("entries of hours")).isEqualTo(stored.get("presences closed"));
        assertThat(stored.get("entries credited")).isPositive().isEqualTo(stored.get("postings"));
        assertThat(stored.get("minutes credited"))
                .isEqualTo(stored.get("minutes posted"))
                .isEqualTo(stored.get("balances"));
    }

    /** For people. */
    static void print(Plan plan, Outcome outcome) {
        System.out.printf(
                Locale.ROOT,
                "%n%s: seed %d, %,d answered of %,d sent in %.0f s, %d kills %s%n",
                plan.name(),
                plan.seed(),
                outcome.answered(),
                outcome.sent(),
                outcome.seconds(),
                outcome.allKills(),
                outcome.kills());
        System.out.printf(
                Locale.ROOT,
                "  lost %d, twice %d, refused %d, stored before and answered later %d%n",
                outcome.lost(),
                outcome.twice(),
                outcome.refused(),
                outcome.late());
        outcome.stored().forEach((what, count) -> System.out.printf(Locale.ROOT, "  %-36s %,8d%n", what, count));
        outcome.wrong().forEach(one -> System.out.println("  WRONG " + one));
    }
}
