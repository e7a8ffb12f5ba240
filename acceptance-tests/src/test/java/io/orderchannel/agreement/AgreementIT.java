package io.orderchannel.agreement;

import io.orderchannel.channel.slots.adapter.dynamodb.LocalChannels;
import io.orderchannel.channel.slots.application.StorePorts;
import io.orderchannel.channel.slots.domain.Slots;
import io.orderchannel.order.adapter.dynamodb.DynamoDbOrders;
import io.orderchannel.order.adapter.dynamodb.LocalOrders;
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
    OrderSide.Store orders() {
        orders.clear();
        DynamoDbOrders store = orders.orders();
        return new OrderSide.Store(store, store, store, store, store);
    }

    @Override
    StorePorts assignments() {
        channels.clear();
        return channels.ports();
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
