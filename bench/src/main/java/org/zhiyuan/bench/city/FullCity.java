package org.zhiyuan.bench.city;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.bench.Results;
import org.zhiyuan.cell.City;
import org.zhiyuan.hours.RulePack;
import org.zhiyuan.hours.Rulebook;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.ledger.AccountId;
import org.zhiyuan.ledger.Growth;
import org.zhiyuan.ledger.Ledger;
import org.zhiyuan.ledger.NewAccount;
import org.zhiyuan.ledger.Seals;

/**
 * Fills a sample city whole: people, activities, hours, ledger and log, in minutes. Whatever stops it on the way leaves a
 * folder that no house starts on.
 */
public final class FullCity {
    private static final double SECONDS_GOAL = 300;
    private static final String ON_THE_DISK = "on the disk";
    private static final String FILLED = "filled: everything loaded, guarded and on the disk";
    private static final long SEED = 20_261_126;
    /** More than the sample that comes with the house ever has. */
    private static final int SAMPLE_ENTRIES_MAX = 1_000;

    private FullCity() {}

    /** {@code --data DIR [--size small|full] [--seed N] [--verify PATH] [--programs DIR]} */
    public static void main(String[] args) throws Exception {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i + 1 < args.length; i += 2) {
            given.put(args[i], args[i + 1]);
        }
        boolean sound = fill(
                Path.of(given.getOrDefault("--data", "data")).toAbsolutePath(),
                Path.of(given.getOrDefault("--programs", "app/target/programs")).toAbsolutePath(),
                Path.of(given.getOrDefault("--verify", "verify/target/zhiyuan-verify.jar"))
                        .toAbsolutePath(),
                Size.named(given.getOrDefault("--size", "full")),
                Long.parseLong(given.getOrDefault("--seed", String.valueOf(SEED))));
        System.exit(sound ? 0 : 1);
    }

    /** Answers whether every check held; throws where it could not be filled. */
    static boolean fill(Path data, Path programs, Path verify, Size size, long seed) throws Exception {
        if (!Files.exists(verify)) {
            throw new IllegalArgumentException("there is no verify at " + verify);
        }
        Results results = new Results(size == Size.FULL ? "full-city" : "small-city");
        Progress progress = new Progress();
        boolean sound;
        try (House house = progress.phase("start", () -> House.started(data, programs))) {
            Owner owner = house.owner();
            refuseUnlessFresh(house, owner);
            house.folder().beginFilling();
            sound = filled(house, owner, verify, size, seed, progress, results);
            house.takeCare();
            // what was written in haste lies with the operating system; from here on it lies on the disk
            progress.phase(ON_THE_DISK, () -> {
                house.close();
                House.run(List.of("sync"));
                return true;
            });
        }
        if (sound) {
            org.zhiyuan.cell.DataFolder.filled(data);
        }
        progress.phases().forEach((name, seconds) -> results.add(name, seconds, "s"));
        double filling = progress.untilFilled() + progress.seconds(ON_THE_DISK);
        if (size == Size.FULL) {
            results.atMost(SECONDS_GOAL, FILLED, filling, "s");
        } else {
            results.add(FILLED, filling, "s");
        }
        results.add("all of it, every question asked", progress.seconds(), "s");
        // what a busy machine does to the time it does not do to this
        results.add(
                "of it the processor's time of this program",
                ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis() / 1000.0,
                "s");
        results.publish();
        progress.say(sound ? "%s is filled; ./zhiyuan run --data %1$s" : "%s is not to be used", data);
        return sound;
    }

    private static void refuseUnlessFresh(House house, Owner owner) throws SQLException {
        if (!house.bean(City.class).sample()) {
            throw new IllegalStateException("this is no sample: only a sample city is filled with made-up people");
        }
        try (Connection connection = owner.connect()) {
            long entries = Owner.number(connection, "select count(*) from hours.entry");
            if (entries > SAMPLE_ENTRIES_MAX) {
                throw new IllegalStateException("this city is filled already: it has " + entries + " hour entries");
            }
        }
    }

    private static boolean filled(
            House house, Owner owner, Path verify, Size size, long seed, Progress progress, Results results)
            throws Exception {
        try (Connection connection = owner.connect()) {
            List<UUID> sites = sites(connection);
            LocalDate today = LocalDate.ofInstant(InstantSource.system().instant(), Plan.ZONE);
            Plan plan = new Plan(seed, today, size, sites);
            house.makeHaste();
            Residents residents = progress.phase("people", () -> Residents.registered(plan, house, progress));
            progress.phase("what waited is sealed", () -> {
                house.work("ledger.seal");
                return true;
            });
            Deeds.Ground ground = ground(house, connection, plan);
            Growth log = Acting.as(
                    Residents.HOUSE,
                    Scope.EVERYTHING,
                    () -> house.bean(Seals.class).growth());
            Deeds deeds = progress.phase("plan", () -> new Deeds(plan, residents, ground, log, connection));
            Guards guards = progress.phase("guards taken down", () -> Guards.takenDown(connection));
            progress.phase("activities and hours", () -> {
                deeds.load(owner, size.entries(), progress);
                return true;
            });
            int teams = progress.phase("volunteers and teams", () -> {
                residents.load(plan, connection, ground.now());
                return Teams.load(plan, residents, connection);
            });
            progress.phase("guards put back", () -> {
                guards.putBack(owner, progress);
                Owner.run(connection, "analyze");
                return true;
            });
            progress.filled();
            results.add("volunteers", residents.count(), "");
            results.add("teams", teams, "");
            results.add("activities", size.activities(), "");
            results.add("hour entries", deeds.entries(), "");
            results.add("of them credited", deeds.credited(), "");
            results.add("of them refused by the rules", deeds.refused(), "");
            results.add("of them waiting for a second person", deeds.waiting(), "");
            // what a server does by itself in the first hours after such a load
            progress.phase("tidied", () -> {
                guards.tidy(owner, progress);
                return true;
            });
            Checks checks = new Checks(house, progress, results);
            checks.held("%,d hour entries".formatted(deeds.entries()), deeds.entries() == size.entries());
            progress.phase("asked: guards", () -> {
                checks.guards(guards, connection);
                return true;
            });
            progress.phase("asked: sums", () -> {
                checks.recount(connection);
                return true;
            });
            progress.phase("asked: sealed log", () -> {
                checks.log(verify, house.folder().path(), log.size());
                return true;
            });
            progress.phase("asked: every leaf", () -> {
                checks.leaves();
                return true;
            });
            progress.phase("asked: entries drawn", () -> {
                checks.drawn(connection, seed);
                return true;
            });
            return checks.sound();
        }
    }

    private static List<UUID> sites(Connection connection) throws SQLException {
        return Owner.texts(connection, """
                        select s.id from network.site s join network.site_version v on v.site = s.id
                        where v.tier = 'STATION' and upper_inf(v.days) order by s.number""").stream().map(UUID::fromString).toList();
    }

    private static Deeds.Ground ground(House house, Connection connection, Plan plan) throws SQLException {
        RulePack pack = Acting.as(
                Residents.HOUSE,
                Scope.EVERYTHING,
                () -> house.bean(Rulebook.class).of(plan.today()));
        TransactionOperations transactions = house.bean(TransactionOperations.class);
        Ledger ledger = house.bean(Ledger.class);
        Map<UUID, UUID> issues = new HashMap<>();
        Acting.as(
                Residents.HOUSE,
                Scope.EVERYTHING,
                () -> transactions.executeWithoutResult(status -> plan.places().forEach(place -> {
                    AccountId issue = ledger.open(new NewAccount("hours", "issue", null, place.site(), false));
                    issues.put(place.site(), issue.value());
                })));
        String key = Owner.text(connection, "select encode(log_key, 'hex') from ledger.book where key = 'hours'");
        return new Deeds.Ground(
                pack,
                clerk(connection, "center2"),
                clerk(connection, "center"),
                issues,
                HexFormat.of().parseHex(key),
                Owner.number(connection, "select nextval('activity.number')"),
                Instant.now().truncatedTo(ChronoUnit.MICROS));
    }

    private static Deeds.Clerk clerk(Connection connection, String login) throws SQLException {
        String[] row = Owner.text(connection, """
                select id || '|' || site || '|' || coalesce(person::text, '') from access.account where login = '%s'""".formatted(login)).split("\\|", -1);
        return new Deeds.Clerk(UUID.fromString(row[0]), uuid(row[2]), UUID.fromString(row[1]));
    }

    private static @Nullable UUID uuid(String text) {
        return Objects.requireNonNull(text).isEmpty() ? null : UUID.fromString(text);
    }
}
