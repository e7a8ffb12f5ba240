package faas.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import faas.cli.engine.EngineConnection;
import faas.cli.http.Caller;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationTest {

    private static final Destination TOPIC =
            new Destination("topic", "demo-item-events", "arn:aws:sns:us-east-1:000000000000:demo-item-events");
    private static final Destination QUEUE =
            new Destination("queue", "demo-Assign", "http://127.0.0.1:1/000000000000/demo-Assign");
    private static final Destination FUNCTION = new Destination("function", "demo-Assign", "demo-Assign");

    private static final List<Destination> ALL = List.of(TOPIC, QUEUE, FUNCTION);

    private static final EngineConnection ENGINE = new EngineConnection(
            URI.create("http://127.0.0.1:1"),
            new Caller("us-east-1", "AK", "SK"),
            Map.of("ItemEventsTopicArn", TOPIC.address(), "AssignQueueUrl", QUEUE.address()));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo-item-events",
                "item-events",
                "topic:item-events",
                "ItemEventsTopic",
                "ItemEventsTopicArn",
                "arn:aws:sns:us-east-1:000000000000:demo-item-events"
            })
    void a_topic_is_known_by_each_of_its_names(String name) throws UserErrorException {
        assertThat(Destination.named(name, ALL, ENGINE)).isEqualTo(TOPIC);
    }

    @Test
    void a_queue_and_a_function_of_one_name_are_told_apart() throws UserErrorException {
        assertThat(Destination.named("AssignQueue", ALL, ENGINE)).isEqualTo(QUEUE);
        assertThat(Destination.named("queue:Assign", ALL, ENGINE)).isEqualTo(QUEUE);
        assertThat(Destination.named("function:demo-Assign", ALL, ENGINE)).isEqualTo(FUNCTION);
        assertThatExceptionOfType(UserErrorException.class)
                .isThrownBy(() -> Destination.named("Assign", ALL, ENGINE))
                .withMessage("--to Assign: expected one of [function:demo-Assign, queue:demo-Assign]");
    }

    @Test
    void a_name_that_nothing_has_is_refused_with_those_that_there_are() {
        assertThatExceptionOfType(UserErrorException.class)
                .isThrownBy(() -> Destination.named("queue:item-events", ALL, ENGINE))
                .withMessage("--to queue:item-events: no such topic, queue or function; there are"
                        + " [function:demo-Assign, queue:demo-Assign, topic:demo-item-events]");
    }
}
