package faas.cli.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetQueryResultsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetQueryResultsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.cloudwatchlogs.model.QueryStatus;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResultField;
import software.amazon.awssdk.services.cloudwatchlogs.model.StartQueryRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.StartQueryResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.StopQueryRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.StopQueryResponse;

class FunctionLogsTest {

    private static final String TEXT = "{\"message\":\"invoice sent\"}";

    private final Insights insights = new Insights();
    private final FunctionLogs logs = new FunctionLogs(insights, true, Duration.ZERO, Duration.ofMinutes(1));

    /** Logs Insights with these answers, one after the other. */
    private static final class Insights implements CloudWatchLogsClient {

        private final List<String> groups = new ArrayList<>(List.of("/aws/lambda/demo-Send", "/aws/lambda/demo-Other"));
        private final Deque<GetQueryResultsResponse> answers = new ArrayDeque<>();
        private final List<StartQueryRequest> started = new ArrayList<>();
        private final List<String> stopped = new ArrayList<>();

        @Override
        public DescribeLogGroupsResponse describeLogGroups(DescribeLogGroupsRequest request) {
            assertThat(request.logGroupNamePrefix()).isEqualTo("/aws/lambda/demo-");
            return DescribeLogGroupsResponse.builder()
                    .logGroups(groups.stream()
                            .map(name -> LogGroup.builder().logGroupName(name).build())
                            .toList())
                    .build();
        }

        @Override
        public StartQueryResponse startQuery(StartQueryRequest request) {
            started.add(request);
            return StartQueryResponse.builder().queryId("q" + started.size()).build();
        }

        @Override
        public GetQueryResultsResponse getQueryResults(GetQueryResultsRequest request) {
            return answers.remove();
        }

        @Override
        public StopQueryResponse stopQuery(StopQueryRequest request) {
            stopped.add(request.queryId());
            return StopQueryResponse.builder().success(true).build();
        }

        @Override
        public String serviceName() {
            return "logs";
        }

        @Override
        public void close() {}
    }

    @Test
    void one_query_searches_the_groups_of_all_functions_that_exist() throws Exception {
        insights.answers.add(answer(QueryStatus.RUNNING, 0));
        insights.answers.add(answer(QueryStatus.COMPLETE, 1));

        var lines = logs.naming(
                List.of("demo-Send", "demo-Never"), List.of("i1#2", "m/1"), Instant.parse("2026-03-01T09:00:00Z"));

        assertThat(lines)
                .containsExactly(new LogLine(
                        Instant.parse("2026-03-01T09:30:00.500Z"), "demo-Send", TEXT, LogLine.fields(TEXT)));
        assertThat(insights.started).hasSize(1);
        var query = insights.started.getFirst();
        assertThat(query.logGroupNames()).containsExactly("/aws/lambda/demo-Send");
        assertThat(query.queryString()).contains("filter @message like /i1\\#2|m\\/1/");
        assertThat(query.startTime())
                .isEqualTo(Instant.parse("2026-03-01T09:00:00Z").getEpochSecond());
        assertThat(insights.stopped).isEmpty();
    }

    @Test
    void a_query_has_no_more_groups_than_it_may_have() throws Exception {
        var functions = IntStream.range(0, 51).mapToObj(one -> "demo-F" + one).toList();
        functions.forEach(function -> insights.groups.add("/aws/lambda/" + function));
        insights.answers.add(answer(QueryStatus.COMPLETE, 1));
        insights.answers.add(answer(QueryStatus.COMPLETE, 0));

        assertThat(logs.naming(functions, List.of("i1"), Instant.EPOCH)).hasSize(1);

        assertThat(insights.started)
                .extracting(query -> query.logGroupNames().size())
                .containsExactly(50, 1);
    }

    @Test
    void a_query_that_fails_is_named() {
        insights.answers.add(answer(QueryStatus.FAILED, 0));

        assertThatThrownBy(() -> logs.naming(List.of("demo-Send"), List.of("i1"), Instant.EPOCH))
                .isInstanceOf(EngineFailedException.class)
                .hasMessage("the query q1 of Logs Insights is Failed, expected Complete");
        assertThat(insights.stopped).isEmpty();
    }

    @Test
    void a_query_that_does_not_end_is_stopped() {
        insights.answers.add(answer(QueryStatus.RUNNING, 0));
        var impatient = new FunctionLogs(insights, true, Duration.ZERO, Duration.ZERO);

        assertThatThrownBy(() -> impatient.naming(List.of("demo-Send"), List.of("i1"), Instant.EPOCH))
                .isInstanceOf(EngineFailedException.class)
                .hasMessage("the query q1 of Logs Insights has not ended within 0 s: ask for fewer hours or messages");
        assertThat(insights.stopped).containsExactly("q1");
    }

    @Test
    void more_lines_than_a_query_returns_are_told() {
        insights.answers.add(answer(QueryStatus.COMPLETE, 10_000));

        assertThatThrownBy(() -> logs.naming(List.of("demo-Send"), List.of("i1"), Instant.EPOCH))
                .isInstanceOf(EngineFailedException.class)
                .hasMessageStartingWith("10000 lines or more match");
    }

    private static GetQueryResultsResponse answer(QueryStatus status, int lines) {
        return GetQueryResultsResponse.builder()
                .status(status)
                .results(Collections.nCopies(
                        lines,
                        List.of(
                                field("@timestamp", "2026-03-01 09:30:00.500"),
                                field("@message", TEXT.concat("\n")),
                                field("@log", "123456789012:/aws/lambda/demo-Send"))))
                .build();
    }

    private static ResultField field(String name, String value) {
        return ResultField.builder().field(name).value(value).build();
    }
}
