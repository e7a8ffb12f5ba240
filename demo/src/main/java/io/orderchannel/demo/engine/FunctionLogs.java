package io.orderchannel.demo.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;

/**
 * What functions wrote into their log groups: Lambda's REPORT line for each invocation, and their own metrics.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">Embedded
 *     metric format</a>
 */
public final class FunctionLogs implements AutoCloseable {

    /** By function-kit: what a function of a queue and one of a stream counts for each of its records. */
    private static final List<String> EVENT_METRICS =
            List.of("MessagesProcessed", "MessagesFailed", "RecordsProcessed");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final CloudWatchLogsClient logs;

    public FunctionLogs(EngineConnection engine) {
        this.logs =
                AwsClients.configured(CloudWatchLogsClient.builder(), engine).build();
    }

    /**
     * What a function has done. Lines come seconds after the invocation.
     *
     * @param functionName the function's deployed name, such as {@code demo-AssignOrder}
     */
    public Activity activity(String functionName, Instant since) {
        long invocations = 0;
        long events = 0;
        for (var line : lines(functionName, since)) {
            if (line.startsWith("REPORT ")) {
                invocations++;
            } else if (line.contains("\"_aws\"")) {
                events += events(line);
            }
        }
        return new Activity(invocations, events);
    }

    private List<String> lines(String functionName, Instant since) {
        return logs
                .filterLogEventsPaginator(filter ->
                        filter.logGroupName("/aws/lambda/" + functionName).startTime(since.toEpochMilli()))
                .events()
                .stream()
                .map(FilteredLogEvent::message)
                .toList();
    }

    private static long events(String line) {
        JsonNode metrics;
        try {
            metrics = JSON.readTree(line);
        } catch (IOException e) {
            // The last line of a process that was killed.
            return 0;
        }
        return EVENT_METRICS.stream()
                .mapToLong(metric -> metrics.path(metric).asLong(0))
                .sum();
    }

    @Override
    public void close() {
        logs.close();
    }
}
