package faas.localcloud.lambda;

/**
 * Who asks for an invocation, for the figures.
 *
 * @param trigger who invokes
 * @param events records handed over with this invocation; 1 for a request
 */
public record InvocationSource(Trigger trigger, int events) {
    public static InvocationSource http() {
        return new InvocationSource(Trigger.HTTP, 1);
    }

    public static InvocationSource direct() {
        return new InvocationSource(Trigger.INVOKE, 1);
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
