package org.zhiyuan.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that is started again and again on a folder of its own, as the launcher starts it: same flags, with the
 * cache of what the JVM learned in a rehearsal.
 *
 * @param data the folder that holds its database
 * @param main what the JVM is told to run
 * @param cache the rehearsal's file
 */
record Program(Path data, List<String> main, Path cache) {
    private static final Path LAYOUT = Path.of("app/target/run").toAbsolutePath();
    private static final Path PROGRAMS = Path.of("app/target/programs").toAbsolutePath();

    /** The house as the launcher built it, with the cache that the launcher made. */
    static Program house(Path data) {
        return new Program(
                data, List.of("-jar", LAYOUT.resolve("zhiyuan.jar").toString()), LAYOUT.resolve("zhiyuan.aot"));
    }

    /** One class of this module, beside the house's libraries. */
    static Program ofBench(Path data, String mainClass, Path cache) {
        String path = Path.of("bench/target/zhiyuan-bench.jar").toAbsolutePath() + ":" + LAYOUT.resolve("zhiyuan.jar")
                + ":" + LAYOUT.resolve("lib/*");
        return new Program(data, List.of("-cp", path, mainClass), cache);
    }

    /** What the launcher does for the house when it builds it: one start from which the JVM keeps what it learned. */
    void rehearse() throws IOException {
        Launched.start(command("-XX:AOTCacheOutput=")).close();
    }

    Launched start() throws IOException {
        return Launched.start(command("-XX:AOTCache="));
    }

    /** With flags of its own, as a heap of a certain size. */
    Launched start(List<String> flags) throws IOException {
        List<String> command = command("-XX:AOTCache=");
        command.addAll(1, flags);
        return Launched.start(command);
    }

    private List<String> command(String cacheFlag) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8", "-Xlog:disable", "-Xlog:all=error:stderr"));
        command.add(cacheFlag + cache);
        command.addAll(main);
        command.addAll(
                List.of("--server.port=0", "--zhiyuan.cell.data=" + data, "--zhiyuan.cell.programs=" + PROGRAMS));
        return command;
    }
}
