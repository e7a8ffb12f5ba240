package faas.kit.priming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.kit.aws.AwsClients;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;

class PrimingRunTest {

    @Test
    void a_method_that_does_nothing_loads_and_calls_nothing() throws Exception {
        PrimingRun run = PrimingRun.of(Example.class, "nothing");

        assertThat(run.calls()).isEmpty();
        assertThat(run.classes()).isEmpty();
    }

    @Test
    void a_call_is_seen_and_a_client_alone_is_none() throws Exception {
        assertThat(PrimingRun.of(Example.class, "makeClient").calls()).isEmpty();
        assertThat(PrimingRun.of(Example.class, "purgeQueue").calls()).containsExactly("sqs PurgeQueue");
    }

    @Test
    void what_another_run_loaded_is_loaded_again() throws Exception {
        PrimingRun first = PrimingRun.of(Example.class, "purgeQueue");

        assertThat(PrimingRun.of(Example.class, "purgeQueue")).isEqualTo(first);
    }

    @Test
    void a_failure_is_passed_on() {
        assertThatThrownBy(() -> PrimingRun.of(Example.class, "fail")).hasRootCauseMessage("no such table");
    }

    /** Methods that prime. */
    static final class Example {

        private Example() {}

        static void nothing() {}

        static void makeClient() {
            AwsClients.forPriming(SqsClient.builder(), "{}");
        }

        static void purgeQueue() {
            AwsClients.forPriming(SqsClient.builder(), "{}")
                    .purgeQueue(request -> request.queueUrl("https://sqs.us-east-1.amazonaws.com/000000000000/q"));
        }

        static void fail() {
            throw new IllegalStateException("no such table");
        }
    }
}
