package io.orderchannel.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.infra.construct.FunctionDeclaration;
import faas.infra.construct.StreamFunction;
import faas.infra.construct.StreamedTable;
import faas.infra.policy.PolicyException;
import faas.infra.policy.QueueRetryPolicy;
import faas.infra.policy.Stage;
import io.orderchannel.order.handler.PublishOrderEventsHandler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping;
import software.amazon.awscdk.services.sqs.Queue;

class RefusedSynthesisTest {
    @TempDir
    private Path directory;

    @Test
    void visibility_timeout_too_small_for_the_function() {
        Stage stage = Stage.demo()
                .withChannel(channel -> channel.withAssignOrder(
                        function -> function.withRetry(retry -> retry.withVisibilityTimeout(Duration.ofSeconds(60)))));

        assertThatThrownBy(() -> synthesize(stage))
                .isInstanceOf(PolicyException.class)
                .hasMessage("AssignOrder: visibility timeout 60 s: must be at least"
                        + " 6 x function timeout (10 s) + batch window (1 s) = 61 s,"
                        + " or a message comes again while it is still worked on");
        assertThat(directory.resolve("cdk.out/manifest.json")).doesNotExist();
    }

    @Test
    void queue_without_dead_letter_queue() {
        Stage stage = Stage.demo()
                .withOrder(order -> order.withApplyChannelOutcome(
                        function -> function.withRetry(QueueRetryPolicy::withoutDeadLetters)));

        assertThatThrownBy(() -> synthesize(stage))
                .isInstanceOf(PolicyException.class)
                .hasMessageStartingWith("ApplyChannelOutcome: dead-letter queue none: must have one");
    }

    @Test
    void stream_without_failure_destination() {
        Stage stage = Stage.demo()
                .withOrder(order -> order.withPublishOrderEvents(
                        function -> function.withRetry(retry -> retry.withFailureRetention(Optional.empty()))));

        assertThatThrownBy(() -> synthesize(stage))
                .isInstanceOf(PolicyException.class)
                .hasMessageStartingWith("PublishOrderEvents: on-failure destination none: must have one");
    }

    @Test
    void third_reader_of_a_stream() {
        Stack stack = stack();
        StreamedTable table = new StreamedTable(stack, "Orders", "orders", "orderId", RemovalPolicy.DESTROY);
        reader(stack, "First", table);
        reader(stack, "Second", table);

        assertThatThrownBy(() -> reader(stack, "Third", table))
                .isInstanceOf(PolicyException.class)
                .hasMessage("Orders: stream readers First, Second, Third: must be at most 2:"
                        + " DynamoDB throttles a third reader of a shard");
    }

    @Test
    void trigger_declared_beside_the_constructs_that_know_the_rules() {
        Stack stack = stack();
        Queue.Builder.create(stack, "Stray").build();
        CfnEventSourceMapping.Builder.create(stack, "Shortcut")
                .functionName("f")
                .build();

        assertThat(Declarations.violations(stack))
                .map(Object::toString)
                .containsExactlyInAnyOrder(
                        "stack/Stray/Resource: CfnQueue: must be part of a construct of faas.infra.construct,"
                                + " which holds it to its policies",
                        "stack/Shortcut: CfnEventSourceMapping: must be part of a construct of"
                                + " faas.infra.construct, which holds it to its policies");
    }

    private void synthesize(Stage stage) {
        OrderChannelApp.synthesize(stage, Synthesized.functionPackages(directory), directory.resolve("cdk.out"));
    }

    private Stack stack() {
        return new Stack(
                new App(AppProps.builder()
                        .outdir(directory.resolve("cdk.out").toString())
                        .build()),
                "stack");
    }

    private void reader(Stack stack, String id, StreamedTable table) {
        new StreamFunction(
                stack,
                id,
                Stage.demo(),
                table,
                Stage.demo().order().publishOrderEvents(),
                new FunctionDeclaration<>(
                        Synthesized.functionPackages(directory).of("order-context"),
                        PublishOrderEventsHandler.class,
                        Map.of(),
                        List.of()));
    }
}
