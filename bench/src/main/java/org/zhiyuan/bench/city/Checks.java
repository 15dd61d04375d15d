package org.zhiyuan.bench.city;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.bench.Results;
import org.zhiyuan.hours.Entry;
import org.zhiyuan.hours.EntryId;
import org.zhiyuan.hours.EntryState;
import org.zhiyuan.hours.Hours;
import org.zhiyuan.hours.Reckoning;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.ledger.Head;
import org.zhiyuan.ledger.LogExport;
import org.zhiyuan.ledger.Recounts;
import org.zhiyuan.ledger.Seals;

/** Whether what was loaded is what the house itself would have written: each question with its count. */
final class Checks {
    static final int DRAWN = 1_000;

    /** Of the time for a million leaves, by whichever of the two ways they are looked at. */
    private static final double MILLION_SECONDS_GOAL = 60;

    private final House house;
    private final Progress progress;
    private final Results results;
    private boolean sound = true;

    Checks(House house, Progress progress, Results results) {
        this.house = house;
        this.progress = progress;
        this.results = results;
    }

    boolean sound() {
        return sound;
    }

    void held(String what, boolean so) {
        progress.say("%s %s", so ? "held   " : "NOT SO ", what);
        sound &= so;
    }

    void guards(Guards guards, Connection connection) throws SQLException {
        List<String> differences = guards.differences(connection);
        differences.stream().limit(20).forEach(line -> progress.say("    %s", line));
        held(
                "%,d lines of the catalogue, %d otherwise than before".formatted(guards.lines(), differences.size()),
                differences.isEmpty());
        long open = Owner.number(connection, """
                select (select count(*) from pg_constraint where not convalidated)
                    + (select count(*) from pg_index where not indisvalid)""");
        held(open + " constraints or indexes not valid", open == 0);
        // without its row wall, which lets nobody come so far
        refused(connection, "a posting changed", """
                alter table ledger.posting no force row level security;
                update ledger.posting set amount = amount + 1 where line = 1""", "never changed");
        refused(connection, "somebody in two places", """
                insert into hours.entry (id, source, activity, site, volunteer, person, day, pair, began, ended, way, class,
                    recorded_at, taken_at, rule_pack, present_minutes, minutes, tier, state, reason, account)
                select gen_random_uuid(), gen_random_uuid(), activity, site, volunteer, person, day, pair, began, ended, way,
                    class, recorded_at, taken_at, rule_pack, present_minutes, minutes, tier, 'COMPUTED', reason, account
                from hours.entry where state = 'VALID' order by id desc limit 1""", "entry_apart");
        refused(connection, "an entry born as credited", """
                insert into hours.entry (id, source, activity, site, volunteer, person, day, pair, began, ended, way, class,
                    recorded_at, taken_at, rule_pack, present_minutes, minutes, tier, state, reason, account, transfer)
                select gen_random_uuid(), gen_random_uuid(), activity, site, volunteer, person, day, pair, began, ended, way,
                    class, recorded_at, taken_at, rule_pack, present_minutes, minutes, tier, 'VALID', reason, account, transfer
                from hours.entry where state = 'VALID' order by id desc limit 1""", "an entry begins");
    }

