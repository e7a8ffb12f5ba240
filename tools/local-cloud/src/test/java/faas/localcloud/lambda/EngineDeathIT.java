package faas.localcloud.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import faas.localcloud.probe.EngineProbe;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class EngineDeathIT {
    @TempDir
    Path directory;

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere a busy environment first ends its invocation")
    void environments_end_with_the_engine_even_when_it_is_killed() throws Exception {
        Process engine = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EngineProbe.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = engine.inputReader(StandardCharsets.UTF_8)) {
            List<Long> environments = List.of(processId(output), processId(output));
            assertThat(environments).allMatch(EngineDeathIT::lives);

            engine.destroyForcibly();

            await().atMost(Duration.ofSeconds(10))
                    .until(() -> environments.stream().noneMatch(EngineDeathIT::lives));
        } finally {
            engine.destroyForcibly();
        }
    }

    private static long processId(BufferedReader output) throws Exception {
        return Long.parseLong(String.valueOf(output.readLine()));
    }

    private static boolean lives(long processId) {
        return ProcessHandle.of(processId).map(ProcessHandle::isAlive).orElse(false);
    }
}
