package io.orderchannel.acceptance.engine;

import faas.infra.policy.QueueFunctionPolicy;
import faas.infra.policy.Stage;
import io.orderchannel.acceptance.conformance.ConformanceApp;
import io.orderchannel.acceptance.probe.ProbeApp;
import io.orderchannel.events.order.Channel;
import io.orderchannel.infra.OrderChannelApp;
import java.nio.file.Path;
import java.time.Duration;

/** A declaration to run tests on, and how the engine treats it. */
public enum Variation {

    /** The demo stage as it is. */
    DEMO,

    /** AssignOrder's batch size is 1 instead of 10; nothing else differs. */
    ONE_BY_ONE,

    /** Messages and held slots come again soon, so that a test need not wait minutes; LOCKER is small. */
    QUICK_RETRY,

    /** No execution environment serves a second invocation; LOCKER is small. */
    FRESH_ENVIRONMENTS,

    /** The demo stage in an account that may do three things at one time, beside what its functions reserve. */
    SMALL_ACCOUNT,

    /** Functions that exist for tests only; see {@link ProbeApp}. */
    PROBES,

    /** One function behind every kind of trigger; see {@link ConformanceApp}. */
    CONFORMANCE;

    /** The project's root, which the build names. */
    public static final Path ROOT =
            Path.of(System.getProperty("faas.root", "..")).toAbsolutePath().normalize();

    private static final Path BUILT = ROOT.resolve("infra-cdk/target/cdk.out");

    /** How the engine treats execution environments. */
    public EngineSettings settings() {
        return switch (this) {
            case DEMO, ONE_BY_ONE, QUICK_RETRY, CONFORMANCE -> EngineSettings.STANDARD;
            case FRESH_ENVIRONMENTS -> EngineSettings.STANDARD.withFreshEnvironments();
            case SMALL_ACCOUNT -> EngineSettings.STANDARD.withAccountConcurrency(6);
            case PROBES -> EngineSettings.STANDARD.withIdleExpiry(Duration.ofSeconds(5));
        };
    }

    /** The stage whose name is in front of every physical name. */
    String stage() {
        return switch (this) {
            case DEMO, ONE_BY_ONE, QUICK_RETRY, FRESH_ENVIRONMENTS, SMALL_ACCOUNT -> base().name();
            case PROBES -> ProbeApp.STAGE.name();
            case CONFORMANCE -> ConformanceApp.STAGE;
        };
    }

    /** Synthesizes the declaration and returns the directory that holds it; the demo stage's is the one that the build made. */
    Path synthesize() {
        return switch (this) {
            case DEMO, SMALL_ACCOUNT -> base().equals(Stage.demo()) ? BUILT : synthesized(base());
            case ONE_BY_ONE ->
                synthesized(base().withChannel(channel ->
                        channel.withAssignOrder(assign -> assign.withBatch(batch -> batch.withSize(1)))));
            case QUICK_RETRY ->
                synthesized(withFewLockers(base())
                        .withOrder(order -> order.withApplyChannelOutcome(Variation::retrySoon))
                        .withChannel(channel -> channel.withAssignOrder(Variation::retrySoon)
                                .withReservations(reservations -> reservations.withHold(Duration.ofSeconds(3)))));
            case FRESH_ENVIRONMENTS -> synthesized(withFewLockers(base()));
            case PROBES -> {
                ProbeApp.synthesize(ROOT, own());
                yield own();
            }
            case CONFORMANCE -> {
                ConformanceApp.synthesize(ROOT, own());
                yield own();
            }
        };
    }

    private static Stage base() {
        return EngineKind.chosen().stage();
    }

    private Path synthesized(Stage stage) {
        OrderChannelApp.synthesizeVariation(stage, ROOT, own());
        return own();
    }

    private Path own() {
        return ROOT.resolve("acceptance-tests/target/assembly").resolve(name());
    }

    private static Stage withFewLockers(Stage stage) {
        return stage.withChannel(channel -> channel.withCapacity(capacity -> capacity.with(Channel.LOCKER, 3)));
    }

    /** Six times the time-out and the window fit into the visibility timeout, as Lambda wants it. */
    private static QueueFunctionPolicy retrySoon(QueueFunctionPolicy policy) {
        return policy.withCompute(compute -> compute.withTimeout(Duration.ofSeconds(2)))
                .withRetry(retry -> retry.withVisibilityTimeout(Duration.ofSeconds(13)));
    }
}
