package org.zhiyuan.bench.city;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.zhiyuan.Zhiyuan;
import org.zhiyuan.cell.DataFolder;
import org.zhiyuan.jobs.Recurring;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Scope;

/** The house on its data folder, in this process, with nothing that it does by itself. */
final class House implements AutoCloseable {
    /** What an interrupted load need not have kept: such a folder is refused by everybody. */
    private static final String HASTY = """
            # written while the sample city is filled in
            fsync = off
            full_page_writes = off
            max_wal_size = '16GB'
            checkpoint_timeout = '1h'
            autovacuum = off
            """;

    private final ConfigurableApplicationContext context;

    private House(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static House started(Path data, Path programs) {
        var application = new SpringApplication(Zhiyuan.class);
        application.setLogStartupInfo(false);
        application.addInitializers(
                context -> context.getBeanFactory().registerSingleton("withoutBench", new WithoutBench()));
        return new House(application.run(
                "--server.port=0",
                "--zhiyuan.jobs.enabled=false",
                "--zhiyuan.cell.data=" + data,
                "--zhiyuan.cell.programs=" + programs));
    }

    /** The house looks for its rooms below its own package, where on this path the benchmarks lie too. */
    private static final class WithoutBench extends TypeExcludeFilter {
        private static final String BENCH = "org.zhiyuan.bench.";
        /** Nobody is to sign in meanwhile. */
        private static final String WELCOME = "org.zhiyuan.cell.Welcome";

        @Override
        public boolean match(MetadataReader reader, MetadataReaderFactory readers) {
            String name = reader.getClassMetadata().getClassName();
            return name.startsWith(BENCH) || name.equals(WELCOME);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof WithoutBench;
        }

        @Override
        public int hashCode() {
            return BENCH.hashCode();
        }
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    DataFolder folder() {
        return bean(DataFolder.class);
    }

    Owner owner() {
        FlywayConnectionDetails details = bean(FlywayConnectionDetails.class);
        return new Owner(
                Objects.requireNonNull(details.getJdbcUrl()),
                Objects.requireNonNull(details.getUsername()),
                Objects.requireNonNull(details.getPassword()));
    }

    /** Runs once what the house runs again and again. */
    void work(String recurring) {
        Recurring found = context.getBeansOfType(Recurring.class).values().stream()
                .filter(one -> one.name().equals(recurring))
                .findFirst()
                .orElseThrow();
        Acting.as(Residents.HOUSE, Scope.EVERYTHING, found.work());
    }

    void makeHaste() throws IOException, InterruptedException {
        Files.writeString(own(), HASTY, StandardOpenOption.APPEND);
        reload();
    }

    void takeCare() throws IOException, InterruptedException {
        Files.writeString(own(), Files.readString(own()).replace(HASTY, ""));
        reload();
    }

    private Path own() {
        return folder().path().resolve("database/postgresql.auto.conf");
    }

    private void reload() throws IOException, InterruptedException {
        String server = Files.readAllLines(folder().path().resolve("database/postmaster.pid"))
                .getFirst()
                .strip();
        run(List.of("kill", "-HUP", server));
        // the server and its processes read the settings anew in their own time
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
    }

    static void run(List<String> command) throws IOException, InterruptedException {
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed");
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
