package io.orderchannel.order.adapter.dynamodb;

import faas.events.CloudEvent;
import faas.events.EventCodec;
import faas.events.EventContext;
import faas.events.UnreadableEventException;
import io.orderchannel.order.application.FindLatestChange;
import io.orderchannel.order.application.FindOrder;
import io.orderchannel.order.application.FindWaitingOrders;
import io.orderchannel.order.application.OrdersOverloadedException;
import io.orderchannel.order.application.StoreNewOrder;
import io.orderchannel.order.application.StoreOrderChange;
import io.orderchannel.order.domain.Order;
import io.orderchannel.order.domain.OrderId;
import io.orderchannel.order.domain.RequestFingerprint;
import io.orderchannel.order.domain.WaitingFor;
import io.orderchannel.order.table.OrdersTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * One item an order. Every write is one conditional write of the order's state, the marker of the message that caused it and the event that
 * announces it; the table's stream hands that event on. The same write puts the order into the index of those that wait, or takes it out. Safe for use by several threads.
 */
public final class DynamoDbOrders
        implements FindOrder, FindLatestChange, FindWaitingOrders, StoreNewOrder, StoreOrderChange {

    private final DynamoDbClient dynamoDb;
    private final String table;
    private final EventCodec events;

    public DynamoDbOrders(DynamoDbClient dynamoDb, String table, EventCodec events) {
        this.dynamoDb = dynamoDb;
        this.table = table;
        this.events = events;
    }

    /** Reads strongly consistently: whoever has placed an order sees it, and a changed order is decided about as it is. */
    @Override
    public Optional<Order> find(OrderId id) {
        return item(id).map(OrderAttributes::order);
    }

    /** Reads strongly consistently too: the index that named the order may lag behind. */
    @Override
    public Optional<LatestChange> findLatestChange(OrderId id) {
        return item(id).map(item ->
                new LatestChange(OrderAttributes.order(item), OrderAttributes.waitingSince(item), context(item, id)));
    }

    /**
     * Asks the index, which is eventually consistent and knows no other way
     * (<a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html">Global secondary indexes</a>).
     */
    @Override
    public Page findWaiting(WaitingFor whom, Instant until, Optional<Entry> after, int most) {
        QueryRequest.Builder request = QueryRequest.builder()
                .tableName(table)
                .indexName(OrdersTable.WAITING_INDEX)
                .keyConditionExpression("waitingFor = :whom AND waitingSince <= :until")
                .expressionAttributeValues(
                        Map.of(":whom", AttributeValue.fromS(whom.name()), ":until", OrderAttributes.instant(until)))
                .limit(most);
        after.ifPresent(entry -> request.exclusiveStartKey(Map.of(
                OrdersTable.ORDER_ID, AttributeValue.fromS(entry.orderId().value()),
                OrdersTable.WAITING_FOR, AttributeValue.fromS(whom.name()),
                OrdersTable.WAITING_SINCE, OrderAttributes.instant(entry.since()))));
        QueryResponse response = dynamoDb.query(request.build());
        return new Page(
                response.items().stream().map(OrderAttributes::waiting).toList(),
                response.hasLastEvaluatedKey()
                        ? Optional.of(OrderAttributes.waiting(response.lastEvaluatedKey()))
                        : Optional.empty());
    }

    /**
     * Of an event that cannot be read the context is lost, and the order must go on all the same: a trace of its own, named by the order's
     * id, which has the form of a trace's.
     */
    private EventContext context(Map<String, AttributeValue> item, OrderId id) {
        try {
            return events.decode(OrderAttributes.event(item)).context();
        } catch (UnreadableEventException _) {
            return new EventContext(
                    "00-" + id.value() + "-" + id.value().substring(0, 16) + "-00", id.value(), id.value());
        }
    }

    private Optional<Map<String, AttributeValue>> item(OrderId id) {
        GetItemRequest request = GetItemRequest.builder()
                .tableName(table)
                .key(Map.of(OrderAttributes.ORDER_ID, AttributeValue.fromS(id.value())))
                .consistentRead(true)
                .build();
        try {
            Map<String, AttributeValue> item = dynamoDb.getItem(request).item();
            return item.isEmpty() ? Optional.empty() : Optional.of(item);
        } catch (DynamoDbException e) {
            throw named(e, id);
        }
    }

    /**
     * The item that is in the way comes back with the refusal, so that a repeated request costs no read
     * (<a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html">ReturnValuesOnConditionCheckFailure</a>).
     */
    @Override
    public StoreNewOrder.Result storeNew(Order.Placed order, RequestFingerprint request, CloudEvent event) {
        Map<String, AttributeValue> item = OrderAttributes.item(order, request);
        order.state().waitsFor().ifPresent(whom -> {
            item.put(OrdersTable.WAITING_FOR, AttributeValue.fromS(whom.name()));
            item.put(OrdersTable.WAITING_SINCE, OrderAttributes.instant(event.time()));
        });
        item.put(OrderAttributes.EVENT_ID, AttributeValue.fromS(event.id()));
        item.put(OrderAttributes.EVENT, AttributeValue.fromS(events.encode(event)));
        try {
            dynamoDb.putItem(PutItemRequest.builder()
                    .tableName(table)
                    .item(item)
                    .conditionExpression("attribute_not_exists(orderId)")
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                    .build());
            return new StoreNewOrder.Result.Stored();
        } catch (ConditionalCheckFailedException e) {
            return new StoreNewOrder.Result.AlreadyThere(OrderAttributes.request(e.item()));
        } catch (DynamoDbException e) {
            throw named(e, order.id());
        }
    }

    @Override
    public StoreOrderChange.Result storeChange(Order next, CloudEvent event) {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":before", OrderAttributes.number(next.version().value() - 1));
        values.put(":version", OrderAttributes.number(next.version().value()));
        values.put(":state", AttributeValue.fromS(next.state().name()));
        values.put(":channelVersion", OrderAttributes.number(next.applied().version()));
        values.put(":channelEventId", AttributeValue.fromS(next.applied().messageId()));
        values.put(":eventId", AttributeValue.fromS(event.id()));
        values.put(":event", AttributeValue.fromS(events.encode(event)));
        String update = "SET version = :version, #state = :state, channelVersion = :channelVersion,"
                + " channelEventId = :channelEventId, eventId = :eventId, event = :event";
        List<String> remove = new ArrayList<>();
        Optional<String> reason = next.reasonGiven();
        if (reason.isPresent()) {
            values.put(":reason", AttributeValue.fromS(reason.get()));
            update += ", reason = :reason";
        } else {
            remove.add("reason");
        }
        if (next instanceof Order.Cancelling cancelling) {
            values.put(":cancellingSince", OrderAttributes.instant(cancelling.since()));
            update += ", cancellingSince = :cancellingSince";
        } else {
            remove.add("cancellingSince");
        }
        Optional<WaitingFor> whom = next.state().waitsFor();
        if (whom.isPresent()) {
            values.put(":whom", AttributeValue.fromS(whom.get().name()));
            values.put(":since", OrderAttributes.instant(event.time()));
            update += ", waitingFor = :whom, waitingSince = :since";
        } else {
            remove.addAll(List.of("waitingFor", "waitingSince"));
        }
        if (!remove.isEmpty()) {
            update += " REMOVE " + String.join(", ", remove);
        }
        try {
            dynamoDb.updateItem(UpdateItemRequest.builder()
                    .tableName(table)
                    .key(Map.of(
                            OrderAttributes.ORDER_ID,
                            AttributeValue.fromS(next.id().value())))
                    .updateExpression(update)
                    .conditionExpression("version = :before")
                    .expressionAttributeNames(Map.of("#state", OrderAttributes.STATE))
                    .expressionAttributeValues(values)
                    .build());
            return StoreOrderChange.Result.STORED;
        } catch (ConditionalCheckFailedException e) {
            return StoreOrderChange.Result.VERSION_CONFLICT;
        } catch (DynamoDbException e) {
            throw named(e, next.id());
        }
    }

    /** Being throttled even after the SDK's own retries is a state of the store that callers tell apart; anything else stays what it is. */
    private static RuntimeException named(DynamoDbException e, OrderId id) {
        return e.isThrottlingException()
                ? new OrdersOverloadedException("order " + id.value() + ": the table takes no more requests", e)
                : e;
    }
}
