package faas.infra.construct;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import faas.infra.Synthesized;
import faas.infra.planted.Handlers;
import faas.infra.policy.AsyncFunctionPolicy;
import faas.infra.policy.AsyncPolicy;
import faas.infra.policy.BatchPolicy;
import faas.infra.policy.ComputePolicy;
import faas.infra.policy.DeadLetterPolicy;
import faas.infra.policy.QueueFunctionPolicy;
import faas.infra.policy.QueueRetryPolicy;
import faas.infra.policy.RequestFunctionPolicy;
import faas.infra.policy.ScalingPolicy;
import faas.infra.policy.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Stack;

/** An app of one stack, and functions to declare in it, whose handlers answer nothing. */
final class Probes {
    static final Stage STAGE = Stage.thrownAway("probes", "probe");

    private final App app;
    private final Stack stack;
    private final Path functionPackage;

    Probes(Path directory) {
        app = new App(AppProps.builder()
                .outdir(directory.resolve("cdk.out").toString())
                .context(Map.of("aws:cdk:enable-path-metadata", true))
                .build());
        stack = new Stack(app, "probes");
        functionPackage = directory.resolve("function");
        try {
            Files.createDirectories(functionPackage.resolve("lib"));
            Files.writeString(functionPackage.resolve("lib/functions.jar"), "probes");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Stack stack() {
        return stack;
    }

    Stack otherStack(String id) {
        return new Stack(app, id);
    }

    Synthesized synthesized() {
        return Synthesized.of(app);
    }

    EventTopic topic() {
        return new EventTopic(stack, "Events", "probe-events");
    }

    FunctionDeclaration<String, String> text() {
        return declaration(Handlers.OfText.class);
    }

    FunctionDeclaration<SQSEvent, SQSBatchResponse> queue() {
        return declaration(Handlers.OfQueue.class);
    }

    FunctionDeclaration<SNSEvent, String> topicEvents() {
        return declaration(Handlers.OfTopic.class);
    }

    FunctionDeclaration<DynamodbEvent, StreamsEventResponse> stream() {
        return declaration(Handlers.OfStream.class);
    }

    FunctionDeclaration<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> http() {
        return declaration(Handlers.OfHttp.class);
    }

    static AsyncFunctionPolicy async(AsyncPolicy async) {
        return new AsyncFunctionPolicy(ComputePolicy.standard(Duration.ofSeconds(10)), async, ScalingPolicy.UNLIMITED);
    }

    static RequestFunctionPolicy request() {
        return new RequestFunctionPolicy(
                ComputePolicy.standard(Duration.ofSeconds(3)), Duration.ofSeconds(4), ScalingPolicy.UNLIMITED);
    }

    static QueueFunctionPolicy queuePolicy() {
        return new QueueFunctionPolicy(
                ComputePolicy.generous(Duration.ofSeconds(10)),
                BatchPolicy.of(10, Duration.ZERO),
                QueueRetryPolicy.of(Duration.ofSeconds(70), DeadLetterPolicy.after(5)),
                ScalingPolicy.atMost(2));
    }

    static String aliasOf(String function) {
        return "${%s/Service/Alias}".formatted(function);
    }

    private <I, O> FunctionDeclaration<I, O> declaration(Class<? extends RequestHandler<I, O>> handler) {
        return new FunctionDeclaration<>(functionPackage, handler, Map.of(), List.of());
    }
}
