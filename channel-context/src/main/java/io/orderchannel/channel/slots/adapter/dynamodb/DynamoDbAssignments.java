package io.orderchannel.channel.slots.adapter.dynamodb;

import faas.events.CloudEvent;
import faas.events.EventCodec;
import io.orderchannel.channel.slots.adapter.dynamodb.Transactions.Write;
import io.orderchannel.channel.slots.application.StoreRejection;
import io.orderchannel.channel.slots.application.TakeSlots;
import io.orderchannel.channel.slots.domain.Assignment;
import io.orderchannel.channel.slots.domain.Capacity;
import io.orderchannel.channel.slots.domain.OrderId;
import io.orderchannel.channel.slots.domain.Slots;
import io.orderchannel.channel.table.ChannelsTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/**
 * One item an assignment and one counter for the slots of a channel's day, in one table. Safe for use by several threads.
 *
 * <p>An assignment's item holds its state, the marker of the message that caused it and the event that announces it; the table's stream hands
 * that event on. A counter has no event.
 */
public final class DynamoDbAssignments implements TakeSlots, StoreRejection {

    private final DynamoDbClient dynamoDb;
    private final String table;
    private final EventCodec events;
    private final Transactions transactions;

    /** Stores in {@code table}; {@code requestTokens} never gives the same token twice, each of 1 to 36 characters. */
    public DynamoDbAssignments(
            DynamoDbClient dynamoDb, String table, EventCodec events, Supplier<String> requestTokens) {
        this.dynamoDb = dynamoDb;
        this.table = table;
        this.events = events;
        this.transactions = new Transactions(dynamoDb, requestTokens);
    }

    @Override
    public TakeSlots.Result take(Slots slots, Capacity capacity, List<NewAssignment> assignments) {
        if (assignments.size() > capacity.slots()) {
            return new TakeSlots.Result.NotTaken(SlotsProblem.TOO_FEW, Map.of(), Set.of());
        }
        List<TransactWriteItem> writes = new ArrayList<>(assignments.size() + 1);
        writes.add(TransactWriteItem.builder()
                .update(ChannelItems.count(table, slots, capacity, assignments.size()))
                .build());
        for (NewAssignment one : assignments) {
            writes.add(TransactWriteItem.builder()
                    .put(ChannelItems.create(
                            table, ChannelItems.item(one.assignment(), Optional.of(one.event()), events)))
                    .build());
        }
        List<Write> refused = transactions.write(writes);
        return refused.isEmpty() ? new TakeSlots.Result.Taken() : notTaken(assignments, refused);
    }

    @Override
    public StoreRejection.Result reject(Assignment.Rejected rejection, CloudEvent event) {
        try {
            dynamoDb.putItem(PutItemRequest.builder()
                    .tableName(table)
                    .item(ChannelItems.item(rejection, Optional.of(event), events))
                    .conditionExpression(ChannelsTable.IS_NEW)
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                    .build());
            return new StoreRejection.Result.Stored();
        } catch (ConditionalCheckFailedException e) {
            return new StoreRejection.Result.AlreadyDecided(ChannelItems.assignment(e.item()));
        } catch (TransactionConflictException e) {
            return new StoreRejection.Result.Contended();
        } catch (DynamoDbException e) {
            if (e.isThrottlingException()) {
                return new StoreRejection.Result.Contended();
            }
            throw e;
        }
    }

    /** The first write counted the slots. */
    private static TakeSlots.Result notTaken(List<NewAssignment> assignments, List<Write> refused) {
        SlotsProblem problem = switch (refused.getFirst().problem()) {
            case NONE -> SlotsProblem.NONE;
            case CONDITION -> SlotsProblem.TOO_FEW;
            case CONTENTION -> SlotsProblem.CONTENDED;
        };
        Map<OrderId, Assignment> alreadyDecided = new HashMap<>();
        Set<OrderId> contended = new HashSet<>();
        for (int i = 0; i < assignments.size(); i++) {
            OrderId orderId = assignments.get(i).assignment().orderId();
            Write write = refused.get(i + 1);
            switch (write.problem()) {
                case NONE -> {}
                case CONDITION -> alreadyDecided.put(orderId, ChannelItems.assignment(write.stored()));
                case CONTENTION -> contended.add(orderId);
            }
        }
        return new TakeSlots.Result.NotTaken(problem, alreadyDecided, contended);
    }
}
