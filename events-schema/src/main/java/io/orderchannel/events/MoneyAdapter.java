package io.orderchannel.events;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonDataException;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.avaje.json.PropertyNames;
import io.avaje.jsonb.CustomAdapter;
import io.avaje.jsonb.Jsonb;
import org.jspecify.annotations.Nullable;

/** Money in JSON. Written by hand because a generated adapter reads a missing {@code amount} as 0, which is a valid price. */
@CustomAdapter
public final class MoneyAdapter implements JsonAdapter<Money> {
    private final PropertyNames names;

    public MoneyAdapter(Jsonb jsonb) {
        names = jsonb.properties("amount", "currency");
    }

    @Override
    public void toJson(JsonWriter writer, Money money) {
        writer.beginObject(names);
        writer.name(0);
        writer.value(money.amount());
        writer.name(1);
        writer.value(money.currency());
        writer.endObject();
    }

    @Override
    public Money fromJson(JsonReader reader) {
        @Nullable Long amount = null;
        @Nullable String currency = null;
        reader.beginObject(names);
        while (reader.hasNextField()) {
            String field = reader.nextField();
            switch (field) {
                case "amount" -> amount = reader.readLong();
                case "currency" -> currency = reader.readString();
                default -> {
                    reader.unmappedField(field);
                    reader.skipValue();
                }
            }
        }
        reader.endObject();
        if (amount == null || currency == null) {
            throw new JsonDataException(amount == null ? "amount is missing" : "currency is missing");
        }
        return new Money(amount, currency);
    }
}
