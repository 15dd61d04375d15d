package org.zhiyuan.cell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.springframework.util.FileSystemUtils;

/**
 * The packaged program as people run it, taken out of its archive once for all process-level tests; and a data folder
 * of the sample city, made and stopped once, of which each test takes a copy.
 */
final class Layout {
    private static final Path HOME =
            Path.of("target/it-" + System.getProperty("zhiyuan.test.fork", "0")).toAbsolutePath();
    private static final Path PROGRAM = HOME.resolve("program");
    /** What the JVM learned in the first start; the later ones cost half. */
    private static final Path CACHE = HOME.resolve("zhiyuan.aot");

    private static final Path SAMPLE = HOME.resolve("sample");

    private static final List<Path> LENT = new CopyOnWriteArrayList<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Layout::clear));
        try {
            prepare();
        } catch (Exception e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Layout() {}

    private static void prepare() throws Exception {
        FileSystemUtils.deleteRecursively(HOME);
        Files.createDirectories(HOME);
        run(
                java().toString(),
                "-Djarmode=tools",
                "-jar",
                archive().toString(),
                "extract",
                "--destination",
                "" + PROGRAM);
        try (var first =
                new HouseProcess(SAMPLE).jvm("-XX:AOTCacheOutput=" + CACHE).start()) {
            first.get("/");
            first.terminate();
        }
    }

    private static Path archive() {
        Path archive = Path.of("target/zhiyuan-exec.jar").toAbsolutePath();
        if (!Files.isReadable(archive)) {
            throw new IllegalStateException(archive + " is missing; these tests run after mvn package");
        }
        return archive;
    }

    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    static Path programJar() {
        return PROGRAM.resolve("zhiyuan-exec.jar");
    }

    static List<String> cacheFlags() {
        return Files.isReadable(CACHE) ? List.of("-XX:AOTCache=" + CACHE) : List.of();
    }

    /** Where the database's programs are unpacked, once. */
    static Path serverPrograms() {
        return Path.of("target/programs").toAbsolutePath();
    }

    /** A folder for one test, reachable by every user. */
    static Path fresh(String name) throws IOException {
        Path folder = Files.createTempDirectory("zhiyuan-it-" + name);
        Files.setPosixFilePermissions(folder, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
        LENT.add(folder);
        return folder;
    }

    /** A copy of the sample city's data folder, owners and modes included. */
    static Path sampleData(String name) throws Exception {
        Path data = fresh(name).resolve("data");
        run("cp", "-a", SAMPLE.toString(), data.toString());
        return data;
    }

    private static void clear() {
        for (Path folder : LENT) {
            try {
                FileSystemUtils.deleteRecursively(folder);
            } catch (IOException e) {
                System.err.println("left behind: " + folder);
            }
        }
    }

    static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said;
        try (var out = process.inputReader()) {
            said = out.readAllAsString();
        }
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException(List.of(command) + ": " + said);
        }
    }

    static boolean root() {
        return System.getProperty("user.name").equals("root");
    }
}
