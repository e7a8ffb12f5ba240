package faas.localcloud.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchResponseTest {
    private static final Set<String> BATCH = Set.of("1", "2", "3");

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"batchItemFailures\":[]}", "{\"batchItemFailures\":null}", "{}", "null", "\"\"", "\"a text\""
            })
    void an_empty_or_absent_list_means_that_all_succeeded(String response) {
        assertThat(BatchResponse.parse(response, BATCH)).isEqualTo(new BatchResponse.AllSucceeded());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no json",
                "{\"batchItemFailures\":\"1\"}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}",
                "{\"batchItemFailures\":[{\"id\":\"1\"}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"4\"}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"1\"},{\"itemIdentifier\":\"4\"}]}"
            })
    void a_response_that_cannot_be_used_fails_the_whole_batch(String response) {
        assertThat(BatchResponse.parse(response, BATCH)).isInstanceOf(BatchResponse.Unusable.class);
    }

    @Test
    void named_messages_failed() {
        String response = "{\"batchItemFailures\":[{\"itemIdentifier\":\"1\"},{\"itemIdentifier\":\"3\"}]}";

        assertThat(BatchResponse.parse(response, BATCH)).isEqualTo(new BatchResponse.SomeFailed(Set.of("1", "3")));
    }
}
