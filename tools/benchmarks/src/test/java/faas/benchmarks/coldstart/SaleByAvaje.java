package faas.benchmarks.coldstart;

import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.avaje.json.stream.JsonStream;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The measured event read and written by hand with avaje-json-core. */
final class SaleByAvaje {
    private final JsonStream json = JsonStream.builder().build();

    String again(String event) {
        StringWriter text = new StringWriter(1024);
        try (JsonReader in = json.reader(event);
                JsonWriter out = json.writer(text)) {
            SaleEnvelope envelope = envelope(in);
            out.beginObject();
            text(out, "specversion", envelope.specversion());
            text(out, "id", envelope.id());
            text(out, "source", envelope.source());
            text(out, "type", envelope.type());
            text(out, "subject", envelope.subject());
            text(out, "time", envelope.time().toString());
            text(out, "datacontenttype", envelope.datacontenttype());
            text(out, "traceparent", envelope.traceparent());
            text(out, "correlationid", envelope.correlationid());
            text(out, "causationid", envelope.causationid());
            out.name("data");
            write(envelope.data(), out);
            out.endObject();
        }
        return text.toString();
    }

    private static SaleEnvelope envelope(JsonReader in) {
        List<String> texts = new ArrayList<>();
        @Nullable Sale data = null;
        in.beginObject();
        while (in.hasNextField()) {
            if (in.nextField().equals("data")) {
                data = sale(in);
            } else {
                texts.add(in.readString());
            }
        }
        in.endObject();
        return new SaleEnvelope(
                texts.get(0),
                texts.get(1),
                texts.get(2),
                texts.get(3),
                texts.get(4),
                Instant.parse(texts.get(5)),
                texts.get(6),
                texts.get(7),
                texts.get(8),
                texts.get(9),
                Objects.requireNonNull(data));
    }

    private static Sale sale(JsonReader in) {
        String saleId = "";
        long version = 0;
        String buyerId = "";
        Sale.Way way = Sale.Way.SHOP;
        boolean urgent = false;
        Sale.State state = Sale.State.SOLD;
        List<Sale.Item> items = new ArrayList<>();
        Sale.Money total = new Sale.Money(0, "");
        Instant soldAt = Instant.EPOCH;
        @Nullable String reason = null;
        in.beginObject();
        while (in.hasNextField()) {
            switch (in.nextField()) {
                case "saleId" -> saleId = in.readString();
                case "version" -> version = in.readLong();
                case "buyerId" -> buyerId = in.readString();
                case "way" -> way = Sale.Way.valueOf(in.readString());
                case "urgent" -> urgent = in.readBoolean();
                case "state" -> state = Sale.State.valueOf(in.readString());
                case "items" -> {
                    in.beginArray();
                    while (in.hasNextElement()) {
                        items.add(item(in));
                    }
                    in.endArray();
                }
                case "total" -> total = money(in);
                case "soldAt" -> soldAt = Instant.parse(in.readString());
                case "reason" -> reason = in.readString();
                default -> in.skipValue();
            }
        }
        in.endObject();
        return new Sale(saleId, version, buyerId, way, urgent, state, items, total, soldAt, reason);
    }

    private static Sale.Item item(JsonReader in) {
        String sku = "";
        int quantity = 0;
        Sale.Money unitPrice = new Sale.Money(0, "");
        in.beginObject();
        while (in.hasNextField()) {
            switch (in.nextField()) {
                case "sku" -> sku = in.readString();
                case "quantity" -> quantity = in.readInt();
                case "unitPrice" -> unitPrice = money(in);
                default -> in.skipValue();
            }
        }
        in.endObject();
        return new Sale.Item(sku, quantity, unitPrice);
    }

    private static Sale.Money money(JsonReader in) {
        long amount = 0;
        String currency = "";
        in.beginObject();
        while (in.hasNextField()) {
            switch (in.nextField()) {
                case "amount" -> amount = in.readLong();
                case "currency" -> currency = in.readString();
                default -> in.skipValue();
            }
        }
        in.endObject();
        return new Sale.Money(amount, currency);
    }

    private static void write(Sale sale, JsonWriter out) {
        out.beginObject();
        text(out, "saleId", sale.saleId());
        out.name("version");
        out.value(sale.version());
        text(out, "buyerId", sale.buyerId());
        text(out, "way", sale.way().name());
        text(out, "state", sale.state().name());
        out.name("items");
        out.beginArray();
        for (Sale.Item item : sale.items()) {
            out.beginObject();
            text(out, "sku", item.sku());
            out.name("quantity");
            out.value(item.quantity());
            out.name("unitPrice");
            write(item.unitPrice(), out);
            out.endObject();
        }
        out.endArray();
        out.name("total");
        write(sale.total(), out);
        text(out, "soldAt", sale.soldAt().toString());
        out.endObject();
    }

    private static void write(Sale.Money money, JsonWriter out) {
        out.beginObject();
        out.name("amount");
        out.value(money.amount());
        text(out, "currency", money.currency());
        out.endObject();
    }

    private static void text(JsonWriter out, String name, String value) {
        out.name(name);
        out.value(value);
    }
}
