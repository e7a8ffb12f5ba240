import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Writes orders.jsonl: {@code java demo/samples/WriteOrders.java > demo/samples/orders.jsonl}. Seeded, so it always writes the same
 * lines. What a run of them must come to:
 *
 * <pre>
 * 540 distinct orders accepted, 54 of them express:
 *   30 REJECTED: 130 name LOCKER, which has 100 slots a day
 *   17 CANCELLED: the partner is down for good (6), fails to deliver (6), or never answers (5)
 *  493 DELIVERED: for 6 of them the partner is slow, for 6 it fails at the first try
 *  30 repeats of an earlier order, answered from what is stored
 *  10 repeats of a key with another body, refused with 422
 *  14 invalid orders, refused with 400
 *   7 malformed lines, not sent; 6 blank lines, ignored
 * </pre>
 */
static final Random RANDOM = new Random(20_260_101);

static final String[] CURRENCIES = {"EUR", "USD", "GBP", "JPY"};
/** What the partner does is chosen by the goods. */
static final String[] PARTNER_GOODS = {
    "PARTNER-SLOW", "PARTNER-FAILS-ONCE", "PARTNER-DOWN", "PARTNER-FAILS-DELIVERY", "PARTNER-SILENT"
};
static final String[] GOODS = {"tea", "mug", "lamp", "chair", "desk", "book", "pen", "clock", "scarf", "kettle"};

static final List<String> INVALID = List.of(
        """
        {"customerId":"c-9001","items":[{"sku":"tea-001","quantity":1,"unitPrice":{"amount":450,"currency":"EUR"}}]}""",
        """
        {"idempotencyKey":"bad-02","items":[{"sku":"tea-001","quantity":1,"unitPrice":{"amount":450,"currency":"EUR"}}]}""",
        """
        {"idempotencyKey":"bad-03","customerId":"c-9003"}""",
        """
        {"idempotencyKey":"bad-04","customerId":"c-9004","items":[]}""",
        """
        {"idempotencyKey":"bad-05","customerId":"c-9005","items":[{"sku":"mug-004","quantity":0,"unitPrice":{"amount":900,"currency":"EUR"}}]}""",
        """
        {"idempotencyKey":"bad-06","customerId":"c-9006","items":[{"sku":"mug-004","quantity":1,"unitPrice":{"amount":-1,"currency":"EUR"}}]}""",
        """
        {"idempotencyKey":"bad-07","customerId":"c-9007","items":[{"sku":"mug-004","quantity":1,"unitPrice":{"amount":900,"currency":"EUR"}},{"sku":"pen-002","quantity":1,"unitPrice":{"amount":120,"currency":"USD"}}]}""",
        """
        {"idempotencyKey":"bad-08","customerId":"c-9008","items":[{"sku":"mug-004","quantity":1,"unitPrice":{"amount":900,"currency":"EURO"}}]}""",
        """
        {"idempotencyKey":"bad-09","customerId":"c-9009","channel":"PIGEON","items":[{"sku":"mug-004","quantity":1,"unitPrice":{"amount":900,"currency":"EUR"}}]}""",
        """
        {"idempotencyKey":"bad-10","customerId":"c-9010","items":[{"quantity":1,"unitPrice":{"amount":900,"currency":"EUR"}}]}""",
        """
        {"idempotencyKey":"bad-11","customerId":"c-9011","items":[{"sku":"mug-004","quantity":1}]}""",
        """
        {"idempotencyKey":"bad-12","customerId":"c-9012","items":[{"sku":"mug-004","quantity":"two","unitPrice":{"amount":900,"currency":"EUR"}}]}""",
        """
        {"idempotencyKey":"bad-13","customerId":"c-9013","items":[{"sku":"mug-004","quantity":1.5,"unitPrice":{"amount":9.99,"currency":"EUR"}}]}""",
        """
        {"idempotencyKey":"bad-14","customerId":"","channel":"","items":[{"sku":"","quantity":-3,"unitPrice":{"amount":-1,"currency":""}}]}""");

static final List<String> MALFORMED = List.of(
        "{\"idempotencyKey\":\"cut-01\",\"customerId\":\"c-9101\",\"items\":[{\"sku\":\"tea-0",
        "idempotencyKey,customerId,channel",
        "[{\"idempotencyKey\":\"list-03\"}]",
        "\"an order, please\"",
        "42",
        "null",
        "{\"idempotencyKey\":\"two-07\"} {\"idempotencyKey\":\"two-08\"}");

