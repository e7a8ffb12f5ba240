package faas.localcloud.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import faas.localcloud.signature.ReceivedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GatewayTest {
    private static final ReceivedRequest REQUEST =
            new ReceivedRequest("POST", "/", "", Map.of("x-amz-target", List.of("X.Y")), new byte[0], "HTTP/1.1", "");

    @Test
    void only_a_request_that_cannot_be_read_is_its_senders_fault() {
        assertThat(Gateway.failed(REQUEST, new BadRequestException(new IllegalArgumentException("not JSON")))
                        .status())
                .isEqualTo(400);
        assertThat(Gateway.failed(REQUEST, new IllegalArgumentException("a mistake"))
                        .status())
                .isEqualTo(500);
        assertThat(Gateway.failed(REQUEST, new NumberFormatException("a mistake"))
                        .status())
                .isEqualTo(500);
    }

    @Test
    void a_service_out_of_reach_may_be_asked_again() {
        assertThat(Gateway.failed(REQUEST, new IOException("refused")).status()).isEqualTo(503);
        assertThat(Gateway.failed(REQUEST, new TableKeys.UnreachableException(new IOException("refused")))
                        .status())
                .isEqualTo(503);
        assertThat(Gateway.failed(REQUEST, new UncheckedIOException(new IOException("a file of the engine's own")))
                        .status())
                .isEqualTo(500);
    }
}
