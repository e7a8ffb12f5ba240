package faas.localcloud.probe;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Writes down the ids of changed items, with their number where they have one, and fails where an id asks for it. */
public final class StreamProbe implements RequestHandler<DynamodbEvent, StreamsEventResponse> {
    private final Notes notes = Notes.fromEnvironment();

    @Override
    public StreamsEventResponse handleRequest(DynamodbEvent event, Context context) {
        List<String> ids = new ArrayList<>();
        List<StreamsEventResponse.BatchItemFailure> failures = new ArrayList<>();
        for (DynamodbEvent.DynamodbStreamRecord record : event.getRecords()) {
            String id = Objects.requireNonNull(record.getDynamodb().getKeys().get("id"))
                    .getS();
            AttributeValue number = record.getDynamodb().getNewImage().get("n");
            ids.add(number == null ? id : id + ":" + number.getN());
            if (id.startsWith("fail")) {
                failures.add(new StreamsEventResponse.BatchItemFailure(
                        record.getDynamodb().getSequenceNumber()));
            }
        }
        notes.write(String.join(" ", ids));
        if (ids.stream().anyMatch(id -> id.startsWith("throw"))) {
            throw new IllegalStateException("asked to throw");
        }
        return new StreamsEventResponse(failures);
    }
}
