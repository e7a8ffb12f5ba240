package faas.kit.batch;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;

/** Work on one record of a table's stream. */
@FunctionalInterface
public interface RecordProcessor {
    /** Stores the record's effect. Whatever it throws is the failure of this record and of those after it. */
    void process(DynamodbStreamRecord streamRecord);
}
