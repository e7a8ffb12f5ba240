package faas.cli.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** What functions wrote into their log groups. */
public final class FunctionLogs implements AutoCloseable {

    private final CloudWatchLogsClient logs;
    private final Set<String> read = new HashSet<>();

    public FunctionLogs(EngineConnection engine) {
        this.logs =
                AwsClients.configured(CloudWatchLogsClient.builder(), engine).build();
    }

    /**
     * What a function has done. Lines come seconds after the invocation.
     *
     * @param functionName the function's deployed name, such as {@code demo-SendInvoice}
     */
    public Activity activity(String functionName, Instant since) {
        return LoggedInvocations.of(lines(functionName, since)).activity();
    }

    /** The lines since then, oldest first; none where the function has no log group yet. */
    public List<String> lines(String functionName, Instant since) {
        return events(functionName, since).stream()
                .map(FilteredLogEvent::message)
                .toList();
    }

    /**
     * The lines since then that no earlier call returned, in no order.
     *
     * @param functions the functions' deployed names
     */
    public List<LogLine> unread(Collection<String> functions, Instant since) {
        var lines = new ArrayList<LogLine>();
        for (var function : functions) {
            for (var event : events(function, since)) {
                if (read.add(event.eventId())) {
                    lines.add(line(function, event));
                }
            }
        }
        return lines;
    }

    /** The lines since then that contain the text, oldest first. */
    public List<LogLine> containing(String text, String functionName, Instant since) {
        return events(functionName, since, Optional.of(text)).stream()
                .map(event -> line(functionName, event))
                .toList();
    }

    private static LogLine line(String function, FilteredLogEvent event) {
        var text = event.message().stripTrailing();
        return new LogLine(Instant.ofEpochMilli(event.timestamp()), function, text, LogLine.fields(text));
    }

    private List<FilteredLogEvent> events(String functionName, Instant since) {
        return events(functionName, since, Optional.empty());
    }

    /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html: a text stands in quotes. */
    private List<FilteredLogEvent> events(String functionName, Instant since, Optional<String> containing) {
        try {
            return logs
                    .filterLogEventsPaginator(filter -> {
                        filter.logGroupName("/aws/lambda/" + functionName).startTime(since.toEpochMilli());
                        containing.ifPresent(text -> filter.filterPattern("\"" + text + "\""));
                    })
                    .events()
                    .stream()
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
