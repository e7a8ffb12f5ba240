package io.orderchannel.channel.adapter.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderchannel.channel.application.PartnerNotification;
import io.orderchannel.channel.domain.AssignmentId;
import io.orderchannel.channel.domain.Channel;
import io.orderchannel.channel.domain.OrderId;
import io.orderchannel.events.EventContext;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartnerNotificationJsonTest {

    private static final PartnerNotification NOTIFICATION = new PartnerNotification(
            new AssignmentId("assignment-o1"),
            new OrderId("o1"),
            Channel.COURIER,
            List.of(new PartnerNotification.Item("CAFÉ \"1\"", 2), new PartnerNotification.Item("MUG", 1)),
            new EventContext("trace-1", "correlation-1", "o1#1"));

    private static final String JSON = "{\"assignmentId\":\"assignment-o1\",\"orderId\":\"o1\",\"channel\":\"COURIER\","
            + "\"items\":[{\"sku\":\"CAFÉ \\\"1\\\"\",\"quantity\":2},{\"sku\":\"MUG\",\"quantity\":1}],"
            + "\"traceparent\":\"trace-1\",\"correlationid\":\"correlation-1\",\"causationid\":\"o1#1\"}";

    @Test
    void a_notification_is_read_as_it_was_written() {
        assertThat(PartnerNotificationJson.write(NOTIFICATION)).isEqualTo(JSON);
        assertThat(PartnerNotificationJson.read(JSON)).isEqualTo(NOTIFICATION);
    }

    @Test
    void members_without_a_meaning_are_ignored() {
        assertThat(PartnerNotificationJson.read(JSON.replace("{\"assignmentId\"", "{\"more\":1,\"assignmentId\"")))
                .isEqualTo(NOTIFICATION);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"orderId\":\"o1\",|\"x\":1,|orderId is missing",
                "\"o1\"|1|orderId is a number, expected a string that is not blank",
                "COURIER|DRONE|channel is 'DRONE', expected one of [STORE, COURIER, LOCKER, MARKETPLACE]",
                "\"quantity\":2|\"quantity\":0|quantity is a number, expected a whole number of at least 1",
                "\"quantity\":2|\"quantity\":\"2\"|quantity is a string, expected a whole number of at least 1",
                "{\"sku\":\"MUG\",\"quantity\":1}|7|items is a number, expected an object"
            })
    void what_is_no_notification_is_refused_with_what_was_found(String part, String by, String message) {
        assertThatThrownBy(() -> PartnerNotificationJson.read(JSON.replace(part, by)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("partner notification: " + message);
    }

    @Test
    void what_is_no_json_is_refused() {
        assertThatThrownBy(() -> PartnerNotificationJson.read("{"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("partner notification: ends at character 2");
        assertThatThrownBy(() -> PartnerNotificationJson.read("[]"))
                .hasMessage("partner notification: the payload is an array, expected an object");
    }
}
