package io.orderchannel.acceptance.engine;

import io.orderchannel.acceptance.probe.ProbeApp;
import io.orderchannel.events.Channel;
import io.orderchannel.infra.FunctionPackages;
import io.orderchannel.infra.OrderChannelApp;
import io.orderchannel.infra.policy.QueueFunctionPolicy;
import io.orderchannel.infra.policy.Stage;
import java.nio.file.Path;
import java.time.Duration;

/** A declaration to run tests on, and how the engine treats it. */
public enum Variation {

    /** The demo stage as it is. */
    DEMO,

    /** AssignOrder's batch size is 1 instead of 10; nothing else differs. */
    ONE_BY_ONE,

    /** Messages come again soon after a failure, so that a test need not wait minutes; LOCKER is small. */
    QUICK_RETRY,

    /** No execution environment serves a second invocation; LOCKER is small. */
    FRESH_ENVIRONMENTS,

    /** Functions that exist for tests only; see {@link ProbeApp}. */
    PROBES;

    /** The project's root, which the build names. */
    public static final Path ROOT = Path.of(System.getProperty("orderchannel.root", ".."))
            .toAbsolutePath()
            .normalize();

    /** How the engine treats execution environments. */
    public EngineSettings settings() {
        return switch (this) {
            case DEMO, ONE_BY_ONE, QUICK_RETRY -> EngineSettings.STANDARD;
            case FRESH_ENVIRONMENTS -> EngineSettings.STANDARD.withFreshEnvironments();
            case PROBES -> EngineSettings.STANDARD.withIdleExpiry(Duration.ofSeconds(5));
        };
    }

    /** Synthesizes the declaration and returns the directory that holds it; the demo's is the one that the build made. */
    Path synthesize() {
        if (this == DEMO) {
            return ROOT.resolve("infra-cdk/target/cdk.out");
        }
        var out = ROOT.resolve("acceptance-tests/target/assembly").resolve(name());
        switch (this) {
            case DEMO -> throw new IllegalStateException("the build synthesizes it");
            case ONE_BY_ONE ->
                synthesize(
                        Stage.demo()
                                .withChannel(channel -> channel.withAssignOrder(
                                        assign -> assign.withBatch(batch -> batch.withSize(1)))),
                        out);
            case QUICK_RETRY ->
                synthesize(
                        withFewLockers(Stage.demo())
                                .withOrder(order -> order.withApplyChannelOutcome(Variation::retrySoon))
                                .withChannel(channel -> channel.withAssignOrder(Variation::retrySoon)),
                        out);
            case FRESH_ENVIRONMENTS -> synthesize(withFewLockers(Stage.demo()), out);
            case PROBES -> ProbeApp.synthesize(ROOT, out);
        }
        return out;
    }

    private static void synthesize(Stage stage, Path out) {
        OrderChannelApp.synthesize(stage, FunctionPackages.of(ROOT), out);
    }

    private static Stage withFewLockers(Stage stage) {
        return stage.withChannel(channel -> channel.withCapacity(capacity -> capacity.with(Channel.LOCKER, 3)));
    }

    /** Six times the time-out and the window fit into the visibility timeout, as Lambda wants it. */
    private static QueueFunctionPolicy retrySoon(QueueFunctionPolicy policy) {
        return policy.withCompute(compute -> compute.withTimeout(Duration.ofSeconds(3)))
                .withRetry(retry -> retry.withVisibilityTimeout(Duration.ofSeconds(20)));
    }
}
