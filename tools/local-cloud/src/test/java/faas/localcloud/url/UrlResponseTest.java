package faas.localcloud.url;

import static org.assertj.core.api.Assertions.assertThat;

import faas.localcloud.lambda.InvocationResult;
import faas.localcloud.lambda.InvocationResult.FailureKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlResponseTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = '|',
            value = {
                "\"Hello, world!\" | Hello, world!",
                "{ \"message\" : \"Hello\" } | {\"message\":\"Hello\"}",
                "[ 1, 2 ] | [1,2]",
                "{\"statusCode\":null} | {\"statusCode\":null}"
            })
    void json_without_a_status_code_is_itself_the_body_written_anew(String payload, String body) {
        UrlResponse response = of(payload);

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers()).containsEntry("content-type", "application/json");
        assertThat(response.body()).isEqualTo(body);
    }

    @Test
    void a_refusal_says_of_which_type_it_is() {
        assertThat(UrlResponse.forbidden("Forbidden").headers())
                .containsEntry("x-amzn-errortype", "AccessDeniedException");
        assertThat(UrlResponse.of(new InvocationResult.NotFound()).headers())
                .containsEntry("x-amzn-errortype", "ResourceNotFoundException");
        assertThat(of("no json").headers()).doesNotContainKey("x-amzn-errortype");
    }

    @Test
    void a_status_code_makes_the_document_the_whole_response() {
        UrlResponse response = of("""
                {"statusCode": 422, "headers": {"Content-Type": "application/problem+json", "Content-Length": "1"},
                 "cookies": ["a=b"], "body": "{}"}""");

        assertThat(response.status()).isEqualTo(422);
        assertThat(response.headers()).containsOnlyKeys("content-type");
        assertThat(response.headers()).containsEntry("content-type", "application/problem+json");
        assertThat(response.cookies()).containsExactly("a=b");
        assertThat(response.bytes()).asString().isEqualTo("{}");
    }

    @Test
    void a_response_without_body_has_none() {
        assertThat(of("{\"statusCode\":204}").bytes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no json",
                "{\"statusCode\":\"ok\"}",
                "{\"statusCode\":42}",
                "{\"statusCode\":200,\"body\":\"%\",\"isBase64Encoded\":true}"
            })
    void what_cannot_be_a_response_is_a_bad_gateway(String payload) {
        assertThat(of(payload).status()).isEqualTo(502);
    }

    @Test
    void failures_and_throttles_have_their_status() {
        assertThat(UrlResponse.of(new InvocationResult.FunctionError("r", "1", FailureKind.TIMEOUT, "{}", ""))
                        .status())
                .isEqualTo(502);
        UrlResponse throttled = UrlResponse.of(
                new InvocationResult.Throttled("ReservedFunctionConcurrentInvocationLimitExceeded", "Rate Exceeded."));
        assertThat(throttled.status()).isEqualTo(429);
        assertThat(throttled.body()).contains("\"Reason\":\"ReservedFunctionConcurrentInvocationLimitExceeded\"");
        assertThat(UrlResponse.of(new InvocationResult.TooLarge("")).status()).isEqualTo(413);
    }

    private static UrlResponse of(String payload) {
        return UrlResponse.of(new InvocationResult.Success("r", "1", payload, ""));
    }
}
