package faas.localcloud.lambda;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Who asks for an invocation, and what the function is told of that beside its event.
 *
 * @param trigger who invokes, for the figures
 * @param events records handed over with this invocation; 1 for a request
 * @param traceRoot {@code Root=…} of the trace that the invocation belongs to
 * @param clientContext a JSON object that a synchronous caller hands over; empty where it gave none
 */
public record InvocationSource(Trigger trigger, int events, String traceRoot, Optional<String> clientContext) {
    private InvocationSource(Trigger trigger, int events) {
        this(trigger, events, newTraceRoot(), Optional.empty());
    }

    /** A request to a function URL. */
    public static InvocationSource http(String traceRoot) {
        return new InvocationSource(Trigger.HTTP, 1, traceRoot, Optional.empty());
    }

    /** https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader */
    public static String newTraceRoot() {
        String hex = UUID.randomUUID().toString().replace("-", "");
        return "Root=1-%08x-%s".formatted(Instant.now().getEpochSecond(), hex.substring(8));
    }

    public static InvocationSource direct() {
        return direct(Optional.empty());
    }

    /** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#lambda-Invoke-request-ClientContext */
    public static InvocationSource direct(Optional<String> clientContext) {
        return new InvocationSource(Trigger.INVOKE, 1, newTraceRoot(), clientContext);
    }

    public static InvocationSource async() {
        return new InvocationSource(Trigger.ASYNC, 1);
    }

    public static InvocationSource sns() {
        return new InvocationSource(Trigger.SNS, 1);
    }

    public static InvocationSource schedule() {
        return new InvocationSource(Trigger.SCHEDULE, 1);
    }

    public static InvocationSource sqs(int messages) {
        return new InvocationSource(Trigger.SQS, messages);
    }

    public static InvocationSource stream(int records) {
        return new InvocationSource(Trigger.STREAM, records);
    }
}
