package io.orderchannel.channel.adapter.dynamodb;

import io.orderchannel.channel.application.StoreRejection;
import io.orderchannel.channel.application.TakeSlots;
import io.orderchannel.channel.domain.Assignment;
import io.orderchannel.channel.domain.Capacity;
import io.orderchannel.channel.domain.OrderId;
import io.orderchannel.channel.domain.Slots;
import io.orderchannel.events.CloudEvent;
import io.orderchannel.events.EventCodec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
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
    private final Supplier<String> requestTokens;

    /** Stores in {@code table}; {@code requestTokens} never gives the same token twice, each of 1 to 36 characters. */
    public DynamoDbAssignments(
            DynamoDbClient dynamoDb, String table, EventCodec events, Supplier<String> requestTokens) {
        this.dynamoDb = dynamoDb;
        this.table = table;
        this.events = events;
        this.requestTokens = requestTokens;
    }

    /**
     * Sends one request, under one token: when the answer is lost and the SDK sends the request again, DynamoDB gives the first answer again
     * instead of counting the slots twice or calling the assignments duplicates of themselves (<a
     * href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-apis-txwriteitems">TransactWriteItems,
     * idempotency</a>).
     */
    @Override
    public TakeSlots.Result take(Slots slots, Capacity capacity, List<NewAssignment> assignments) {
        if (assignments.size() > capacity.slots()) {
            return new TakeSlots.Result.NotTaken(SlotsProblem.TOO_FEW, Set.of(), Set.of());
        }
        List<TransactWriteItem> writes = new ArrayList<>(assignments.size() + 1);
        writes.add(TransactWriteItem.builder()
                .update(ChannelItems.count(table, slots, capacity, assignments.size()))
                .build());
        for (NewAssignment assignment : assignments) {
            writes.add(TransactWriteItem.builder()
                    .put(ChannelItems.create(
                            table, assignment.assignment(), assignment.event().id(), events.encode(assignment.event())))
                    .build());
        }
        try {
            dynamoDb.transactWriteItems(TransactWriteItemsRequest.builder()
                    .clientRequestToken(requestTokens.get())
                    .transactItems(writes)
                    .build());
            return new TakeSlots.Result.Taken();
        } catch (TransactionCanceledException e) {
            return notTaken(assignments, e);
        } catch (DynamoDbException e) {
            // A transaction under the same token that is still in progress counts as throttling, too.
            if (e.isThrottlingException()) {
                return new TakeSlots.Result.NotTaken(SlotsProblem.CONTENDED, Set.of(), Set.of());
            }
            throw e;
        }
    }

    @Override
    public StoreRejection.Result reject(Assignment.Rejected rejection, CloudEvent event) {
        try {
            dynamoDb.putItem(PutItemRequest.builder()
                    .tableName(table)
                    .item(ChannelItems.item(rejection, event.id(), events.encode(event)))
                    .conditionExpression(ChannelItems.IS_NEW)
                    .build());
            return StoreRejection.Result.STORED;
        } catch (ConditionalCheckFailedException e) {
            return StoreRejection.Result.ALREADY_DECIDED;
        } catch (TransactionConflictException e) {
            return StoreRejection.Result.CONTENDED;
        } catch (DynamoDbException e) {
            if (e.isThrottlingException()) {
                return StoreRejection.Result.CONTENDED;
            }
            throw e;
        }
    }

    /** One reason for each write, in the order of the writes; the first one counted the slots. */
    private static TakeSlots.Result notTaken(List<NewAssignment> assignments, TransactionCanceledException canceled) {
        List<CancellationReason> reasons = canceled.cancellationReasons();
        if (reasons.size() != assignments.size() + 1) {
            throw canceled;
        }
        SlotsProblem problem = switch (WriteProblem.of(reasons.getFirst(), canceled)) {
            case NONE -> SlotsProblem.NONE;
            case CONDITION -> SlotsProblem.TOO_FEW;
            case CONTENTION -> SlotsProblem.CONTENDED;
        };
        Set<OrderId> alreadyDecided = new HashSet<>();
        Set<OrderId> contended = new HashSet<>();
        for (int i = 0; i < assignments.size(); i++) {
            OrderId orderId = assignments.get(i).assignment().orderId();
            switch (WriteProblem.of(reasons.get(i + 1), canceled)) {
                case NONE -> {}
                case CONDITION -> alreadyDecided.add(orderId);
                case CONTENTION -> contended.add(orderId);
            }
        }
        return new TakeSlots.Result.NotTaken(problem, alreadyDecided, contended);
    }

    /** Why DynamoDB refused one write of a transaction. */
    private enum WriteProblem {
        NONE,
        CONDITION,
        CONTENTION;

        /**
         * Codes as in <a
         * href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html">TransactWriteItems</a>.
         *
         * @throws TransactionCanceledException for a code that trying again will not cure
         */
        static WriteProblem of(CancellationReason reason, TransactionCanceledException canceled) {
            return switch (reason.code()) {
                case "None" -> NONE;
                case "ConditionalCheckFailed" -> CONDITION;
                case "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded" -> CONTENTION;
                default -> throw canceled;
            };
        }
    }
}
