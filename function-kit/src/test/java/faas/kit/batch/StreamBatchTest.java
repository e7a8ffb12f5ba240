package faas.kit.batch;

import static faas.kit.StreamRecords.batch;
import static faas.kit.StreamRecords.change;
import static faas.kit.StreamRecords.failures;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import faas.kit.TestInvocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamBatchTest {
    private final TestInvocation test = new TestInvocation();
    private final List<String> seen = new ArrayList<>();
    private final DynamodbEvent three = batch(insert("101"), insert("102"), insert("103"));

    @Test
    void nothing_failed_is_an_empty_list() {
        assertThat(failures(StreamBatch.inOrder(three, test.invocation(), this::see)))
                .isEmpty();
        assertThat(seen).containsExactly("101", "102", "103");
    }

    @Test
    void work_ends_at_the_first_failure_and_its_sequence_number_is_reported() {
        var response = StreamBatch.inOrder(three, test.invocation(), streamRecord -> {
            if (streamRecord.getDynamodb().getSequenceNumber().equals("102")) {
                throw new IllegalStateException("table is gone");
            }
            see(streamRecord);
        });

        assertThat(failures(response)).containsExactly("102");
        assertThat(seen).containsExactly("101");
        assertThat(test.lines()).singleElement().asString().contains("\"sequenceNumber\":\"102\"", "table is gone");
    }

    @Test
    void an_overflow_of_the_stack_is_the_failure_of_its_record_and_an_unusable_process_ends_the_invocation() {
        assertThat(failures(StreamBatch.inOrder(three, test.invocation(), _ -> {
                    throw new StackOverflowError();
                })))
                .containsExactly("101");
        assertThatThrownBy(() -> StreamBatch.inOrder(three, test.invocation(), _ -> {
                    throw new NoClassDefFoundError("planted");
                }))
                .isInstanceOf(VirtualMachineError.class);
    }

    @Test
    void when_time_is_nearly_over_the_first_record_not_started_is_reported() {
        var response = StreamBatch.inOrder(three, test.invocation(), streamRecord -> {
            see(streamRecord);
            test.letTimeRunOut();
        });

        assertThat(failures(response)).containsExactly("102");
        assertThat(seen).containsExactly("101");
    }

    private void see(DynamodbStreamRecord streamRecord) {
        seen.add(streamRecord.getDynamodb().getSequenceNumber());
    }

    private static DynamodbStreamRecord insert(String sequenceNumber) {
        return change("INSERT", sequenceNumber, null, Map.of("id", "1"));
    }
}
