package faas.localcloud.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TopicTest {
    private static final String ARN = "arn:aws:sns:us-east-1:000000000000:t";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T09:30:00Z"));
    private final List<SnsMessage> handedOver = new ArrayList<>();
    private final Topic fifo = new Topic(ARN + ".fifo", false, now::get);
    private final Topic byContent = new Topic(ARN + ".fifo", true, now::get);
    private final Topic standard = new Topic(ARN, false, now::get);

    @Test
    void a_repeat_within_five_minutes_is_answered_as_the_first_and_not_handed_over() {
        SnsMessage first = take(fifo, message("body", "g", "d1"));

        now.updateAndGet(time -> time.plus(Duration.ofMinutes(5).minusMillis(1)));
        assertThat(take(fifo, message("other body", "g", "d1"))).isEqualTo(first);
        assertThat(handedOver).containsExactly(first);

        now.updateAndGet(time -> time.plusMillis(1));
        take(fifo, message("body", "g", "d1"));
        assertThat(handedOver).hasSize(2);
    }

    @Test
    void a_repeat_is_known_by_its_content_where_the_topic_goes_by_it() {
        take(byContent, message("body", "g", ""));
        take(byContent, message("body", "another group", ""));
        take(byContent, message("other body", "g", ""));

        assertThat(handedOver).extracting(SnsMessage::body).containsExactly("body", "other body");
    }

    @Test
    void sequence_numbers_grow() {
        List<String> numbers = List.of(
                number(take(fifo, message("a", "g", "d1"))),
                number(take(fifo, message("a", "h", "d2"))),
                number(take(fifo, message("a", "g", "d3"))));

        assertThat(numbers).isSorted().doesNotHaveDuplicates().allMatch(number -> number.length() == 20);
    }

    @Test
    void what_is_not_for_this_kind_of_topic_is_refused_and_nothing_of_its_batch_is_taken() {
        assertThatThrownBy(() -> fifo.take(List.of(message("a", "g", "d"), message("b", "", "e")), handedOver::add))
                .hasMessageContaining("MessageGroupId parameter is required");
        assertThatThrownBy(() -> take(fifo, message("a", "g", "")))
                .hasMessageContaining("ContentBasedDeduplication enabled or MessageDeduplicationId");
        assertThatThrownBy(() -> take(standard, message("a", "g", "d")))
                .hasMessageContaining("MessageDeduplicationId parameter that is not valid for this topic type");
        assertThatThrownBy(() -> take(fifo, message("a", "g".repeat(129), "d"))).hasMessageContaining("128");
        assertThat(handedOver).isEmpty();
    }

    private SnsMessage take(Topic topic, SnsMessage message) {
        return topic.take(List.of(message), handedOver::add).getFirst();
    }

    private static String number(SnsMessage message) {
        return message.order().orElseThrow().sequenceNumber();
    }

    private SnsMessage message(String body, String group, String deduplication) {
        return new SnsMessage(
                UUID.randomUUID().toString(),
                ARN,
                Optional.empty(),
                body,
                Map.of(),
                now.get(),
                Optional.of(new SnsMessage.Order(group, deduplication, "")));
    }
}
