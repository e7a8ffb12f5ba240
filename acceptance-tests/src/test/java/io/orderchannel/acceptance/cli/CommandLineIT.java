package io.orderchannel.acceptance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import faas.acceptance.engine.Variation;
import faas.cli.engine.EngineConnection;
import io.orderchannel.acceptance.system.Orders;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The verbs as processes: what they print, how they end, and that nothing of them stays. */
@Order(7)
class CommandLineIT {

    private static final int INTERRUPTED = 128 + 2;
    private static final int TERMINATED = 128 + 15;

    @TempDir
    Path folder;

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "memory is read from /proc")
    void demo_reports_for_people_and_as_json_and_stops_everything() throws IOException {
        var report = folder.resolve("report.json");
        try (var run =
                CommandLineRun.start(folder, "demo", "--orders", orders(8).toString(), "--report", report.toString())) {

            assertThat(run.exitCode()).as(run.err()).isZero();

            run.assertNothingLeft();
            assertThat(run.out()).contains("REJECTED 0, DELIVERED 8, CANCELLED 0; unsettled 0", "AssignOrder");
            var json = new ObjectMapper().readTree(report.toFile());
            assertThat(json.path("orders").path("accepted").asInt()).isEqualTo(8);
            assertThat(json.path("orders").path("byState").path("DELIVERED").asInt())
                    .isEqualTo(8);
            assertThat(json.path("functions").findValuesAsText("name"))
                    .contains(
                            "PlaceOrder",
                            "GetOrder",
                            "PublishOrderEvents",
                            "AssignOrder",
                            "PublishChannelEvents",
                            "ApplyChannelOutcome");
            assertThat(json.path("engine").path("peakRssMiB").asInt()).isPositive();
        }
    }

    @Test
    void an_interrupt_in_the_middle_of_a_run_leaves_no_process() throws IOException, InterruptedException {
        try (var run = CommandLineRun.start(
                folder, "demo", "--orders", orders(200).toString(), "--rate", "2", "--report", folder + "/r.json")) {
            run.awaitErr("Sent ");

            run.signal("INT");

            assertThat(run.exitCode()).isEqualTo(INTERRUPTED);
            run.assertNothingLeft();
        }
    }

    @Test
    void an_interrupt_while_the_engine_starts_leaves_no_process() throws IOException, InterruptedException {
        try (var run = CommandLineRun.start(folder, "up")) {
            run.awaitDescendants(2);

            run.signal("INT");

            assertThat(run.exitCode()).isEqualTo(INTERRUPTED);
            run.assertNothingLeft();
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "what a process has mapped is read from /proc")
    void up_with_json_prints_where_everything_is_and_stays_until_it_is_told_to_stop() throws Exception {
        makeCaches();
        int port = freePort();
        try (var run = CommandLineRun.start(folder, "up", "--json", "--port", Integer.toString(port))) {
            run.awaitOut("\n");

            var engine = EngineConnection.parse(run.out().lines().findFirst().orElseThrow());
            assertThat(engine.endpoint()).hasPort(port);
            assertThat(Stream.of("tools/local-cloud/target/engine-", "tools/dynamodb-local/target/server-"))
                    .as("AOT caches")
                    .allMatch(cache -> run.hasMapped(Variation.ROOT + "/" + cache));
            try (var http = engine.http()) {
                var response = http.send(
                        "POST",
                        URI.create(engine.output("PlaceOrderUrl")).resolve("/orders"),
                        Map.of("Content-Type", "application/json", "Idempotency-Key", "k1"),
                        Orders.anOrder());
                assertThat(response.statusCode()).isEqualTo(201);
            }
            run.signal("TERM");

            assertThat(run.exitCode()).isEqualTo(TERMINATED);
            run.assertNothingLeft();
        }
    }

    @Test
    void up_makes_a_missing_aot_cache_while_the_system_is_at_rest() throws IOException, InterruptedException {
        makeCaches();
        var cache = caches("demo-GetOrder-").findFirst().orElseThrow();
        Files.delete(cache);
        try (var run = CommandLineRun.start(folder, "up")) {
            run.awaitOut("Ctrl-C");

            await().atMost(Duration.ofMinutes(2)).until(() -> Files.exists(cache));

            run.signal("TERM");
            assertThat(run.exitCode()).isEqualTo(TERMINATED);
            run.assertNothingLeft();
        }
    }

    /** The whole suite does so before its first test; a class that runs alone does not. */
    private void makeCaches() throws IOException {
        try (var run = CommandLineRun.start(folder, "build", "--caches")) {
            assertThat(run.exitCode(Duration.ofMinutes(5))).as(run.err()).isZero();
        }
    }

    private static Stream<Path> caches(String name) throws IOException {
        try (var files = Files.list(Variation.ROOT.resolve("tools/local-cloud/target/aot"))) {
            return files
                    .filter(file -> file.getFileName().toString().matches(name + "[0-9a-f]+\\.aot"))
                    .toList()
                    .stream();
        }
    }

    @Test
    void the_curl_line_that_up_prints_places_an_order() throws IOException, InterruptedException {
        try (var run = CommandLineRun.start(folder, "up")) {
            run.awaitOut("Ctrl-C");
            var printed = run.out();
            int start = printed.indexOf("curl --aws-sigv4");
            var line = printed.substring(start, printed.indexOf("\n\n", start));

            var curl = new ProcessBuilder(
                            "bash",
                            "-c",
                            "curl -sS -w ' %{http_code}' " + line.strip().substring(5))
                    .redirectErrorStream(true)
                    .start();
            var answer = new String(curl.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

            assertThat(curl.waitFor()).as(answer).isZero();
            assertThat(answer).contains("\"state\":\"PLACED\"").endsWith(" 201");
            run.signal("INT");
            assertThat(run.exitCode()).isEqualTo(INTERRUPTED);
            run.assertNothingLeft();
        }
    }

    @Test
    void an_event_that_is_sent_is_seen_in_the_logs_while_they_are_followed_and_in_its_timeline(
            @TempDir Path ofSend, @TempDir Path ofLogs, @TempDir Path ofTrace)
            throws IOException, InterruptedException {
        var event = Variation.ROOT.resolve("events-schema/src/main/resources/order/examples/order.placed.v1.json");
        var orderId = "5f0c1d9e4b7a48d2a3c6e8f01b2d4a69";
        try (var up = CommandLineRun.start(folder, "up")) {
            up.awaitOut("Ctrl-C");
            assertThat(up.out()).doesNotContain("secret access key");
            try (var send = CommandLineRun.start(ofSend, "send", event.toString(), "--to", "OrderEventsTopic");
                    var logs = CommandLineRun.start(ofLogs, "logs", "AssignOrder", "--follow", "--order", orderId)) {
                assertThat(send.exitCode()).as(send.err()).isZero();
                assertThat(send.out()).startsWith("topic demo-order-events: message ");

                logs.awaitOut(" AssignOrder INFO order assigned ");
                logs.signal("INT");

                assertThat(logs.exitCode()).isEqualTo(INTERRUPTED);
            }
            try (var trace = CommandLineRun.start(ofTrace, "trace", orderId)) {
                assertThat(trace.exitCode()).as(trace.err()).isZero();
                assertThat(trace.out())
                        .startsWith(orderId + ", stage demo on local, from ")
                        .containsPattern("AssignOrder .* 1  cold .*order assigned");
            }
            up.signal("INT");
            assertThat(up.exitCode()).isEqualTo(INTERRUPTED);
            up.assertNothingLeft();
        }
    }

    @Test
    void a_port_that_is_taken_is_named() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var run = CommandLineRun.start(folder, "up", "--port", Integer.toString(taken.getLocalPort()))) {
            assertRefused(run, "--port " + taken.getLocalPort());
        }
    }

    @Test
    void a_file_of_orders_that_is_not_there_is_named() throws IOException {
        try (var run = CommandLineRun.start(folder, "demo", "--orders", folder + "/none.jsonl")) {
            assertRefused(run, "--orders " + folder + "/none.jsonl: no such file");
        }
    }

    @Test
    void a_report_that_cannot_be_written_is_named() throws IOException {
        try (var run = CommandLineRun.start(folder, "demo", "--report", folder.toString())) {
            assertRefused(run, "--report " + folder + ": cannot be written");
        }
    }

    @Test
    void an_unknown_option_is_named() throws IOException {
        try (var run = CommandLineRun.start(folder, "demo", "--fast")) {
            assertRefused(run, "'--fast'");
        }
    }

    private static void assertRefused(CommandLineRun run, String words) {
        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        run.assertNothingLeft();
        assertThat(run.err()).startsWith("faas: ").contains(words).hasLineCount(1);
        assertThat(run.out()).isEmpty();
    }

    private Path orders(int count) throws IOException {
        // Goods that the partner delivers, so that nobody waits for the clock.
        return Files.writeString(
                folder.resolve("orders.jsonl"), Orders.lines(count).replace("PARTNER-SILENT", "tea-001"));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
