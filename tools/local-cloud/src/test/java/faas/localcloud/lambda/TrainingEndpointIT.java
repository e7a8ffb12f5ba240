package faas.localcloud.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import faas.localcloud.probe.EchoProbe;
import faas.localcloud.probe.Probes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

class TrainingEndpointIT {
    @Test
    void the_process_s_end_is_noticed_while_other_tasks_hold_up_the_common_pool() throws Exception {
        TrainingEndpoint endpoint =
                new TrainingEndpoint(Probes.function("Probe", Path.of(""), EchoProbe.class), List.of());
        CountDownLatch released = new CountDownLatch(1);
        for (int i = 0; i < ForkJoinPool.getCommonPoolParallelism(); i++) {
            var _ = ForkJoinPool.commonPool().submit(() -> {
                released.await();
                return true;
            });
        }
        Process process = new ProcessBuilder("sleep", "60").start();
        try {
            CompletableFuture<Boolean> done = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> {
                try {
                    done.complete(endpoint.awaitDone(process, Duration.ofMinutes(1)));
                } catch (InterruptedException e) {
                    done.completeExceptionally(e);
                }
            });

            process.destroyForcibly();

            assertThat(done).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(false);
        } finally {
            process.destroyForcibly();
            released.countDown();
        }
    }
}
