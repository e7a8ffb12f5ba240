package faas.cli.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The functions and queues that a stage's templates declare, each list by name. */
public record Declaration(List<Function> functions, List<Queue> queues) {

    /**
     * A function.
     *
     * @param deployedName such as {@code demo-SendInvoice}
     * @param name its construct id
     * @param trigger as the local engine names it: {@code http}, {@code sqs}, {@code stream}, {@code sns},
     *     {@code schedule}, {@code async} or {@code invoke}
     * @param givingUp what becomes of an event that it cannot process; empty where it is not retried, or retried until
     *     it is too old
     */
    public record Function(String deployedName, String name, String trigger, Optional<GivingUp> givingUp) {}

    /**
     * The end of an event that cannot be processed.
     *
     * @param tries how often the function gets it
     * @param queue where it goes then
     */
    public record GivingUp(int tries, String queue) {}

    /**
     * A queue.
     *
     * @param deadLetters the queue in which its dead letters are: another one, or itself where it takes what was given
     *     up for a function or a subscription; empty where it has none
     */
    public record Queue(String name, Optional<String> deadLetters) {}

    public Declaration {
        functions = List.copyOf(functions);
        queues = List.copyOf(queues);
    }

    /**
     * Reads a cloud assembly of one stage, whose functions and queues all have names.
     *
     * @param assembly the directory that CDK synthesized
     */
    public static Declaration read(Path assembly) throws IOException {
        var functions = new ArrayList<Function>();
        var queues = new ArrayList<Queue>();
        for (var stack : DeclaredStack.read(assembly)) {
            var template = new Template(stack);
            functions.addAll(template.functions());
            queues.addAll(template.queues());
        }
        functions.sort(Comparator.comparing(Function::name));
        queues.sort(Comparator.comparing(Queue::name));
        return new Declaration(functions, queues);
    }

    /** {@code demo-} of {@code demo-SendInvoice}: no stage's name has a hyphen. */
    public static String stagePrefix(String deployedName) {
        return deployedName.substring(0, deployedName.indexOf('-') + 1);
    }

    /** {@code SendInvoice} of {@code demo-SendInvoice}. */
    public static String withoutStage(String deployedName) {
        return deployedName.substring(deployedName.indexOf('-') + 1);
    }

    /**
     * One stack's resources by logical id. Triggers and dead-letter queues are declared in the stack that has what they
     * serve.
     */
    private record Template(DeclaredStack stack) {

        private static final String FUNCTION = "AWS::Lambda::Function";
        private static final String QUEUE = "AWS::SQS::Queue";
        private static final String SUBSCRIPTION = "AWS::SNS::Subscription";
        private static final String EVENT_SOURCE_MAPPING = "AWS::Lambda::EventSourceMapping";
        private static final String EVENT_INVOKE_CONFIG = "AWS::Lambda::EventInvokeConfig";

        /** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
        private static final int DEFAULT_RETRIES = 2;

        List<Function> functions() {
            var functions = new ArrayList<Function>();
            of(FUNCTION).forEach((id, properties) -> {
                var name = properties.path("FunctionName").asText();
                var names = namesOf(id);
                functions.add(new Function(name, withoutStage(name), trigger(names), givingUp(names)));
            });
            return functions;
        }

        /** The logical ids of a function and of its aliases. */
        private Set<String> namesOf(String function) {
            var names = new HashSet<>(Set.of(function));
            of("AWS::Lambda::Alias").forEach((id, alias) -> {
                if (referred(alias.path("FunctionName")).anyMatch(function::equals)) {
                    names.add(id);
                }
            });
            return names;
        }

        /** By its queue's redrive policy, or by how often it is invoked asynchronously. */
        private Optional<GivingUp> givingUp(Set<String> names) {
            var queues = of(QUEUE);
            var ofQueue = of(EVENT_SOURCE_MAPPING).values().stream()
                    .filter(mapping -> refers(mapping, names))
                    .flatMap(mapping -> referred(mapping.path("EventSourceArn")))
                    .flatMap(queue -> Stream.ofNullable(queues.get(queue)))
                    .map(queue -> queue.path("RedrivePolicy"))
                    .filter(JsonNode::isObject)
                    .map(redrive -> givingUp(redrive.path("maxReceiveCount").asInt(), redrive));
            var ofCalls = of(EVENT_INVOKE_CONFIG).values().stream()
                    .filter(config -> refers(config, names))
                    .filter(config -> config.has("DestinationConfig"))
                    .map(config -> givingUp(
                            1 + config.path("MaximumRetryAttempts").asInt(DEFAULT_RETRIES),
                            config.path("DestinationConfig")));
            return Stream.concat(ofQueue, ofCalls).flatMap(Optional::stream).findFirst();
        }

        private Optional<GivingUp> givingUp(int tries, JsonNode target) {
            return referred(target)
                    .flatMap(queue -> Stream.ofNullable(of(QUEUE).get(queue)))
                    .map(queue -> new GivingUp(tries, name(queue)))
                    .findFirst();
        }

        private String trigger(Set<String> names) {
            if (refers("AWS::Lambda::Url", names)) {
                return "http";
            }
            var mapping = of(EVENT_SOURCE_MAPPING).values().stream()
                    .filter(one -> refers(one, names))
                    .findFirst();
            if (mapping.isPresent()) {
                return mapping.get().has("StartingPosition") ? "stream" : "sqs";
            }
            if (refers(SUBSCRIPTION, names)) {
                return "sns";
            }
            if (refers("AWS::Events::Rule", names)) {
                return "schedule";
            }
            return refers(EVENT_INVOKE_CONFIG, names) ? "async" : "invoke";
        }

        List<Queue> queues() {
            var declared = of(QUEUE);
            var givenUp = givenUp();
            var queues = new ArrayList<Queue>();
            declared.forEach((id, properties) -> queues.add(new Queue(
                    name(properties),
                    givenUp.contains(id)
                            ? Optional.of(name(properties))
                            : referred(properties.path("RedrivePolicy"))
                                    .map(dead -> name(declared.getOrDefault(dead, properties)))
                                    .findFirst())));
            return queues;
        }

        /** Queues for what a stream, an asynchronous call or a topic could not bring to a function or a queue. */
        private Set<String> givenUp() {
            return Stream.of(
                            of(EVENT_SOURCE_MAPPING).values().stream()
                                    .map(mapping -> mapping.path("DestinationConfig")),
                            of(EVENT_INVOKE_CONFIG).values().stream().map(config -> config.path("DestinationConfig")),
                            of(SUBSCRIPTION).values().stream().map(subscription -> subscription.path("RedrivePolicy")))
                    .flatMap(properties -> properties)
                    .flatMap(Template::referred)
                    .collect(Collectors.toUnmodifiableSet());
        }

        private static String name(JsonNode queue) {
            return queue.path("QueueName").asText();
        }

        private Map<String, JsonNode> of(String type) {
            return stack.propertiesOf(type);
        }

        private boolean refers(String type, Set<String> ids) {
            return of(type).values().stream().anyMatch(properties -> refers(properties, ids));
        }

        private static boolean refers(JsonNode properties, Set<String> ids) {
            return !Collections.disjoint(referred(properties).toList(), ids);
        }

        /** The logical ids that properties refer to, however deep. */
        private static Stream<String> referred(JsonNode properties) {
            return Stream.concat(
                    properties.findValuesAsText("Ref").stream(),
                    properties.findValues("Fn::GetAtt").stream()
                            .map(attribute -> attribute.path(0).asText()));
        }
    }
}
