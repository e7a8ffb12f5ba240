package faas.cli.deadletters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import faas.cli.engine.Declaration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.DestinationConfig;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;
import software.amazon.awssdk.services.lambda.model.Filter;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.Subscription;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * A queue for what was given up: the dead-letter queue of another queue or of a topic's subscription, or the on-failure
 * destination of asynchronous invocations or of a stream. Which one it is, the engine says: redrive policies, event
 * invoke configurations and event-source mappings as they are deployed.
 *
 * @param name its deployed name, such as {@code demo-SendInvoice-dlq}
 * @param origins where its messages come from, at least one
 */
public record FailureQueue(String name, String url, String arn, List<Origin> origins) {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** In the redrive policies of queues and of subscriptions. */
    private static final String TARGET = "deadLetterTargetArn";

    public FailureQueue {
        origins = List.copyOf(origins);
    }

    /**
     * Every one of the engine whose name begins so, by name.
     *
     * @param prefix such as {@code demo-}; empty for all
     */
    public static List<FailureQueue> all(SqsClient sqs, SnsClient sns, LambdaClient lambda, String prefix) {
        return new Look(sqs, sns, lambda, prefix).queues();
    }

    /** Whether all messages were moved here by SQS, which can then move them back by itself. */
    public boolean isOfQueuesOnly() {
        return origins.stream().allMatch(Origin.OfQueue.class::isInstance);
    }

    /** Whether it is called so, with its stage or without. */
    public boolean isCalled(String wanted) {
        return name.equals(wanted) || Declaration.withoutStage(name).equals(wanted);
    }

    /** What one look at the engine shows. */
    private static final class Look {
        private final SnsClient sns;
        private final LambdaClient lambda;
        private final Map<String, Map<QueueAttributeName, String>> attributes = new TreeMap<>();
        private final List<FunctionConfiguration> functions;
        private final List<EventSourceMappingConfiguration> mappings;
        private final Map<String, List<Origin>> origins = new HashMap<>();

        Look(SqsClient sqs, SnsClient sns, LambdaClient lambda, String prefix) {
            this.sns = sns;
            this.lambda = lambda;
            sqs.listQueuesPaginator(list -> list.queueNamePrefix(prefix)).queueUrls().stream()
                    .filter(url -> name(url).startsWith(prefix))
                    .forEach(url -> attributes.put(url, attributes(sqs, url)));
            this.functions = lambda.listFunctionsPaginator().functions().stream()
                    .filter(function -> function.functionName().startsWith(prefix))
                    .toList();
            this.mappings = lambda.listEventSourceMappingsPaginator().eventSourceMappings().stream()
                    .filter(mapping -> function(mapping.functionArn()).startsWith(prefix))
                    .toList();
        }

        private static Map<QueueAttributeName, String> attributes(SqsClient sqs, String url) {
            return sqs.getQueueAttributes(get -> get.queueUrl(url)
                            .attributeNames(QueueAttributeName.QUEUE_ARN, QueueAttributeName.REDRIVE_POLICY))
                    .attributes();
        }

        List<FailureQueue> queues() {
            attributes.forEach(this::ofQueue);
            sns.listSubscriptionsPaginator().subscriptions().forEach(this::ofSubscription);
            functions.forEach(this::ofCalls);
            mappings.forEach(this::ofStream);
            return attributes.keySet().stream()
                    .filter(url -> origins.containsKey(arn(url)))
                    .map(url -> new FailureQueue(name(url), url, arn(url), origins.getOrDefault(arn(url), List.of())))
                    .toList();
        }

        private String arn(String url) {
            return attributes.getOrDefault(url, Map.of()).getOrDefault(QueueAttributeName.QUEUE_ARN, "");
        }

        private void ofQueue(String url, Map<QueueAttributeName, String> itsAttributes) {
            var policy = parsed(itsAttributes.getOrDefault(QueueAttributeName.REDRIVE_POLICY, "{}"));
            if (policy.has(TARGET)) {
                add(
                        policy.path(TARGET).asText(),
                        new Origin.OfQueue(
                                name(url),
                                url,
                                arn(url),
                                policy.path("maxReceiveCount").asInt(),
                                consumers(url)));
            }
        }

