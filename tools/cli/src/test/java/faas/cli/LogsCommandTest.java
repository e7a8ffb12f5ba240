package faas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the verb prints of the log files that an engine wrote. */
class LogsCommandTest {

    private static final String PLACED = """
            {"timestamp":"2026-03-01T09:30:00.5Z","level":"INFO","message":"item placed","function":"demo-Place",\
            "requestId":"r1","correlationId":"c1","traceparent":"00-1","itemId":"i1"}""";

    private static final String ASSIGNED = """
            {"timestamp":"2026-03-01T09:30:02Z","level":"WARN","message":"item assigned late","function":"demo-Assign",\
            "requestId":"r2","correlationId":"c1","count":2}""";

    private static final String ANOTHER = """
            {"timestamp":"2026-03-01T09:30:01Z","level":"INFO","message":"item placed","function":"demo-Place",\
            "requestId":"r3","correlationId":"c2","itemId":"i2"}""";

    @TempDir
    Path project;

    @BeforeEach
    void an_engine_is_up() throws IOException {
        System.setProperty("faas.root", project.toString());
        write("target/engine-2/up.json", """
                {"endpoint":"http://127.0.0.1:1","region":"us-east-1","accessKeyId":"AK","secretAccessKey":"SK",\
                "outputs":{},"logs":"%s","pid":%d}""".formatted(
                project.resolve("target/engine-2/logs"), ProcessHandle.current().pid()));
        write("infra-cdk/target/cdk.out/manifest.json", """
                {"artifacts":{"demo":{"type":"aws:cloudformation:stack"}}}""");
        write("infra-cdk/target/cdk.out/demo.template.json", """
                {"Resources":{
                  "P":{"Type":"AWS::Lambda::Function","Properties":{"FunctionName":"demo-Place"}},
                  "A":{"Type":"AWS::Lambda::Function","Properties":{"FunctionName":"demo-Assign"}},
                  "I":{"Type":"AWS::Lambda::Function","Properties":{"FunctionName":"demo-Idle"}}}}""");
        write("target/engine-2/logs/demo-Place/one.log", """
                START RequestId: r1 Version: 1
                %s
                printed by hand

                {"_aws":{"Timestamp":1772357400700},"function":"demo-Place","requestId":"r1","ColdStarts":1}
                END RequestId: r1
                REPORT RequestId: r1\tDuration: 310.56 ms
                """.formatted(PLACED));
        write("target/engine-2/logs/demo-Place/two.log", ANOTHER + "\n");
        var killed = write(
                "target/engine-2/logs/demo-Assign/three.log",
                ASSIGNED + "\nRequestId: r2 Error: Runtime exited with status 137\n{\"timestamp\":\"2026-03");
        Files.setLastModifiedTime(killed, FileTime.from(Instant.parse("2026-03-01T09:30:03Z")));
    }

    @AfterEach
    void forget_the_project() {
        System.clearProperty("faas.root");
    }

    @Test
    void complete_lines_of_every_function_are_printed_in_the_order_of_their_times() {
        assertThat(logs()).isEqualTo(new Result(0, """
                        2026-03-01T09:30:00.500Z Place INFO item placed correlationId=c1 itemId=i1
                        2026-03-01T09:30:00.700Z Place printed by hand
                        2026-03-01T09:30:01Z Place INFO item placed correlationId=c2 itemId=i2
                        2026-03-01T09:30:02Z Assign WARN item assigned late correlationId=c1 count=2
                        2026-03-01T09:30:03Z Assign RequestId: r2 Error: Runtime exited with status 137
                        """, ""));
    }

    @Test
    void json_is_the_structured_lines_as_they_are() {
        assertThat(logs("Place", "--json").out()).isEqualTo(PLACED + "\n" + ANOTHER + "\n");
    }

    @Test
    void an_order_has_the_lines_that_name_it_and_those_of_their_correlation_id() {
        assertThat(logs("--order", "i1", "--json").out()).isEqualTo(PLACED + "\n" + ASSIGNED + "\n");
        assertThat(logs("Assign", "--order", "i1", "--json").out()).isEqualTo(ASSIGNED + "\n");
        assertThat(logs("--order", "i3").out()).isEmpty();
    }

    @Test
    void a_function_that_has_not_run_has_no_lines_and_one_that_is_not_there_is_named() {
        assertThat(logs("Idle")).isEqualTo(new Result(0, "", ""));
        assertThat(logs("Plaec"))
                .isEqualTo(new Result(2, "", "faas: no function 'Plaec'; there are [Assign, Idle, Place]\n"));
    }

    @Test
    void who_may_not_read_logs_is_told_so() throws IOException {
        try (var engine = new StubEngine()) {
            engine.refuse("FilterLogEvents", "{\"__type\":\"AccessDeniedException\",\"message\":\"not you\"}");
            var connection = write("connection.json", """
                    {"endpoint":"%s","region":"us-east-1","accessKeyId":"AK","secretAccessKey":"SK",\
                    "outputs":{}}""".formatted(engine.address()));

            assertThat(logs("--connection", connection.toString()))
                    .isEqualTo(new Result(2, "", "faas: refused: AccessDeniedException: not you\n"));
        }
    }

    private static Result logs(String... arguments) {
        return Result.of("logs", arguments);
    }

    private Path write(String file, String content) throws IOException {
        var path = project.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, content);
    }
}
