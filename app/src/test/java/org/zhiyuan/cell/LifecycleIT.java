package org.zhiyuan.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.zhiyuan.access.Guest;

/** The program as a process: it may be stopped, killed and started twice, and nothing that was committed is lost. */
class LifecycleIT {
    private static final int TERMINATED = 128 + 15;

    @Test
    void aTermSignalStopsBothAndTheNextStartFindsEverything() throws Exception {
        Path data = Layout.sampleData("term");
        try (var house = new HouseProcess(data).start()) {
            long database = house.databasePid();
            mark(house, "before the signal");
            assertThat(house.terminate()).isEqualTo(TERMINATED);
            HouseProcess.awaitEnd(database);
            assertThat(data.resolve("database/postmaster.pid")).doesNotExist();
        }
        assertMarked(data, "before the signal");
    }

    @Test
    void aKilledProgramLeavesAServerThatTheNextStartStops() throws Exception {
        Path data = Layout.sampleData("orphan");
        try (var house = new HouseProcess(data).start()) {
            long orphan = house.databasePid();
            mark(house, "before the kill");
            house.kill();
            assertThat(HouseProcess.alive(orphan))
                    .as("the server outlives its program")
                    .isTrue();

            try (var next = new HouseProcess(data).start()) {
                HouseProcess.awaitEnd(orphan);
                assertThat(next.databasePid()).isNotEqualTo(orphan);
                assertThat(marked(next, "before the kill")).isTrue();
            }
        }
    }

    @Test
    void bothMayBeKilledAtOnce() throws Exception {
        Path data = Layout.sampleData("kill");
        try (var house = new HouseProcess(data).start()) {
            mark(house, "before both were killed");
            long database = house.databasePid();
            house.kill();
            HouseProcess.kill(database);
        }
        assertMarked(data, "before both were killed");
    }

    @Test
    void aServerThatDiesAloneIsStartedAgain() throws Exception {
        try (var house = new HouseProcess(Layout.sampleData("server")).start()) {
            mark(house, "before the server died");
            long first = house.databasePid();
            HouseProcess.kill(first);
            HouseProcess.await(Duration.ofMinutes(1), "new server", () -> {
                try {
                    return house.databasePid() != first && house.healthy();
                } catch (Exception e) {
                    return false;
                }
            });
            assertThat(marked(house, "before the server died")).isTrue();
        }
    }

    @Test
    void aSecondStartOnTheSameFolderIsRefusedAndTheFirstGoesOn() throws Exception {
        Path data = Layout.sampleData("second");
        try (var house = new HouseProcess(data).start()) {
            long database = house.databasePid();
            var second = new HouseProcess(data).startRefused();
            assertThat(second.exitCode()).isNotZero();
            assertThat(second.reason())
                    .hasLineCount(1)
                    .contains(data.toString())
                    .contains(String.valueOf(house.pid()));
            assertThat(house.healthy()).isTrue();
            assertThat(house.databasePid()).isEqualTo(database);
        }
    }

    @Test
    void anOrdinaryUserStartsItFromAnEmptyFolder() throws Exception {
        Path data = Layout.fresh("user").resolve("data");
        var house = new HouseProcess(data);
        if (Layout.root()) {
            Path home = data.getParent();
            Layout.run("chown", "daemon", home.toString());
            house.under("setpriv", "--reuid=daemon", "--regid=daemon", "--clear-groups", "--no-new-privs");
        }
        try (house) {
            house.start();
            assertThat(house.healthy()).isTrue();
            assertThat(Files.getOwner(data.resolve("database"))).isEqualTo(Files.getOwner(data));
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(data.resolve("secrets/database.properties"))))
                    .isEqualTo("rw-------");
            mark(house, "as an ordinary user");
            assertThat(house.terminate()).isEqualTo(TERMINATED);
        }
        if (Layout.root()) {
            // root starting it once must not lock the user out of his own files
            assertMarked(data, "as an ordinary user");
            assertThat(Files.getOwner(data.resolve("database")).getName()).isEqualTo("daemon");
        }
    }

    @Test
    void rootMayKeepItWhereNobodyElseCanLook() throws Exception {
        assumeTrue(Layout.root(), "runs as root only");
        Path data = Layout.sampleData("hidden");
        Files.setPosixFilePermissions(data.getParent(), PosixFilePermissions.fromString("rwx------"));
        assertMarked(data, null);
    }

    @Test
    void aRestartSignsNobodyOut() throws Exception {
        Path data = Layout.sampleData("sessions");
        String session;
        try (var house = new HouseProcess(data).start()) {
            Guest guest = new Guest(house.url());
            Matcher sample = Pattern.compile(
                            "(?s)<td[^>]*>center</td>\\s*<td[^>]*>([^<]*)</td>\\s*<td[^>]*>([^<]*)</td>"
                                    + "\\s*<td[^>]*>(\\d{6})</td>")
                    .matcher(guest.get("/developer").body());
            assertThat(sample.find()).isTrue();
            guest.post("/sign-in/staff", "login", "center", "password", sample.group(2));
            assertThat(guest.post("/sign-in/code", "code", sample.group(3)).location())
                    .isEqualTo("/workbench");
            session = guest.cookie("session");
            assertThat(guest.get("/workbench").status()).isEqualTo(200);
            assertThat(house.terminate()).isEqualTo(TERMINATED);
        }
        try (var house = new HouseProcess(data).start()) {
            Guest guest = new Guest(house.url());
            assertThat(guest.get("/workbench").location()).startsWith("/sign-in");
            assertThat(guest.with("session", session).get("/workbench").status())
                    .isEqualTo(200);
        }
    }

    private static void assertMarked(Path data, @org.jspecify.annotations.Nullable String mark) throws Exception {
        try (var house = new HouseProcess(data).start()) {
            assertThat(house.healthy()).isTrue();
            if (mark != null) {
                assertThat(marked(house, mark)).isTrue();
            }
            assertThat(house.terminate()).isEqualTo(TERMINATED);
        }
    }

    /** Commits a row that belongs to no room. */
    private static void mark(HouseProcess house, String text) throws Exception {
        try (var connection = house.connect();
                var statement = connection.createStatement()) {
            statement.execute("create table if not exists public.mark (text text)");
            statement.execute("insert into public.mark values ('" + text + "')");
        }
    }

    private static boolean marked(HouseProcess house, String text) throws Exception {
        try (var connection = house.connect();
                var statement = connection.prepareStatement("select 1 from public.mark where text = ?")) {
            statement.setString(1, text);
            return statement.executeQuery().next();
        }
    }
}
