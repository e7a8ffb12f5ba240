package io.orderchannel.acceptance;

import faas.acceptance.engine.EngineKind;
import faas.acceptance.engine.EngineSettings;
import faas.acceptance.engine.Variation;
import faas.infra.SystemDefinition;
import faas.infra.policy.AsyncPolicy;
import faas.infra.policy.DeadLetterPolicy;
import faas.infra.policy.QueueFunctionPolicy;
import faas.infra.policy.Stage;
import io.orderchannel.events.order.Channel;
import io.orderchannel.infra.channel.ChannelPolicies;
import io.orderchannel.infra.channel.ReservationPolicy;
import io.orderchannel.infra.order.OrderPolicies;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;

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
        return base().with(
                        ChannelPolicies.class,
                        channel -> channel.withCapacity(capacity -> capacity.with(Channel.LOCKER, 3)));
    }

    /** AssignOrder's batch size is 1 instead of 10; nothing else differs. */
    public static final class OneByOne extends DemoStage {
        @Override
        public Path synthesize() {
            return synthesized(base().with(
                            ChannelPolicies.class,
                            channel ->
                                    channel.withAssignOrder(assign -> assign.withBatch(batch -> batch.withSize(1)))));
        }
    }

    /** Messages and held slots come again soon, so that a test need not wait minutes; LOCKER is small. */
    public static final class QuickRetry extends DemoStage {
        @Override
        public Path synthesize() {
            return synthesized(baseWithFewLockers()
                    .with(OrderPolicies.class, order -> order.withApplyChannelOutcome(QuickRetry::retrySoon))
                    .with(
                            ChannelPolicies.class,
                            channel -> channel.withAssignOrder(QuickRetry::retrySoon)
                                    .withReservations(reservations -> reservations.withHold(Duration.ofSeconds(3)))));
        }

        /** Six times the time-out and the window fit into the visibility timeout, as Lambda wants it. */
        private static QueueFunctionPolicy retrySoon(QueueFunctionPolicy policy) {
            return policy.withCompute(compute -> compute.withTimeout(Duration.ofSeconds(2)))
                    .withRetry(retry -> retry.withVisibilityTimeout(Duration.ofSeconds(13)));
        }
    }

    /**
     * What fails is given up after a try or two; a held slot's time is over at once. No order is cancelled while what
     * was given up about it waits to be sent back.
     */
    public static final class FewTries extends DemoStage {
        @Override
        public Path synthesize() {
            return synthesized(base().with(
                            OrderPolicies.class,
                            order -> order.withStaleOrders(stale -> stale.withLimit(Duration.ofHours(1))))
                    .with(
                            ChannelPolicies.class,
                            channel -> channel.withAssignOrder(assign -> QuickRetry.retrySoon(assign)
                                            .withRetry(retry -> retry.withDeadLetters(DeadLetterPolicy.after(2))))
                                    .withPartnerCalls(calls -> calls.withNotifyPartner(
                                            notify -> notify.withAsync(_ -> AsyncPolicy.of(0, Duration.ofHours(1)))))
                                    .withReservations(reservations -> new ReservationPolicy(
                                            Duration.ofSeconds(1),
                                            reservations.manageSlot(),
                                            reservations
                                                    .releaseExpiredReservations()
                                                    .withRetry(
                                                            retry -> retry.withMaximumAttempts(OptionalInt.of(1)))))));
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
