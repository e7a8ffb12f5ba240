package io.orderchannel.order.adapter.dynamodb;

import faas.events.CloudEvent;
import faas.events.EventCodec;
import faas.events.EventContext;
import faas.events.NotTakenException;
import faas.json.UnreadableJsonException;
import io.orderchannel.order.application.Orders;
import io.orderchannel.order.application.OrdersOverloadedException;
import io.orderchannel.order.domain.Order;
import io.orderchannel.order.domain.OrderId;
import io.orderchannel.order.domain.OrderState;
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
 * One item an order. Every change is one conditional write of the order's state, how far it has followed the channel's
 * side, and the event that announces it, which the table's stream passes on. The same write puts the order into the
 * index of orders that wait, or removes it. Safe for use by several threads.
 */
public final class DynamoDbOrders implements Orders {
    private final DynamoDbClient dynamoDb;
    private final String table;
    private final EventCodec events;

    public DynamoDbOrders(DynamoDbClient dynamoDb, String table, EventCodec events) {
        this.dynamoDb = dynamoDb;
        this.table = table;
        this.events = events;
    }

    @Override
    public Optional<Order> find(OrderId id) {
        return item(id).map(OrderAttributes::order);
    }

    @Override
    public Optional<LatestChange> findLatestChange(OrderId id) {
        return item(id).map(item ->
                new LatestChange(OrderAttributes.order(item), OrderAttributes.waitingSince(item), context(item, id)));
    }

    /**
     * Queries the index, which offers eventually consistent reads only (<a
     * href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html">Global secondary indexes</a>).
     */
    @Override
    public Page findWaiting(OrderState state, Instant until, Optional<Entry> after, int most) {
        AttributeValue waitingFor =
                AttributeValue.fromS(OrderAttributes.waitingFor(state).orElseThrow());
        QueryRequest.Builder request = QueryRequest.builder()
                .tableName(table)
                .indexName(OrdersTable.WAITING_INDEX)
                .keyConditionExpression("waitingFor = :waitingFor AND waitingSince <= :until")
                .expressionAttributeValues(Map.of(":waitingFor", waitingFor, ":until", OrderAttributes.instant(until)))
                .limit(most);
        after.ifPresent(entry -> request.exclusiveStartKey(Map.of(
                OrdersTable.ORDER_ID, AttributeValue.fromS(entry.orderId().value()),
                OrdersTable.WAITING_FOR, waitingFor,
                OrdersTable.WAITING_SINCE, OrderAttributes.instant(entry.since()))));
        QueryResponse response = dynamoDb.query(request.build());
        return new Page(
                response.items().stream().map(OrderAttributes::waiting).toList(),
                response.hasLastEvaluatedKey()
                        ? Optional.of(OrderAttributes.waiting(response.lastEvaluatedKey()))
                        : Optional.empty());
    }

    /**
     * The context of an unreadable event is lost, and the order must go on all the same: with a new trace, named by the
     * order's id, which has the form of a trace id.
     */
    private EventContext context(Map<String, AttributeValue> item, OrderId id) {
        try {
            return events.decode(OrderAttributes.event(item)).context();
        } catch (UnreadableJsonException | NotTakenException _) {
            return new EventContext(
                    "00-" + id.value() + "-" + id.value().substring(0, 16) + "-00", id.value(), id.value());
        }
    }

    /** Reads strongly consistently. */
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
     * The refusal returns the item that is there, so a repeated request costs no read (<a
     * href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html">PutItem</a>).
     */
    @Override
    public Optional<String> storeNew(Order.Placed order, CloudEvent event) {
        Map<String, AttributeValue> item = OrderAttributes.item(order);
        OrderAttributes.waitingFor(order.state()).ifPresent(waitingFor -> {
            item.put(OrdersTable.WAITING_FOR, AttributeValue.fromS(waitingFor));
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
            return Optional.empty();
        } catch (ConditionalCheckFailedException e) {
            return Optional.of(OrderAttributes.fingerprint(e.item()));
        } catch (DynamoDbException e) {
            throw named(e, order.id());
        }
    }

    @Override
    public boolean storeChange(Order next, CloudEvent event) {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":before", OrderAttributes.number(next.version() - 1));
        values.put(":version", OrderAttributes.number(next.version()));
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
        Optional<String> waitingFor = OrderAttributes.waitingFor(next.state());
        if (waitingFor.isPresent()) {
            values.put(":waitingFor", AttributeValue.fromS(waitingFor.get()));
            values.put(":since", OrderAttributes.instant(event.time()));
            update += ", waitingFor = :waitingFor, waitingSince = :since";
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
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        } catch (DynamoDbException e) {
            throw named(e, next.id());
        }
    }

    /** Names the error that is left of throttling after the SDK's own retries; any other stays as it is. */
    private static RuntimeException named(DynamoDbException e, OrderId id) {
        return e.isThrottlingException()
                ? new OrdersOverloadedException("order " + id.value() + ": the table takes no more requests", e)
                : e;
    }
}
