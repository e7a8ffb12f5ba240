package io.orderchannel.channel.slots.handler;

import faas.events.EventCodec;
import io.orderchannel.channel.slots.adapter.dynamodb.DynamoDbAssignments;
import io.orderchannel.channel.slots.adapter.dynamodb.DynamoDbChanges;
import io.orderchannel.channel.slots.adapter.dynamodb.DynamoDbReservations;
import io.orderchannel.channel.slots.application.AnswerCancellation;
import io.orderchannel.channel.slots.application.AssignOrders;
import io.orderchannel.channel.slots.application.ConfirmSlot;
import io.orderchannel.channel.slots.application.ManageSlot;
import io.orderchannel.channel.slots.application.NotifyPartner;
import io.orderchannel.channel.slots.application.ReleaseRanOut;
import io.orderchannel.channel.slots.application.ReleaseSlot;
import io.orderchannel.channel.slots.application.ReserveSlot;
import io.orderchannel.channel.slots.domain.Capacities;
import io.orderchannel.events.channel.ChannelEventFormat;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What the use cases about slots work with, all in one table, and these use cases over it. */
record SlotStores(
        DynamoDbAssignments assignments, DynamoDbReservations reservations, DynamoDbChanges changes, Clock clock) {

    /** In {@code table}, by the system's clock and with request tokens of its own. */
    static SlotStores of(DynamoDbClient dynamoDb, String table) {
        return of(dynamoDb, table, () -> UUID.randomUUID().toString(), Clock.systemUTC());
    }

    static SlotStores of(DynamoDbClient dynamoDb, String table, Supplier<String> requestTokens, Clock clock) {
        EventCodec codec = new EventCodec(new ChannelEventFormat());
        return new SlotStores(
                new DynamoDbAssignments(dynamoDb, table, codec, requestTokens),
                new DynamoDbReservations(dynamoDb, table, codec, requestTokens),
                new DynamoDbChanges(dynamoDb, table, codec, requestTokens),
                clock);
    }

    AssignOrders assignOrders(Capacities capacities, NotifyPartner partner) {
        return new AssignOrders(assignments, assignments, releaseRanOut(), partner, capacities, clock);
    }

    AnswerCancellation answerCancellation() {
        return new AnswerCancellation(changes, changes, clock);
    }

    ManageSlot manageSlot(Capacities capacities, Duration hold, NotifyPartner partner) {
        return new ManageSlot(
                new ReserveSlot(reservations, changes, changes, releaseRanOut(), capacities, hold, clock),
                new ConfirmSlot(changes, changes, partner, clock),
                new ReleaseSlot(changes, changes));
    }

    ReleaseRanOut releaseRanOut() {
        return new ReleaseRanOut(reservations, changes, changes, clock);
    }
}
