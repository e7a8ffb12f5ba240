package io.orderchannel.acceptance.system;

import io.orderchannel.events.order.Channel;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Orders to place, as JSON. Unless their name says else, their partner is silent, so that they stay CONFIRMED. */
public final class Orders {

    /** The largest body that PlaceOrder takes, in bytes. */
    public static final int LARGEST_BODY = 64 * 1024;

    private static final int MOST_ITEMS = 100;
    private static final String SILENT = "PARTNER-SILENT";

    private Orders() {}

    public static String aKey() {
        return UUID.randomUUID().toString();
    }

    public static String anOrder() {
        return order(Optional.empty(), 1);
    }

    public static String anOrderFor(Channel channel) {
        return order(Optional.of(channel), 1);
    }

    public static String anOrderOf(int quantity) {
        return order(Optional.of(Channel.STORE), quantity);
    }

    /** What the simulated partner does is chosen by the goods. */
    public static String anOrderOf(String sku, Channel channel) {
        return "{\"customerId\":\"c1\",\"channel\":\"" + channel + "\",\"items\":[" + item(sku, 1) + "]}";
    }

    public static String anExpressOrderOf(String sku, Channel channel) {
        return anOrderOf(sku, channel).replaceFirst("\\{", "{\"express\":true,");
    }

    /** As many items as are allowed, in a body of exactly the largest size: blanks fill it up. */
    public static String theLargestOrder() {
        var items = IntStream.range(0, MOST_ITEMS)
                .mapToObj(n -> item((n == 0 ? SILENT : "sku-%04d-".formatted(n)) + "é".repeat(20), 9))
                .collect(Collectors.joining(","));
        var order = "{\"customerId\":\"c1\",\"channel\":\"STORE\",\"items\":[" + items + "]";
        int room = LARGEST_BODY - order.getBytes(java.nio.charset.StandardCharsets.UTF_8).length - 1;
        return order + " ".repeat(room) + "}";
    }

    /** Lines for a run: {@code count} distinct orders, the channels in turn. */
    public static String lines(int count) {
        var channels = Channel.values();
        return IntStream.range(0, count)
                .mapToObj(n -> "{\"idempotencyKey\":\"k%d\",".formatted(n)
                        + order(Optional.of(channels[n % channels.length]), 1).substring(1))
                .collect(Collectors.joining("\n"));
    }

    private static String order(Optional<Channel> channel, int quantity) {
        return "{\"customerId\":\"c1\","
                + channel.map(name -> "\"channel\":\"" + name + "\",").orElse("")
                + "\"items\":[" + item(SILENT, quantity) + "]}";
    }

    private static String item(String sku, int quantity) {
        return "{\"sku\":\"%s\",\"quantity\":%d,\"unitPrice\":{\"amount\":1250,\"currency\":\"EUR\"}}"
                .formatted(sku, quantity);
    }
}