    private void refused(Connection connection, String what, String sql, String because) throws SQLException {
        connection.setAutoCommit(false);
        String said = "taken";
        try {
            Owner.run(connection, sql);
        } catch (SQLException e) {
            said = String.valueOf(e.getMessage());
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        held("refused: " + what + " (" + said.lines().findFirst().orElse("") + ")", said.contains(because));
    }

    void recount(Connection connection) throws SQLException {
        int differing = Acting.as(
                Residents.HOUSE,
                Scope.EVERYTHING,
                () -> house.bean(Recounts.class).recount().size());
        long accounts = Owner.number(connection, "select count(*) from ledger.account");
        held("%,d accounts recounted from their postings, %d differ".formatted(accounts, differing), differing == 0);
        none(connection, "transfers that are not whole or leave something over", """
                select count(*) from (
                    select p.transfer from ledger.posting p join ledger.transfer t on t.id = p.transfer
                    group by p.transfer, t.lines having sum(p.amount) <> 0 or count(*) <> t.lines) odd""");
        none(connection, "accounts whose balance is not what their credited entries say", """
                select count(*) from (
                    select e.account, sum(e.minutes) as minutes from hours.entry e where e.state = 'VALID' group by e.account) s
                join ledger.balance b on b.account = s.account where b.amount <> s.minutes""");
        none(connection, "entries whose transfer does not move their minutes to their account", """
                select count(*) from hours.entry e
                left join ledger.posting p on p.transfer = e.transfer and p.account = e.account
                where e.state = 'VALID' and p.amount is distinct from e.minutes::bigint""");
        none(connection, "days whose sum is not that of their entries", """
                select count(*) from (
                    select volunteer, day, sum(minutes) as minutes from hours.entry where state = 'VALID' group by 1, 2) s
                full join hours.day d using (volunteer, day) where s.minutes is distinct from d.minutes::bigint
                    and coalesce(s.minutes, 0) <> coalesce(d.minutes, 0)""");
        none(connection, "organisers' years whose sums are not those of their entries", """
                select count(*) from (
                    select o.organiser, extract(year from e.day)::int as year, sum(e.minutes) as minutes,
                        coalesce(sum(e.minutes) filter (where e.way not in ('CODE', 'CARD', 'OFFLINE_CODE')), 0) as manual
                    from hours.entry e join hours.occasion o on o.activity = e.activity where e.state = 'VALID' group by 1, 2) s
                full join hours.tally t using (organiser, year)
                where coalesce(s.minutes, 0) <> coalesce(t.minutes, 0) or coalesce(s.manual, 0) <> coalesce(t.manual, 0)""");
        none(connection, "posts whose count of seats taken is not that of their sign-ups", """
                select count(*) from activity.post p
                left join (select post, count(*) as seats from activity.sign_up
                           where state in ('SEATED', 'NO_SHOW') and not beyond group by post) s on s.post = p.id
                where p.taken <> coalesce(s.seats, 0)""");
        house.work("volunteer.tally");
        none(connection, "states whose published number is not that of the volunteers", """
                select count(*) from (select state, count(*) as people from volunteer.volunteer group by state) v
                full join volunteer.tally t using (state) where coalesce(v.people, 0) <> coalesce(t.people, 0)""");
        progress.say("        volunteers: %s", Owner.text(connection, """
                select string_agg(state || ' ' || people, ', ' order by state) from volunteer.tally where people > 0"""));
    }

    private void none(Connection connection, String what, String sql) throws SQLException {
        long found = Owner.number(connection, sql);
        held(found + " " + what, found == 0);
    }

    /** The whole log as its readers get it, checked by a program that knows nothing of this one. */
    void log(Path verify, Path folder, long leaves) throws IOException, InterruptedException {
        Seals seals = house.bean(Seals.class);
        held(
                "nothing waits to be sealed",
                Acting.as(
                        Residents.HOUSE,
                        Scope.EVERYTHING,
                        () -> seals.waitingSince().isEmpty()));
        Head head = Acting.as(Residents.HOUSE, Scope.EVERYTHING, seals::sign);
        held("the log has %,d entries, expected %,d or more".formatted(head.size(), leaves), head.size() >= leaves);
        Path export = folder.resolve("log.jsonl");
        Path key = folder.resolve("log.pem");
        Files.writeString(
                key,
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(head.publicKey())
                        + "\n-----END PUBLIC KEY-----\n");
        long begin = System.nanoTime();
        try (var out = new BufferedOutputStream(Files.newOutputStream(export), 1 << 20)) {
            Acting.call(Residents.HOUSE, Scope.EVERYTHING, () -> {
                house.bean(LogExport.class).write(head, out);
                return true;
            });
        }
        progress.say("        export: %.0f MB in %.1f s", Files.size(export) / 1e6, (System.nanoTime() - begin) / 1e9);
        begin = System.nanoTime();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        verify.toString(),
                        "org.zhiyuan.verify.Main",
                        "log",
                        export.toString(),
                        "--key",
                        key.toString())
                .redirectErrorStream(true)
                .start();
        String said;
        try (var out = process.inputReader()) {
            said = out.readAllAsString();
        }
        int code = process.waitFor();
        million("verify of the export, a million leaves", begin, head.size());
        held(
                "verify of the whole export answers %d: %s"
                        .formatted(code, said.strip().replace('\n', ' ')),
                code == 0);
        Files.delete(export);
        Files.delete(key);
    }

