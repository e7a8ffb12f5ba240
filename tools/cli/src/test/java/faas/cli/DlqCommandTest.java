package faas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import faas.cli.StubEngine.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The verbs of dead letters before an engine that only says what a test has set. */
class DlqCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Instant SENT = Instant.parse("2026-03-01T09:30:00Z");
    private static final String QUEUES = "arn:aws:sqs:us-east-1:000000000000:";
    private static final String BILL = "arn:aws:lambda:us-east-1:000000000000:function:demo-Bill";
    private static final String STREAM = "arn:aws:dynamodb:us-east-1:000000000000:table/demo-bills/stream/1";

    @TempDir
    Path folder;

    private final StubEngine engine = start();

    private static StubEngine start() {
        try {
            return new StubEngine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void a_root() {
        System.setProperty("faas.root", folder.toString());
    }

    @AfterEach
    void forget() {
        System.clearProperty("faas.root");
        engine.close();
    }

    @Test
    void a_message_is_sent_to_its_queue_with_its_attributes_and_then_deleted() throws IOException {
        queueWithDeadLetters("demo-Pay");
        receive("m1", "pay 5", Map.of(), Map.of("type", "paid.v1"));

        assertThat(dlq("redrive", "Pay-dlq", "--ids", "m1"))
                .isEqualTo(new Result(0, "m1 sent to queue demo-Pay\n1 redriven\n", ""));

        assertThat(engine.changes()).extracting(Request::operation).containsExactly("SendMessage", "DeleteMessage");
        var sent = engine.changes().getFirst().input();
        assertThat(sent.path("MessageBody").asText()).isEqualTo("pay 5");
        assertThat(sent.path("MessageAttributes")
                        .path("type")
                        .path("StringValue")
                        .asText())
                .isEqualTo("paid.v1");
        assertThat(engine.changes().getLast().input().path("ReceiptHandle").asText())
                .isEqualTo("receipt of m1");
    }

    @Test
    void a_message_that_comes_into_sight_right_after_nothing_was_received_is_received() throws IOException {
        queueWithDeadLetters("demo-Pay");
        hidden("demo-Pay-dlq", 1);
        engine.afterNext("ReceiveMessage", () -> {
            hidden("demo-Pay-dlq", 0);
            receive("m1", "pay 5");
        });

        assertThat(dlq("redrive", "Pay-dlq", "--ids", "m1").code()).isZero();

        assertThat(engine.changes()).extracting(Request::operation).containsExactly("SendMessage", "DeleteMessage");
    }

    @Test
    void a_moved_queue_tells_of_the_messages_that_stay_since_somebody_holds_them() throws IOException {
        queueWithDeadLetters("demo-Pay");
        hidden("demo-Pay-dlq", 2);
        engine.afterNext(
                "StartMessageMoveTask",
                () -> engine.answer(
                        "ListMessageMoveTasks",
                        "{\"Results\":[{\"Status\":\"COMPLETED\",\"ApproximateNumberOfMessagesMoved\":3}]}"));

        assertThat(dlq("redrive", "Pay-dlq"))
                .isEqualTo(new Result(
                        1,
                        "3 redriven, 2 stay, which another run holds, or held until it was interrupted: redrive again"
                                + " after 30 s\n",
                        ""));
    }

    @Test
    void in_a_fifo_queue_a_message_keeps_its_group_and_is_no_repeat_of_its_first_sending() throws IOException {
        queueWithDeadLetters("demo-Pay.fifo");
        receive("m1", "pay 5", Map.of("MessageGroupId", "g1", "MessageDeduplicationId", "d1"), Map.of());

        assertThat(dlq("redrive", "Pay.fifo-dlq", "--match", "pay").code()).isZero();

        var sent = engine.changes().getFirst().input();
        assertThat(sent.path("MessageGroupId").asText()).isEqualTo("g1");
        assertThat(sent.path("MessageDeduplicationId").asText()).isEqualTo("m1");
    }

    @Test
    void a_message_that_sqs_does_not_take_stays() throws IOException {
        queueWithDeadLetters("demo-Pay");
        receive("m1", "pay 5");
        engine.refuse("SendMessage", "{\"__type\":\"AccessDeniedException\",\"message\":\"may not\"}");

        assertThat(dlq("redrive", "Pay-dlq", "--ids", "m1"))
                .isEqualTo(new Result(
                        2, "", "faas: after 0 messages refused: AccessDeniedException: may not; message m1 stays\n"));
        assertThat(engine.changes())
                .extracting(Request::operation)
                .containsExactly("SendMessage", "ChangeMessageVisibilityBatch");
    }

    @Test
    void a_call_goes_to_the_alias_asynchronously_whichever_version_failed() throws IOException {
        engine.answer(
                "GET functions/demo-Bill/event-invoke-config/list",
                "{\"FunctionEventInvokeConfigs\":[%s,%s]}".formatted(config(BILL + ":7"), config(BILL + ":live")));
        queue("demo-Bill-failures");
        receive("m1", """
                {"version":"1.0","requestContext":{"requestId":"r1","functionArn":"%s:7",\
                "condition":"RetriesExhausted","approximateInvokeCount":3},\
                "requestPayload":{"bill":5},"responsePayload":{"errorType":"Late","errorMessage":"too late"}}""".formatted(BILL));

        assertThat(dlq("show", "Bill-failures").out())
                .contains(
                        "was      asynchronous call of demo-Bill",
                        "tried    tried 3 times",
                        "why      RetriesExhausted, Late: too late",
                        "back to  calls of demo-Bill",
                        "holds    {\"bill\":5}");
        receive("m1", """
                {"requestContext":{"functionArn":"%s:7"},"requestPayload":{"bill":5}}""".formatted(BILL));
        assertThat(dlq("redrive", "Bill-failures").code()).isZero();

        var invoked = new Request(
                "POST functions/" + BILL + ":live/invocations",
                "Event",
                JSON.createObjectNode().put("bill", 5));
        assertThat(engine.changes()).contains(invoked);
        assertThat(engine.changes())
                .extracting(Request::operation)
                .containsSubsequence(invoked.operation(), "DeleteMessage");
    }

    @Test
    void a_payload_keeps_the_numbers_that_it_had() throws IOException {
        calls();
        var payload = "{\"amount\":1234567890.123456789,\"rate\":1.10}";
        receive("m1", """
                {"requestContext":{"functionArn":"%s:live"},"requestPayload":%s}""".formatted(BILL, payload));

        assertThat(dlq("show", "Bill-failures").out()).contains("holds    " + payload);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:lambda:us-east-1:999999999999:function:demo-Bill:live",
                "arn:aws:lambda:us-east-1:000000000000:function:demo-Bill:3",
                "arn:aws:lambda:us-east-1:000000000000:function:demo-Pay:7"
            })
    void a_call_cannot_name_another_function_than_those_of_its_queue(String functionArn) throws IOException {
        engine.answer(
                "GET functions/demo-Bill/event-invoke-config/list",
                "{\"FunctionEventInvokeConfigs\":[%s]}".formatted(config(BILL + ":7")));
        queue("demo-Bill-failures");
        receive("m1", """
                {"requestContext":{"functionArn":"%s"},"requestPayload":{"bill":5}}""".formatted(functionArn));

        assertThat(dlq("redrive", "Bill-failures"))
                .isEqualTo(new Result(
                        1,
                        "m1 stays: this queue is not the destination of calls of function '" + functionArn
                                + "'\n0 redriven, 1 kept\n",
                        ""));
        assertThat(engine.changes()).extracting(Request::operation).doesNotContain("DeleteMessage");
    }

    @Test
    void what_a_topic_could_not_deliver_goes_to_the_queue_that_it_was_for() throws IOException {
        subscription();

        assertThat(dlq().out()).containsPattern("demo-Pay-subscription-dlq .*topic demo-bills to queue demo-Pay");

        receive("m1", "pay 5", Map.of(), Map.of("type", "paid.v1"));
        assertThat(dlq("redrive", "Pay-subscription-dlq"))
                .isEqualTo(new Result(0, "m1 sent to queue demo-Pay\n1 redriven\n", ""));

        var sent = engine.changes().stream()
                .filter(request -> request.operation().equals("SendMessage"))
                .toList();
        assertThat(sent).hasSize(1);
        assertThat(sent.getFirst().input().path("QueueUrl").asText()).isEqualTo(url("demo-Pay"));
        assertThat(sent.getFirst()
                        .input()
                        .at("/MessageAttributes/type/StringValue")
                        .asText())
                .isEqualTo("paid.v1");
    }

    @Test
    void a_move_that_sqs_gives_up_is_told_with_what_was_moved() throws IOException {
        queueWithDeadLetters("demo-Pay");
        engine.afterNext("StartMessageMoveTask", () -> engine.answer("ListMessageMoveTasks", """
                        {"Results":[{"Status":"FAILED","FailureReason":"AccessDenied",\
                        "ApproximateNumberOfMessagesMoved":3}]}"""));

        assertThat(dlq("redrive", "Pay-dlq"))
                .isEqualTo(new Result(1, "3 redriven, then SQS stopped: FAILED: AccessDenied\n", ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            false | {"batchItemFailures":[{"itemIdentifier":"5"}]}     | could not process it
            false | no JSON                                            | could not process it
            true  | {"errorType":"Late","errorMessage":"too late"}     | demo-Bill failed: Late: too late
            """)
    void a_record_whose_function_fails_stays(boolean unhandled, String answer, String reason) throws IOException {
        relay();
        receive("m1", passedOver("demo-Bill", "relay-failure.v1"));
        var invoke = "POST functions/" + BILL + ":live/invocations";
        if (unhandled) {
            engine.failFunction(invoke, answer);
        } else {
            engine.answer(invoke, answer);
        }

        var result = dlq("redrive", "Bill-failures");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).contains("m1 stays: ", reason, "0 redriven, 1 kept");
        assertThat(engine.changes()).extracting(Request::operation).doesNotContain("DeleteMessage");
    }

    @Test
    void a_passed_over_record_goes_through_the_relay_with_the_event_of_its_item() throws IOException {
        relay();
        receive("m1", passedOver("demo-Bill", "relay-failure.v1"));
        engine.answer("GetItem", """
                {"Item":{"eventId":{"S":"b1#1"},"event":{"S":"mended"}}}""");

        assertThat(dlq("redrive", "Bill-failures").code()).isZero();

        var invoked = engine.changes().getFirst();
        assertThat(invoked.operation()).isEqualTo("POST functions/" + BILL + ":live/invocations");
        var change = invoked.input().path("Records").path(0).path("dynamodb");
        assertThat(change.path("Keys").path("pk").path("S").asText()).isEqualTo("b1");
        assertThat(change.path("NewImage").path("event").path("S").asText()).isEqualTo("mended");
    }

    @Test
    void an_item_that_has_changed_leaves_the_event_that_the_message_has() throws IOException {
        relay();
        receive("m1", passedOver("demo-Bill", "relay-failure.v1"));
        engine.answer("GetItem", """
                {"Item":{"eventId":{"S":"b1#2"},"event":{"S":"later"}}}""");

        assertThat(dlq("redrive", "Bill-failures").code()).isZero();

        var change = engine.changes().getFirst().input().path("Records").path(0).path("dynamodb");
        assertThat(change.path("NewImage").path("event").path("S").asText()).isEqualTo("broken");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            demo-Pay  | relay-failure.v1 | this queue is not the destination of table 'demo-bills' and function 'demo-Pay'
            demo-Bill | relay-failure.v2 | format 'relay-failure.v2', expected relay-failure.v1
            """)
    void a_message_cannot_name_another_function_than_those_of_its_queue(String function, String type, String reason)
            throws IOException {
        relay();
        receive("m1", passedOver(function, type));

        var result = dlq("redrive", "Bill-failures");

        assertThat(result).isEqualTo(new Result(1, "m1 stays: " + reason + "\n0 redriven, 1 kept\n", ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "record":               | "record":"lost","was":       | it has no record with Keys and NewImage
            "NewImage":             | "NewImage":5,"was":          | it has no record with Keys and NewImage
            "Keys":{"pk":{"S":"b1"} | "Keys":{"pk":{"B":"????"}    | the way back cannot be looked for: Illegal base64
            "type":"relay-failure.v1" | "DDBStreamBatchInfo":{}    | its DDBStreamBatchInfo has no sequence numbers
            """)
    void after_a_message_whose_way_back_cannot_be_looked_for_the_others_are_sent(
            String part, String broken, String reason) throws IOException {
        relay();
        var right = passedOver("demo-Bill", "relay-failure.v1");
        receive("m1", right.replace(part, broken));
        engine.afterNext("ReceiveMessage", () -> receive("m2", right));

        var result = dlq("redrive", "Bill-failures");

        assertThat(result.out()).contains("m1 stays: " + reason, "m2 sent to demo-Bill\n", "1 redriven, 1 kept\n");
        assertThat(result.code()).isEqualTo(1);
    }

    @Test
    void a_message_whose_records_may_not_be_read_stays() throws IOException {
        relay();
        receive("m1", positions());
        engine.refuse("GetShardIterator", "{\"__type\":\"AccessDeniedException\",\"message\":\"may not\"}");

        assertThat(dlq("redrive", "Bill-failures")).isEqualTo(new Result(1, """
                        m1 stays: the way back cannot be looked for: AccessDeniedException: may not
                        0 redriven, 1 kept
                        """, ""));
    }

    @Test
    void records_that_the_stream_has_no_longer_are_told_and_kept() throws IOException {
        relay();
        receive("m1", positions());
        engine.answer("GetShardIterator", "{\"ShardIterator\":\"i1\"}").answer("GetRecords", """
                {"Records":[{"eventID":"e5","eventName":"INSERT","dynamodb":{"SequenceNumber":"6","Keys":{}}}]}""");

        var result = dlq("redrive", "Bill-failures");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).contains("m1 stays: its records are in the stream no longer");
    }

    @Test
    void a_message_is_shown_also_where_the_logs_cannot_be_read() throws IOException {
        queueWithDeadLetters("demo-Pay");
        engine.answer("GET event-source-mappings", """
                {"EventSourceMappings":[{"UUID":"u1","FunctionArn":"%s","EventSourceArn":"%sdemo-Pay"}]}""".formatted(BILL, QUEUES))
                .refuse("FilterLogEvents", "{\"__type\":\"AccessDeniedException\",\"message\":\"no logs for you\"}");
        receive("m1", "pay 5");

        var result = Result.of("dlq", "show", "Pay-dlq", "--connection", connection(engine.address(), """
                {"url":"http://f.lambda-url.us-east-1.localhost.localstack.cloud:4566/"}"""));

        assertThat(result.out())
                .contains(
                        "log      cannot be read: AccessDeniedException: no logs for you\n",
                        "holds    pay 5\n",
                        "1 message\n");
        assertThat(result.code()).isZero();
    }

    @Test
    void the_log_of_a_call_is_searched_from_before_its_last_try() throws IOException {
        relay();
        receive("m1", passedOver("demo-Bill", "relay-failure.v1"));

        assertThat(dlq("show", "Bill-failures").code()).isZero();

        assertThat(engine.changes())
                .filteredOn(request -> request.operation().equals("FilterLogEvents"))
                .extracting(request ->
                        Instant.ofEpochMilli(request.input().path("startTime").asLong()))
                .containsExactly(SENT.minus(Duration.ofMinutes(15)));
    }

    @Test
    void dropped_messages_are_written_before_they_are_deleted_and_nothing_is_overwritten() throws IOException {
        queueWithDeadLetters("demo-Pay");
        receive("m1", "pay 5");
        var file = folder.resolve("dropped");

        assertThat(dlq("drop", "Pay-dlq", "--all", "--to", file.toString()).code())
                .isZero();

        assertThat(Files.readString(file)).contains("\"queue\":\"demo-Pay-dlq\"", "\"body\":\"pay 5\"");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(engine.changes()).extracting(Request::operation).containsExactly("DeleteMessage");
        receive("m2", "pay 6");
        assertThat(dlq("drop", "Pay-dlq", "--all", "--to", file.toString()))
                .isEqualTo(new Result(2, "", "faas: --to " + file + ": exists already; nothing was dropped\n"));
        receive("m2", "pay 6");
        assertThat(dlq("drop", "Pay-dlq", "--all", "--to", folder + "/none/dropped"))
                .isEqualTo(new Result(
                        2,
                        "",
                        "faas: --to %1$s/none/dropped: cannot be made (java.nio.file.NoSuchFileException:"
                                        .formatted(folder)
                                + " %1$s/none/dropped); nothing was dropped\n".formatted(folder)));
        assertThat(engine.changes())
                .extracting(Request::operation)
                .filteredOn("DeleteMessage"::equals)
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            show None                           | queue None: expected one of demo-Pay-dlq
            redrive None                        | queue None: expected one of demo-Pay-dlq
            drop None --all --to out            | queue None: expected one of demo-Pay-dlq
            redrive Pay-dlq --ids m7            | --ids m7: no such message in the queue now; ./faas dlq show lists them
            drop Pay-dlq --ids m7 --to out      | --ids m7: no such message in the queue now; ./faas dlq show lists them
            drop Pay-dlq --to out               | expected --ids, --match or --all, and --all alone
            drop Pay-dlq --all --ids m1 --to o  | expected --ids, --match or --all, and --all alone
            show Pay-dlq --limit 0              | --limit 0: expected 1 to 1000
            show Pay-dlq --stage test           | --stage test: expected with --engine aws or localstack; locally there is stage demo
            show Pay-dlq --engine azure         | --connection: expected without --engine azure
            """)
    void bad_input_is_one_line_and_changes_nothing(String arguments, String message) throws IOException {
        queueWithDeadLetters("demo-Pay");

        assertThat(dlq(arguments.split(" "))).isEqualTo(new Result(2, "", "faas: " + message + "\n"));
        assertThat(engine.changes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"''", "show Pay-dlq", "redrive Pay-dlq", "drop Pay-dlq --all --to out"})
    void who_may_not_look_is_told_so(String arguments) throws IOException {
        engine.refuse("ListQueues", "{\"__type\":\"AccessDeniedException\",\"message\":\"not you\"}");

        assertThat(dlq(words(arguments)))
                .isEqualTo(new Result(2, "", "faas: refused: AccessDeniedException: not you\n"));
    }

    @ParameterizedTest
    @CsvSource({"''", "show Pay-dlq", "redrive Pay-dlq", "drop Pay-dlq --all --to out"})
    void an_engine_that_does_not_answer_is_named(String arguments) throws IOException {
        URI nobody;
        try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("http://127.0.0.1:" + closed.getLocalPort());
        }

        var result = dlq(nobody, words(arguments));

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .startsWith("faas: the engine does not answer, is it still up? ")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                  | no running engine in
            --engine azure      | --engine azure: expected local, aws or localstack
            redrive Q --engine x| --engine x: expected local, aws or localstack
            """)
    void a_system_that_is_not_there_is_named(String arguments, String message) {
        var result = Result.of("dlq", words(arguments));

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).startsWith("faas: " + message).hasLineCount(1);
    }

    private static String[] words(String arguments) {
        return arguments.isEmpty() ? new String[0] : arguments.split(" ");
    }

    private Result dlq(String... arguments) throws IOException {
        return dlq(engine.address(), arguments);
    }

    private Result dlq(URI endpoint, String... arguments) throws IOException {
        return Result.of(
                "dlq",
                Stream.concat(Stream.of(arguments), Stream.of("--connection", connection(endpoint, "{}")))
                        .toArray(String[]::new));
    }

    private String connection(URI endpoint, String outputs) throws IOException {
        return Files.writeString(folder.resolve("connection.json"), """
                {"endpoint":"%s","region":"us-east-1","accessKeyId":"AK","secretAccessKey":"SK","outputs":%s}""".formatted(endpoint, outputs))
                .toString();
    }

    private void queueWithDeadLetters(String name) {
        var deadLetters = QUEUES + name + "-dlq";
        var policy =
                JSON.createObjectNode().put("deadLetterTargetArn", deadLetters).put("maxReceiveCount", 5);
        var attributes = JSON.createObjectNode();
        attributes.putObject("Attributes").put("QueueArn", QUEUES + name).put("RedrivePolicy", policy.toString());
        engine.answer("ListQueues", "{\"QueueUrls\":[\"%s\",\"%s\"]}".formatted(url(name), url(name + "-dlq")))
                .answer("GetQueueAttributes of " + name, attributes.toString())
                .answer(
                        "GetQueueAttributes of " + name + "-dlq",
                        "{\"Attributes\":{\"QueueArn\":\"%s\"}}".formatted(deadLetters));
    }

    /** Says how many messages somebody else has received and not deleted. */
    private void hidden(String queue, int messages) {
        engine.answer(
                "GetQueueAttributes of " + queue,
                "{\"Attributes\":{\"QueueArn\":\"%s\",\"ApproximateNumberOfMessagesNotVisible\":\"%d\"}}"
                        .formatted(QUEUES + queue, messages));
    }

    private void queue(String name) {
        engine.answer("ListQueues", "{\"QueueUrls\":[\"%s\"]}".formatted(url(name)))
                .answer(
                        "GetQueueAttributes of " + name,
                        "{\"Attributes\":{\"QueueArn\":\"%s\"}}".formatted(QUEUES + name))
                .answer(
                        "GET functions",
                        "{\"Functions\":[{\"FunctionName\":\"demo-Bill\",\"FunctionArn\":\"%s\"}]}".formatted(BILL));
    }

    private void subscription() {
        var subscription = "arn:aws:sns:us-east-1:000000000000:demo-bills:s1";
        var deadLetters = "demo-Pay-subscription-dlq";
        engine.answer("ListQueues", "{\"QueueUrls\":[\"%s\",\"%s\"]}".formatted(url("demo-Pay"), url(deadLetters)))
                .answer(
                        "GetQueueAttributes of demo-Pay",
                        "{\"Attributes\":{\"QueueArn\":\"%s\"}}".formatted(QUEUES + "demo-Pay"))
                .answer(
                        "GetQueueAttributes of " + deadLetters,
                        "{\"Attributes\":{\"QueueArn\":\"%s\",\"ApproximateNumberOfMessages\":\"1\"}}"
                                .formatted(QUEUES + deadLetters))
                .answer("ListSubscriptions", """
                        <ListSubscriptionsResponse><ListSubscriptionsResult><Subscriptions>
                          <member><TopicArn>arn:aws:sns:us-east-1:000000000000:demo-bills</TopicArn>
                            <Protocol>sqs</Protocol><SubscriptionArn>%s</SubscriptionArn>
                            <Endpoint>%sdemo-Pay</Endpoint></member>
                          <member><TopicArn>arn:aws:sns:us-east-1:000000000000:other</TopicArn>
                            <Protocol>sqs</Protocol><SubscriptionArn>PendingConfirmation</SubscriptionArn>
                            <Endpoint>%sdemo-Pay</Endpoint></member>
                        </Subscriptions></ListSubscriptionsResult></ListSubscriptionsResponse>""".formatted(subscription, QUEUES, QUEUES))
                .answer("GetSubscriptionAttributes", """
                        <GetSubscriptionAttributesResponse><GetSubscriptionAttributesResult><Attributes><entry>
                          <key>RedrivePolicy</key><value>{"deadLetterTargetArn":"%s"}</value>
                        </entry></Attributes></GetSubscriptionAttributesResult></GetSubscriptionAttributesResponse>""".formatted(QUEUES + deadLetters));
    }

    private void calls() {
        queue("demo-Bill-failures");
        engine.answer(
                "GET functions/demo-Bill/event-invoke-config/list",
                "{\"FunctionEventInvokeConfigs\":[%s]}".formatted(config(BILL + ":live")));
    }

    private void relay() {
        queue("demo-Bill-failures");
        engine.answer("GET event-source-mappings", """
                {"EventSourceMappings":[{"UUID":"u1","FunctionArn":"%s:live","EventSourceArn":"%s",\
                "DestinationConfig":{"OnFailure":{"Destination":"%sdemo-Bill-failures"}}}]}""".formatted(BILL, STREAM, QUEUES));
    }

    private String url(String queue) {
        return engine.address() + "/000000000000/" + queue;
    }

    private static String config(String functionArn) {
        return """
                {"FunctionArn":"%s","DestinationConfig":{"OnFailure":{"Destination":"%sdemo-Bill-failures"}}}""".formatted(functionArn, QUEUES);
    }

    private static String positions() {
        return """
                {"requestContext":{"requestId":"r1","functionArn":"%s:live","condition":"RetryAttemptsExhausted"},\
                "DDBStreamBatchInfo":{"shardId":"s1","startSequenceNumber":"5","endSequenceNumber":"6","batchSize":2,\
                "streamArn":"%s"}}""".formatted(BILL, STREAM);
    }

    private static String passedOver(String function, String type) {
        return """
                {"type":"%s","function":"%s","table":"demo-bills","sequenceNumber":"5","reason":"UNREADABLE",\
                "detail":"no JSON","eventId":"b1#1","eventLeftOut":false,"record":{"eventName":"INSERT","dynamodb":{\
                "Keys":{"pk":{"S":"b1"}},"NewImage":{"eventId":{"S":"b1#1"},"event":{"S":"broken"}},\
                "SequenceNumber":"5"}}}""".formatted(type, function);
    }

    private void receive(String id, String body, Map<String, String> attributes, Map<String, String> own) {
        var message = JSON.createObjectNode()
                .put("MessageId", id)
                .put("ReceiptHandle", "receipt of " + id)
                .put("Body", body)
                .put("MD5OfBody", StubEngine.md5(body.getBytes(StandardCharsets.UTF_8)));
        var system = message.putObject("Attributes").put("SentTimestamp", Long.toString(SENT.toEpochMilli()));
        attributes.forEach(system::put);
        if (!own.isEmpty()) {
            var all = message.putObject("MessageAttributes");
            own.forEach((name, value) ->
                    all.putObject(name).put("DataType", "String").put("StringValue", value));
            message.put("MD5OfMessageAttributes", StubEngine.md5OfAttributes(all));
        }
        var answer = JSON.createObjectNode();
        answer.putArray("Messages").add(message);
        engine.answer("ReceiveMessage", answer.toString());
    }

    private void receive(String id, String body) {
        receive(id, body, Map.of(), Map.of());
    }
}
