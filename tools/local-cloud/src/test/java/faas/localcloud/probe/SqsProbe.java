package faas.localcloud.probe;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Writes down what it gets and fails where a body asks for it. */
public final class SqsProbe implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final Notes notes = Notes.fromEnvironment();

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        List<String> bodies = new ArrayList<>();
        List<SQSBatchResponse.BatchItemFailure> failures = new ArrayList<>();
        for (SQSEvent.SQSMessage message : event.getRecords()) {
            String body = message.getBody();
            bodies.add(body + "#" + message.getAttributes().get("ApproximateReceiveCount"));
            if (body.startsWith("fail")) {
                failures.add(new SQSBatchResponse.BatchItemFailure(message.getMessageId()));
            }
            if (body.startsWith("slow")) {
                waitAWhile();
            }
            if (body.equals("unknown id")) {
                failures.add(new SQSBatchResponse.BatchItemFailure("no-such-message"));
            }
        }
        notes.write(String.join(" ", bodies));
        if (bodies.stream().anyMatch(body -> body.startsWith("throw"))) {
            throw new IllegalStateException("asked to throw");
        }
        return new SQSBatchResponse(failures);
    }

    private static void waitAWhile() {
        try {
            var _ = new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
