package faas.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.fasterxml.jackson.databind.ObjectMapper;
import faas.events.CloudEvent;
import faas.events.EventContext;
import faas.events.EventData;
import faas.infra.construct.SavedQueries;
import faas.kit.batch.SqsBatch;
import faas.kit.invocation.Invocation;
import faas.kit.invocation.Invocations;
import faas.kit.time.TimeLeft;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A saved query that reads a field which no log line has would find nothing, and say nothing about it. */
class SavedQueriesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final EventContext CONTEXT =
            new EventContext("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "correlation-1", "cause-1");

    /** Words of the query language: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html. */
    private static final Set<String> WORDS = Set.of(
            "fields", "filter", "sort", "limit", "stats", "by", "as", "or", "asc", "desc", "count_distinct", "bin");

    private static final Pattern TEXT = Pattern.compile("\"[^\"]*\"");
    private static final Pattern ALIAS = Pattern.compile("\\bas (\\w+)");
    private static final Pattern NAME = Pattern.compile("(?<![\\w@])[A-Za-z]\\w*");

    private final List<String> lines = new ArrayList<>();

    @Test
    void every_field_of_a_query_is_one_of_a_log_line() throws IOException {
        handleMessagesThatFail();
        Set<String> logged = new TreeSet<>();
        for (String line : lines) {
            JSON.readTree(line).fieldNames().forEachRemaining(logged::add);
        }

        assertThat(SavedQueries.queries())
                .hasSize(3)
                .allSatisfy(
                        (name, query) -> assertThat(read(query)).isNotEmpty().isSubsetOf(logged));
    }

    /** One that cannot be read, and one for which no time is left. */
    private void handleMessagesThatFail() {
        try (Invocation invocation =
                new Invocations(Map.of(), Clock.systemUTC(), lines::add, TimeLeft::new).begin(context())) {
            SQSEvent event = new SQSEvent();
            event.setRecords(List.of(message("unreadable"), message("late")));
            SqsBatch.together(
                    event,
                    invocation,
                    SavedQueriesTest::decode,
                    (messages, results) ->
                            messages.forEach(message -> results.failed(message, "no time left in this invocation")));
        }
    }

    private static SQSMessage message(String body) {
        SQSMessage message = new SQSMessage();
        message.setMessageId("message-" + body);
        message.setBody(body);
        return message;
    }

    private static CloudEvent decode(String body) {
        if (body.equals("unreadable")) {
            throw new IllegalArgumentException("no JSON");
        }
        EventData data = (EventData) Proxy.newProxyInstance(
                EventData.class.getClassLoader(), new Class<?>[] {EventData.class}, (_, method, _) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
        return new CloudEvent(
                "invoice-1#1", "/billing", "invoice-1", Clock.systemUTC().instant(), CONTEXT, data);
    }

    /** As Lambda's, as far as an invocation reads it. */
    private static Context context() {
        return (Context) Proxy.newProxyInstance(
                Context.class.getClassLoader(),
                new Class<?>[] {Context.class},
                (_, method, _) -> switch (method.getName()) {
                    case "getFunctionName" -> "demo-SendInvoice";
                    case "getAwsRequestId" -> "request-1";
                    case "getRemainingTimeInMillis" -> 10_000;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    /** The fields that a query reads, without those that Logs Insights adds itself ({@code @timestamp}). */
    private static Set<String> read(String query) {
        Set<String> names = new TreeSet<>();
        NAME.matcher(TEXT.matcher(query).replaceAll("")).results().forEach(name -> names.add(name.group()));
        names.removeAll(WORDS);
        ALIAS.matcher(query).results().forEach(alias -> names.remove(alias.group(1)));
        return names;
    }
}
