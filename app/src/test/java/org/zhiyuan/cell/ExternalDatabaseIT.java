package org.zhiyuan.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The house on a PostgreSQL of somebody else: the machine's own, started here by an ordinary user. */
class ExternalDatabaseIT {
    private static final String PASSWORD = "made-up-for-this-test";

    private static Path folder;
    private static Unprivileged user;
    private static int port;

    @BeforeAll
    static void startServer() throws Exception {
        folder = Layout.fresh("external");
        if (Layout.root()) {
            Layout.run("chown", "nobody", folder.toString());
        }
        user = Unprivileged.reaching(folder);
        Path passwordFile = Files.writeString(folder.resolve("password"), PASSWORD);
        run(
                "initdb",
                "--pgdata=" + folder.resolve("db"),
                "--username=admin",
                "--auth=scram-sha-256",
                "--pwfile=" + passwordFile,
                "--encoding=UTF8",
                "--locale=C.UTF-8");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        run(
                "pg_ctl",
                "start",
                "--wait",
                "--pgdata=" + folder.resolve("db"),
                "--log=" + folder.resolve("log"),
                "--options=-p " + port + " -h 127.0.0.1 -c unix_socket_directories=''");
        try (Connection admin = connect("postgres");
                var statement = admin.createStatement()) {
            statement.execute("create role owner login password '" + PASSWORD + "'");
            statement.execute("create role app login password '" + PASSWORD + "'");
            statement.execute("create database zhiyuan owner owner");
            statement.execute("create database plain_c owner owner template template0 locale 'C'");
        }
    }

    @AfterAll
    static void stopServer() throws Exception {
        run("pg_ctl", "stop", "--mode=immediate", "--pgdata=" + folder.resolve("db"));
    }

    private static void run(String program, String... arguments) throws Exception {
        List<String> command =
                new java.util.ArrayList<>(List.of(programs().resolve(program).toString()));
        command.addAll(List.of(arguments));
        Process process = user.command(command.toArray(String[]::new))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).as(program).isZero();
    }

    private static Path programs() throws IOException {
        try (var versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(
                            "this test needs PostgreSQL 15 or newer: apt-get install postgresql"));
        }
    }

    private static Connection connect(String database) throws Exception {
        return DriverManager.getConnection(url(database), "admin", PASSWORD);
    }

    private static String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private static HouseProcess house(String name, String database, String applicationRole) throws Exception {
        return new HouseProcess(Layout.fresh(name).resolve("data"))
                .with(
                        "--spring.datasource.url=" + url(database),
                        "--spring.datasource.username=" + applicationRole,
                        "--spring.datasource.password=" + PASSWORD,
                        "--spring.flyway.user=owner",
                        "--spring.flyway.password=" + PASSWORD);
    }

    @Test
    void theHouseRunsOnIt() throws Exception {
        try (var house = house("external-run", "zhiyuan", "app").start()) {
            assertThat(house.get("/").statusCode()).isEqualTo(200);
            assertThat(house.healthy()).isTrue();
        }
        try (Connection admin = connect("zhiyuan");
                var statement = admin.createStatement();
                var rows = statement.executeQuery("select count(*) from pg_class where relowner = 'app'::regrole")) {
            rows.next();
            assertThat(rows.getInt(1)).as("what the application's role owns").isZero();
        }
    }

    @Test
    void aRoleThatOwnsTablesIsRefused() throws Exception {
        assertTold(house("external-owner", "zhiyuan", "owner").startRefused(), "spring.flyway.user");
    }

    @Test
    void aDatabaseThatCannotSearchChineseIsRefused() throws Exception {
        assertTold(house("external-c", "plain_c", "app").startRefused(), "C.UTF-8");
    }

    @Test
    void aWrongPasswordIsTold() throws Exception {
        assertTold(
                house("external-password", "zhiyuan", "app")
                        .with("--spring.flyway.password=another")
                        .startRefused(),
                "spring.flyway");
    }

    @Test
    void aMissingDatabaseIsTold() throws Exception {
        assertTold(house("external-missing", "nowhere", "app").startRefused(), "nowhere", "spring.datasource.url");
    }

    private static void assertTold(HouseProcess.Refused refused, String... words) {
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.reason()).hasLineCount(1).contains(words).doesNotContain(PASSWORD);
        assertThat(refused.output()).doesNotContain("\tat ");
    }
}
