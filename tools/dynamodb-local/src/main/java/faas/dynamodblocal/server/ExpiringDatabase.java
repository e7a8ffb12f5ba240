package faas.dynamodblocal.server;

import com.amazonaws.services.dynamodbv2.local.shared.access.sqlite.SQLiteDBAccess;
import com.amazonaws.services.dynamodbv2.local.shared.access.sqlite.TableSchemaInfo;
import java.util.Map;

/**
 * DynamoDB Local's database in memory, whose expired items are deleted by {@link ItemExpiry} and not by DynamoDB
 * Local's own job: that one looks at 20 items in ten seconds, and ends for good at the first expired item that lacks
 * the key of an index.
 */
final class ExpiringDatabase extends SQLiteDBAccess {
    /** None: DynamoDB Local's job finds nothing to do. */
    @Override
    public Map<String, TableSchemaInfo> fetchAllTablesWithTimeToLiveEnabled() {
        return Map.of();
    }

    /** The tables with time-to-live, by name. */
    Map<String, TableSchemaInfo> tablesWithTimeToLive() {
        return super.fetchAllTablesWithTimeToLiveEnabled();
    }
}
