package faas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of one invoice, by the log files that an engine wrote. */
class TraceCommandTest {

    private final Instant begun = Instant.now().minus(Duration.ofMinutes(90)).truncatedTo(ChronoUnit.SECONDS);

    @TempDir
    Path project;

    @BeforeEach
    void an_engine_is_up() throws IOException {
        System.setProperty("faas.root", project.toString());
        write("target/engine/up.json", """
                {"endpoint":"http://127.0.0.1:1","region":"us-east-1","accessKeyId":"AK","secretAccessKey":"SK",\
                "outputs":{},"logs":"%s"}""".formatted(project.resolve("target/engine/logs")));
        write("infra-cdk/target/cdk.out/manifest.json", """
                {"artifacts":{"demo":{"type":"aws:cloudformation:stack"}}}""");
        // Of a context that was removed.
        write("infra-cdk/target/cdk.out/demo-old.template.json", """
                {"Resources":{"P":{"Type":"AWS::Lambda::Function","Properties":{"FunctionName":"demo-Place"}}}}""");
        write("infra-cdk/target/cdk.out/demo.template.json", """
                {"Resources":{
                  "P":{"Type":"AWS::Lambda::Function","Properties":{"FunctionName":"demo-Place"}},
                  "U":{"Type":"AWS::Lambda::Url","Properties":{"TargetFunctionArn":{"Fn::GetAtt":["P","Arn"]}}},
                  "S":{"Type":"AWS::Lambda::Function","Properties":{"FunctionName":"demo-Send"}},
                  "M":{"Type":"AWS::Lambda::EventSourceMapping","Properties":
                    {"FunctionName":{"Ref":"S"},"EventSourceArn":{"Fn::GetAtt":["Q","Arn"]}}},
                  "Q":{"Type":"AWS::SQS::Queue","Properties":{"QueueName":"demo-Send","RedrivePolicy":
                    {"deadLetterTargetArn":{"Fn::GetAtt":["D","Arn"]},"maxReceiveCount":1}}},
                  "D":{"Type":"AWS::SQS::Queue","Properties":{"QueueName":"demo-Send-dlq"}}}}""");
        write("target/engine/logs/demo-Place/one.log", """
                START RequestId: r1 Version: 1
                {"timestamp":"%s","level":"INFO","message":"invoice stored","requestId":"r1",\
                "start":"on-demand","correlationId":"c1","invoiceId":"i1"}
                {"_aws":{"Timestamp":%d},"requestId":"r1","ColdStarts":1}
                END RequestId: r1
                REPORT RequestId: r1\tDuration: 120.00 ms\tInit Duration: 310.56 ms
                START RequestId: r9 Version: 1
                {"timestamp":"%s","level":"INFO","message":"invoice stored","requestId":"r9",\
                "start":"warm","correlationId":"c9","invoiceId":"i9"}
                """.formatted(
                        begun.plusMillis(100), begun.plusMillis(120).toEpochMilli(), begun.plusSeconds(1800)));
        write("target/engine/logs/demo-Send/two.log", """
                START RequestId: r2 Version: 1
                {"timestamp":"%s","level":"WARN","message":"message failed","reason":"no paper",\
                "requestId":"r2","start":"warm","messageId":"m1","correlationId":"c1"}
                {"_aws":{"Timestamp":%d},"requestId":"r2","MessagesFailed":1}
                END RequestId: r2
                REPORT RequestId: r2\tDuration: 40.00 ms
                """.formatted(
                        begun.plusSeconds(2), begun.plusMillis(2010).toEpochMilli()));
    }

    @AfterEach
    void forget_the_project() {
        System.clearProperty("faas.root");
    }

    @Test
    void a_timeline_has_a_line_for_each_event_that_a_function_was_given() {
        assertThat(trace("i1")).isEqualTo(new Result(0, """
                        i1, stage demo on local, from %s; times in seconds

                              at  function  event  try  start    waited       ran  outcome
                           0.000  Place     http     1  cold                0.120  invoice stored
                           1.970  Send      sqs      1  warm                0.040  FAILED: message failed reason=no paper; \
                        given up, in demo-Send-dlq
                        """.formatted(begun), ""));
    }

    @Test
    void json_has_the_same_steps() {
        assertThat(trace("i1", "--json").out())
                .contains(
                        "\"id\" : \"i1\"",
                        "\"started\" : \"" + begun.plusMillis(1970) + "\"",
                        "\"ran\" : 0.04,",
                        "\"deadLettered\" : \"demo-Send-dlq\"")
                .doesNotContain("i9");
    }

    @Test
    void wrong_input_is_refused_in_one_line() {
        assertThat(trace("i3"))
                .isEqualTo(new Result(
                        2, "", "faas: no function of stage demo on local logged 'i3' in the last 24 hours\n"));
        assertThat(trace("i1", "--engine", "here"))
                .isEqualTo(new Result(2, "", "faas: --engine here: expected local, aws or localstack\n"));
        assertThat(trace("i1", "--hours", "0")).isEqualTo(new Result(2, "", "faas: --hours 0: expected 1 to 720\n"));
        assertThat(trace("i1", "--stage", "production"))
                .isEqualTo(new Result(
                        2,
                        "",
                        "faas: --stage production: expected with --engine aws or localstack; locally there is stage"
                                + " demo\n"));
    }

    @Test
    void without_an_engine_it_says_how_to_start_one() throws IOException {
        Files.delete(project.resolve("target/engine/up.json"));

        assertThat(trace("i1").err())
                .isEqualTo("faas: no running engine in " + project.resolve("target/engine/up.json")
                        + ": start one with ./faas up, or name the file with --connection\n");
    }

    @Test
    void lines_before_the_hours_that_are_asked_for_are_left_out() {
        assertThat(trace("i1", "--hours", "1"))
                .isEqualTo(new Result(
                        2, "", "faas: no function of stage demo on local logged 'i1' in the last 1 hours\n"));
        assertThat(trace("i9", "--hours", "2").code()).isZero();
    }

    @Test
    void a_file_that_is_missing_is_named_in_a_sentence() throws IOException {
        var missing = project.resolve("infra-cdk/target/cdk.out/manifest.json");
        Files.delete(missing);

        assertThat(trace("i1")).isEqualTo(new Result(1, "", "faas: no such file: " + missing + "\n"));
    }

    private static Result trace(String... arguments) {
        return Result.of("trace", arguments);
    }

    private void write(String file, String content) throws IOException {
        var path = project.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }
}
