package io.orderchannel.acceptance.system;

import static org.assertj.core.api.Assertions.assertThat;

import faas.acceptance.system.DeployedSystem;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What is stored, read as it is. */
public final class Tables {

    private static final Set<String> SETTLED = Set.of("CONFIRMED", "REJECTED");

    /** Of assignments that hold a slot. */
    private static final Set<String> HOLDING = Set.of("HELD", "ASSIGNED", "SHIPPED", "DELIVERED");

    private final DeployedSystem system;

    Tables(DeployedSystem system) {
        this.system = system;
    }

    /**
     * Each of the orders has settled in exactly one state and has the one assignment that led there; every counter says
     * as many slots as there are assignments that hold one, and never more than there are slots.
     */
    public void assertNothingLostAndNothingTwice(Collection<String> orderIds) {
        var orders =
                scan("OrdersTableName").stream().collect(Collectors.toMap(item -> text(item, "orderId"), item -> item));
        var channels = scan("ChannelsTableName");
        var assignments = channels.stream()
                .filter(item -> text(item, "pk").startsWith("ASSIGNMENT#"))
                .collect(Collectors.toMap(item -> text(item, "orderId"), item -> item));

        assertThat(orders.keySet()).containsAll(new HashSet<>(orderIds));
        assertThat(orderIds).allSatisfy(id -> {
            var state = text(Map.copyOf(orders.getOrDefault(id, Map.of())), "state");
            assertThat(state).as("order " + id).isIn(SETTLED);
            assertThat(text(assignments.getOrDefault(id, Map.of()), "state"))
                    .as("assignment of order " + id)
                    .isEqualTo(state.equals("CONFIRMED") ? "ASSIGNED" : "REJECTED");
        });
        assertSlotsAddUp(channels);
    }

    /** Every counter says as many slots as there are assignments that hold one, and never more than there are slots. */
    public void assertSlotsAddUp() {
        assertSlotsAddUp(scan("ChannelsTableName"));
    }

    private static void assertSlotsAddUp(List<Map<String, AttributeValue>> channels) {
        assertThat(slotsTaken(channels))
                .isEqualTo(slotsHeld(channels.stream()
                        .filter(item -> text(item, "pk").startsWith("ASSIGNMENT#"))
                        .toList()));
        assertThat(channels)
                .filteredOn(item -> text(item, "pk").startsWith("SLOTS#"))
                .allSatisfy(counter -> assertThat(number(counter, "taken"))
                        .as(text(counter, "pk"))
                        .isLessThanOrEqualTo(number(counter, "capacity")));
    }

    /** The state of the order's assignment; empty where it has none. */
    public String assignmentStateOf(String orderId) {
        return scan("ChannelsTableName").stream()
                .filter(item -> text(item, "pk").startsWith("ASSIGNMENT#"))
                .filter(item -> text(item, "orderId").equals(orderId))
                .map(item -> text(item, "state"))
                .findFirst()
                .orElse("");
    }

    /** The payout of a delivered order. */
    public Optional<Map<String, AttributeValue>> payoutOf(String orderId) {
        return scan("ChannelsTableName").stream()
                .filter(item -> text(item, "pk").startsWith("payout#"))
                .filter(item -> text(item, "pk").contains(orderId))
                .findFirst();
    }

    private static Map<String, Long> slotsTaken(List<Map<String, AttributeValue>> channels) {
        return channels.stream()
                .filter(item -> text(item, "pk").startsWith("SLOTS#"))
                .filter(item -> number(item, "taken") > 0)
                .collect(Collectors.toMap(item -> text(item, "pk"), item -> number(item, "taken")));
    }

    private static Map<String, Long> slotsHeld(Collection<Map<String, AttributeValue>> assignments) {
        return assignments.stream()
                .filter(item -> HOLDING.contains(text(item, "state")))
                .collect(Collectors.groupingBy(
                        item -> "SLOTS#" + text(item, "channel") + "#" + text(item, "slotDay"), Collectors.counting()));
    }

    private List<Map<String, AttributeValue>> scan(String tableOutput) {
        return system.scan(tableOutput);
    }

    private static String text(Map<String, AttributeValue> item, String name) {
        var value = item.get(name);
        return value == null ? "" : value.s();
    }

    private static long number(Map<String, AttributeValue> item, String name) {
        var value = item.get(name);
        return value == null ? 0 : Long.parseLong(value.n());
    }
}
