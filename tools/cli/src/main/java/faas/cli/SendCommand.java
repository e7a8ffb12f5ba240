package faas.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import faas.cli.engine.AwsClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

/** Sends a file to a topic, a queue or a function. */
@Command(
        name = "send",
        header = "Send a message to a topic, a queue or a function of a system that is up",
        description = """
                Publishes the file's content to a topic, sends it to a queue, or invokes a function with it and prints \
                the answer. A CloudEvent for a topic gets its type as the message attribute "type", as from a relay.""",
        exitCodeList = {
            "0:sent, or the function succeeded",
            "1:the function failed, or the service refused the message",
            "2:there is no such destination, the file cannot be read, or no system is up"
        })
final class SendCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Parameters(paramLabel = "FILE", description = "The message, as it is sent")
    private Path file = Path.of("");

    @Option(names = "--to", paramLabel = "NAME", required = true, description = """
                    The deployed name, with its stage or without, or the name of a stack output without Arn or Url; \
                    where a queue and a function have one name, queue:NAME or function:NAME""")
    private String to = "";

    @Option(
            names = "--attribute",
            paramLabel = "KEY=VALUE",
            description = "A message attribute by which a topic's subscriptions filter; repeatable")
    private Map<String, String> attributes = new TreeMap<>();

    @Option(names = "--connection", paramLabel = "FILE", description = FireCommand.CONNECTION)
    private @Nullable Path connection;

    @Override
    public Integer call() throws Exception {
        var engine = FireCommand.connect(connection);
        var message = read(file);
        try (var sns = AwsClients.sns(engine);
                var sqs = AwsClients.sqs(engine);
                var lambda =
                        AwsClients.configured(LambdaClient.builder(), engine).build()) {
            var destination = Destination.named(to, Destination.all(sns, sqs, lambda), engine);
            var address = destination.address();
            return switch (destination.kind()) {
                case Destination.TOPIC -> {
                    var values = values(attributes(message));
                    var id = sns.publish(publish ->
                                    publish.topicArn(address).message(message).messageAttributes(values))
                            .messageId();
                    yield sent(destination, id);
                }
                case Destination.QUEUE ->
                    sent(
                            destination,
                            sqs.sendMessage(send -> send.queueUrl(address).messageBody(message))
                                    .messageId());
                default ->
                    answered(lambda.invoke(
                            invoke -> invoke.functionName(address).payload(SdkBytes.fromUtf8String(message))));
            };
        } catch (AwsServiceException e) {
            System.err.println("faas: --to " + to + ": " + e.getMessage());
            return Main.FAILED;
        } catch (SdkException e) {
            throw new UserErrorException("the engine does not answer, is it still up? " + e.getMessage());
        }
    }

    private static int sent(Destination destination, String messageId) {
        System.out.println(destination.kind() + " " + destination.name() + ": message " + messageId);
        return Main.DONE;
    }

    private int answered(InvokeResponse answer) {
        System.out.println(answer.payload().asUtf8String());
        if (answer.functionError() == null) {
            return Main.DONE;
        }
        System.err.println("faas: --to " + to + ": " + answer.functionError() + " error");
        return Main.FAILED;
    }

    /** Those that are given, and an event's type as relays publish it. */
    private Map<String, String> attributes(String message) {
        var all = new TreeMap<>(attributes);
        try {
            var event = JSON.readTree(message);
            if (event.has("specversion") && event.path("type").isTextual()) {
                all.putIfAbsent("type", event.path("type").textValue());
            }
        } catch (IOException e) {
            // Not an event: nothing is known of it.
        }
        return all;
    }

    private static Map<String, MessageAttributeValue> values(Map<String, String> attributes) {
        var values = new TreeMap<String, MessageAttributeValue>();
        attributes.forEach((key, value) -> values.put(
                key,
                MessageAttributeValue.builder()
                        .dataType("String")
                        .stringValue(value)
                        .build()));
        return values;
    }

    private static String read(Path file) throws UserErrorException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new UserErrorException(file + ": no such file");
        } catch (IOException e) {
            throw new UserErrorException(file + ": cannot be read as text");
        }
    }
}
