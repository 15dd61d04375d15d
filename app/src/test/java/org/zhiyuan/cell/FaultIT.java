package org.zhiyuan.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is wrong is told in one line with what to do, the exit code is not 0, and nothing is damaged. */
class FaultIT {
    @Test
    void aPortInUse() throws Exception {
        Path data = Layout.sampleData("port");
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"))) {
            assertTold(
                    new HouseProcess(data)
                            .with("--server.port=" + taken.getLocalPort())
                            .startRefused(),
                    String.valueOf(taken.getLocalPort()),
                    "--port");
        }
        assertThat(data.resolve("database/postmaster.pid"))
                .as("the database was stopped in good order")
                .doesNotExist();
    }

    @Test
    void aFolderWithoutWritePermission() throws Exception {
        Path data = Layout.fresh("unwritable").resolve("data");
        Files.createDirectory(data);
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("r-xr-xr-x"));
        var house = new HouseProcess(data);
        if (Layout.root()) {
            house.under("setpriv", "--reuid=daemon", "--regid=daemon", "--clear-groups");
        }
        assertTold(house.startRefused(), data.toString(), "--data");
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void aFolderOfSomethingElse() throws Exception {
        Path data = Layout.fresh("foreign");
        Path letter = Files.writeString(data.resolve("letter.txt"), "dear reader");
        assertTold(new HouseProcess(data).startRefused(), data.toString(), "--data");
        try (var files = Files.list(data)) {
            assertThat(files.toList()).isEqualTo(List.of(letter));
        }
    }

    @Test
    void aFullDisk() throws Exception {
        // room for the first checks, not for a database
        for (String size : List.of("20m", "70m")) {
            Path data = Layout.fresh("full");
            var house = new HouseProcess(data);
            String mount = "mount -t tmpfs -o size=" + size + " none '" + data + "' && exec \"$@\"";
            if (Layout.root()) {
                house.under("unshare", "--mount", "sh", "-c", mount, "sh");
            } else {
                house.under("unshare", "--mount", "--map-root-user", "sh", "-c", mount, "sh");
            }
            assertTold(house.startRefused(), "磁盘");
        }
    }

    @Test
    void anExternalDatabaseThatDoesNotAnswer() throws Exception {
        Path data = Layout.fresh("unreachable").resolve("data");
        assertTold(
                new HouseProcess(data)
                        .with(
                                "--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/zhiyuan",
                                "--spring.datasource.username=app",
                                "--spring.datasource.password=secret-word",
                                "--spring.flyway.user=owner",
                                "--spring.flyway.password=secret-word")
                        .startRefused(),
                "127.0.0.1:1",
                "spring.datasource.url");
    }

    @Test
    void aDatabaseOfANewerRelease() throws Exception {
        Path data = Layout.sampleData("newer");
        try (var house = new HouseProcess(data).start();
                var connection = house.connect();
                var statement = connection.createStatement()) {
            statement.execute("""
                    insert into public.flyway_schema_history
                        (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
                    values (9999, '2099.01.01.0000', 'from the future', 'SQL', 'V2099.sql', 1, 'x', 1, true)""");
        }
        assertTold(new HouseProcess(data).startRefused(), "newer release");
    }

    @Test
    void aSettingThatIsNone() throws Exception {
        assertTold(
                new HouseProcess(Layout.fresh("setting").resolve("data"))
                        .with("--zhiyuan.cell.sample=perhaps")
                        .startRefused(),
                "zhiyuan.cell.sample");
    }

    @Test
    void productionWithTheEmbeddedDatabaseAndNoExplicitYes() throws Exception {
        Path data = Layout.fresh("production").resolve("data");
        assertTold(
                new HouseProcess(data)
                        .with("--spring.profiles.active=production")
                        .startRefused(),
                "zhiyuan.cell.embedded-in-production");
        assertThat(data).doesNotExist();
    }

    @Test
    void productionWithAMomentAtWhichADrillEndsIt() throws Exception {
        Path data = Layout.fresh("production-failpoint").resolve("data");
        assertTold(
                new HouseProcess(data)
                        .with(
                                "--spring.profiles.active=production",
                                "--zhiyuan.cell.failpoint=Ledger.post.afterCommit:1")
                        .startRefused(),
                "zhiyuan.cell.failpoint");
        assertThat(data).doesNotExist();
    }

    @Test
    void productionWithoutAKeyOfItsOwn() throws Exception {
        assertTold(
                production(Layout.fresh("production-key").resolve("data")).startRefused(), "zhiyuan.person.key-file");
    }

    @Test
    void productionWithoutAKeyThatSignsTheLedger() throws Exception {
        assertTold(
                keyless(Layout.fresh("production-ledger-key").resolve("data"))
                        .with(key("made-up", 1))
                        .startRefused(),
                "zhiyuan.ledger.key-file");
    }

    @Test
    void productionWithoutAKeyThatSignsVolunteersCards() throws Exception {
        assertTold(
                keyless(Layout.fresh("production-card-key").resolve("data"))
                        .with(
                                key("made-up", 1),
                                "--zhiyuan.ledger.key=" + Base64.getEncoder().encodeToString(new byte[32]))
                        .startRefused(),
                "zhiyuan.volunteer.card-key-file");
    }

    @Test
    void productionOnSampleData() throws Exception {
        assertTold(
                production(Layout.sampleData("production-sample"))
                        .with(key("made-up", 1))
                        .startRefused(),
                "sample data");
    }

    @Test
    void productionThatIsToldToLoadASample() throws Exception {
        Path data = Layout.fresh("production-sample").resolve("data");
        assertTold(
                production(data)
                        .with(key("made-up", 1), "--zhiyuan.cell.sample=true")
                        .startRefused(),
                "zhiyuan.cell.sample");
        assertThat(data).doesNotExist();
    }

    /** Both ways to be wrong: another name, and the right name with another content. The right one opens it again. */
    @Test
    void aKeyOfAnotherDatabase() throws Exception {
        Path data = Layout.fresh("key").resolve("data");
        try (var house = emptyCity(data).with(key("city", 1))) {
            house.start();
        }
        assertTold(emptyCity(data).with(key("other", 1)).startRefused(), "city", "other");
        assertTold(emptyCity(data).with(key("city", 2)).startRefused(), "city");
        assertTold(emptyCity(data).startRefused(), "city", "zhiyuan.person.key-file");
        assertThat(data.resolve("secrets/person.keys")).as("a key of its own").doesNotExist();

        try (var house = emptyCity(data).with(key("city", 1)).start()) {
            assertThat(house.healthy()).isTrue();
        }
    }

    @Test
    void aKeyThatIsNone() throws Exception {
        assertTold(
                emptyCity(Layout.fresh("key-none").resolve("data"))
                        .with("--zhiyuan.person.key=city:c2VjcmV0LXdvcmQ=")
                        .startRefused(),
                "zhiyuan.person.key",
                "32");
    }

    @Test
    void aLostKeyFile() throws Exception {
        Path data = Layout.sampleData("key-lost");
        Path keys = data.resolve("secrets/person.keys");
        String kept = Files.readString(keys);
        Files.delete(keys);
        assertTold(new HouseProcess(data).startRefused(), "zhiyuan.person.key-file");
        assertThat(keys).as("another key in its place").doesNotExist();

        Files.writeString(keys, kept);
        try (var house = new HouseProcess(data).start()) {
            assertThat(house.healthy()).isTrue();
        }
    }

    @Test
    void aDataFolderWhoseDatabaseIsBroken() throws Exception {
        for (String file : List.of("PG_VERSION", "global/pg_control", "pg_wal")) {
            Path data = Layout.sampleData("broken");
            Path lost = data.resolve("database").resolve(file);
            Path aside = data.resolveSibling("aside");
            Files.move(lost, aside);
            assertTold(
                    new HouseProcess(data).startRefused(),
                    data.resolve("database").toString());
            assertThat(lost).as("made anew in the ruins").doesNotExist();

            Files.move(aside, lost);
            try (var house = new HouseProcess(data).start()) {
                assertThat(house.healthy()).as("with %s put back", file).isTrue();
            }
        }
    }

    @Test
    void aDataFolderWhoseDatabaseIsCutShort() throws Exception {
        Path data = Layout.sampleData("cut");
        Path control = data.resolve("database/global/pg_control");
        byte[] whole = Files.readAllBytes(control);
        Files.write(control, new byte[whole.length]);
        assertTold(
                new HouseProcess(data).startRefused(), data.resolve("database").toString());

        Files.write(control, whole);
        try (var house = new HouseProcess(data).start()) {
            assertThat(house.healthy()).isTrue();
        }
    }

    @Test
    void aDataFolderWhoseTablesAreGarbled() throws Exception {
        Path data = Layout.sampleData("garbled");
        Path base = data.resolve("database/base");
        Path kept = data.resolveSibling("kept");
        Layout.run("cp", "-a", base.toString(), kept.toString());
        byte[] garbage = new byte[8192];
        Arrays.fill(garbage, (byte) 0x55);
        try (var files = Files.walk(base)) {
            for (Path table : files.filter(file -> file.getFileName().toString().matches("[0-9]+"))
                    .filter(Files::isRegularFile)
                    .toList()) {
                Files.write(table, garbage);
            }
        }
        assertTold(new HouseProcess(data).startRefused(), "backup");
        assertThat(data.resolve("database/postmaster.pid"))
                .as("the database was stopped in good order")
                .doesNotExist();

        Layout.run("rm", "-r", base.toString());
        Layout.run("cp", "-a", kept.toString(), base.toString());
        try (var house = new HouseProcess(data).start()) {
            assertThat(house.healthy()).isTrue();
        }
    }

    private static HouseProcess emptyCity(Path data) throws Exception {
        return new HouseProcess(data).with("--zhiyuan.cell.sample=false");
    }

    private static String key(String name, int seed) {
        byte[] key = new byte[32];
        new Random(seed).nextBytes(key);
        return "--zhiyuan.person.key=" + name + ":" + Base64.getEncoder().encodeToString(key);
    }

    private static HouseProcess production(Path data) throws Exception {
        String key = Base64.getEncoder().encodeToString(new byte[32]);
        return keyless(data).with("--zhiyuan.ledger.key=" + key, "--zhiyuan.volunteer.card-key=" + key);
    }

    private static HouseProcess keyless(Path data) throws Exception {
        return new HouseProcess(data)
                .with("--spring.profiles.active=production", "--zhiyuan.cell.embedded-in-production=true");
    }

    private static void assertTold(HouseProcess.Refused refused, String... words) {
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.reason())
                .as("one line on standard error")
                .hasLineCount(1)
                .startsWith("zhiyuan: ")
                .contains(" | ")
                .contains(words)
                .doesNotContain("secret-word", "（）");
        assertThat(refused.output()).doesNotContain("\tat ").doesNotContain("secret-word");
    }
}
