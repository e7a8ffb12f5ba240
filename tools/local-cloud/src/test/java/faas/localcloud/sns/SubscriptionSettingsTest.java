package faas.localcloud.sns;

import static org.assertj.core.api.Assertions.assertThat;

import faas.localcloud.sqs.QueueSender.Attribute;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SubscriptionSettingsTest {

    /** https://docs.aws.amazon.com/sns/latest/dg/attribute-key-matching.html */
    @Test
    void a_policy_about_attributes_matches_no_message_without_any() {
        var absent = SubscriptionSettings.of(Map.of("FilterPolicy", "{\"store\": [{\"exists\": false}]}"));

        assertThat(absent.accepts(message(Map.of()))).isFalse();
        assertThat(absent.accepts(message(Map.of("other", new Attribute("String", "x")))))
                .isTrue();
        assertThat(absent.accepts(message(Map.of("store", new Attribute("String", "x")))))
                .isFalse();
    }

    @Test
    void without_a_policy_every_message_passes() {
        assertThat(SubscriptionSettings.of(Map.of()).accepts(message(Map.of()))).isTrue();
    }

    @Test
    void a_policy_about_the_body_does_not_ask_for_attributes() {
        var absent = SubscriptionSettings.of(
                Map.of("FilterPolicy", "{\"store\": [{\"exists\": false}]}", "FilterPolicyScope", "MessageBody"));

        assertThat(absent.accepts(message(Map.of()))).isTrue();
    }

    private static SnsMessage message(Map<String, Attribute> attributes) {
        return new SnsMessage(
                "id",
                "arn:aws:sns:us-east-1:000000000000:t",
                Optional.empty(),
                "{\"other\": 1}",
                attributes,
                Instant.EPOCH,
                Optional.empty());
    }
}
