package io.orderchannel.demo.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignedUpdateTest {

    private static final URI URL = URI.create("http://update.lambda-url.us-east-1.localhost.localstack.cloud:4566/");

    private final SignedUpdate update =
            new SignedUpdate(URL, Map.of("webhook-id", "id-1"), "{\"reason\":\"it's gone\"}");

    @Test
    void the_body_reaches_curl_as_it_was_signed() {
        assertThat(update.asCurl(URL)).isEqualTo("""
                curl -i -H 'Content-Type: application/json' \\
                  -H 'webhook-id: id-1' \\
                  --data-raw '{"reason":"it'\\''s gone"}' \\
                  '%s'""".formatted(URL));
    }

    @Test
    void where_the_urls_name_does_not_resolve_it_is_the_host_of_the_call() {
        assertThat(update.asCurl(URI.create("http://127.0.0.1:4566/")))
                .contains("-H 'Host: update.lambda-url.us-east-1.localhost.localstack.cloud:4566'")
                .endsWith("'http://127.0.0.1:4566/'");
    }
}
