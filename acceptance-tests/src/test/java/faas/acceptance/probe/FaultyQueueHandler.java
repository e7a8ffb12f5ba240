package faas.acceptance.probe;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.ArrayList;
import java.util.List;

/** {@link FaultyWork} on the messages of a queue: those that fail are reported, and come again. */
public final class FaultyQueueHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

    private final FaultyWork work = new FaultyWork();

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        List<SQSBatchResponse.BatchItemFailure> failures = new ArrayList<>();
        for (var message : event.getRecords()) {
            try {
                work.work(message.getBody());
            } catch (IllegalStateException failed) {
                failures.add(new SQSBatchResponse.BatchItemFailure(message.getMessageId()));
            }
        }
        return new SQSBatchResponse(failures);
    }
}
