package io.orderchannel.agreement;

import io.orderchannel.channel.slots.adapter.dynamodb.LocalChannels;
import io.orderchannel.channel.slots.application.Assignments;
import io.orderchannel.channel.slots.domain.Slots;
import io.orderchannel.order.adapter.dynamodb.LocalOrders;
import io.orderchannel.order.application.Orders;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class AgreementIT extends AgreementContract {

    private static LocalOrders orders;
    private static LocalChannels channels;

    @BeforeAll
    static void start() {
        orders = LocalOrders.start();
        channels = LocalChannels.start();
    }

    @AfterAll
    static void stop() {
        channels.close();
        orders.close();
    }

    @Override
    Orders orders() {
        orders.clear();
        return orders.orders();
    }

    @Override
    Assignments assignments() {
        channels.clear();
        return channels.assignments();
    }

    @Override
    int taken(Slots slots) {
        return channels.taken(slots);
    }

    @Override
    int seeds() {
        return 20;
    }
}
