package faas.cli.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import faas.cli.http.Caller;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EngineConnectionTest {

    private static final String LINE = """
            {"endpoint":"http://127.0.0.1:4566","region":"us-east-1","accessKeyId":"AK","secretAccessKey":"SK",\
            "outputs":{"GetOrderUrl":"http://127.0.0.1:2/","PayInvoiceUrl":"http://127.0.0.1:1/"}}""";

    @Test
    void the_ready_line_round_trips() throws IOException {
        var engine = EngineConnection.parse(LINE);

        assertThat(engine)
                .isEqualTo(new EngineConnection(
                        URI.create("http://127.0.0.1:4566"),
                        new Caller("us-east-1", "AK", "SK"),
                        Map.of("PayInvoiceUrl", "http://127.0.0.1:1/", "GetOrderUrl", "http://127.0.0.1:2/")));
        assertThat(engine.toJson()).isEqualTo(LINE);
        assertThat(engine.toString()).doesNotContain("SK");
        var logging = engine.withLogs(Path.of("/logs"));
        assertThat(EngineConnection.parse(logging.toJson())).isEqualTo(logging);
    }

    @Test
    void a_name_of_localstack_is_called_at_the_endpoint_and_any_other_where_it_is() throws IOException {
        var engine = EngineConnection.parse(LINE);

        assertThat(engine.addressOf(
                        URI.create("http://abc.lambda-url.us-east-1.localhost.localstack.cloud:4566/orders/1?a=b")))
                .isEqualTo(URI.create("http://127.0.0.1:4566/orders/1?a=b"));
        assertThat(engine.addressOf(URI.create("https://abc.lambda-url.eu-west-1.on.aws/orders")))
                .isEqualTo(URI.create("https://abc.lambda-url.eu-west-1.on.aws/orders"));
    }

    @Test
    void a_missing_field_is_named() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> EngineConnection.parse("{\"endpoint\":\"http://127.0.0.1:1\"}"))
                .withMessageContaining("\"region\"");
    }

    @Test
    void a_missing_output_is_named_with_what_there_is() throws IOException {
        var engine = EngineConnection.parse(LINE);

        assertThatIllegalStateException()
                .isThrownBy(() -> engine.output("OrderEventsTopicArn"))
                .withMessageContaining("OrderEventsTopicArn")
                .withMessageContaining("[GetOrderUrl, PayInvoiceUrl]");
    }
}
