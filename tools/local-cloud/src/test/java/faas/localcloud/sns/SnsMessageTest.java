package faas.localcloud.sns;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import faas.localcloud.json.Json;
import faas.localcloud.sqs.QueueSender.Attribute;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SnsMessageTest {
    private static final SnsMessage MESSAGE = new SnsMessage(
            "m-1",
            "arn:aws:sns:us-east-1:000000000000:t",
            Optional.of("s"),
            "{\"a\": 1}",
            Map.of("type", new Attribute("String", "order.placed.v1")),
            Instant.parse("2026-01-02T03:04:05.6789Z"),
            Optional.empty());

    @Test
    void raw_delivery_hands_over_body_and_attributes() {
        assertThat(MESSAGE.raw().body()).isEqualTo("{\"a\": 1}");
        assertThat(MESSAGE.raw().attributes()).containsOnlyKeys("type");
    }

    @Test
    void each_protocol_gets_the_body_that_was_published_for_it() {
        SnsMessage structured = new SnsMessage(
                "m",
                "t",
                Optional.empty(),
                "for all",
                Map.of("sqs", "for queues"),
                Map.of(),
                Instant.EPOCH,
                Optional.empty());

        assertThat(structured.to("sqs").raw().body()).isEqualTo("for queues");
        assertThat(structured.to("lambda").event("arn:s", "http://e")).contains("\"Message\":\"for all\"");
    }

    @Test
    void the_notification_holds_what_a_subscriber_reads() {
        JsonNode notification =
                Json.parse(MESSAGE.enveloped("arn:s", "http://e").body());

        assertThat(notification.path("Type").asText()).isEqualTo("Notification");
        assertThat(notification.path("MessageId").asText()).isEqualTo("m-1");
        assertThat(notification.path("Subject").asText()).isEqualTo("s");
        assertThat(notification.path("Message").asText()).isEqualTo("{\"a\": 1}");
        assertThat(notification.path("Timestamp").asText()).isEqualTo("2026-01-02T03:04:05.678Z");
        assertThat(notification.path("MessageAttributes").path("type"))
                .isEqualTo(Json.parse("{\"Type\": \"String\", \"Value\": \"order.placed.v1\"}"));
    }

    @Test
    void a_function_gets_the_event_that_lambda_documents() {
        assertThat(Json.parse(MESSAGE.event("arn:s", "http://e"))).isEqualTo(Json.parse("""
                {"Records": [{"EventVersion": "1.0", "EventSubscriptionArn": "arn:s", "EventSource": "aws:sns",
                  "Sns": {"SignatureVersion": "1", "Timestamp": "2026-01-02T03:04:05.678Z", "Signature": "",
                    "SigningCertUrl": "", "MessageId": "m-1", "Message": "{\\"a\\": 1}",
                    "MessageAttributes": {"type": {"Type": "String", "Value": "order.placed.v1"}}, "Type": "Notification",
                    "UnsubscribeUrl": "http://e/?Action=Unsubscribe&SubscriptionArn=arn:s",
                    "TopicArn": "arn:aws:sns:us-east-1:000000000000:t", "Subject": "s"}}]}"""));
    }

    @Test
    void a_filter_policy_looks_at_the_attributes() {
        SubscriptionSettings settings =
                SubscriptionSettings.of(Map.of("FilterPolicy", "{\"type\": [{\"prefix\": \"order.\"}]}"));

        assertThat(settings.accepts(MESSAGE)).isTrue();
        assertThat(settings.with("FilterPolicy", "{\"type\": [\"other\"]}").accepts(MESSAGE))
                .isFalse();
    }

    @Test
    void a_filter_policy_of_that_scope_looks_at_the_body() {
        SubscriptionSettings settings =
                SubscriptionSettings.of(Map.of("FilterPolicy", "{\"a\": [1]}", "FilterPolicyScope", "MessageBody"));

        assertThat(settings.accepts(MESSAGE)).isTrue();
        assertThat(settings.with("FilterPolicy", "{\"a\": [2]}").accepts(MESSAGE))
                .isFalse();
    }

    @Test
    void a_filter_policy_that_is_taken_away_lets_everything_pass() {
        SubscriptionSettings settings = SubscriptionSettings.of(Map.of("FilterPolicy", "{\"type\": [\"other\"]}"));

        assertThat(settings.with("FilterPolicy", "").accepts(MESSAGE)).isTrue();
    }

    @Test
    void the_elements_of_a_string_array_count_one_by_one() {
        SnsMessage message = new SnsMessage(
                "m",
                "t",
                Optional.empty(),
                "b",
                Map.of("tags", new Attribute("String.Array", "[\"x\", \"y\"]")),
                Instant.EPOCH,
                Optional.empty());

        assertThat(SubscriptionSettings.of(Map.of("FilterPolicy", "{\"tags\": [\"y\"]}"))
                        .accepts(message))
                .isTrue();
    }
}