        /** https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html */
        private void ofSubscription(Subscription subscription) {
            // One that is not confirmed yet has a word in the place of its ARN, and no attributes.
            attributes.keySet().stream()
                    .filter(url -> arn(url).equals(subscription.endpoint())
                            && subscription.subscriptionArn().startsWith("arn:"))
                    .forEach(url -> {
                        var policy = parsed(sns.getSubscriptionAttributes(
                                        get -> get.subscriptionArn(subscription.subscriptionArn()))
                                .attributes()
                                .getOrDefault("RedrivePolicy", "{}"));
                        if (policy.has(TARGET)) {
                            add(
                                    policy.path(TARGET).asText(),
                                    new Origin.OfSubscription(subscription.topicArn(), name(url), url, consumers(url)));
                        }
                    });
        }

        /** Those that a mapping feeds from the queue, and those that know its URL and so may poll it themselves. */
        private SortedSet<String> consumers(String url) {
            var mapped = mappings.stream()
                    .filter(mapping -> arn(url).equals(mapping.eventSourceArn()))
                    .map(mapping -> function(mapping.functionArn()));
            var polling = functions.stream()
                    .filter(function -> function.environment() != null
                            && function.environment().variables().values().stream()
                                    .anyMatch(value -> isUrlOf(name(url), value)))
                    .map(FunctionConfiguration::functionName);
            return Stream.concat(mapped, polling).collect(Collectors.toCollection(TreeSet::new));
        }

        /** An engine may have another host name for functions than for its users. */
        private static boolean isUrlOf(String queue, String value) {
            return value.startsWith("http") && value.endsWith("/" + queue);
        }

        /** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
        private void ofCalls(FunctionConfiguration function) {
            var targets = new HashMap<String, List<String>>();
            lambda
                    .listFunctionEventInvokeConfigsPaginator(list -> list.functionName(function.functionName()))
                    .functionEventInvokeConfigs()
                    .stream()
                    .forEach(config -> onFailure(config.destinationConfig())
                            .ifPresent(queue -> targets.computeIfAbsent(queue, _ -> new ArrayList<>())
                                    .add(config.functionArn())));
            targets.forEach((queue, arns) -> add(
                    queue,
                    new Origin.OfCalls(
                            function.functionName(), arns.stream().sorted().toList())));
        }

        /** https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html */
        private void ofStream(EventSourceMappingConfiguration mapping) {
            onFailure(mapping.destinationConfig())
                    .ifPresent(queue -> add(
                            queue,
                            new Origin.OfStream(
                                    mapping.functionArn(),
                                    mapping.eventSourceArn(),
                                    mapping.filterCriteria() == null
                                            ? List.of()
                                            : mapping.filterCriteria().filters().stream()
                                                    .map(Filter::pattern)
                                                    .toList())));
        }

        private void add(String queueArn, Origin origin) {
            origins.computeIfAbsent(queueArn, _ -> new ArrayList<>()).add(origin);
        }

        private static Optional<String> onFailure(@Nullable DestinationConfig destinations) {
            return Optional.ofNullable(destinations)
                    .map(DestinationConfig::onFailure)
                    .map(failure -> failure.destination())
                    .filter(arn -> arn.contains(":sqs:"));
        }
    }

    /** {@code arn:aws:lambda:<region>:<account>:function:<name>[:<qualifier>]}. */
    static String function(String arn) {
        var parts = arn.split(":", -1);
        return parts.length > 6 ? parts[6] : arn;
    }

    /** Whether the function's ARN ends in an alias, and in neither a version nor nothing. */
    static boolean isAlias(String arn) {
        var parts = arn.split(":", -1);
        return parts.length > 7 && !parts[7].equals("$LATEST") && !parts[7].matches("\\d+");
    }

    private static String name(String url) {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    private static JsonNode parsed(String policy) {
        try {
            return JSON.readTree(policy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
