package faas.kit.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import faas.json.UnreadableJsonException;
import faas.kit.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedCallTest {

    /** The example of the specification's own libraries; the signature was made again with openssl. */
    private static final String KEY = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final Instant SENT = Instant.ofEpochSecond(1_614_265_330);
    private static final String BODY = "{\"test\": 2432232314}";
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    /** Another key of the length that deployment makes, and what openssl signs with it. */
    private static final String OTHER_KEY = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUV";

    private static final WebhookKeys KEYS = keys(KEY, "");

    private final Map<String, String> headers =
            new HashMap<>(Map.of("webhook-id", ID, "webhook-timestamp", "1614265330", "webhook-signature", SIGNATURE));

    @Test
    void the_published_example_is_genuine() {
        assertThat(check(KEYS)).isEqualTo(new SignedCall.Genuine(ID));
        assertThat(check(keys("whsec_" + KEY, ""))).isEqualTo(new SignedCall.Genuine(ID));
    }

    @Test
    void the_published_example_is_what_we_sign() {
        assertThat(SignedHeaders.of(ID, SENT, BODY.getBytes(StandardCharsets.UTF_8), KEYS))
                .isEqualTo(headers);
    }

    @Test
    void what_openssl_signs_is_what_we_sign() {
        byte[] body = "{\"assignmentId\":\"assignment-1\",\"update\":\"shipped\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(SignedHeaders.of(
                        "assignment-1-shipped", Instant.ofEpochSecond(1_772_366_400), body, keys(OTHER_KEY, "")))
                .containsEntry("webhook-signature", "v1,Fg1ObPyZkZcvUG5oU4d3bGZndr7fHAYrHGkGXo+OgcM=");
    }

    @Test
    void a_body_in_base64_is_verified_as_it_was_before() {
        String base64 = Base64.getEncoder().encodeToString(BODY.getBytes(StandardCharsets.UTF_8));

        assertThat(SignedCall.check(request(base64, true), SENT, () -> KEYS)).isEqualTo(new SignedCall.Genuine(ID));
    }

    @Test
    void the_previous_key_is_good_and_a_third_one_is_not() {
        assertThat(check(keys(OTHER_KEY, KEY))).isEqualTo(new SignedCall.Genuine(ID));
        assertThat(check(keys(OTHER_KEY, ""))).isInstanceOf(SignedCall.Refused.class);
    }

    @Test
    void one_of_several_signatures_is_enough() {
        headers.put("webhook-signature", "v1,AAAA v1a,anything " + SIGNATURE + " v2,x v1,%%%");

        assertThat(check(KEYS)).isEqualTo(new SignedCall.Genuine(ID));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OA=",
                "v1,",
                "v1,%"
            })
    void another_signature_is_refused(String signature) {
        headers.put("webhook-signature", signature);

        assertThat(check(KEYS)).isEqualTo(refused("header webhook-signature has no signature of this call"));
    }

    @Test
    void whatever_is_signed_may_not_be_changed() {
        assertThat(SignedCall.check(request(BODY + " ", false), SENT, () -> KEYS))
                .isInstanceOf(SignedCall.Refused.class);
        headers.put("webhook-id", ID + "x");
        assertThat(check(KEYS)).isInstanceOf(SignedCall.Refused.class);
        headers.put("webhook-id", ID);
        headers.put("webhook-timestamp", "1614265331");
        assertThat(check(KEYS)).isInstanceOf(SignedCall.Refused.class);
    }

    @ParameterizedTest
    @CsvSource({"-301, false", "-300, true", "300, true", "301, false"})
    void the_sender_s_clock_may_be_five_minutes_off(long seconds, boolean genuine) {
        SignedCall call = SignedCall.check(request(BODY, false), SENT.plusSeconds(seconds), () -> KEYS);

        assertThat(call instanceof SignedCall.Genuine).isEqualTo(genuine);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "-1614265330", "1614265330.5", "16142653300", "١٦١٤٢٦٥٣٣٠"})
    void a_time_that_is_none_is_refused(String timestamp) {
        headers.put("webhook-timestamp", timestamp);

        assertThat(check(KEYS)).isInstanceOf(SignedCall.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"webhook-id", "webhook-timestamp", "webhook-signature"})
    void a_missing_header_is_named(String name) {
        headers.remove(name);

        assertThat(check(KEYS)).isEqualTo(refused("header " + name + " is missing"));
    }

    /** The same bytes are signed, but the border between id and time is another one. */
    @Test
    void an_id_with_a_full_stop_is_refused_even_if_the_signature_fits() {
        String body = "1614265330." + BODY;
        Map<String, String> signed = SignedHeaders.of("msg", SENT, body.getBytes(StandardCharsets.UTF_8), KEYS);
        headers.putAll(signed);
        headers.put("webhook-id", "msg.1614265330");

        assertThat(check(KEYS)).isInstanceOf(SignedCall.Refused.class);
        assertThatThrownBy(() -> SignedHeaders.of("msg.1", SENT, new byte[0], KEYS))
                .hasMessageContaining("without '.'");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 256})
    void an_id_that_is_empty_or_too_long_is_refused(int length) {
        headers.put("webhook-id", "i".repeat(length));

        assertThat(check(KEYS)).isInstanceOf(SignedCall.Refused.class);
    }

    @Test
    void an_id_of_blanks_is_refused() {
        headers.put("webhook-id", "  ");

        assertThat(check(KEYS)).isEqualTo(refused("header webhook-id must have 1 to 255 characters and no full stop"));
    }

    /** A stranger without so much as a fresh time makes nobody fetch a secret. */
    @Test
    void keys_are_not_asked_for_before_they_are_needed() {
        headers.put("webhook-timestamp", "1");

        assertThat(SignedCall.check(request(BODY, false), SENT, () -> {
                    throw new AssertionError("keys were asked for");
                }))
                .isInstanceOf(SignedCall.Refused.class);
        assertThat(SignedCall.TOLERANCE).isEqualTo(Duration.ofMinutes(5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "no json | # is not JSON",
                "[] | # must be an object, is an array",
                "{} | #/current is missing",
                "{\"current\":1,\"previous\":\"\"} | #/current must be a string, is a number",
                "{\"current\":\"MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\"} | #/previous is missing",
                "{\"current\":\"\",\"previous\":\"\"} | current has 0 bytes, expected 24 to 64",
                "{\"current\":\"MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS\",\"previous\":\"\"} | current has 23 bytes, expected 24 to 64",
                "{\"current\":\"MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\",\"previous\":\"%%\"} | previous is not Base64",
            })
    void a_secret_that_is_none_is_refused_without_telling_it(String secret, String problem) {
        assertThatThrownBy(() -> WebhookKeys.parse(secret.strip()))
                .isInstanceOf(UnreadableJsonException.class)
                .hasMessageContaining(problem.strip())
                .hasMessageNotContaining("MfKQ");
    }

    private SignedCall check(WebhookKeys keys) {
        return SignedCall.check(request(BODY, false), SENT, () -> keys);
    }

    private static SignedCall refused(String detail) {
        return new SignedCall.Refused(detail);
    }

    private static WebhookKeys keys(String current, String previous) {
        return WebhookKeys.parse("{\"current\":\"" + current + "\",\"previous\":\"" + previous + "\"}");
    }

    private HttpRequest request(String body, boolean base64) {
        return new HttpRequest(
                APIGatewayV2HTTPEvent.builder()
                        .withRawPath("/")
                        .withHeaders(headers)
                        .withBody(body)
                        .withIsBase64Encoded(base64)
                        .withRequestContext(APIGatewayV2HTTPEvent.RequestContext.builder()
                                .withRequestId("request-1")
                                .withHttp(APIGatewayV2HTTPEvent.RequestContext.Http.builder()
                                        .withMethod("POST")
                                        .build())
                                .build())
                        .build(),
                null);
    }
}
