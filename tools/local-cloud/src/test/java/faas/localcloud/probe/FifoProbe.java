package faas.localcloud.probe;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes down what it processes, as group, deduplication id and body. A body that ends in {@code !n} fails the first n
 * times it is received; then, as AWS asks, the later messages of its group are given back unprocessed.
 */
public final class FifoProbe implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final Notes notes = Notes.fromEnvironment();

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        List<SQSBatchResponse.BatchItemFailure> failures = new ArrayList<>();
        Set<String> stopped = new HashSet<>();
        for (SQSEvent.SQSMessage message : event.getRecords()) {
            String group = message.getAttributes().getOrDefault("MessageGroupId", "");
            String body = message.getBody();
            int received = Integer.parseInt(message.getAttributes().getOrDefault("ApproximateReceiveCount", "0"));
            int failing = body.contains("!") ? Integer.parseInt(body.substring(body.indexOf('!') + 1)) : 0;
            if (stopped.contains(group) || received <= failing) {
                stopped.add(group);
                failures.add(new SQSBatchResponse.BatchItemFailure(message.getMessageId()));
            } else {
                notes.write(group + "/" + message.getAttributes().get("MessageDeduplicationId") + "/" + body);
            }
        }
        return new SQSBatchResponse(failures);
    }
}
