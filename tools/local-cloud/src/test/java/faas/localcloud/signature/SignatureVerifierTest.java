package faas.localcloud.signature;

import static org.assertj.core.api.Assertions.assertThat;

import faas.localcloud.signature.SignatureVerifier.Reason;
import faas.localcloud.signature.SignatureVerifier.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SignatureVerifierTest {
    private static final Caller CALLER =
            new Caller("AKIDEXAMPLE", "secret", Optional.empty(), "arn:aws:iam::000000000000:user/u");
    private static final Caller SECOND = new Caller("AKIDSECOND", "another secret", Optional.empty(), "arn");
    private static final Caller ENVIRONMENT =
            new Caller("ASIAEXAMPLE", "secret", Optional.of("token"), "arn:aws:sts::000000000000:assumed-role/r");
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final SignatureVerifier verifier = new SignatureVerifier(
            id -> List.of(CALLER, SECOND, ENVIRONMENT).stream()
                    .filter(caller -> caller.accessKeyId().equals(id))
                    .findFirst(),
            "us-east-1",
            Set.of("lambda"),
            () -> NOW);

    @Test
    void the_documented_example_has_the_documented_signature() {
        // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
        ReceivedRequest request = new ReceivedRequest(
                "GET",
                "/",
                "Action=ListUsers&Version=2010-05-08",
                Map.of(
                        "host", List.of("iam.amazonaws.com"),
                        "content-type", List.of("application/x-www-form-urlencoded; charset=utf-8"),
                        "x-amz-date", List.of("20150830T123600Z")),
                new byte[0],
                "HTTP/1.1",
                "127.0.0.1");
        Signature authorization =
                scope("AKIDEXAMPLE", "20150830", "us-east-1", "iam", List.of("content-type", "host", "x-amz-date"));

        String signature = CanonicalRequest.of(
                        request, authorization.signedHeaders(), CanonicalRequest.sha256(new byte[0]))
                .signature(
                        authorization,
                        "20150830T123600Z",
                        CanonicalRequest.signingKey(authorization, "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"));

        assertThat(signature).isEqualTo("5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
    }

    @Test
    void a_rightly_signed_request_tells_its_caller() {
        assertThat(verifier.verify(signed(CALLER, "20261122T100000Z", "us-east-1", "lambda")))
                .isInstanceOfSatisfying(Verdict.Verified.class, verified -> {
                    assertThat(verified.caller()).isEqualTo(CALLER);
                    assertThat(verified.signature().service()).isEqualTo("lambda");
                });
    }

    @Test
    void another_body_path_method_or_signed_header_is_another_request() {
        ReceivedRequest good = signed(CALLER, "20261122T100000Z", "us-east-1", "lambda");

        assertThat(refusal(with(good, "GET", good.rawPath(), good.headers(), "{}")))
                .contains("signature");
        assertThat(refusal(with(good, "POST", "/other", good.headers(), "{}"))).contains("signature");
        assertThat(refusal(with(good, "POST", good.rawPath(), good.headers(), "{ }")))
                .contains("signature");
        Map<String, List<String>> headers = new TreeMap<>(good.headers());
        headers.put("host", List.of("other:1"));
        assertThat(refusal(with(good, "POST", good.rawPath(), headers, "{}"))).contains("signature");
    }

    @Test
    void a_header_that_is_not_signed_may_change_but_not_one_of_aws() {
        ReceivedRequest good = signed(CALLER, "20261122T100000Z", "us-east-1", "lambda");
        Map<String, List<String>> headers = new TreeMap<>(good.headers());
        headers.put("accept", List.of("*/*"));

        assertThat(verifier.verify(with(good, "POST", good.rawPath(), headers, "{}")))
                .isInstanceOf(Verdict.Verified.class);
        headers.put("x-amz-invocation-type", List.of("Event"));
        assertThat(refusal(with(good, "POST", good.rawPath(), headers, "{}")))
                .contains("'x-amz-invocation-type' must be a 'SignedHeader'");
    }

    @Test
    void five_minutes_either_way_are_allowed_and_no_more() {
        assertThat(verifier.verify(signed(CALLER, "20261122T095500Z", "us-east-1", "lambda")))
                .isInstanceOf(Verdict.Verified.class);
        assertThat(refusal(signed(CALLER, "20261122T095459Z", "us-east-1", "lambda")))
                .startsWith("Signature expired: 20261122T095459Z is now earlier than 20261122T095500Z");
        assertThat(refusal(signed(CALLER, "20261122T100501Z", "us-east-1", "lambda")))
                .startsWith("Signature not yet current");
    }

    @Test
    void region_and_service_must_be_the_urls() {
        assertThat(refusal(signed(CALLER, "20261122T100000Z", "eu-west-1", "lambda")))
                .contains("valid region");
        assertThat(refusal(signed(CALLER, "20261122T100000Z", "us-east-1", "s3")))
                .contains("'lambda'");
    }

    @Test
    void unknown_keys_and_missing_session_tokens_are_refused() {
        Caller stranger = new Caller("AKIDOTHER", "secret", Optional.empty(), "arn");

        assertThat(refusal(signed(stranger, "20261122T100000Z", "us-east-1", "lambda")))
                .contains("security token");
        assertThat(refusal(signed(ENVIRONMENT, "20261122T100000Z", "us-east-1", "lambda")))
                .contains("security token");
    }

    @Test
    void callers_with_keys_of_their_own_are_told_apart() {
        ReceivedRequest first = signed(CALLER, "20261122T100000Z", "us-east-1", "lambda");
        ReceivedRequest second = signed(SECOND, "20261122T100000Z", "us-east-1", "lambda");

        for (ReceivedRequest request : List.of(first, second, first, second)) {
            assertThat(verifier.verify(request)).isInstanceOf(Verdict.Verified.class);
        }
    }

    @Test
    void another_scheme_or_an_incomplete_header_is_no_signature() {
        ReceivedRequest good = signed(CALLER, "20261122T100000Z", "us-east-1", "lambda");
        for (String header : List.of("Basic abc", "AWS4-HMAC-SHA256 Credential=a/b", "AWS4-HMAC-SHA256")) {
            Map<String, List<String>> headers = new TreeMap<>(good.headers());
            headers.put("authorization", List.of(header));

            assertThat(verifier.verify(with(good, "POST", good.rawPath(), headers, "{}")))
                    .isEqualTo(new Verdict.Refused(Reason.NOT_SIGNED, "Missing Authentication Token"));
        }
    }

    private String refusal(ReceivedRequest request) {
        return ((Verdict.Refused) verifier.verify(request)).message();
    }

    private static ReceivedRequest signed(Caller caller, String timestamp, String region, String service) {
        Map<String, List<String>> headers = new TreeMap<>();
        headers.put("host", List.of("127.0.0.1:1234"));
        headers.put("x-amz-date", List.of(timestamp));
        ReceivedRequest unsigned = request("POST", "/orders", headers, "{}");
        List<String> names = List.of("host", "x-amz-date");
        Signature scope = scope(caller.accessKeyId(), timestamp.substring(0, 8), region, service, names);
        String signature = CanonicalRequest.of(unsigned, names, CanonicalRequest.sha256(unsigned.body()))
                .signature(scope, timestamp, CanonicalRequest.signingKey(scope, caller.secretAccessKey()));
        headers.put(
                "authorization",
                List.of("AWS4-HMAC-SHA256 Credential=" + caller.accessKeyId() + "/" + scope.scope()
                        + ", SignedHeaders=host;x-amz-date, Signature=" + signature));
        return request("POST", "/orders", headers, "{}");
    }

    private static Signature scope(
            String accessKeyId, String date, String region, String service, List<String> signedHeaders) {
        return new Signature(
                accessKeyId, date, region, service, signedHeaders, "", "", Optional.empty(), Optional.empty());
    }

    private static ReceivedRequest with(
            ReceivedRequest like, String method, String path, Map<String, List<String>> headers, String body) {
        return new ReceivedRequest(
                method, path, like.rawQuery(), headers, bodyOf(body), like.protocol(), like.sourceIp());
    }

    private static ReceivedRequest request(String method, String path, Map<String, List<String>> headers, String body) {
        return new ReceivedRequest(method, path, "a=1", headers, bodyOf(body), "HTTP/1.1", "127.0.0.1");
    }

    private static byte[] bodyOf(String body) {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
