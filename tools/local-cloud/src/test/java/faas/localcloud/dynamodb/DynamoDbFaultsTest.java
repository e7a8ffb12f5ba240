package faas.localcloud.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import faas.localcloud.dynamodb.DynamoDbFaults.Moment;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DynamoDbFaultsTest {
    private final DynamoDbFaults faults = new DynamoDbFaults(_ -> {});

    @Test
    void the_nth_write_of_the_function_is_hit_once() {
        faults.killOnWrite("SendInvoice", 2, Moment.AFTER_WRITE);

        assertThat(faults.onWrite("TransactWriteItems", "SendInvoice")).isEmpty();
        assertThat(faults.onWrite("GetItem", "SendInvoice")).isEmpty();
        assertThat(faults.onWrite("PutItem", "PayInvoice")).isEmpty();
        assertThat(faults.onWrite("PutItem", "SendInvoice")).contains(Moment.AFTER_WRITE);
        assertThat(faults.onWrite("PutItem", "SendInvoice")).isEmpty();
    }

    @Test
    void the_share_of_conflicts_is_about_what_was_asked_for_and_the_same_for_a_seed() {
        long seed = 7;
        faults.conflictOnShareOfTransactions(0.3, seed);
        String first = IntStream.range(0, 1_000)
                .mapToObj(_ -> String.valueOf(faults.conflictingItem(3)))
                .toList()
                .toString();
        int conflicts = faults.conflicts();
        faults.conflictOnShareOfTransactions(0.3, seed);
        String second = IntStream.range(0, 1_000)
                .mapToObj(_ -> String.valueOf(faults.conflictingItem(3)))
                .toList()
                .toString();

        assertThat(conflicts).as("conflicts with seed %d", seed).isBetween(250, 350);
        assertThat(second).isEqualTo(first);
    }

    @Test
    void without_being_asked_nothing_fails() {
        assertThat(faults.onWrite("PutItem", "SendInvoice")).isEmpty();
        assertThat(faults.conflictingItem(2)).isEmpty();
    }
}
