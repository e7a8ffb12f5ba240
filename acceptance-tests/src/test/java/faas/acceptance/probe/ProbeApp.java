package faas.acceptance.probe;

import faas.acceptance.engine.EngineSettings;
import faas.acceptance.engine.Variation;
import faas.infra.construct.EventTopic;
import faas.infra.construct.FunctionDeclaration;
import faas.infra.construct.QueueFunction;
import faas.infra.construct.StreamedTable;
import faas.infra.construct.TopicFunction;
import faas.infra.policy.AsyncFunctionPolicy;
import faas.infra.policy.AsyncPolicy;
import faas.infra.policy.BatchPolicy;
import faas.infra.policy.ComputePolicy;
import faas.infra.policy.ConsumerGroup;
import faas.infra.policy.DeadLetterPolicy;
import faas.infra.policy.Permission;
import faas.infra.policy.QueueFunctionPolicy;
import faas.infra.policy.QueueRetryPolicy;
import faas.infra.policy.ScalingPolicy;
import faas.infra.policy.Stage;
import io.orderchannel.events.EventType;
import io.orderchannel.infra.OrderChannelApp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;

/**
 * Functions that exist for tests only, declared with the constructs of the real ones: a topic, and consumer groups, the first
 * three of them with {@link ProbeHandler}.
 *
 * <ul>
 *   <li>{@code Probe} takes order.placed, ten at a time
 *   <li>{@code StandStill} takes order.placed too
 *   <li>{@code Direct} takes order.rejected, which nobody publishes here, and so is free for direct invocations
 *   <li>{@code BehindQueue} and {@code OnTopic} take order.cancelled, the one from a queue and the other from the topic itself,
 *       two invocations at one time each
 * </ul>
 */
public final class ProbeApp implements Variation {

    /** How many receives without success send a message to the dead-letter queue. */
    public static final int MAX_RECEIVE_COUNT = 2;

    public static final Duration TIMEOUT = Duration.ofSeconds(3);
    public static final Duration VISIBILITY_TIMEOUT = Duration.ofSeconds(20);

    /** {@code probe-Direct} and so on are the functions' physical names. */
    public static final Stage STAGE = Stage.demo().withName("probe");

    @Override
    public String stage() {
        return STAGE.name();
    }

    @Override
    public EngineSettings settings() {
        return EngineSettings.STANDARD.withIdleExpiry(Duration.ofSeconds(5));
    }

    @Override
    public Path synthesize() {
        write(ROOT, directory());
        return directory();
    }

    private static void write(Path root, Path out) {
        var app = new App(AppProps.builder()
                .outdir(out.toString())
                .stackTraces(false)
                .treeMetadata(false)
                .analyticsReporting(false)
                .context(Map.of("aws:cdk:enable-path-metadata", true, "aws:cdk:enable-asset-metadata", true))
                .build());
        var stack = new Stack(app, STAGE.physicalName("probes"));
        var topic = new EventTopic(stack, "ProbeEvents", STAGE.physicalName("events"));
        var effects = new StreamedTable(stack, "Effects", STAGE.physicalName("effects"), "pk", STAGE.removal());
        output(stack, "ProbeTopicArn", topic.topicArn());
        output(stack, "EffectsTableName", effects.tableName());
        var declaration = new FunctionDeclaration<>(
                ProbePackage.assemble(root),
                ProbeHandler.class,
                Map.of("EFFECTS_TABLE", effects.tableName()),
                List.of(Permission.of(effects.tableArn(), "counts what it does", "dynamodb:UpdateItem")));
        Map.of(
                        "Probe",
                        EventType.ORDER_PLACED,
                        "StandStill",
                        EventType.ORDER_PLACED,
                        "Direct",
                        EventType.ORDER_REJECTED)
                .forEach((id, type) ->
                        new QueueFunction(stack, id, STAGE, topic, ConsumerGroup.of(type), policy(), declaration));
        twoWays(stack, topic, declaration);
        OrderChannelApp.write(app);
    }

    private static void twoWays(Stack stack, EventTopic topic, FunctionDeclaration<?, ?> same) {
        var group = ConsumerGroup.of(EventType.ORDER_CANCELLED);
        var compute = new ComputePolicy(512, Duration.ofSeconds(5));
        var two = ScalingPolicy.UNLIMITED.withReservedConcurrency(OptionalInt.of(2));
        new QueueFunction(
                stack,
                "BehindQueue",
                STAGE,
                topic,
                group,
                new QueueFunctionPolicy(
                        compute,
                        BatchPolicy.of(5, Duration.ZERO),
                        QueueRetryPolicy.of(Duration.ofSeconds(30), DeadLetterPolicy.after(5)),
                        two.withMaximumConcurrency(OptionalInt.of(2))),
                new FunctionDeclaration<>(
                        same.packageDirectory(), FaultyQueueHandler.class, same.environment(), same.permissions()));
        new TopicFunction(
                stack,
                "OnTopic",
                STAGE,
                topic,
                group,
                new AsyncFunctionPolicy(compute, AsyncPolicy.lossy("what it loses is measured"), two),
                new FunctionDeclaration<>(
                        same.packageDirectory(), FaultyTopicHandler.class, same.environment(), same.permissions()));
    }

    private static QueueFunctionPolicy policy() {
        return new QueueFunctionPolicy(
                new ComputePolicy(512, TIMEOUT),
                BatchPolicy.of(10, Duration.ofSeconds(1)),
                QueueRetryPolicy.of(VISIBILITY_TIMEOUT, DeadLetterPolicy.after(MAX_RECEIVE_COUNT)),
                ScalingPolicy.atMost(2));
    }

    private static void output(Stack stack, String key, String value) {
        CfnOutput.Builder.create(stack, key).value(value).build();
    }
}
