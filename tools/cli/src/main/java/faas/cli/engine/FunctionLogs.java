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
import java.util.stream.IntStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetQueryResultsResponse;
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

    /** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html */
    private static final int MOST_GROUPS = 50;

    private static final Duration QUERY_LIMIT = Duration.ofMinutes(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final Set<QueryStatus> UNFINISHED = Set.of(QueryStatus.SCHEDULED, QueryStatus.RUNNING);
    private static final DateTimeFormatter QUERY_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private final CloudWatchLogsClient logs;
    private final boolean hasInsights;
    private final Duration betweenLooks;
    private final Duration queryLimit;
    private final Set<String> read = new HashSet<>();

    public FunctionLogs(EngineConnection engine) {
        this(
                AwsClients.configured(CloudWatchLogsClient.builder(), engine).build(),
                engine.sharedEndpoint().isEmpty(),
                BETWEEN_LOOKS,
                QUERY_LIMIT);
    }

    /**
     * As above.
     *
     * @param hasInsights whether the logs can be searched by a query; engines at an endpoint have no Logs Insights
     * @param betweenLooks at a query that runs
     * @param queryLimit how long a query may run
     */
    FunctionLogs(CloudWatchLogsClient logs, boolean hasInsights, Duration betweenLooks, Duration queryLimit) {
        this.logs = logs;
        this.hasInsights = hasInsights;
        this.betweenLooks = betweenLooks;
        this.queryLimit = queryLimit;
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
            for (var groups : parts(groups(functions), MOST_GROUPS)) {
                for (var some : parts(texts.stream().distinct().toList(), MOST_TEXTS)) {
                    lines.addAll(query(groups, some, since));
                }
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

    private static List<List<String>> parts(List<String> all, int most) {
        return IntStream.iterate(0, from -> from < all.size(), from -> from + most)
                .mapToObj(from -> all.subList(from, Math.min(from + most, all.size())))
                .toList();
    }

    /** Those that exist: a query that names another one fails as a whole. */
    private List<String> groups(Collection<String> functions) {
        return functions.stream()
                .map(function -> GROUPS + Declaration.stagePrefix(function))
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
     * One query, which is billed by what it scans: the lines of the time asked for.
     *
     * @throws EngineFailedException if it fails, does not end in time, or finds more lines than it can return
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
        var results = ended(id);
        if (results.status() != QueryStatus.COMPLETE) {
            throw new EngineFailedException(
                    "the query " + id + " of Logs Insights is " + results.statusAsString() + ", expected Complete", 1);
        }
        if (results.results().size() >= MOST_LINES) {
            throw new EngineFailedException(
                    MOST_LINES + " lines or more match, and Logs Insights returns no more: ask for fewer hours or"
                            + " messages",
                    1);
        }
        return results.results().stream().map(FunctionLogs::line).toList();
    }

    /** What a query found once it runs no longer. One that is given up is stopped, since it is billed as it runs. */
    private GetQueryResultsResponse ended(String id) throws InterruptedException, EngineFailedException {
        long start = System.nanoTime();
        boolean ended = false;
        try {
            while (true) {
                var results = logs.getQueryResults(query -> query.queryId(id));
                ended = !UNFINISHED.contains(results.status());
                if (ended) {
                    return results;
                }
                if (System.nanoTime() - start >= queryLimit.toNanos()) {
                    throw new EngineFailedException(
                            "the query " + id + " of Logs Insights has not ended within " + queryLimit.toSeconds()
                                    + " s: ask for fewer hours or messages",
                            1);
                }
                Thread.sleep(betweenLooks);
            }
        } finally {
            if (!ended) {
                stop(id);
            }
        }
    }

    private void stop(String id) {
        try {
            logs.stopQuery(stop -> stop.queryId(id));
        } catch (SdkException e) {
            // It has ended meanwhile, or ends by itself.
        }
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
