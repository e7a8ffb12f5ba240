package faas.cli.engine;

import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** What functions wrote into their log groups. */
public final class FunctionLogs implements AutoCloseable {

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
        return LoggedInvocations.of(lines(functionName, since)).activity();
    }

    /** The lines since then, oldest first; none where the function has no log group yet. */
    public List<String> lines(String functionName, Instant since) {
        try {
            return logs
                    .filterLogEventsPaginator(filter ->
                            filter.logGroupName("/aws/lambda/" + functionName).startTime(since.toEpochMilli()))
                    .events()
                    .stream()
                    .map(FilteredLogEvent::message)
                    .toList();
        } catch (ResourceNotFoundException e) {
            return List.of();
        }
    }

    @Override
    public void close() {
        logs.close();
    }
}
