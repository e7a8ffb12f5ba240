package faas.dynamodblocal.server;

import com.amazonaws.services.dynamodbv2.AmazonDynamoDB;
import com.amazonaws.services.dynamodbv2.local.shared.access.sqlite.TableSchemaInfo;
import com.amazonaws.services.dynamodbv2.local.shared.model.AttributeValue;
import com.amazonaws.services.dynamodbv2.model.AttributeDefinition;
import com.amazonaws.services.dynamodbv2.model.ScanRequest;
import com.amazonaws.services.dynamodbv2.model.ScanResult;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.stream.Stream;

/**
 * Deletes the items whose time-to-live has ended. It looks at every item of the tables that have one, then pauses for
 * half a second, or twenty times as long as that took, but never longer than five seconds: the first look loads
 * classes, and that may take seconds where the machine is busy. The stream records carry DynamoDB itself as the user,
 * as on AWS, which may take days. An item that ended more than five years ago stays, and so does one whose attribute is
 * no number.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-ttl.html">Time to live</a>
 */
final class ItemExpiry implements Runnable {
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** Pause for each unit of time that the last look took. */
    private static final int PAUSE_SHARE = 20;

    private static final int OLDEST_YEARS = 5;

    private final ExpiringDatabase database;
    private final AmazonDynamoDB dynamoDb;
    private final InstantSource clock;

    ItemExpiry(ExpiringDatabase database, AmazonDynamoDB dynamoDb, InstantSource clock) {
        this.database = database;
        this.dynamoDb = dynamoDb;
        this.clock = clock;
    }

    /** Runs until it is interrupted. */
    @Override
    public void run() {
        try {
            while (true) {
                long begin = System.nanoTime();
                deleteExpired();
                long took = System.nanoTime() - begin;
                TimeUnit.NANOSECONDS.sleep(
                        Math.clamp(PAUSE_SHARE * took, SHORTEST_PAUSE.toNanos(), LONGEST_PAUSE.toNanos()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deleteExpired() {
        database.tablesWithTimeToLive().forEach((table, schema) -> {
            try {
                deleteExpired(table, schema);
            } catch (RuntimeException e) {
                // A table may go in the middle of it; the next round tries the others again.
                System.err.println("expired items of " + table + ": " + e);
            }
        });
    }

    private void deleteExpired(String table, TableSchemaInfo schema) {
        Instant now = clock.instant();
        long oldest = now.atOffset(ZoneOffset.UTC).minusYears(OLDEST_YEARS).toEpochSecond();
        Lifetime ended = new Lifetime(schema.getTimeToLiveAttributeName(), oldest, now.getEpochSecond());
        ScanRequest request = new ScanRequest(table)
                .withConsistentRead(true)
                .withFilterExpression("#ttl BETWEEN :oldest AND :now")
                .withExpressionAttributeNames(Map.of("#ttl", ended.attribute()))
                .withExpressionAttributeValues(Map.of(":oldest", number(oldest), ":now", number(ended.newest())));
        ScanResult page;
        do {
            page = dynamoDb.scan(request);
            page.getItems().forEach(item -> delete(table, key(schema, item), ended));
            request.setExclusiveStartKey(page.getLastEvaluatedKey());
        } while (page.getLastEvaluatedKey() != null);
    }

    /** Unless the item was changed since it was found. */
    private void delete(String table, Map<String, AttributeValue> key, Lifetime ended) {
        Lock lock = database.getLockForTable(table).writeLock();
        lock.lock();
        try {
            Map<String, AttributeValue> item = database.getRecord(table, key);
            if (item != null && ended.isOf(item)) {
                boolean byDynamoDb = true;
                database.deleteRecord(table, key, byDynamoDb);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Seconds since 1970 between which the attribute must be. */
    private record Lifetime(String attribute, long oldest, long newest) {
        boolean isOf(Map<String, AttributeValue> item) {
            return Optional.ofNullable(item.get(attribute))
                    .map(AttributeValue::getN)
                    .map(BigDecimal::new)
                    .filter(end -> end.compareTo(BigDecimal.valueOf(oldest)) >= 0
                            && end.compareTo(BigDecimal.valueOf(newest)) <= 0)
                    .isPresent();
        }
    }

    private static Map<String, AttributeValue> key(
            TableSchemaInfo schema, Map<String, com.amazonaws.services.dynamodbv2.model.AttributeValue> item) {
        Map<String, AttributeValue> key = new HashMap<>();
        Stream.of(
                        Optional.ofNullable(schema.getHashKeyDefinition()),
                        Optional.ofNullable(schema.getRangeKeyDefinition()))
                .flatMap(Optional::stream)
                .map(AttributeDefinition::getAttributeName)
                .forEach(name -> key.put(name, keyValue(Objects.requireNonNull(item.get(name)))));
        return key;
    }

    private static AttributeValue keyValue(com.amazonaws.services.dynamodbv2.model.AttributeValue value) {
        AttributeValue internal = new AttributeValue();
        if (value.getS() != null) {
            return internal.withS(value.getS());
        }
        return value.getN() == null ? internal.withB(value.getB()) : internal.withN(value.getN());
    }

    private static com.amazonaws.services.dynamodbv2.model.AttributeValue number(long value) {
        return new com.amazonaws.services.dynamodbv2.model.AttributeValue().withN(Long.toString(value));
    }
}
