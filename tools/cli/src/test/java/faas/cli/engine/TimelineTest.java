package faas.cli.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import faas.cli.engine.Timeline.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private static final Declaration STAGE = new Declaration(
            List.of(
                    new Declaration.Function("demo-Place", "Place", "http", Optional.empty()),
                    new Declaration.Function("demo-Publish", "Publish", "stream", Optional.empty()),
                    new Declaration.Function(
                            "demo-Send", "Send", "sqs", Optional.of(new Declaration.GivingUp(2, "demo-Send-dlq"))),
                    new Declaration.Function(
                            "demo-Notify",
                            "Notify",
                            "async",
                            Optional.of(new Declaration.GivingUp(3, "demo-Notify-failures")))),
            List.of());

    private final List<LogLine> about = new ArrayList<>();
    private final List<LogLine> all = new ArrayList<>();
    private final List<Search> searches = new ArrayList<>();

    @Test
    void event_ids_join_what_a_table_stream_separates() {
        start("Place", "r1", 0);
        line("Place", "r1", 100, "\"start\":\"on-demand\",\"message\":\"invoice stored\",\"count\":2");
        report("Place", "r1", 120, "Duration: 120.00 ms\tInit Duration: 400.00 ms");
        start("Publish", "r2", 150);
        line("Publish", "r2", 160, """
                "start":"warm","message":"event published","eventId":"i1#1","type":"invoice.stored",\
                "eventTime":"2026-03-01T12:00:00.090Z\"""");
        report("Publish", "r2", 170, "Duration: 20.00 ms");
        start("Send", "r3", 1160);
        line("Send", "r3", 1170, """
                "start":"warm","message":"invoice sent","messageId":"m1","eventId":"i1#1\"""");
        report(
                "Send",
                "r3",
                1180,
                "Duration: 20.00 ms\tXRAY TraceId: 1-5759e988-bd862e3fe1be46a994272793\tSampled: true");

        assertThat(steps())
                .extracting(
                        Step::function, Step::event, Step::start, Step::init, Step::waited, Step::ran, Step::outcome)
                .containsExactly(
                        tuple("Place", "http", "cold", millis(400), null, millis(120), "invoice stored count=2"),
                        tuple("Publish", "invoice.stored", "warm", null, millis(60), millis(20), "event published"),
                        tuple("Send", "invoice.stored", "warm", null, millis(1000), millis(20), "invoice sent"));
        assertThat(steps()).noneMatch(Step::failed);
        assertThat(steps().getLast().xRayTrace()).isEqualTo("1-5759e988-bd862e3fe1be46a994272793");
    }

    @Test
    void a_message_that_fails_is_tried_again_and_given_up() {
        fails(1, "m1");
        fails(2, "m1");

        assertThat(steps())
                .extracting(Step::attempt, Step::waited, Step::failed, Step::outcome, Step::deadLettered)
                .containsExactly(
                        tuple(1, null, true, "message failed errorMessage=printer is out of paper", null),
                        tuple(
                                2,
                                millis(980),
                                true,
                                "message failed errorMessage=printer is out of paper",
                                "demo-Send-dlq"));
    }

    @Test
    void tries_of_a_message_that_was_sent_back_count_from_one() {
        fails(1, "m1");
        fails(2, "m1");
        fails(8, "m2");
        fails(9, "m2");

        assertThat(steps())
                .extracting(Step::attempt, Step::deadLettered)
                .containsExactly(tuple(1, null), tuple(2, "demo-Send-dlq"), tuple(1, null), tuple(2, "demo-Send-dlq"));
    }

    @Test
    void tries_of_an_asynchronous_call_have_one_request_and_one_that_logged_nothing_is_a_step_too() {
        start("Notify", "r1", 0);
        unrelated("Notify", "2026-03-01T12:00:03Z r1 Task timed out after 3.00 seconds", 3000);
        report("Notify", "r1", 3000, "Duration: 3000.00 ms\tStatus: timeout");
        start("Notify", "r1", 63_000);
        line("Notify", "r1", 63_010, "\"message\":\"printer told\"");
        report("Notify", "r1", 63_020, "Duration: 20.00 ms");

        assertThat(steps())
                .extracting(Step::attempt, Step::waited, Step::failed, Step::outcome)
                .containsExactly(
                        tuple(1, null, true, "Task timed out after 3.00 seconds"),
                        tuple(2, millis(60_000), false, "printer told"));
    }

    @Test
    void what_ends_a_batch_fails_each_of_its_events_and_lines_about_others_are_left_out() {
        start("Send", "r1", 0);
        line("Send", "r1", 10, "\"message\":\"invoice read\",\"messageId\":\"m1\"");
        unrelated("Send", """
                {"level":"ERROR","message":"message unreadable","messageId":"m2","requestId":"r1"}""", 11);
        unrelated("Send", """
                {"level":"ERROR","message":"batch failed","messages":2,"requestId":"r1"}""", 12);
        report("Send", "r1", 20, "Duration: 20.00 ms");

        assertThat(steps())
                .extracting(Step::failed, Step::outcome)
                .containsExactly(tuple(true, "invoice read; batch failed messages=2"));
    }

    @Test
    void what_is_known_of_a_thing_is_searched_for_at_once() throws Exception {
        start("Place", "r1", 0);
        line("Place", "r1", 100, "\"message\":\"invoice stored\",\"invoiceId\":\"i1\",\"correlationId\":\"c1\"");
        start("Send", "r2", 1000);
        line("Send", "r2", 1100, "\"message\":\"invoice sent\",\"invoiceId\":\"i1\",\"correlationId\":\"c1\"");
        start("Send", "r3", 1500);
        line("Send", "r3", 1600, "\"message\":\"invoice sent\",\"invoiceId\":\"i9\",\"correlationId\":\"c9\"");

        assertThat(search("i1")).extracting(Step::outcome).containsExactly("invoice stored", "invoice sent");

        assertThat(searches)
                .containsExactly(
                        new Search(List.of("i1"), NOON.minus(Duration.ofDays(1))),
                        new Search(List.of("c1", "r1", "r2"), NOON.minus(Duration.ofDays(1))));
    }

    @Test
    void a_request_that_only_a_correlation_id_leads_to_is_searched_for_since_the_first_line() throws Exception {
        start("Place", "r1", 0);
        line("Place", "r1", 100, "\"message\":\"invoice stored\",\"invoiceId\":\"i1\",\"correlationId\":\"c1\"");
        start("Send", "r2", 1000);
        line("Send", "r2", 1100, "\"message\":\"invoice sent\",\"correlationId\":\"c1\"");

        assertThat(search("i1"))
                .extracting(Step::started, Step::outcome)
                .containsExactly(tuple(NOON, "invoice stored"), tuple(NOON.plusSeconds(1), "invoice sent"));

        assertThat(searches.getLast())
                .isEqualTo(new Search(List.of("r2"), NOON.plusMillis(100).minus(Duration.ofMinutes(15))));
        assertThat(searches).hasSize(3);
    }

    private record Search(List<String> texts, Instant since) {}

    private List<Step> search(String id) throws Exception {
        return Timeline.search(
                new LogReader() {
                    @Override
                    public List<LogLine> unread(Collection<String> functions, Instant since) {
                        throw new UnsupportedOperationException();
                    }

                    @Override
                    public List<LogLine> naming(Collection<String> functions, Collection<String> texts, Instant since) {
                        searches.add(new Search(texts.stream().sorted().toList(), since));
                        return all.stream()
                                .filter(line -> functions.contains(line.function()))
                                .filter(line -> texts.stream().anyMatch(line.text()::contains))
                                .toList();
                    }

                    @Override
                    public void close() {}
                },
                List.of("demo-Place", "demo-Send"),
                STAGE,
                id,
                NOON.minus(Duration.ofDays(1)));
    }

    private void fails(int second, String message) {
        int at = 1000 * second;
        start("Send", "r" + second, at);
        line("Send", "r" + second, at + 10, """
                "level":"ERROR","message":"message failed","messageId":"%s","eventId":"i1#1",\
                "errorMessage":"printer is out of paper\"""".formatted(message));
        report("Send", "r" + second, at + 20, "Duration: 20.00 ms");
    }

    private List<Step> steps() {
        return Timeline.of(STAGE, about, all);
    }

    private void start(String function, String request, long millis) {
        unrelated(function, "START RequestId: " + request + " Version: 1", millis);
    }

    private void report(String function, String request, long millis, String figures) {
        unrelated(function, "END RequestId: " + request, millis);
        unrelated(function, "REPORT RequestId: " + request + "\t" + figures, millis);
    }

    private void line(String function, String request, long millis, String fields) {
        var text = "{\"requestId\":\"" + request + "\"," + fields + "}";
        var line = new LogLine(NOON.plusMillis(millis), "demo-" + function, text, LogLine.fields(text));
        about.add(line);
        all.add(line);
    }

    private void unrelated(String function, String text, long millis) {
        all.add(new LogLine(NOON.plusMillis(millis), "demo-" + function, text, LogLine.fields(text)));
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }
}
