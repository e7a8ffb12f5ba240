package faas.kit;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import faas.kit.invocation.Invocations;
import faas.kit.time.TimeLeft;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Calls a handler with JSON and gives back the JSON of its answer, both through the serializers of Lambda's own Java
 * runtime. Keeps the lines that are logged. For one thread.
 */
public final class LambdaRuntime {

    private final List<String> lines = new ArrayList<>();

    /** What a handler opens its invocations with. Pauses take no time. */
    public Invocations invocations() {
        return invocations(_ -> true);
    }

    /** The same, with what a pause does instead of sleeping. */
    public Invocations invocations(Predicate<Duration> sleep) {
        return new Invocations(
                Map.of(), Clock.systemUTC(), lines::add, remaining -> new TimeLeft(remaining, () -> 0.5, sleep));
    }

    /** The lines logged so far. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** The JSON of the answer; the invocation has 30 s to go. */
    public <I, O> String invoke(RequestHandler<I, O> handler, Class<I> input, Class<O> output, String event) {
        PojoSerializer<I> reader =
                LambdaEventSerializers.serializerFor(input, handler.getClass().getClassLoader());
        I decoded = reader.fromJson(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)));
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        JacksonFactory.getInstance()
                .getSerializer(output)
                .toJson(handler.handleRequest(decoded, new FakeContext(30_000)), answer);
        return answer.toString(StandardCharsets.UTF_8);
    }

    /** The answer of a handler that reads and writes its payload itself; the invocation has 30 s to go. */
    public String invoke(RequestStreamHandler handler, String payload) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            handler.handleRequest(
                    new ByteArrayInputStream(payload.getBytes(StandardCharsets.UTF_8)),
                    answer,
                    new FakeContext(30_000));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    /** An event beside the tests that ask for it. */
    public static String event(String name) {
        return text("events/" + name + ".json");
    }

    /**
     * The contract's own example of an event.
     *
     * @param type version included: {@code invoice.sent.v1}
     */
    public static String exampleOf(String type) {
        return text(type.substring(0, type.indexOf('.')) + "/examples/" + type + ".json");
    }

    private static String text(String name) {
        try (InputStream in = Objects.requireNonNull(
                Thread.currentThread().getContextClassLoader().getResourceAsStream(name), "no event " + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
