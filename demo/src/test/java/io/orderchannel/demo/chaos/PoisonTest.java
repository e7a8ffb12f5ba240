package io.orderchannel.demo.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PoisonTest {

    /** SQS takes 1 MiB, and ElasticMQ's limit is the one that SQS had before. */
    private static final int LARGEST = 256 * 1024;

    @ParameterizedTest
    @EnumSource(Poison.class)
    void each_kind_is_found_again_by_its_marker_and_fits_into_a_message(Poison kind) {
        for (var queue : new String[] {"AssignOrder", "FulfilExpressOrder", "ApplyChannelOutcome", "Payouts"}) {
            var body = kind.body("demo-" + queue, Poison.marker(17));

            assertThat(Poison.markerIn(body)).hasValue("poison-17");
            assertThat(body).hasSizeLessThan(LARGEST);
        }
    }

    @ParameterizedTest
    @EnumSource(Poison.class)
    void a_queue_whose_types_are_not_known_is_named(Poison kind) {
        assertThatThrownBy(() -> kind.body("demo-NewConsumer", Poison.marker(1)))
                .hasMessageContaining("demo-NewConsumer");
    }
}
