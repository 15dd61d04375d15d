package org.zhiyuan.bench.city;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.activity.ActivityId;
import org.zhiyuan.hours.Occasion;
import org.zhiyuan.hours.Reckoning;
import org.zhiyuan.hours.RulePack;
import org.zhiyuan.hours.Session;
import org.zhiyuan.ledger.AccountId;
import org.zhiyuan.ledger.Canonical;
import org.zhiyuan.ledger.Entry;
import org.zhiyuan.ledger.Growth;
import org.zhiyuan.ledger.Ledger;
import org.zhiyuan.ledger.Transfer;
import org.zhiyuan.network.SiteId;

/**
 * Activities and what people did there, with their hours reckoned by the house's own rules, transfers and postings as the
 * house's ledger writes them, and leaves of the log by the house's own commitments: made in chunks on two connections,
 * the log in the order of the chunks.
 */
final class Deeds {
    private static final int CHUNK = 500;
    private static final int SEATS = 24;
    private static final String HOUSE = "system:hours";
    private static final String[] WORKS = {"护河捡拾", "看望老人", "教用手机", "整理书屋", "路口劝导", "义务理发", "小修小补", "种树浇水"};

    /** Who writes down and who approves what stands on paper. */
    record Clerk(UUID account, @Nullable UUID person, UUID site) {}

    /** What the database holds already and the load builds on. */
    record Ground(
            RulePack pack,
            Clerk recorder,
            Clerk approver,
            Map<UUID, UUID> issues,
            byte[] bookKey,
            long firstNumber,
            Instant now) {}

    private final Plan plan;
    private final Residents residents;
    private final Ground ground;
    private final Growth log;
    private final long firstLeaf;
    private final List<List<Plan.Held>> chunks = new ArrayList<>();
    private final List<Long> leavesBefore = new ArrayList<>();
    private final Object turn = new Object();
    private final AtomicInteger grown = new AtomicInteger();
    private final AtomicLong entries = new AtomicLong();
    private final AtomicLong credited = new AtomicLong();
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final Map<UUID, long[]> issued = new HashMap<>();
    private final Map<String, long[]> tallies = new TreeMap<>();
    private final Connection catalogue;
    private final Map<String, List<String>> types = new ConcurrentHashMap<>();
    private volatile boolean failed;

    /** @param catalogue asked what the columns are; nobody else uses it meanwhile */
    Deeds(Plan plan, Residents residents, Ground ground, Growth log, Connection catalogue) {
        this.catalogue = catalogue;
        this.plan = plan;
        this.residents = residents;
        this.ground = ground;
        this.log = log;
        this.firstLeaf = log.size();
        long leaves = 0;
        List<Plan.Held> chunk = new ArrayList<>();
        leavesBefore.add(leaves);
        for (Plan.Place place : plan.places()) {
            for (int k = 0; k < place.activities(); k++) {
                Plan.Held held = plan.held(place, place.firstActivity() + k);
                chunk.add(held);
                for (int n = 0; n < held.people(); n++) {
                    leaves += plan.credited(held, n) ? 2 : 0;
                }
                if (chunk.size() == CHUNK) {
                    chunks.add(chunk);
                    leavesBefore.add(leaves);
                    chunk = new ArrayList<>();
                }
            }
        }
        if (!chunk.isEmpty()) {
            chunks.add(chunk);
            leavesBefore.add(leaves);
        }
    }

    long entries() {
        return entries.get();
    }

    long credited() {
        return credited.get();
    }

    long waiting() {
        return waiting.get();
    }

    long refused() {
        return refused.get();
    }

