package faas.cli;

import faas.cli.engine.Declaration;
import faas.cli.engine.EngineConnection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * What a message can be sent to.
 *
 * @param kind {@code topic}, {@code queue} or {@code function}
 * @param name its deployed name, such as {@code demo-SendInvoice}
 * @param address a topic's ARN, a queue's URL, a function's name
 */
record Destination(String kind, String name, String address) {

    static final String TOPIC = "topic";
    static final String QUEUE = "queue";
    static final String FUNCTION = "function";

    /** Every topic, queue and function that there is. */
    static List<Destination> all(SnsClient sns, SqsClient sqs, LambdaClient lambda) {
        var topics = sns.listTopicsPaginator().topics().stream()
                .map(topic -> new Destination(TOPIC, afterLast(':', topic.topicArn()), topic.topicArn()));
        var queues = sqs.listQueuesPaginator().queueUrls().stream()
                .map(url -> new Destination(QUEUE, afterLast('/', url), url));
        var functions = lambda.listFunctionsPaginator().functions().stream()
                .map(function -> new Destination(FUNCTION, function.functionName(), function.functionName()));
        return Stream.of(topics, queues, functions)
                .flatMap(destinations -> destinations)
                .toList();
    }

    /**
     * The one that is named.
     *
     * @param to its deployed name, with the stage or without, or that of a stack output, without {@code Arn} or
     *     {@code Url}; before it, if need be, the kind and a colon
     * @throws UserErrorException if there is none, or more than one
     */
    static Destination named(String to, List<Destination> all, EngineConnection engine) throws UserErrorException {
        var found = all.stream()
                .filter(destination -> destination.isCalled(to, engine.outputs()))
                .toList();
        if (found.size() != 1) {
            throw new UserErrorException(
                    found.isEmpty()
                            ? "--to " + to + ": no such topic, queue or function; there are " + sorted(all)
                            : "--to " + to + ": expected one of " + sorted(found));
        }
        return found.getFirst();
    }

    private boolean isCalled(String to, Map<String, String> outputs) {
        var names = Stream.concat(
                Stream.of(name, Declaration.withoutStage(name), address),
                outputs.entrySet().stream()
                        .filter(output -> output.getValue().equals(address))
                        .flatMap(output ->
                                Stream.of(output.getKey(), output.getKey().replaceFirst("(Arn|Url)$", ""))));
        return names.flatMap(one -> Stream.of(one, kind + ":" + one)).anyMatch(to::equals);
    }

    private static List<String> sorted(List<Destination> destinations) {
        return destinations.stream()
                .map(destination -> destination.kind + ":" + destination.name)
                .sorted()
                .toList();
    }

    private static String afterLast(char separator, String address) {
        return address.substring(address.lastIndexOf(separator) + 1);
    }
}
