package io.orderchannel.acceptance;

import faas.acceptance.engine.EngineKind;
import faas.acceptance.engine.EngineSettings;
import faas.acceptance.engine.Variation;
import faas.infra.SystemDefinition;
import faas.infra.policy.QueueFunctionPolicy;
import faas.infra.policy.Stage;
import io.orderchannel.events.Channel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The demo stage as it is; on AWS the stage {@code test}, which is the same. Nested are variations of it. */
public class DemoStage implements Variation {

    @Override
    public final String stage() {
        return EngineKind.chosen().stage();
    }

    /** The build has made the demo stage's assembly already. */
    @Override
    public Path synthesize() {
        return stage().equals("demo") ? ROOT.resolve("infra-cdk/target/cdk.out") : synthesized(base());
    }

    final Stage base() {
        return SystemDefinition.load().stage(stage(), Map.of());
    }

    final Path synthesized(Stage stage) {
        SystemDefinition.load().synthesize(stage, ROOT, directory());
        return directory();
    }

    /** LOCKER has three slots a day. */
    final Stage baseWithFewLockers() {
        return base().withChannel(channel -> channel.withCapacity(capacity -> capacity.with(Channel.LOCKER, 3)));
    }

    /** AssignOrder's batch size is 1 instead of 10; nothing else differs. */
    public static final class OneByOne extends DemoStage {
        @Override
        public Path synthesize() {
            return synthesized(base().withChannel(channel ->
                    channel.withAssignOrder(assign -> assign.withBatch(batch -> batch.withSize(1)))));
        }
    }

    /** Messages and held slots come again soon, so that a test need not wait minutes; LOCKER is small. */
    public static final class QuickRetry extends DemoStage {
        @Override
        public Path synthesize() {
            return synthesized(baseWithFewLockers()
                    .withOrder(order -> order.withApplyChannelOutcome(QuickRetry::retrySoon))
                    .withChannel(channel -> channel.withAssignOrder(QuickRetry::retrySoon)
                            .withReservations(reservations -> reservations.withHold(Duration.ofSeconds(3)))));
        }

        /** Six times the time-out and the window fit into the visibility timeout, as Lambda wants it. */
        private static QueueFunctionPolicy retrySoon(QueueFunctionPolicy policy) {
            return policy.withCompute(compute -> compute.withTimeout(Duration.ofSeconds(2)))
                    .withRetry(retry -> retry.withVisibilityTimeout(Duration.ofSeconds(13)));
        }
    }

    /** No execution environment serves a second invocation; LOCKER is small. */
    public static final class FreshEnvironments extends DemoStage {
        @Override
        public EngineSettings settings() {
            return EngineSettings.STANDARD.withFreshEnvironments();
        }

        @Override
        public Path synthesize() {
            return synthesized(baseWithFewLockers());
        }
    }

    /** The demo stage in an account that may do three things at one time, beside what its functions reserve. */
    public static final class SmallAccount extends DemoStage {
        @Override
        public EngineSettings settings() {
            return EngineSettings.STANDARD.withAccountConcurrency(6);
        }
    }
}
