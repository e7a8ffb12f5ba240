package faas.infra.construct;

import faas.infra.policy.Stage;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.logs.CfnQueryDefinition;
import software.constructs.Construct;

/**
 * Queries of a stage's log groups, found in the console under Logs Insights by the system's and the stage's name. They
 * read the fields of function-kit's log lines, which Logs Insights discovers since each line is JSON.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html">
 *     Fields of Lambda's logs</a>
 */
public final class SavedQueries extends Construct {
    private static final String ONE_REQUEST = """
            fields @timestamp, function, start, level, message, reason, error, errorMessage
            | filter correlationId = "CORRELATION_ID"
            | sort @timestamp asc
            | limit 1000""";

    private static final String FAILED_MESSAGES = """
            fields @timestamp, function, messageId, correlationId, message, reason, error, errorMessage, errorTrace
            | filter level = "ERROR" or message = "message failed"
            | sort @timestamp desc
            | limit 200""";

    private static final String COLD_STARTS = """
            filter start != "warm"
            | stats count_distinct(requestId) as coldStarts by function, start, bin(1h)
            | sort coldStarts desc""";

    private static final Map<String, String> QUERIES = new TreeMap<>(Map.of(
            "One request by correlation id",
            ONE_REQUEST,
            "Failed messages",
            FAILED_MESSAGES,
            "Cold starts",
            COLD_STARTS));

    public SavedQueries(Construct scope, String id, Stage stage, List<ServiceFunction> functions) {
        super(scope, id);
        List<String> groups =
                functions.stream().map(ServiceFunction::logGroupName).sorted().toList();
        QUERIES.forEach((name, query) -> CfnQueryDefinition.Builder.create(this, name.replace(" ", ""))
                .name("%s/%s/%s".formatted(stage.system(), stage.name(), name))
                .logGroupNames(groups)
                .queryString(query)
                .build());
    }

    /** Each query by its name. */
    public static Map<String, String> queries() {
        return Map.copyOf(QUERIES);
    }
}
