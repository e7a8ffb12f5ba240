package faas.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the script lets pass, in a project that nothing was started in. */
class MainTest {

    private static final String ROOT = "faas.root";

    @BeforeEach
    void nothing_is_up(@TempDir Path project) {
        System.setProperty(ROOT, project.toString());
    }

    @AfterEach
    void forget_the_project() {
        System.clearProperty(ROOT);
    }

    @Test
    void a_localstack_that_is_not_there_is_not_started_to_look_at_it() throws Exception {
        assumeThat(System.getenv("AWS_ENDPOINT_URL")).isNull();
        assumeThat(LocalStackAtHand.find()).isEmpty();

        assertThat(Stream.of("rollback A", "trace i1", "logs", "dlq show Q"))
                .extracting(verb -> Result.of((verb + " --engine localstack").split(" ")))
                .containsOnly(new Result(
                        2,
                        "",
                        "faas: no LocalStack answers at http://127.0.0.1:4566: ./faas deploy --engine localstack starts"
                                + " one\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    up --port 65536                | --port 65536: expected 1 to 65535
                    up --debug A=65536             | --debug A=65536: expected 1 to 65535
                    up --debug A=-1                | --debug A=-1: expected 1 to 65535
                    up --debug A=x                 | Invalid value for option '--debug'
                    up --debug A=9 --debug B=9     | --debug A=9: expected another port for each function
                    up --suspend                   | --suspend: expected --debug with it
                    fire A                         | no running engine in
                    fire A --connection none.json  | no running engine in none.json
                    logs                           | no running engine in
                    logs --engine here             | --engine here: expected local, aws or localstack
                    logs --stage none              | stage none: unknown, expected one of [demo, test, production]
                    send pom.xml --to A            | no running engine in
                    costs                          | /target/demo-report.json: no such report
                    deploy --engine local          | --engine local: expected aws or localstack
                    diff --engine aws --stage none | none
                    destroy --engine here          | --engine here: expected aws or localstack
                    rollback A --engine here       | --engine here: expected aws or localstack
                    rollback A --engine aws --stage none | stage none: unknown, expected one of [demo, test, production]
                    rollback --engine aws          | Missing required parameter: 'NAME'
                    """)
    void an_argument_that_cannot_be_is_named(String arguments, String message) {
        var result = Result.of(arguments.split(" "));

        assertThat(result.err()).startsWith("faas: ").contains(message).hasLineCount(1);
        assertThat(result.code()).isEqualTo(Main.REFUSED);
    }
}
