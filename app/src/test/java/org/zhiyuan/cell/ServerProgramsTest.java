package org.zhiyuan.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProgramsTest {
    /** Two houses of one machine may start for the first time in the same second. */
    @Test
    void whoeverUnpacksAtTheSameTimeHasTheSamePrograms(@TempDir Path parent) throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);
        Callable<ServerPrograms> start = () -> {
            together.await();
            return ServerPrograms.unpacked(parent);
        };
        try (var starts = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<ServerPrograms>> both = List.of(starts.submit(start), starts.submit(start));
            assertThat(both.getFirst().get()).isEqualTo(both.getLast().get());
            assertThat(Path.of(both.getFirst().get().postgres())).isExecutable();
        }
        try (Stream<Path> left = Files.list(parent)) {
            assertThat(left).as("nothing half unpacked").hasSize(1);
        }
    }
}
