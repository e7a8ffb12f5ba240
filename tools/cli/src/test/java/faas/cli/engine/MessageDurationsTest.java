package faas.cli.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MessageDurationsTest {

    private static final Instant BEGUN = Instant.parse("2026-03-01T10:00:00Z");

    @TempDir
    Path logs;

    @Test
    void adds_up_the_metric_lines_of_all_environments_of_one_engine() throws IOException {
        log("a.log", BEGUN, """
                START RequestId: 1
                {"_aws":{},"function":"demo-Apply","eventType":"order.placed.v1","MessageDuration":[1.0,3.2]}
                {"_aws":{},"function":"demo-Apply","Received":2}
                """);
        log("b.log", BEGUN.plusSeconds(9), """
                {"_aws":{},"function":"demo-Apply","eventType":"order.placed.v1","MessageDuration":[8.0]}
                {"_aws":{},"function":"demo-Apply","eventType":"order.cancelled.v1","MessageDuration":[2.0]}
                {"function":"demo-Apply","eventType":"order.cancelled.v1","MessageDuration":[2.
                """);
        log("earlier.log", BEGUN.minusSeconds(1), """
                {"_aws":{},"function":"demo-Apply","eventType":"order.placed.v1","MessageDuration":[900.0]}
                """);

        assertThat(MessageDurations.read(logs, BEGUN))
                .isEqualTo(Map.of(
                        "demo-Apply",
                        Map.of(
                                "order.placed.v1",
                                new EngineRecords.ByEventType(3, new EngineRecords.Millis(3, 8)),
                                "order.cancelled.v1",
                                new EngineRecords.ByEventType(1, new EngineRecords.Millis(2, 2)))));
    }

    private void log(String name, Instant modified, String text) throws IOException {
        var file = Files.writeString(
                Files.createDirectories(logs.resolve("demo-Apply")).resolve(name), text);
        Files.setLastModifiedTime(file, FileTime.from(modified));
    }
}
