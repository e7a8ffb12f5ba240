package faas.benchmarks.coldstart;

import faas.events.EventData;
import faas.events.EventFormat;
import faas.events.EventType;
import faas.json.JsonObject;
import faas.json.JsonReader;
import java.util.List;

/** The measured event, mapped by hand as a context maps its own. */
final class SaleEventFormat implements EventFormat {
    private static final List<EventType> TYPES = List.of(Type.SOLD);

    private enum Type implements EventType {
        SOLD;

        @Override
        public String wireName() {
            return "sale.sold.v1";
        }

        @Override
        public String source() {
            return "/sale";
        }
    }

    private record Sold(Sale sale) implements EventData {
        @Override
        public EventType type() {
            return Type.SOLD;
        }

        @Override
        public String aggregateId() {
            return sale.saleId();
        }

        @Override
        public long version() {
            return sale.version();
        }

        @Override
        public String subject() {
            return sale.saleId();
        }
    }

    @Override
    public List<EventType> types() {
        return TYPES;
    }

    @Override
    public JsonObject write(EventData data) {
        Sale sale = ((Sold) data).sale();
        return new JsonObject()
                .put("saleId", sale.saleId())
                .put("version", sale.version())
                .put("buyerId", sale.buyerId())
                .put("way", sale.way())
                .putPresent("urgent", sale.urgent() ? true : null)
                .put("state", sale.state())
                .put("items", sale.items().stream().map(SaleEventFormat::item).toList())
                .put("total", money(sale.total()))
                .put("soldAt", sale.soldAt())
                .putPresent("reason", sale.reason());
    }

    private static JsonObject item(Sale.Item item) {
        return new JsonObject()
                .put("sku", item.sku())
                .put("quantity", item.quantity())
                .put("unitPrice", money(item.unitPrice()));
    }

    private static JsonObject money(Sale.Money money) {
        return new JsonObject().put("amount", money.amount()).put("currency", money.currency());
    }

    @Override
    public EventData read(EventType type, JsonReader in) {
        return new Sold(new Sale(
                in.text("saleId"),
                in.number("version", 1, Long.MAX_VALUE),
                in.text("buyerId"),
                in.constant("way", Sale.Way.values()),
                in.flag("urgent", false),
                in.constant("state", Sale.State.values()),
                in.objects("items", 1, 100, SaleEventFormat::item),
                money(in.object("total")),
                in.instant("soldAt"),
                in.optionalText("reason")));
    }

    private static Sale.Item item(JsonReader in) {
        return new Sale.Item(
                in.text("sku"), (int) in.number("quantity", 1, Integer.MAX_VALUE), money(in.object("unitPrice")));
    }

    private static Sale.Money money(JsonReader in) {
        return new Sale.Money(in.number("amount", 0, Long.MAX_VALUE), in.text("currency"));
    }
}
