package faas.localcloud.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import faas.localcloud.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableKeysTest {
    private final Map<String, String> tables = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final TableKeys keys = new TableKeys(this::describe);

    @Test
    void a_table_is_asked_for_once() {
        tables.put("things", table("pk", "day"));

        assertThat(keys.partitionKey("things", "")).contains("pk");
        assertThat(keys.partitionKey("arn:aws:dynamodb:us-east-1:000000000000:table/things", "byDay"))
                .contains("day");
        assertThat(asked).containsExactly("things");
    }

    @Test
    void a_table_or_an_index_that_is_not_there_may_come() {
        assertThat(keys.partitionKey("things", "")).isEmpty();

        tables.put("things", "{}");
        assertThat(keys.partitionKey("things", "")).isEmpty();
        tables.put("things", table("pk", "day"));

        assertThat(keys.partitionKey("things", "")).contains("pk");
        assertThat(keys.partitionKey("things", "other")).isEmpty();
        assertThat(keys.partitionKey("things", "byDay")).contains("day");
    }

    @Test
    void after_a_change_it_is_asked_for_again() {
        tables.put("things", table("pk", "day"));
        assertThat(keys.partitionKey("things", "byDay")).contains("day");

        tables.put("things", table("pk", "month"));
        keys.forget();

        assertThat(keys.partitionKey("things", "byDay")).contains("month");
    }

    @Test
    void what_was_asked_before_a_change_is_not_kept() {
        TableKeys[] changed = new TableKeys[1];
        changed[0] = new TableKeys(name -> {
            asked.add(name);
            changed[0].forget();
            return Json.parse(table("pk", asked.size() == 1 ? "day" : "month"));
        });

        assertThat(changed[0].partitionKey("things", "byDay")).contains("day");
        assertThat(changed[0].partitionKey("things", "byDay")).contains("month");
    }

    @Test
    void nothing_is_known_where_dynamodb_is_out_of_reach() {
        TableKeys unreachable = new TableKeys(_ -> {
            throw new IOException("refused");
        });

        assertThatThrownBy(() -> unreachable.partitionKey("things", ""))
                .isInstanceOf(TableKeys.UnreachableException.class)
                .hasMessageContaining("refused");
    }

    private JsonNode describe(String name) {
        asked.add(name);
        return Json.parse(tables.getOrDefault(name, "{}"));
    }

    private static String table(String key, String indexKey) {
        return "{`Table`: {`KeySchema`: [{`KeyType`: `HASH`, `AttributeName`: `%s`}], `GlobalSecondaryIndexes`:"
                        .formatted(key)
                        .replace('`', '"')
                + " [{`IndexName`: `byDay`, `KeySchema`: [{`KeyType`: `HASH`, `AttributeName`: `%s`}]}]}}"
                        .formatted(indexKey)
                        .replace('`', '"');
    }
}