    void load(Owner owner, int all, Progress progress) throws Exception {
        AtomicInteger next = new AtomicInteger();
        try (ExecutorService two = Executors.newFixedThreadPool(2)) {
            List<Future<?>> workers = new ArrayList<>();
            for (int n = 0; n < 2; n++) {
                workers.add(two.submit(() -> {
                    try (Connection connection = owner.connect()) {
                        connection.setAutoCommit(false);
                        for (int chunk = next.getAndIncrement();
                                chunk < chunks.size();
                                chunk = next.getAndIncrement()) {
                            new Load(chunk).run(connection);
                            progress.step("hour entries", entries.get(), all);
                        }
                    } catch (Exception e) {
                        failed = true;
                        throw e;
                    }
                    return null;
                }));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
        }
        try (Connection connection = owner.connect()) {
            sumUp(connection);
        }
    }

    private Rows packed(String table, String columns) {
        return new PackedRows(table, columns, types.computeIfAbsent(table, one -> {
            try {
                return Owner.types(catalogue, one, columns);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }));
    }

    /** What the database's own triggers would have summed up entry by entry. */
    private void sumUp(Connection connection) throws SQLException {
        try (var balance = connection.prepareStatement(
                "update ledger.balance set amount = amount - ?, postings = postings + ? where account = ?")) {
            for (Map.Entry<UUID, long[]> issue : issued.entrySet()) {
                balance.setLong(1, issue.getValue()[0]);
                balance.setLong(2, issue.getValue()[1]);
                balance.setObject(3, issue.getKey());
                balance.addBatch();
            }
            balance.executeBatch();
        }
        try (var tally = connection.prepareStatement("""
                insert into hours.tally as t (organiser, year, minutes, manual, late) values (?, ?, ?, ?, 0)
                on conflict (organiser, year) do update
                    set minutes = t.minutes + excluded.minutes, manual = t.manual + excluded.manual""")) {
            for (Map.Entry<String, long[]> one : tallies.entrySet()) {
                String[] key = one.getKey().split("\\|");
                tally.setObject(1, UUID.fromString(key[0]));
                tally.setInt(2, Integer.parseInt(key[1]));
                tally.setLong(3, one.getValue()[0]);
                tally.setLong(4, one.getValue()[1]);
                tally.addBatch();
            }
            tally.executeBatch();
        }
        Owner.run(
                connection,
                "select setval('activity.number', %d)"
                        .formatted(ground.firstNumber()
                                + chunks.stream().mapToInt(List::size).sum()));
    }

    /** One chunk: its rows are made, its leaves put behind those of the chunk before, all of it loaded. */
    private final class Load {
        private final int chunk;
        private final Rows activity = new Rows("activity.activity", """
                id, number, site, title, content, place, starts, ends, rest_minutes, conditions, how_to, risk, risks,
                safeguards, enrol_from, enrol_until, state, leaders, record_until""");
        private final Rows activityStep = new Rows("activity.step", "id, activity, state, at, account, who, reason");
        private final Rows post =
                new Rows("activity.post", "id, activity, position, name, duties, seats, min_age, taken");
        private final Rows result = new Rows("activity.result", "activity, reached, words, at, account");
        private final Rows signUp = new Rows("activity.sign_up", """
                id, activity, post, volunteer, person, state, slot, risk_open, at, changed_at""");
        private final Rows signUpStep = new Rows("activity.sign_up_step", "id, sign_up, state, cause, at, who, reason");
        private final Rows event = new Rows("presence.event", """
                id, activity, volunteer, person, kind, way, at, received_at, verdict, account, recorder, who, reason""");
        private final Rows presence = new Rows("presence.presence", """
                id, activity, volunteer, person, ordinal, day, pair, in_event, in_at, out_event, out_at, way, standing,
                changed_at""");
        private final Rows occasion = new Rows("hours.occasion", """
                activity, site, organiser, starts, ends, rest_minutes, capacity, risky, insured, leaders, issue, seen_at""");
        private final Rows entry = packed("hours.entry", """
                id, source, presence, activity, site, volunteer, person, day, pair, began, ended, way, class, recorder,
                recorder_person, witness, recorded_at, taken_at, years, rule_pack, present_minutes, minutes, tier, state,
                reason, account, transfer, told_at, version""");
        private final Rows entryStep = new Rows("hours.step", "id, entry, state, at, account, who, reason");
        private final Rows approval = new Rows("hours.approval", "id, entry, account, person, unit, at");
        private final Rows day = packed("hours.day", "volunteer, day, minutes");
        private final Rows request = packed("ledger.request", "key, digest, transfer, at");
        private final Rows transfer =
                packed("ledger.transfer", "id, request, kind, rule, evidence, actor, approver, lines, at");
        private final Rows posting = packed("ledger.posting", "transfer, line, account, amount");
        private final Rows leaf = packed("ledger.leaf", "seq, source, entry, commitment, sealed_at");
        private final Rows node = packed("ledger.node", "level, place, hash");
        private final List<byte[]> commitments = new ArrayList<>();
        private final Map<UUID, long[]> issuedHere = new HashMap<>();
        private final Map<String, long[]> talliesHere = new TreeMap<>();
        private long seq;
        private int made;

        Load(int chunk) {
            this.chunk = chunk;
            this.seq = firstLeaf + leavesBefore.get(chunk);
        }

        void run(Connection connection) throws SQLException, InterruptedException {
            chunks.get(chunk).forEach(this::activity);
            if (seq != firstLeaf + leavesBefore.get(chunk + 1)) {
                throw new IllegalStateException("the rules credit otherwise than planned in chunk " + chunk);
            }
            grow();
            for (Rows rows : List.of(
                    activity,
                    activityStep,
                    post,
                    result,
                    signUp,
                    signUpStep,
                    event,
                    presence,
                    occasion,
                    entry,
                    entryStep,
                    approval,
                    day,
                    request,
                    transfer,
                    posting,
                    leaf,
                    node)) {
                Owner.copy(connection, rows);
            }
            connection.commit();
            entries.addAndGet(made);
        }

        /** In the order of the chunks, since each entry of the log stands on all before it. */
        private void grow() throws InterruptedException {
            synchronized (turn) {
                while (grown.get() != chunk) {
                    if (failed) {
                        throw new IllegalStateException("the other half failed");
                    }
                    turn.wait(200);
                }
                commitments.forEach(log::add);
                log.grown().forEach(tree -> node.add(tree.level(), tree.place(), tree.hash()));
                issuedHere.forEach((issue, sums) -> add(issued.computeIfAbsent(issue, one -> new long[2]), sums));
                talliesHere.forEach((key, sums) -> add(tallies.computeIfAbsent(key, one -> new long[2]), sums));
                grown.incrementAndGet();
                turn.notifyAll();
            }
        }

        private static void add(long[] to, long[] from) {
            to[0] += from[0];
            to[1] += from[1];
        }

        private void activity(Plan.Held held) {
            Plan.Place place = held.place();
            SplittableRandom random = plan.random(held.number(), -4);
            UUID leader = residents.person(place.firstPerson());
            UUID id = Plan.id(held.starts().minusSeconds(10 * 86_400), random);
            UUID postId = Plan.id(held.starts().minusSeconds(10 * 86_400), random);
            boolean recent = plan.recent(held);
            String state = recent ? "RECORDED" : "ARCHIVED";
            String work = WORKS[random.nextInt(WORKS.length)];
            Instant published = held.starts().minusSeconds(9 * 86_400);
            activity.add(
                    id,
                    "A%d-%06d".formatted(held.day().getYear(), ground.firstNumber() + held.number()),
                    place.site(),
                    "示例：" + work + "第" + (held.k() + 1) + "次",
                    "示例活动：" + work,
                    "本站门口集合（示例）",
                    held.starts(),
                    held.ends(),
                    held.rest(),
                    "",
                    "",
                    "LOW",
                    "路上注意车辆",
                    "有人带队，备常用药",
                    published,
                    held.starts().minusSeconds(3_600),
                    state,
                    "{" + leader + "}",
                    held.ends().plusSeconds(14 * 86_400));
            activityStep.add(Plan.id(published, random), id, "PUBLISHED", published, null, "示例", "");
            Instant closed = held.ends().plusSeconds(6 * 86_400);
            activityStep.add(Plan.id(closed, random), id, "RECORDED", closed, null, "示例", "");
            post.add(postId, id, 1, "志愿者", "", SEATS, 0, recent ? held.people() : 0);
            result.add(id, 10 + random.nextInt(60), "示例：做完了，没有发生意外", held.ends().plusSeconds(3_600), null);
            UUID issue = Objects.requireNonNull(ground.issues().get(place.site()));
            occasion.add(
                    id,
                    place.site(),
                    place.site(),
                    held.starts(),
                    held.ends(),
                    held.rest(),
                    SEATS,
                    "f",
                    "f",
                    "{" + leader + "}",
                    issue,
                    held.starts());
            Occasion seen = new Occasion(
                    new ActivityId(id),
                    new SiteId(place.site()),
                    place.site(),
                    null,
                    held.starts(),
                    held.ends(),
                    held.rest(),
                    SEATS,
                    false,
                    false,
                    Set.of(leader),
                    new AccountId(issue));
            Session session = seen.session(held.day());
            for (int n = 0; n < held.people(); n++) {
                entry(held, n, id, postId, session, issue, leader);
            }
        }

        private void entry(
                Plan.Held held, int n, UUID activityId, UUID postId, Session session, UUID issue, UUID leader) {
            SplittableRandom random = plan.random(held.number(), 1_000 + n);
            int who = plan.person(held, n);
            UUID volunteer = residents.volunteer(who);
            UUID person = residents.person(who);
            boolean paper = plan.onPaper(held);
            long planned = held.ends().getEpochSecond() - held.starts().getEpochSecond();
            Instant began = held.starts().plusSeconds(random.nextInt(-900, 300));
            Instant ended = plan.leavesEarly(held, n)
                    ? held.starts().plusSeconds(planned * (15 + random.nextInt(30)) / 100)
                    : held.ends().plusSeconds(random.nextInt(-240, 900));
            if (paper) {
                began = began.truncatedTo(java.time.temporal.ChronoUnit.MINUTES);
                ended = ended.truncatedTo(java.time.temporal.ChronoUnit.MINUTES);
            }
            int present = session.within(began, ended);
            Reckoning reckoning = Reckoning.of(ground.pack(), session, began, ended, 1, present);
            int minutes = reckoning.minutes();
            boolean late = held.place().temper() == Plan.Temper.LATE;
            Instant recorded =
                    paper ? held.ends().plusSeconds(86_400L * (1 + random.nextInt(3)) + random.nextInt(7_200)) : ended;
            Instant taken = recorded.plusSeconds(20 + (late ? random.nextInt(86_400) : 0));
            Instant settled = paper ? taken.plusSeconds(3_600 + random.nextInt(86_400)) : taken;
            String way = paper ? "PAPER" : "CODE";
            String state = reckoning.refusal() != null ? "REFUSED" : plan.waits(held) ? "REVIEW_L1" : "VALID";
            boolean valid = state.equals("VALID");
            UUID id = Plan.id(taken, random);
            UUID moved = valid ? Plan.id(settled, random) : null;
            boolean recent = plan.recent(held);
            UUID presenceId = recent ? Plan.id(recorded, random) : null;
            entry.add(
                    id,
                    Plan.id(recorded, random),
                    presenceId,
                    activityId,
                    held.place().site(),
                    volunteer,
                    person,
                    held.day(),
                    1,
                    began,
                    ended,
                    way,
                    "ORDINARY",
                    paper ? ground.recorder().account() : null,
                    paper ? ground.recorder().person() : null,
                    leader,
                    recorded,
                    taken,
                    Residents.years(who, held.day()),
                    ground.pack().version(),
                    present,
                    minutes,
                    paper && !state.equals("REFUSED") ? 1 : 0,
                    state,
                    "",
                    residents.account(who),
                    moved,
                    valid ? settled.plusSeconds(20) : null,
                    valid ? 2 : 1);
            if (recent) {
                standing(held, random, id, state, taken, settled, paper);
                there(held, random, activityId, postId, volunteer, person, presenceId, began, ended, way, recorded);
            }
            made++;
            if (valid) {
                credit(held, random, who, id, Objects.requireNonNull(moved), issue, minutes, way, settled, paper);
                credited.incrementAndGet();
            } else {
                (state.equals("REFUSED") ? refused : waiting).incrementAndGet();
            }
        }

        private void standing(
                Plan.Held held,
                SplittableRandom random,
                UUID id,
                String state,
                Instant taken,
                Instant settled,
                boolean paper) {
            entryStep.add(Plan.id(taken, random), id, "COMPUTED", taken, null, "", "");
            if (paper && !state.equals("REVIEW_L1") && !state.equals("REFUSED")) {
                entryStep.add(Plan.id(taken, random), id, "REVIEW_L1", taken.plusSeconds(1), null, "", "");
                entryStep.add(
                        Plan.id(settled, random),
                        id,
                        state,
                        settled,
                        ground.approver().account(),
                        "示例",
                        "");
            } else {
                entryStep.add(Plan.id(settled, random), id, state, settled.plusSeconds(1), null, "", "");
            }
        }

        private void there(
                Plan.Held held,
                SplittableRandom random,
                UUID activityId,
                UUID postId,
                UUID volunteer,
                UUID person,
                @Nullable UUID presenceId,
                Instant began,
                Instant ended,
                String way,
                Instant recorded) {
            boolean paper = way.equals("PAPER");
            Instant asked = held.starts().minusSeconds(86_400L + random.nextInt(5 * 86_400));
            UUID seat = Plan.id(asked, random);
            String slot = "[" + held.starts() + "," + held.ends() + ")";
            signUp.add(seat, activityId, postId, volunteer, person, "SEATED", slot, "t", asked, asked);
            signUpStep.add(Plan.id(asked, random), seat, "SEATED", "SIGNED_UP", asked, "示例", "");
            UUID in = Plan.id(began, random);
            UUID out = Plan.id(ended, random);
            UUID account = paper ? ground.recorder().account() : null;
            UUID recorder = paper ? ground.recorder().person() : null;
            event.add(
                    in,
                    activityId,
                    volunteer,
                    person,
                    "IN",
                    way,
                    began,
                    paper ? recorded : began,
                    "COUNTED",
                    account,
                    recorder,
                    "示例",
                    "");
            event.add(
                    out,
                    activityId,
                    volunteer,
                    person,
                    "OUT",
                    way,
                    ended,
                    paper ? recorded : ended,
                    "COUNTED",
                    account,
                    recorder,
                    "示例",
                    "");
            presence.add(
                    presenceId,
                    activityId,
                    volunteer,
                    person,
                    1,
                    held.day(),
                    1,
                    in,
                    began,
                    out,
                    ended,
                    way,
                    "CLOSED",
                    recorded);
        }

        private void credit(
                Plan.Held held,
                SplittableRandom random,
                int who,
                UUID id,
                UUID moved,
                UUID issue,
                int minutes,
                String way,
                Instant at,
                boolean paper) {
            UUID account = residents.account(who);
            UUID approver = paper ? ground.approver().account() : null;
            String rule = "hours-" + ground.pack().version();
            String evidence = "entry:" + id + " " + way + " ORDINARY";
            String key = "hours:" + id;
            Transfer asked = Transfer.of("hours.credited", key).under(rule).evidencedBy(evidence);
            if (approver != null) {
                asked = asked.approvedBy(approver);
                approval.add(
                        Plan.id(at, random),
                        id,
                        approver,
                        ground.approver().person(),
                        ground.approver().site(),
                        at);
            }
            asked = asked.move(new AccountId(issue), new AccountId(account), minutes);
            request.add(key, Ledger.digest(asked, HOUSE), moved, at);
            transfer.add(moved, key, "hours.credited", rule, evidence, HOUSE, approver, 2, at);
            post(moved, 1, -minutes, issue, null, ground.bookKey(), rule, evidence, approver, at);
            post(
                    moved,
                    2,
                    minutes,
                    account,
                    residents.person(who),
                    residents.logKey(who),
                    rule,
                    evidence,
                    approver,
                    at);
            day.add(residents.volunteer(who), held.day(), minutes);
            residents.credited(who, held.day(), minutes);
            add(issuedHere.computeIfAbsent(issue, one -> new long[2]), new long[] {minutes, 1});
            LocalDate served = held.day();
            add(
                    talliesHere.computeIfAbsent(held.place().site() + "|" + served.getYear(), one -> new long[2]),
                    new long[] {minutes, paper ? minutes : 0});
        }

        private void post(
                UUID moved,
                int line,
                long amount,
                UUID account,
                @Nullable UUID owner,
                byte[] key,
                String rule,
                String evidence,
                @Nullable UUID approver,
                Instant at) {
            posting.add(moved, line, account, amount);
            Entry sealed = new Entry(
                    moved,
                    line,
                    amount,
                    account,
                    "hours",
                    "MINUTE",
                    owner,
                    ground.bookKey(),
                    "hours.credited",
                    rule,
                    evidence,
                    HOUSE,
                    approver,
                    null,
                    at);
            byte[] commitment = Growth.commitment(key, seq, Canonical.bytes(sealed.facts()));
            leaf.add(seq, "posting", moved + "/" + line, commitment, ground.now());
            commitments.add(commitment);
            seq++;
        }
    }
}
