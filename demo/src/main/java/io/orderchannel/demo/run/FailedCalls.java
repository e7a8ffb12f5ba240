package io.orderchannel.demo.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderchannel.demo.report.RunReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Reads a function's failure queue and leaves its messages there: records of asynchronous invocations that were given
 * up.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html">Invocation
 *     records</a>
 */
final class FailedCalls {

    /** What the partner of these goods never answers well, so that its failure is on purpose. */
    private static final String PARTNER_IS_DOWN = "\"PARTNER-DOWN";

    private static final int HIDDEN_SECONDS = 30;
    private static final int MOST_AT_ONCE = 10;

    /**
     * Seconds. A receive that waits asks all of SQS's servers; one that does not may find nothing though something is
     * there.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-short-and-long-polling.html">Polling</a>
     */
    private static final int EVERY_SERVER = 1;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SqsClient sqs;
    private final OrderBook book;

    FailedCalls(SqsClient sqs, OrderBook book) {
        this.sqs = sqs;
        this.book = book;
    }

    /**
     * In the order of the lines that were sent.
     *
     * @param since older records are an earlier run's, and left out
     */
    List<RunReport.Failure> of(String function, String queueUrl, Instant since) {
        // A message may be received twice, and a request may have several: an event is handed over at least once.
        Map<String, JsonNode> byMessage = new LinkedHashMap<>();
        List<Message> messages;
        do {
            messages = sqs.receiveMessage(receive -> receive.queueUrl(queueUrl)
                            .maxNumberOfMessages(MOST_AT_ONCE)
                            .waitTimeSeconds(EVERY_SERVER)
                            .visibilityTimeout(HIDDEN_SECONDS))
                    .messages();
            for (var message : messages) {
                var record = json(message.body());
                if (!Instant.parse(record.path("timestamp").asText()).isBefore(since)) {
                    byMessage.put(message.messageId(), record);
                }
            }
        } while (!messages.isEmpty());
        return byMessage.values().stream()
                .collect(Collectors.groupingBy(
                        record -> record.at("/requestContext/requestId").asText(), Collectors.toList()))
                .values()
                .stream()
                .map(records -> failure(function, records.getLast(), records.size()))
                .sorted(Comparator.comparing(RunReport.Failure::line, Comparator.nullsLast(Comparator.naturalOrder())))
                .toList();
    }

    private RunReport.Failure failure(String function, JsonNode record, int records) {
        var orderId = record.at("/requestPayload/orderId").asText();
        var line = book.lineOf(orderId);
        return new RunReport.Failure(
                function,
                line.map(order -> (Integer) order.number()).orElse(null),
                orderId,
                record.at("/requestContext/condition").asText() + " after "
                        + record.at("/requestContext/approximateInvokeCount").asInt() + " tries: "
                        + record.at("/responsePayload/errorMessage").asText(),
                line.filter(order -> order.body().contains(PARTNER_IS_DOWN)).isPresent(),
                records);
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException("a failure queue's message is no invocation record: " + body, e);
        }
    }
}
