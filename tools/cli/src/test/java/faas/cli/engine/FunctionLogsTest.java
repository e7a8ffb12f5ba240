package faas.cli.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
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

class FunctionLogsTest {

    private final Insights insights = new Insights();
    private final FunctionLogs logs = new FunctionLogs(insights, true);

    /** Logs Insights with these answers to one query. */
    private static final class Insights implements CloudWatchLogsClient {

        private final Deque<GetQueryResultsResponse> answers = new ArrayDeque<>();
        private @Nullable StartQueryRequest query;

        @Override
        public DescribeLogGroupsResponse describeLogGroups(DescribeLogGroupsRequest request) {
            assertThat(request.logGroupNamePrefix()).isEqualTo("/aws/lambda/demo-");
            return DescribeLogGroupsResponse.builder()
                    .logGroups(
                            LogGroup.builder()
                                    .logGroupName("/aws/lambda/demo-Send")
                                    .build(),
                            LogGroup.builder()
                                    .logGroupName("/aws/lambda/demo-Other")
                                    .build())
                    .build();
        }

        @Override
        public StartQueryResponse startQuery(StartQueryRequest request) {
            query = request;
            return StartQueryResponse.builder().queryId("q1").build();
        }

        @Override
        public GetQueryResultsResponse getQueryResults(GetQueryResultsRequest request) {
            return answers.remove();
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
        insights.answers.add(answer(QueryStatus.RUNNING));
        insights.answers.add(GetQueryResultsResponse.builder()
                .status(QueryStatus.COMPLETE)
                .results(List.<List<ResultField>>of(List.of(
                        field("@timestamp", "2026-03-01 09:30:00.500"),
                        field("@message", "{\"message\":\"invoice sent\"}\n"),
                        field("@log", "123456789012:/aws/lambda/demo-Send"))))
                .build());

        var lines = logs.naming(
                List.of("demo-Send", "demo-Never"), List.of("i1#2", "m/1"), Instant.parse("2026-03-01T09:00:00Z"));

        var text = "{\"message\":\"invoice sent\"}";
        assertThat(lines)
                .containsExactly(new LogLine(
                        Instant.parse("2026-03-01T09:30:00.500Z"), "demo-Send", text, LogLine.fields(text)));
        var query = Objects.requireNonNull(insights.query);
        assertThat(query.logGroupNames()).containsExactly("/aws/lambda/demo-Send");
        assertThat(query.queryString()).contains("filter @message like /i1\\#2|m\\/1/");
        assertThat(query.startTime())
                .isEqualTo(Instant.parse("2026-03-01T09:00:00Z").getEpochSecond());
    }

    @Test
    void a_query_that_fails_is_named() {
        insights.answers.add(answer(QueryStatus.FAILED));

        assertThatThrownBy(() -> logs.naming(List.of("demo-Send"), List.of("i1"), Instant.EPOCH))
                .isInstanceOf(EngineFailedException.class)
                .hasMessageStartingWith("the query q1 of Logs Insights is Failed");
    }

    private static GetQueryResultsResponse answer(QueryStatus status, ResultField... row) {
        return GetQueryResultsResponse.builder()
                .status(status)
                .results(List.<List<ResultField>>of(Arrays.asList(row)))
                .build();
    }

    private static ResultField field(String name, String value) {
        return ResultField.builder().field(name).value(value).build();
    }
}
