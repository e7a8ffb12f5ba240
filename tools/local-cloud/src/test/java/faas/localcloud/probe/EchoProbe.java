package faas.localcloud.probe;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Does what the event asks for; a plain text protocol, so that no JSON library is needed. */
public final class EchoProbe implements RequestStreamHandler {
    private final AtomicInteger invocations = new AtomicInteger();

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        String event = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        int invocation = invocations.incrementAndGet();
        System.out.println("probe got " + event.length() + " characters");
        String answer = switch (event) {
            case "\"throw\"" -> throw new IllegalStateException("asked to throw");
            case "\"exit 0\"" -> {
                System.exit(0);
                yield "";
            }
            case "\"exit\"" -> {
                Runtime.getRuntime().halt(3);
                yield "";
            }
            case "\"hang\"" -> {
                hang();
                yield "";
            }
            case "\"slow\"" -> {
                waitFor(Duration.ofSeconds(3));
                yield "\"" + context.getLogStreamName() + "\"";
            }
            case "\"environment\"" -> json(new TreeMap<>(System.getenv()));
            case "\"context\"" ->
                json(Map.of(
                        "requestId", context.getAwsRequestId(),
                        "arn", context.getInvokedFunctionArn(),
                        "remaining", Integer.toString(context.getRemainingTimeInMillis()),
                        "memory", Integer.toString(context.getMemoryLimitInMB()),
                        "maxHeapMiB", Long.toString(Runtime.getRuntime().maxMemory() / 1024 / 1024),
                        "log", context.getLogStreamName(),
                        "version", context.getFunctionVersion(),
                        "client", client(context),
                        "trace", System.getProperty("com.amazonaws.xray.traceHeader"),
                        "runtimeClient", runtimeClient()));
            case "\"process\"" ->
                json(Map.of(
                        "pid", Long.toString(ProcessHandle.current().pid()),
                        "invocation", Integer.toString(invocation)));
            case "\"large\"" -> "\"" + "x".repeat(6 * 1024 * 1024 + 100) + "\"";
            case String other -> other;
        };
        out.write(answer.getBytes(StandardCharsets.UTF_8));
    }

    private static String client(Context context) {
        return context.getClientContext() == null
                ? "none"
                : context.getClientContext().getCustom().toString();
    }

    /** The jar of the class that asks for invocations. */
    private static String runtimeClient() {
        try {
            return Class.forName("com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient")
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .getPath();
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void hang() {
        waitFor(Duration.ofDays(1));
    }

    private static void waitFor(Duration duration) {
        try {
            var _ = new CountDownLatch(1).await(duration.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String json(Map<String, String> values) {
        return values.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\":\""
                        + entry.getValue().replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                .collect(Collectors.joining(",", "{", "}"));
    }
}
