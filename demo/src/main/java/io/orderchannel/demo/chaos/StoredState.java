package io.orderchannel.demo.chaos;

import faas.cli.engine.AwsClients;
import faas.cli.engine.EngineConnection;
import io.orderchannel.demo.chaos.Comparison.Assignment;
import io.orderchannel.demo.chaos.Comparison.Counter;
import io.orderchannel.demo.chaos.Comparison.Payout;
import io.orderchannel.demo.chaos.Comparison.StoredOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.Select;

/** What the two tables hold. */
final class StoredState implements AutoCloseable {

    private static final String ASSIGNMENT = "ASSIGNMENT#";
    private static final String SLOTS = "SLOTS#";
    private static final String PAYOUT = "payout#";

    private final DynamoDbClient dynamoDb;
    private final String orders;
    private final String channels;

    StoredState(EngineConnection engine) {
        dynamoDb = AwsClients.configured(DynamoDbClient.builder(), engine).build();
        orders = engine.output("OrdersTableName");
        channels = engine.output("ChannelsTableName");
    }

    /** What the table of the Channel context holds. */
    record Channels(List<Assignment> assignments, List<Counter> counters, List<Payout> payouts) {}

    /** The number of orders and reservations that wait: each table has a sparse index of just those. */
    long waiting() {
        return waiting(orders) + waiting(channels);
    }

    private long waiting(String table) {
        return dynamoDb.describeTable(describe -> describe.tableName(table)).table().globalSecondaryIndexes().stream()
                .map(GlobalSecondaryIndexDescription::indexName)
                .flatMap(index ->
                        dynamoDb
                                .scanPaginator(scan ->
                                        scan.tableName(table).indexName(index).select(Select.COUNT))
                                .stream())
                .mapToLong(ScanResponse::count)
                .sum();
    }

    List<StoredOrder> orders() {
        List<StoredOrder> found = new ArrayList<>();
        for (var item : scan(orders)) {
            found.add(new StoredOrder(
                    text(item, "orderId"), text(item, "customerId"), text(item, "state"), content(item)));
        }
        return found;
    }

    private static String content(Map<String, AttributeValue> order) {
        return ChaosOrder.content(
                text(order, "customerId"),
                text(order, "channel"),
                express(order),
                order.getOrDefault("items", AttributeValue.fromL(List.of())).l().stream()
                        .map(AttributeValue::m)
                        .map(item -> ChaosOrder.content(
                                text(item, "sku"),
                                number(item, "quantity"),
                                number(item, "unitPrice"),
                                text(order, "currency")))
                        .toList());
    }

    private static boolean express(Map<String, AttributeValue> order) {
        var express = order.get("express");
        return express != null && Boolean.TRUE.equals(express.bool());
    }

    Channels channels() {
        var found = new Channels(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (var item : scan(channels)) {
            var key = text(item, "pk");
            if (key.startsWith(ASSIGNMENT)) {
                found.assignments()
                        .add(new Assignment(
                                text(item, "assignmentId"),
                                text(item, "orderId"),
                                text(item, "state"),
                                SLOTS + text(item, "channel") + "#" + text(item, "slotDay")));
            } else if (key.startsWith(SLOTS)) {
                found.counters().add(new Counter(key, number(item, "taken"), number(item, "capacity")));
            } else if (key.startsWith(PAYOUT)) {
                found.payouts().add(new Payout(text(item, "assignmentId"), text(item, "orderId")));
            }
        }
        return found;
    }

    private Iterable<Map<String, AttributeValue>> scan(String table) {
        return dynamoDb.scanPaginator(scan -> scan.tableName(table).consistentRead(true))
                .items();
    }

    private static String text(Map<String, AttributeValue> item, String name) {
        var value = item.get(name);
        return value == null || value.s() == null ? "" : value.s();
    }

    private static long number(Map<String, AttributeValue> item, String name) {
        var value = item.get(name);
        return value == null || value.n() == null ? 0 : Long.parseLong(value.n());
    }

    @Override
    public void close() {
        dynamoDb.close();
    }
}
