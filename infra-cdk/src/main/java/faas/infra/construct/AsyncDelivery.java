package faas.infra.construct;

import faas.infra.policy.AsyncPolicy;
import faas.infra.policy.GivenUpEvents;
import faas.infra.policy.Permission;
import faas.infra.policy.QueueType;
import faas.infra.policy.Stage;
import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.lambda.EventInvokeConfigOptions;
import software.amazon.awscdk.services.lambda.destinations.SqsDestination;
import software.constructs.Construct;

/**
 * How Lambda delivers what a function is handed asynchronously, and the queue for what it gives up.
 *
 * <p>Callers use the alias, and AWS then goes by the alias's configuration. LocalStack goes by the configuration of the
 * version behind the alias, so that has the same one.
 */
final class AsyncDelivery {
    static final String EVENTS_ARE_LOST = "Events are lost";

    private final AsyncPolicy policy;
    private final Optional<DeadLetterQueue> failures;

    AsyncDelivery(Construct scope, String id, Stage stage, AsyncPolicy policy) {
        this.policy = policy;
        failures = switch (policy.givenUp()) {
            case GivenUpEvents.InQueue queue ->
                Optional.of(new DeadLetterQueue(
                        scope,
                        "Failures",
                        stage.physicalName(id) + "-failures",
                        QueueType.STANDARD,
                        queue.retention(),
                        stage.removal()));
            case GivenUpEvents.Lost _ -> Optional.empty();
        };
        failures.ifPresent(queue -> CfnOutput.Builder.create(Stack.of(scope), id + "FailureQueueUrl")
                .value(queue.queue().getQueueUrl())
                .build());
    }

    /** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
    List<Permission> permissions() {
        return failures.stream()
                .map(queue -> Permission.of(
                        queue.queue().getQueueArn(),
                        "Lambda reports what it gives up with the function's role",
                        "sqs:SendMessage"))
                .toList();
    }

    void configure(ServiceFunction service) {
        service.alias().configureAsyncInvoke(options());
        service.currentVersion().configureAsyncInvoke(options());
    }

    /** What is given up is in a queue, and not lost. */
    boolean keepsWhatIsGivenUp() {
        return failures.isPresent();
    }

    /**
     * Tells of events that are nowhere any more. Where nothing is kept, an event that failed alone is what the policy
     * accepts, and two of three that follow each other are an incident.
     *
     * @param pause between two events where they come at regular times, otherwise a minute
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html">Metrics of asynchronous
     *     invocations</a>
     */
    void watch(ServiceFunction service, Duration pause) {
        if (keepsWhatIsGivenUp()) {
            AlarmRule.atOnce(EVENTS_ARE_LOST)
                    .watch(
                            service,
                            "LostEventsAlarm",
                            service.functionName() + ": Lambda could not send a failed event to its failure queue",
                            service.ofLambda("DestinationDeliveryFailures", AlarmRule.MINUTE),
                            0);
        } else {
            AlarmRule.unlessRetried(EVENTS_ARE_LOST)
                    .watchAny(
                            service,
                            "LostEventsAlarm",
                            service.functionName() + " fails or is throttled, and its events are not kept",
                            period -> service.ofLambda("AsyncEventsDropped", period),
                            pause);
        }
    }

    private EventInvokeConfigOptions options() {
        EventInvokeConfigOptions.Builder options = EventInvokeConfigOptions.builder()
                .retryAttempts(policy.retries())
                .maxEventAge(Durations.of(policy.maximumEventAge()));
        failures.ifPresent(queue -> options.onFailure(new SqsDestination(queue.queue())));
        return options.build();
    }
}
