package faas.localcloud.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import faas.localcloud.http.AwsJsonClient.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The partition keys of tables and indexes, asked for once. Safe for use by several threads. */
final class TableKeys implements LeadingKeys.KeySchemas {
    private final Descriptions descriptions;
    /** By table: its own key at the empty text, those of its indexes at their names. */
    private volatile Map<String, Map<String, String>> known = new ConcurrentHashMap<>();

    /** Answers of DescribeTable. */
    interface Descriptions {
        JsonNode describe(String table) throws IOException;
    }

    /** DynamoDB is out of reach. */
    static final class UnreachableException extends UncheckedIOException {
        private static final long serialVersionUID = 1;

        UnreachableException(IOException cause) {
            super(cause);
        }
    }

    TableKeys(Descriptions descriptions) {
        this.descriptions = descriptions;
    }

    /** As declared; throws UnreachableException if DynamoDB is out of reach. */
    @Override
    public Optional<String> partitionKey(String tableOrArn, String index) {
        String table = tableOrArn.substring(tableOrArn.lastIndexOf('/') + 1);
        Map<String, Map<String, String>> tables = known;
        Map<String, String> keys = tables.getOrDefault(table, Map.of());
        if (!keys.containsKey(index)) {
            keys = describe(table);
            if (!keys.isEmpty()) {
                tables.put(table, keys);
            }
        }
        return Optional.ofNullable(keys.get(index));
    }

    /** To be called when tables or indexes have changed. What is being asked at this moment is not kept either. */
    void forget() {
        known = new ConcurrentHashMap<>();
    }

    private Map<String, String> describe(String table) {
        try {
            JsonNode description = descriptions.describe(table).path("Table");
            Map<String, String> keys = new HashMap<>();
            addPartitionKey("", description, keys);
            for (String indexes : List.of("GlobalSecondaryIndexes", "LocalSecondaryIndexes")) {
                description
                        .path(indexes)
                        .forEach(
                                index -> addPartitionKey(index.path("IndexName").asText(), index, keys));
            }
            return keys;
        } catch (RefusedException e) {
            if (e.isClientError()) {
                return Map.of();
            }
            throw new UnreachableException(e);
        } catch (IOException e) {
            throw new UnreachableException(e);
        }
    }

    private static void addPartitionKey(String name, JsonNode described, Map<String, String> keys) {
        described
                .path("KeySchema")
                .valueStream()
                .filter(key -> key.path("KeyType").asText().equals("HASH"))
                .forEach(key -> keys.put(name, key.path("AttributeName").asText()));
    }
}
