package io.orderchannel.demo.chaos;

import faas.cli.engine.AwsClients;
import faas.cli.engine.Declaration;
import faas.cli.engine.EngineConnection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The stage's queues: work queues, their dead-letter queues, and failure queues. Safe for use by several threads. */
final class WorkQueues implements AutoCloseable {

    private static final List<QueueAttributeName> COUNTS = List.of(
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED);

    private static final String FAILURES = "-failures";
    private static final int MOST_AT_ONCE = 10;

    /** Longer than reading a whole queue takes, so that no message is read twice. */
    private static final int HIDDEN_SECONDS = 300;

    private final SqsClient sqs;
    private final Map<String, String> deadLettersOf;
    private final Set<String> others;
    private final Set<String> neverUsed;
    private final Map<String, String> urls = new ConcurrentHashMap<>();

    WorkQueues(EngineConnection engine, Declaration declared) {
        sqs = AwsClients.sqs(engine);
        deadLettersOf = new LinkedHashMap<>();
        for (var queue : declared.queues()) {
            queue.deadLetters()
                    .filter(dead -> !dead.equals(queue.name()))
                    .ifPresent(dead -> deadLettersOf.put(queue.name(), dead));
        }
        others = declared.queues().stream()
                .map(Declaration.Queue::name)
                .filter(name -> !deadLettersOf.containsKey(name) && !deadLettersOf.containsValue(name))
                .collect(Collectors.toUnmodifiableSet());
        var calls = declared.functions().stream()
                .filter(function -> !function.trigger().equals("stream"))
                .map(function -> function.deployedName() + FAILURES)
                .collect(Collectors.toUnmodifiableSet());
        neverUsed = others.stream().filter(queue -> !calls.contains(queue)).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * A dead letter.
     *
     * @param tries after how many receives the source queue moves a message to its dead-letter queue
     */
    record GivenUp(String source, String queue, Message message, long tries) {}

    /** Names of the work queues. */
    List<String> names() {
        return List.copyOf(deadLettersOf.keySet());
    }

    String deadLetters(String queue) {
        return Optional.ofNullable(deadLettersOf.get(queue)).orElseThrow();
    }

    void send(String queue, String body) {
        sqs.sendMessage(message -> message.queueUrl(url(queue)).messageBody(body));
    }

    /** Messages in all work queues, waiting or being processed. */
    long depth() {
        return names().stream().mapToLong(this::depth).sum();
    }

    private long depth(String queue) {
        var counts = sqs.getQueueAttributes(get -> get.queueUrl(url(queue)).attributeNames(COUNTS))
                .attributes();
        return COUNTS.stream()
                .mapToLong(count -> Long.parseLong(counts.getOrDefault(count, "0")))
                .sum();
    }

    /** How many asynchronous calls were given up, by failure queue. */
    Map<String, Long> callsGivenUp() {
        return depths(queue -> !neverUsed.contains(queue));
    }

    /**
     * How many stream records and deliveries from topics were given up, by queue. Kills alone do not use up their
     * tries.
     */
    Map<String, Long> recordsGivenUp() {
        return depths(neverUsed::contains);
    }

    private Map<String, Long> depths(Predicate<String> which) {
        Map<String, Long> depths = new TreeMap<>();
        for (var queue : others) {
            long depth = which.test(queue) ? depth(queue) : 0;
            if (depth > 0) {
                depths.put(queue, depth);
            }
        }
        return depths;
    }

    /** Every message in a dead-letter queue; each stays there. */
    List<GivenUp> givenUp() {
        List<GivenUp> found = new ArrayList<>();
        deadLettersOf.forEach((source, dead) -> {
            List<Message> messages;
            List<Message> all = new ArrayList<>();
            do {
                messages = sqs.receiveMessage(receive -> receive.queueUrl(url(dead))
                                .maxNumberOfMessages(MOST_AT_ONCE)
                                .waitTimeSeconds(1)
                                .messageAttributeNames("All")
                                .visibilityTimeout(HIDDEN_SECONDS))
                        .messages();
                all.addAll(messages);
            } while (!messages.isEmpty());
            for (var message : all) {
                found.add(new GivenUp(source, dead, message, tries(source)));
                sqs.changeMessageVisibility(change -> change.queueUrl(url(dead))
                        .receiptHandle(message.receiptHandle())
                        .visibilityTimeout(0));
            }
        });
        return found;
    }

    private long tries(String queue) {
        var redrive = sqs.getQueueAttributes(
                        get -> get.queueUrl(url(queue)).attributeNames(QueueAttributeName.REDRIVE_POLICY))
                .attributes()
                .getOrDefault(QueueAttributeName.REDRIVE_POLICY, "");
        return Long.parseLong(redrive.replaceFirst(".*\"maxReceiveCount\"\\D*(\\d+).*", "$1"));
    }

    /**
     * Sends a message back to where it came from. StartMessageMoveTask would send the poison back with it.
     *
     * @param letter as {@link #givenUp} gave it
     */
    void redrive(GivenUp letter) {
        sqs.sendMessage(send -> send.queueUrl(url(letter.source()))
                .messageBody(letter.message().body())
                .messageAttributes(letter.message().messageAttributes()));
        sqs.deleteMessage(delete -> delete.queueUrl(url(letter.queue()))
                .receiptHandle(letter.message().receiptHandle()));
    }

    private String url(String queue) {
        return urls.computeIfAbsent(
                queue, name -> sqs.getQueueUrl(get -> get.queueName(name)).queueUrl());
    }

    @Override
    public void close() {
        sqs.close();
    }
}
