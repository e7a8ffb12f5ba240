package faas.infra.construct;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import faas.infra.policy.Permission;
import faas.infra.policy.PolicyException;
import faas.infra.policy.PolicyRules;
import faas.infra.policy.QueueType;
import faas.infra.policy.Stage;
import faas.infra.policy.StreamFilter;
import faas.infra.policy.StreamFunctionPolicy;
import faas.infra.policy.StreamPosition;
import faas.infra.policy.StreamRetryPolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.lambda.EventSourceMapping;
import software.amazon.awscdk.services.lambda.FilterCriteria;
import software.amazon.awscdk.services.lambda.FilterRule;
import software.amazon.awscdk.services.lambda.StartingPosition;
import software.amazon.awscdk.services.lambda.eventsources.SqsDlq;
import software.constructs.Construct;

/** A function service fed by a table's stream: each shard in order, and what is given up goes to a queue of its own. */
public final class StreamFunction extends Construct {
    public StreamFunction(
            Construct scope,
            String id,
            Stage stage,
            StreamedTable table,
            StreamFunctionPolicy policy,
            FunctionDeclaration<DynamodbEvent, StreamsEventResponse> declaration) {
        this(scope, id, stage, table, Optional.empty(), policy, declaration, Optional.empty());
    }

    /** @param filter the records that start the function */
    public StreamFunction(
            Construct scope,
            String id,
            Stage stage,
            StreamedTable table,
            StreamFilter filter,
            StreamFunctionPolicy policy,
            FunctionDeclaration<DynamodbEvent, StreamsEventResponse> declaration) {
        this(scope, id, stage, table, Optional.of(filter), policy, declaration, Optional.empty());
    }

    /**
     * A function that itself sends the records that it passes over to the failure queue, as the relays do.
     *
     * @param failureQueueVariable the environment variable for the URL of its failure queue
     */
    public StreamFunction(
            Construct scope,
            String id,
            Stage stage,
            StreamedTable table,
            StreamFunctionPolicy policy,
            FunctionDeclaration<DynamodbEvent, StreamsEventResponse> declaration,
            String failureQueueVariable) {
        this(scope, id, stage, table, Optional.empty(), policy, declaration, Optional.of(failureQueueVariable));
    }

    private StreamFunction(
            Construct scope,
            String id,
            Stage stage,
            StreamedTable table,
            Optional<StreamFilter> filter,
            StreamFunctionPolicy policy,
            FunctionDeclaration<DynamodbEvent, StreamsEventResponse> declaration,
            Optional<String> failureQueueVariable) {
        super(scope, id);
        PolicyException.throwIfAny(PolicyRules.ofStreamFunction(id, policy));
        table.addReader(id);

        DeadLetterQueue failures = new DeadLetterQueue(
                this,
                "Failures",
                stage.physicalName(id) + "-failures",
                QueueType.STANDARD,
                policy.retry().failureRetention().orElseThrow(),
                stage.removal());
        ServiceFunction service = new ServiceFunction(
                this,
                "Service",
                stage,
                id,
                failureQueueVariable
                        .map(name ->
                                declaration.withVariable(name, failures.queue().getQueueUrl()))
                        .orElse(declaration),
                policy.compute(),
                policy.scaling(),
                mayRead(table, failures));
        AlarmRule.watchStandstill(service, map(table, filter, policy, failures, service), table.writes());
        AlarmRule.atOnce("A stream is behind")
                .watch(
                        service,
                        "IteratorAgeAlarm",
                        service.functionName() + " is over "
                                + stage.alarms().iteratorAge().toSeconds() + " s behind its stream",
                        service.function()
                                .metric(
                                        "IteratorAge",
                                        MetricOptions.builder()
                                                .period(AlarmRule.MINUTE)
                                                .statistic("Maximum")
                                                .build()),
                        stage.alarms().iteratorAge().toMillis());
        AlarmRule.atOnce(AsyncDelivery.EVENTS_ARE_LOST)
                .watch(
                        service,
                        "LostEventsAlarm",
                        service.functionName() + ": Lambda could not send a given-up record to its failure queue",
                        service.ofLambda("DestinationDeliveryFailures", AlarmRule.MINUTE),
                        0);
        CfnOutput.Builder.create(Stack.of(this), id + "FailureQueueUrl")
                .value(failures.queue().getQueueUrl())
                .build();
    }

    /** https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html */
    private static List<Permission> mayRead(StreamedTable table, DeadLetterQueue failures) {
        return List.of(
                Permission.of(
                        table.streamArn(),
                        "Lambda reads the stream with the function's role",
                        "dynamodb:DescribeStream",
                        "dynamodb:GetRecords",
                        "dynamodb:GetShardIterator"),
                Permission.withoutResourceLevel(
                        "AWS gives it no resource level:"
                                + " https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html",
                        "dynamodb:ListStreams"),
                Permission.of(
                        failures.queue().getQueueArn(),
                        "Lambda reports what it gives up with the function's role; the relay sends what it passes over",
                        "sqs:SendMessage"));
    }

    private EventSourceMapping map(
            StreamedTable table,
            Optional<StreamFilter> filter,
            StreamFunctionPolicy policy,
            DeadLetterQueue failures,
            ServiceFunction service) {
        StreamRetryPolicy retry = policy.retry();
        EventSourceMapping.Builder mapping = EventSourceMapping.Builder.create(this, "Mapping")
                .target(service.alias())
                .eventSourceArn(table.streamArn())
                .startingPosition(startingPosition(policy.startingPosition()))
                .batchSize(policy.batch().size())
                .maxBatchingWindow(Durations.of(policy.batch().window()))
                .reportBatchItemFailures(policy.batch().reportItemFailures())
                .bisectBatchOnError(retry.bisect())
                .retryAttempts(retry.maximumAttempts().orElseThrow())
                .maxRecordAge(Durations.of(retry.maximumRecordAge().orElseThrow()))
                .onFailure(new SqsDlq(failures.queue()));
        filter.ifPresent(only -> mapping.filters(List.of(criteria(only))));
        policy.scaling().parallelizationFactor().ifPresent(mapping::parallelizationFactor);
        return mapping.metricsConfig(QueueFunction.METRICS).build();
    }

    /** Keys sorted, so that the same sources give the same assembly. */
    private static Map<String, Object> criteria(StreamFilter filter) {
        return FilterCriteria.filter(new TreeMap<>(Map.of(
                "eventName", List.of(filter.change().name()),
                "dynamodb",
                        Map.of("Keys", Map.of(filter.key(), Map.of("S", FilterRule.beginsWith(filter.prefix())))))));
    }

    private static StartingPosition startingPosition(StreamPosition position) {
        return switch (position) {
            case TRIM_HORIZON -> StartingPosition.TRIM_HORIZON;
            case LATEST -> StartingPosition.LATEST;
        };
    }
}