void main() {
    var lines = orders();
    sprinkle(lines, repeats(lines));
    sprinkle(lines, INVALID);
    sprinkle(lines, MALFORMED);
    sprinkle(lines, List.of("", " ", "", "\t", "", ""));
    var out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    lines.forEach(line -> out.print(line + "\n"));
    out.flush();
}

static List<String> orders() {
    var orders = new ArrayList<String>();
    int others = 0;
    for (int i = 0; i < 540; i++) {
        var channel = channelOf(i);
        // LOCKER runs out of slots: were one of its orders to fail later, whose turn it is would depend on chance.
        orders.add(channel.equals("LOCKER") ? order(i, channel, false, "") : otherOrder(i, channel, others++));
    }
    return orders;
}

/** Of the 410 orders that do not name LOCKER, 54 are express, and for 29 the partner does something else than usual. */
static String otherOrder(int i, String channel, int n) {
    boolean express = n * 54 / 410 != (n + 1) * 54 / 410;
    var partner = n % 14 == 5 ? PARTNER_GOODS[n / 14 % PARTNER_GOODS.length] : "";
    return order(i, channel, express, partner);
}

/** 130 of 540 orders name LOCKER; the others are spread over the rest, some naming no channel at all. */
static String channelOf(int i) {
    if (i * 130 / 540 != (i + 1) * 130 / 540) {
        return "LOCKER";
    }
    return switch (RANDOM.nextInt(10)) {
        case 0, 1, 2 -> "STORE";
        case 3, 4, 5 -> "COURIER";
        case 6, 7 -> "MARKETPLACE";
        default -> "";
    };
}

static String order(int i, String channel, boolean express, String partner) {
    var currency = CURRENCIES[RANDOM.nextInt(10) < 7 ? 0 : 1 + RANDOM.nextInt(3)];
    var items = new ArrayList<String>();
    for (int n = 1 + RANDOM.nextInt(RANDOM.nextInt(10) == 0 ? 12 : 4); n > 0; n--) {
        items.add("{\"sku\":\"%s-%03d\",\"quantity\":%d,\"unitPrice\":{\"amount\":%d,\"currency\":\"%s\"}}"
                .formatted(GOODS[RANDOM.nextInt(GOODS.length)], RANDOM.nextInt(1, 20), RANDOM.nextInt(1, 6),
                        RANDOM.nextInt(50) == 0 ? 0 : RANDOM.nextInt(99, 20_000), currency));
    }
    if (!partner.isEmpty()) {
        items.add("{\"sku\":\"%s-%03d\",\"quantity\":1,\"unitPrice\":{\"amount\":100,\"currency\":\"%s\"}}"
                .formatted(partner, i, currency));
    }
    return "{\"idempotencyKey\":\"order-%04d\",\"customerId\":\"c-%03d\",%s%s\"items\":[%s]}"
            .formatted(i + 1, RANDOM.nextInt(1, 161), channel.isEmpty() ? "" : "\"channel\":\"" + channel + "\",",
                    express ? "\"express\":true," : "",
                    String.join(",", items));
}

/**
 * Thirty of the orders again as they were, a third of them with blanks between the tokens, and ten with another body.
 */
static List<String> repeats(List<String> orders) {
    var repeats = new ArrayList<String>();
    for (int i = 0; i < 30; i++) {
        var order = orders.get(i * 17 + 3);
        repeats.add(i % 3 == 0 ? order.replace(",\"", ", \"").replace("\":", "\": ") : order);
    }
    for (int i = 0; i < 10; i++) {
        repeats.add(orders.get(i * 50 + 7).replaceFirst("\"sku\":\"[a-z]+", "\"sku\":\"swapped"));
    }
    return repeats;
}

/** Puts each of {@code more} somewhere into {@code lines}, a repeat behind the order that it repeats. */
static void sprinkle(List<String> lines, List<String> more) {
    for (var line : more) {
        lines.add(Math.max(firstUseOf(line, lines) + 1, RANDOM.nextInt(lines.size() + 1)), line);
    }
}

/** The index of the first line with the same idempotency key, or -1. */
static int firstUseOf(String line, List<String> lines) {
    var key = line.replace(" ", "");
    int end = key.indexOf("\",\"customerId");
    for (int i = 0; end > 0 && i < lines.size(); i++) {
        if (lines.get(i).startsWith(key.substring(0, end + 1))) {
            return i;
        }
    }
    return -1;
}
