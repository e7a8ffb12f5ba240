package faas.benchmarks.coldstart;

import faas.events.EventData;
import faas.events.EventFormat;
import faas.events.EventType;
import faas.events.FieldReader;
import faas.events.Fields;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    public void write(EventData data, JsonWriter writer) {
        Sale sale = ((Sold) data).sale();
        writer.beginObject();
        text(writer, "saleId", sale.saleId());
        writer.name("version");
        writer.value(sale.version());
        text(writer, "buyerId", sale.buyerId());
        text(writer, "way", sale.way().name());
        if (sale.urgent()) {
            writer.name("urgent");
            writer.value(true);
        }
        text(writer, "state", sale.state().name());
        writer.name("items");
        writer.beginArray();
        for (Sale.Item item : sale.items()) {
            writer.beginObject();
            text(writer, "sku", item.sku());
            writer.name("quantity");
            writer.value(item.quantity());
            writer.name("unitPrice");
            write(item.unitPrice(), writer);
            writer.endObject();
        }
        writer.endArray();
        writer.name("total");
        write(sale.total(), writer);
        text(writer, "soldAt", sale.soldAt().toString());
        if (sale.reason() != null) {
            text(writer, "reason", sale.reason());
        }
        writer.endObject();
    }

    @Override
    public EventData read(EventType type, FieldReader in) {
        @Nullable String saleId = null;
        @Nullable Long version = null;
        @Nullable String buyerId = null;
        @Nullable String way = null;
        @Nullable Boolean urgent = null;
        @Nullable String state = null;
        @Nullable List<Sale.Item> items = null;
        Sale.@Nullable Money total = null;
        @Nullable String soldAt = null;
        @Nullable String reason = null;
        JsonReader reader = in.reader();
        in.beginObject();
        while (reader.hasNextField()) {
            switch (in.nextField()) {
                case "saleId" -> saleId = in.text();
                case "version" -> version = in.number();
                case "buyerId" -> buyerId = in.text();
                case "way" -> way = in.text();
                case "urgent" -> urgent = in.flag();
                case "state" -> state = in.text();
                case "items" -> items = items(in);
                case "total" -> total = money(in);
                case "soldAt" -> soldAt = in.text();
                case "reason" -> reason = in.text();
                default -> in.skip();
            }
        }
        reader.endObject();
        return new Sold(new Sale(
                Fields.required(saleId, "saleId"),
                Fields.required(version, "version"),
                Fields.required(buyerId, "buyerId"),
                Fields.constant(Sale.Way.values(), Fields.required(way, "way"), "way"),
                urgent != null && urgent,
                Fields.constant(Sale.State.values(), Fields.required(state, "state"), "state"),
                Fields.required(items, "items"),
                Fields.required(total, "total"),
                Fields.instant(Fields.required(soldAt, "soldAt"), "soldAt"),
                reason));
    }

    private static List<Sale.Item> items(FieldReader in) {
        List<Sale.Item> items = new ArrayList<>();
        JsonReader reader = in.reader();
        in.beginArray();
        while (reader.hasNextElement()) {
            @Nullable String sku = null;
            @Nullable Long quantity = null;
            Sale.@Nullable Money unitPrice = null;
            in.beginObject();
            while (reader.hasNextField()) {
                switch (in.nextField()) {
                    case "sku" -> sku = in.text();
                    case "quantity" -> quantity = in.number();
                    case "unitPrice" -> unitPrice = money(in);
                    default -> in.skip();
                }
            }
            reader.endObject();
            items.add(new Sale.Item(
                    Fields.required(sku, "sku"),
                    Math.toIntExact(Fields.required(quantity, "quantity")),
                    Fields.required(unitPrice, "unitPrice")));
        }
        reader.endArray();
        return items;
    }

    private static Sale.Money money(FieldReader in) {
        @Nullable Long amount = null;
        @Nullable String currency = null;
        JsonReader reader = in.reader();
        in.beginObject();
        while (reader.hasNextField()) {
            switch (in.nextField()) {
                case "amount" -> amount = in.number();
                case "currency" -> currency = in.text();
                default -> in.skip();
            }
        }
        reader.endObject();
        return new Sale.Money(Fields.required(amount, "amount"), Fields.required(currency, "currency"));
    }

    private static void write(Sale.Money money, JsonWriter writer) {
        writer.beginObject();
        writer.name("amount");
        writer.value(money.amount());
        text(writer, "currency", money.currency());
        writer.endObject();
    }

    private static void text(JsonWriter writer, String name, String value) {
        writer.name(name);
        writer.value(value);
    }
}
