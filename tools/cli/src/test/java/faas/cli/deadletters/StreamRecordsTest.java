package faas.cli.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import faas.cli.deadletters.StreamRecords.Result;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

class StreamRecordsTest {

    private static final JsonNode BATCH = new ObjectMapper()
            .createObjectNode()
            .put("streamArn", "arn:aws:dynamodb:us-east-1:000000000000:table/demo-bills/stream/1")
            .put("shardId", "s1")
            .put("startSequenceNumber", "5")
            .put("endSequenceNumber", "7")
            .put("batchSize", 2);

    private final Shard shard = new Shard();

    /** A shard that is open: it has empty pages after those of a test. */
    private static final class Shard implements DynamoDbStreamsClient {

        private final Deque<GetRecordsResponse> pages = new ArrayDeque<>();
        private boolean isTrimmed;
        private int reads;

        void page(int... sequenceNumbers) {
            pages.add(GetRecordsResponse.builder()
                    .nextShardIterator("next")
                    .records(IntStream.of(sequenceNumbers)
                            .mapToObj(number -> Record.builder()
                                    .eventName(number == 6 ? "MODIFY" : "INSERT")
                                    .dynamodb(StreamRecord.builder()
                                            .sequenceNumber(Integer.toString(number))
                                            .build())
                                    .build())
                            .toList())
                    .build());
        }

        @Override
        public GetShardIteratorResponse getShardIterator(GetShardIteratorRequest request) {
            if (isTrimmed) {
                throw TrimmedDataAccessException.builder().build();
            }
            return GetShardIteratorResponse.builder().shardIterator("first").build();
        }

        @Override
        public GetRecordsResponse getRecords(GetRecordsRequest request) {
            reads++;
            if (pages.isEmpty()) {
                page();
            }
            return pages.remove();
        }

        @Override
        public String serviceName() {
            return "dynamodb";
        }

        @Override
        public void close() {}
    }

    @Test
    void records_between_the_positions_are_found_also_after_an_empty_page() throws InterruptedException {
        shard.page(5, 6);
        shard.page();
        shard.page(7, 8);

        assertThat(find(Duration.ofSeconds(20)))
                .isInstanceOfSatisfying(
                        Result.Found.class,
                        found -> assertThat(found.records())
                                .extracting(one ->
                                        one.at("/dynamodb/SequenceNumber").asText())
                                .containsExactly("5", "6", "7"));
    }

    @Test
    void records_that_do_not_come_in_time_are_not_called_gone_and_empty_pages_are_not_read_in_a_row()
            throws InterruptedException {
        shard.page(5);

        assertThat(find(Duration.ofMillis(600)))
                .isInstanceOfSatisfying(
                        Result.NotFound.class,
                        result -> assertThat(result.reason()).contains("they may be the next time"));
        assertThat(shard.reads).isBetween(2, 4);
    }

    @Test
    void records_that_the_stream_has_dropped_are_gone() throws InterruptedException {
        shard.page(6, 7);
        assertThat(find(Duration.ofSeconds(20))).isEqualTo(new Result.Gone());

        shard.isTrimmed = true;
        assertThat(find(Duration.ofSeconds(20))).isEqualTo(new Result.Gone());
    }

    @Test
    void records_that_the_mapping_would_not_deliver_now_are_not_called_gone() throws InterruptedException {
        shard.page(5, 6, 7);

        assertThat(find(Duration.ofSeconds(20), "{\"eventName\":[\"MODIFY\"]}"))
                .isEqualTo(new Result.NotFound(
                        "1 of its 2 records match the filter that the event-source mapping has now"));
    }

    private Result find(Duration within, String... patterns) throws InterruptedException {
        return new StreamRecords(
                        new DynamoDbClient() {
                            @Override
                            public String serviceName() {
                                return "dynamodb";
                            }

                            @Override
                            public void close() {}
                        },
                        shard,
                        within)
                .find(BATCH, List.of(patterns));
    }
}