    /** Every leaf of the log reckoned anew from what stands in the books, as an auditor of the house does it. */
    void leaves() {
        long begin = System.nanoTime();
        Seals.Recheck recheck = Acting.as(
                Residents.HOUSE, Scope.EVERYTHING, () -> house.bean(Seals.class).recheck());
        million("recheck against the books, a million leaves", begin, recheck.entries());
        held(
                "%,d leaves rechecked against the books, %,d opened, %,d of other rooms; %d wrong, %d roots wrong"
                        .formatted(
                                recheck.entries(),
                                recheck.opened(),
                                recheck.closed(),
                                recheck.wrong().size(),
                                recheck.rootsWrong().size()),
                recheck.sound());
    }

    private void million(String metric, long begin, long leaves) {
        double seconds = (System.nanoTime() - begin) / 1e9;
        progress.say("        %.1f s for %,d leaves", seconds, leaves);
        if (leaves >= 1_000_000) {
            results.atMost(MILLION_SECONDS_GOAL, metric, seconds * 1e6 / leaves, "s");
        }
    }

    /** Entries drawn at random: reckoned again by the rules, asked again of the database, opened in the sealed log. */
    void drawn(Connection connection, long seed) throws SQLException {
        Owner.run(connection, "select setseed(%s)".formatted(seed % 1_000 / 1_000.0));
        List<String> ids = Owner.texts(connection, """
                select e.id from (select id, random() as r from hours.entry) e order by e.r limit %d""".formatted(DRAWN));
        Hours hours = house.bean(Hours.class);
        Seals seals = house.bean(Seals.class);
        TransactionOperations transactions = house.bean(TransactionOperations.class);
        int otherwise = 0;
        int credited = 0;
        int unopened = 0;
        for (String id : ids) {
            Entry entry =
                    Acting.as(Residents.HOUSE, Scope.EVERYTHING, () -> hours.get(new EntryId(UUID.fromString(id))));
            Reckoning again = Acting.as(Residents.HOUSE, Scope.EVERYTHING, () -> hours.reckoning(entry));
            boolean same = again.minutes() == entry.minutes()
                    && (again.refusal() != null) == (entry.state() == EntryState.REFUSED);
            otherwise += same ? 0 : 1;
            if (entry.state() == EntryState.VALID) {
                credited++;
                var sealed = new org.zhiyuan.ledger.EntryId("posting", Objects.requireNonNull(entry.transfer()) + "/2");
                try {
                    Acting.as(
                            Residents.HOUSE,
                            Scope.EVERYTHING,
                            () -> transactions.executeWithoutResult(status -> seals.proof(sealed)));
                } catch (IllegalStateException e) {
                    unopened++;
                }
            }
        }
        held(
                "%,d entries drawn and reckoned again by the rules, %d come out otherwise"
                        .formatted(ids.size(), otherwise),
                otherwise == 0);
        held(
                "%,d of them credited, their sealed postings opened and proved, %d are not what was sealed"
                        .formatted(credited, unopened),
                unopened == 0);
        List<String> wrong = new ArrayList<>();
        for (String id : ids) {
            try {
                Owner.run(connection, """
                        select hours.check_credit(e) from hours.entry e where e.id = '%s' and e.state = 'VALID'""".formatted(id));
            } catch (SQLException e) {
                wrong.add(e.getMessage());
            }
        }
        held(
                "the database's own rules let all of them count but %d %s"
                        .formatted(wrong.size(), wrong.stream().findFirst().orElse("")),
                wrong.isEmpty());
    }
}
