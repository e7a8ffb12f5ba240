package faas.localcloud.url;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Verifies Signature Version 4 by signing the request again with exactly the headers that it names as signed.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Signing</a>
 */
final class SignatureVerifier {
    /** A request is valid within five minutes of its timestamp. */
    private static final Duration MAX_SKEW = Duration.ofMinutes(5);

    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String UNSIGNED = "Forbidden";

    /** Whether the request is who it says. */
    sealed interface Verdict {
        record Verified(Callers.Caller caller) implements Verdict {}

        /** It is not; {@code message} is the text that AWS answers. */
        record Refused(String message) implements Verdict {}
    }

    private final Function<String, Optional<Callers.Caller>> callers;
    private final String region;
    private final InstantSource clock;

    /** @param callers who holds an access key */
    SignatureVerifier(Function<String, Optional<Callers.Caller>> callers, String region, InstantSource clock) {
        this.callers = callers;
        this.region = region;
        this.clock = clock;
    }

    Verdict verify(UrlRequest request) {
        Optional<AuthorizationHeader> header = request.header("authorization").flatMap(AuthorizationHeader::parse);
        if (header.isEmpty()) {
            return new Verdict.Refused(UNSIGNED);
        }
        AuthorizationHeader authorization = header.get();
        Optional<Callers.Caller> caller = callers.apply(authorization.accessKeyId());
        if (caller.isEmpty() || !sameToken(caller.get(), request)) {
            return new Verdict.Refused("The security token included in the request is invalid.");
        }
        return scopeProblem(authorization)
                .or(() -> dateProblem(authorization, request))
                .or(() -> headerProblem(authorization, request))
                .or(() -> payloadProblem(request))
                .or(() -> signatureProblem(authorization, request, caller.get()))
                .<Verdict>map(Verdict.Refused::new)
                .orElseGet(() -> new Verdict.Verified(caller.get()));
    }

    private static boolean sameToken(Callers.Caller caller, UrlRequest request) {
        return caller.sessionToken().equals(request.header("x-amz-security-token"));
    }

    private Optional<String> scopeProblem(AuthorizationHeader authorization) {
        if (!authorization.region().equals(region)) {
            return Optional.of("Credential should be scoped to a valid region.");
        }
        return authorization.service().equals("lambda")
                ? Optional.empty()
                : Optional.of("Credential should be scoped to correct service: 'lambda'.");
    }

    private Optional<String> dateProblem(AuthorizationHeader authorization, UrlRequest request) {
        Optional<Instant> date = date(request);
        if (date.isEmpty()) {
            return Optional.of("Date must be in ISO-8601 'basic format', in header x-amz-date.");
        }
        String stamp = TIMESTAMP.format(date.get());
        if (!stamp.startsWith(authorization.date())) {
            return Optional.of(
                    "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '"
                            + authorization.date() + "' != '" + stamp.substring(0, 8) + "', from '" + stamp + "'.");
        }
        Instant now = clock.instant();
        if (date.get().isBefore(now.minus(MAX_SKEW))) {
            return Optional.of("Signature expired: " + stamp + " is now earlier than "
                    + TIMESTAMP.format(now.minus(MAX_SKEW)) + " (" + TIMESTAMP.format(now) + " - 5 min.)");
        }
        if (date.get().isAfter(now.plus(MAX_SKEW))) {
            return Optional.of("Signature not yet current: " + stamp + " is still later than "
                    + TIMESTAMP.format(now.plus(MAX_SKEW)) + " (" + TIMESTAMP.format(now) + " + 5 min.)");
        }
        return Optional.empty();
    }

    private static Optional<Instant> date(UrlRequest request) {
        try {
            return request.header("x-amz-date").map(text -> Instant.from(TIMESTAMP.parse(text)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** The host and everything that steers AWS must be under the signature. */
    private static Optional<String> headerProblem(AuthorizationHeader authorization, UrlRequest request) {
        List<String> signed = authorization.signedHeaders();
        if (!signed.contains("host")) {
            return Optional.of("'Host' must be a 'SignedHeader' in the AWS Authorization.");
        }
        return request.headers().keySet().stream()
                .filter(name -> name.startsWith("x-amz-") && !name.equals("x-amz-content-sha256"))
                .filter(name -> !signed.contains(name))
                .findFirst()
                .map(name -> "'" + name + "' must be a 'SignedHeader' in the AWS Authorization.");
    }

    private static Optional<String> payloadProblem(UrlRequest request) {
        return request.header("x-amz-content-sha256")
                .filter(claimed -> !claimed.equals(CanonicalRequest.payloadHash(request)))
                .map(_ -> "The value of x-amz-content-sha256 header is invalid.");
    }

    private Optional<String> signatureProblem(
            AuthorizationHeader authorization, UrlRequest request, Callers.Caller caller) {
        String timestamp = request.header("x-amz-date").orElseThrow();
        String expected = CanonicalRequest.of(request, authorization.signedHeaders())
                .signature(authorization, timestamp, caller.secretAccessKey());
        // Constant time: how long it takes tells nothing of how much of a guess is right.
        boolean same = MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII),
                authorization.signature().getBytes(StandardCharsets.US_ASCII));
        return same
                ? Optional.empty()
                : Optional.of(
                        "The request signature we calculated does not match the signature you provided. Check your"
                                + " AWS Secret Access Key and signing method. Consult the service documentation for details.");
    }
}
