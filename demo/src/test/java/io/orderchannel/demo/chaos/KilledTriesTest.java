package io.orderchannel.demo.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderchannel.demo.chaos.EngineLook.Deliveries;
import io.orderchannel.demo.chaos.EngineLook.Function;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.model.Message;

class KilledTriesTest {

    @TempDir
    Path folder;

    @BeforeEach
    void logs() throws IOException {
        Files.writeString(folder.resolve("engine.log"), """
                [sqs-batch-AssignOrder] WARN SqsMapping - AssignOrder: request r1 failed (EXIT), messages [m1, m2] come again
                [sqs-batch-AssignOrder] WARN SqsMapping - AssignOrder: request r2 failed (EXIT), messages [m2] come again
                [sqs-batch-AssignOrder] WARN SqsMapping - AssignOrder: request r3 failed (HANDLER), messages [m1] come again
                """);
        Files.writeString(
                Files.createDirectories(folder.resolve("logs/demo-FulfilExpressOrder"))
                        .resolve("e1.log"),
                "{\"messageId\":\"m3\",\"error\":\"ManageSlot: order o1: RESERVE: function error Unhandled\"}\n");
    }

    @Test
    void a_dead_letter_is_excused_if_all_of_its_tries_ended_with_their_process() throws IOException {
        assertThat(judged("demo-AssignOrder", "m2", 2).excused()).isTrue();
        assertThat(judged("demo-AssignOrder", "m1", 2).excused()).isFalse();
        assertThat(judged("demo-AssignOrder", "m1", 2).detail()).isEqualTo("1 of its 2 tries ended by kills");
    }

    @Test
    void a_try_that_failed_since_its_callee_was_killed_ended_by_a_kill() throws IOException {
        assertThat(judged("demo-FulfilExpressOrder", "m3", 1).excused()).isTrue();
    }

    @Test
    void a_call_excuses_nothing_where_its_callee_failed_in_another_way_too() throws IOException {
        assertThat(judged("demo-FulfilExpressOrder", "m3", 1, 2).excused()).isFalse();
    }

    @Test
    void a_message_of_a_polling_consumer_is_excused_by_as_many_kills_of_it() throws IOException {
        assertThat(judged("demo-Payouts", "m4", 2).excused()).isTrue();
        assertThat(judged("demo-Payouts", "m4", 3).excused()).isFalse();
    }

    private Comparison.DeadLetter judged(String source, String id, long tries) throws IOException {
        return judged(source, id, tries, 1);
    }

    private Comparison.DeadLetter judged(String source, String id, long tries, long calleeErrors) throws IOException {
        var look = new EngineLook(
                List.of(new Function("DrainPayouts", 2, 2, 0), new Function("ManageSlot", calleeErrors, 1, 0)),
                List.of(),
                new Deliveries(0, 0, 0, 0));
        return new KilledTries(folder.resolve("engine.log"), folder.resolve("logs"))
                .judge(
                        new WorkQueues.GivenUp(
                                source,
                                source + "-dlq",
                                Message.builder().messageId(id).build(),
                                tries),
                        look);
    }
}
