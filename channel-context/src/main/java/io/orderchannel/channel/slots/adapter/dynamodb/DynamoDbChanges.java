package io.orderchannel.channel.slots.adapter.dynamodb;

import faas.events.EventCodec;
import io.orderchannel.channel.slots.adapter.dynamodb.Transactions.Problem;
import io.orderchannel.channel.slots.adapter.dynamodb.Transactions.Write;
import io.orderchannel.channel.slots.application.ChangeAssignment;
import io.orderchannel.channel.slots.application.FindAssignment;
import io.orderchannel.channel.slots.application.FindReceipt;
import io.orderchannel.channel.slots.application.Receipt;
import io.orderchannel.channel.slots.domain.Assignment;
import io.orderchannel.channel.slots.domain.OrderId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Reads assignments and stores their next states, each under the condition that the assignment is still at the version that was read. Safe
 * for use by several threads.
 */
public final class DynamoDbChanges implements FindAssignment, FindReceipt, ChangeAssignment {

    private final DynamoDbClient dynamoDb;
    private final String table;
    private final EventCodec events;
    private final Transactions transactions;

    /** Stores in {@code table}; {@code requestTokens} never gives the same token twice, each of 1 to 36 characters. */
    public DynamoDbChanges(DynamoDbClient dynamoDb, String table, EventCodec events, Supplier<String> requestTokens) {
        this.dynamoDb = dynamoDb;
        this.table = table;
        this.events = events;
        this.transactions = new Transactions(dynamoDb, requestTokens);
    }

    @Override
    public Optional<Assignment> find(OrderId orderId) {
        return read(ChannelItems.key(orderId)).map(ChannelItems::assignment);
    }

    @Override
    public Optional<Receipt> find(String webhookId) {
        return read(ChannelItems.receiptKey(webhookId)).map(ChannelItems::receipt);
    }

    private Optional<Map<String, AttributeValue>> read(String key) {
        Map<String, AttributeValue> item = dynamoDb.getItem(request ->
                        request.tableName(table).key(ChannelItems.keyOf(key)).consistentRead(true))
                .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(item);
    }

    @Override
    public ChangeAssignment.Result change(Change change) {
        List<TransactWriteItem> writes = new ArrayList<>();
        writes.add(TransactWriteItem.builder().put(assignment(change)).build());
        change.receipt()
                .ifPresent(receipt -> writes.add(TransactWriteItem.builder()
                        .put(ChannelItems.create(table, receipt))
                        .build()));
        if (change.givesSlotBack()) {
            writes.add(TransactWriteItem.builder()
                    .update(ChannelItems.giveBack(table, change.after().slots()))
                    .build());
        }
        List<Write> refused = transactions.write(writes);
        if (refused.isEmpty()) {
            return ChangeAssignment.Result.STORED;
        }
        if (refused.stream().anyMatch(write -> write.problem() == Problem.CONTENTION)) {
            return ChangeAssignment.Result.CONTENDED;
        }
        if (change.givesSlotBack() && isOnlyTheLast(refused)) {
            throw new IllegalStateException("assignment " + change.after().id().value() + ": gives back a slot of "
                    + change.after().slots() + ", of which none is counted as taken");
        }
        return ChangeAssignment.Result.OUTDATED;
    }

    private Put assignment(Change change) {
        Map<String, AttributeValue> item = ChannelItems.item(change.after(), change.event(), events);
        return change.before()
                .map(before -> ChannelItems.replace(table, before.version(), item))
                .orElseGet(() -> ChannelItems.create(table, item));
    }

    private static boolean isOnlyTheLast(List<Write> refused) {
        return refused.subList(0, refused.size() - 1).stream().allMatch(write -> write.problem() == Problem.NONE);
    }
}
