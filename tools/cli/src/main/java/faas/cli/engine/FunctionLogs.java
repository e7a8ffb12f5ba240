package faas.cli.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.cloudwatchlogs.model.QueryStatus;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResultField;

/** What functions wrote into their log groups. */
public final class FunctionLogs implements LogReader {

    private static final String GROUPS = "/aws/lambda/";

    /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatchlogs_limits.html */
    private static final int MOST_TEXTS = 100; // A query has at most 10,000 characters.

    private static final int MOST_LINES = 10_000;
    private static final Duration QUERY_LIMIT = Duration.ofMinutes(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final Set<QueryStatus> UNFINISHED = Set.of(QueryStatus.SCHEDULED, QueryStatus.RUNNING);
    private static final DateTimeFormatter QUERY_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private final CloudWatchLogsClient logs;
    private final boolean hasInsights;
    private final Set<String> read = new HashSet<>();

    public FunctionLogs(EngineConnection engine) {
        this(
                AwsClients.configured(CloudWatchLogsClient.builder(), engine).build(),
                engine.sharedEndpoint().isEmpty());
    }

    /** @param hasInsights whether the logs can be searched by a query; engines at an endpoint have no Logs Insights */
    FunctionLogs(CloudWatchLogsClient logs, boolean hasInsights) {
        this.logs = logs;
        this.hasInsights = hasInsights;
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

    @Override
    public List<LogLine> unread(Collection<String> functions, Instant since) {
        var lines = new ArrayList<LogLine>();
        for (var function : functions) {
            for (var event : events(function, since)) {
                if (read.add(event.eventId())) {
                    lines.add(line(Instant.ofEpochMilli(event.timestamp()), function, event.message()));
                }
            }
        }
        return lines;
    }

    private static LogLine line(Instant time, String function, String message) {
        var text = message.stripTrailing();
        return new LogLine(time, function, text, LogLine.fields(text));
    }

    @Override
    public List<LogLine> naming(Collection<String> functions, Collection<String> texts, Instant since)
            throws InterruptedException, EngineFailedException {
        var lines = new ArrayList<LogLine>();
        if (hasInsights) {
            var groups = groups(functions);
            var all = texts.stream().distinct().toList();
            for (int from = 0; !groups.isEmpty() && from < all.size(); from += MOST_TEXTS) {
                lines.addAll(query(groups, all.subList(from, Math.min(from + MOST_TEXTS, all.size())), since));
            }
        } else {
            for (var function : functions) {
                events(function, since).stream()
                        .filter(event -> texts.stream().anyMatch(event.message()::contains))
                        .map(event -> line(Instant.ofEpochMilli(event.timestamp()), function, event.message()))
                        .forEach(lines::add);
            }
        }
        return lines.stream()
                .distinct()
                .sorted(Comparator.comparing(LogLine::time))
                .toList();
    }

    /** Those that exist: a query that names another one fails as a whole. */
    private List<String> groups(Collection<String> functions) {
        return functions.stream()
                .map(function -> GROUPS + function.substring(0, function.indexOf('-') + 1))
                .distinct()
                .flatMap(prefix ->
                        logs
                                .describeLogGroupsPaginator(groups -> groups.logGroupNamePrefix(prefix))
                                .logGroups()
                                .stream())
                .map(LogGroup::logGroupName)
                .filter(group -> functions.contains(group.substring(GROUPS.length())))
                .toList();
    }

    /**
     * One query over all functions, which is billed by what it scans: the lines of the time asked for.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html">Logs Insights</a>
     */
    private List<LogLine> query(List<String> groups, List<String> texts, Instant since)
            throws InterruptedException, EngineFailedException {
        var pattern = texts.stream()
                .map(text -> text.replaceAll("[^A-Za-z0-9]", "\\\\$0"))
                .collect(Collectors.joining("|"));
        var id = logs.startQuery(query -> query.logGroupNames(groups)
                        .startTime(since.getEpochSecond())
                        .endTime(Instant.now().getEpochSecond())
                        .limit(MOST_LINES)
                        .queryString("fields @timestamp, @message, @log | filter @message like /" + pattern
                                + "/ | sort @timestamp asc"))
                .queryId();
        long start = System.nanoTime();
        var results = logs.getQueryResults(query -> query.queryId(id));
        while (UNFINISHED.contains(results.status()) && System.nanoTime() - start < QUERY_LIMIT.toNanos()) {
            Thread.sleep(BETWEEN_LOOKS);
            results = logs.getQueryResults(query -> query.queryId(id));
        }
        if (results.status() != QueryStatus.COMPLETE) {
            throw new EngineFailedException(
                    "the query " + id + " of Logs Insights is " + results.statusAsString() + " after "
                            + QUERY_LIMIT.toSeconds() + " s, expected Complete: ask for fewer hours",
                    1);
        }
        return results.results().stream().map(FunctionLogs::line).toList();
    }

    private static LogLine line(List<ResultField> row) {
        var values = row.stream().collect(Collectors.toMap(ResultField::field, ResultField::value));
        var group = values.getOrDefault("@log", "");
        return line(
                Instant.from(QUERY_TIME.parse(values.getOrDefault("@timestamp", ""))),
                group.substring(group.indexOf(GROUPS) + GROUPS.length()),
                values.getOrDefault("@message", ""));
    }

    private List<FilteredLogEvent> events(String functionName, Instant since) {
        try {
            return logs
                    .filterLogEventsPaginator(
                            filter -> filter.logGroupName(GROUPS + functionName).startTime(since.toEpochMilli()))
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
