package io.orderchannel.channel.slots.adapter.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import faas.events.EventContext;
import io.orderchannel.channel.slots.application.PartnerNotification;
import io.orderchannel.channel.slots.domain.AssignmentId;
import io.orderchannel.channel.slots.domain.Channel;
import io.orderchannel.channel.slots.domain.OrderId;
import java.util.List;
import org.junit.jupiter.api.Test;

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
    void a_notification_is_one_line_of_json() {
        assertThat(PartnerNotificationJson.write(NOTIFICATION)).isEqualTo(JSON);
    }
}
