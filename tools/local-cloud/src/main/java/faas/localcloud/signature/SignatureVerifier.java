package faas.localcloud.signature;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Verifies Signature Version 4 by signing the request again with exactly the headers that it names as signed.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Signing</a>
 */
public final class SignatureVerifier {
    /** A request is valid within five minutes of its timestamp. */
    private static final Duration MAX_SKEW = Duration.ofMinutes(5);
    /** Seven days, the longest that a presigned request is valid. */
    private static final long MAX_VALID_SECONDS = 604_800;

    private static final int MOST_SIGNING_KEYS = 1_000;

    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** Whether a request comes from the caller that it names. */
    public sealed interface Verdict {
        /** It does; {@code signature} tells the service that it was signed for. */
        record Verified(Caller caller, Signature signature) implements Verdict {}

        /** It does not; {@code message} is the text that AWS answers. */
        record Refused(Reason reason, String message) implements Verdict {}
    }

    /** Why a request is refused; AWS has an error code for each. */
    public enum Reason {
        /** No signature, or one with a part missing. */
        NOT_SIGNED,
        /** The access key or its session token is unknown. */
        UNKNOWN_KEY,
        /** The signature is wrong, too old, or for another region or service. */
        WRONG_SIGNATURE
    }

    private final Function<String, Optional<Caller>> callers;
    private final String region;
    private final Set<String> services;
    private final InstantSource clock;
    /** By secret and scope. To derive one takes four of the five hashes that a signature needs. */
    private final Map<String, byte[]> signingKeys = new ConcurrentHashMap<>();

    /**
     * A verifier for one region.
     *
     * @param callers who holds an access key
     * @param services for which requests may be signed, as {@code lambda}
     */
    public SignatureVerifier(
            Function<String, Optional<Caller>> callers, String region, Set<String> services, InstantSource clock) {
        this.callers = callers;
        this.region = region;
        this.services = Set.copyOf(services);
        this.clock = clock;
    }

    /** Verifies a request with its body. */
    public Verdict verify(ReceivedRequest request) {
        return switch (verifyKey(request)) {
            case Verdict.Refused refused -> refused;
            case Verdict.Verified known -> verify(known, request);
        };
    }

    /** Verifies a request with its body, whose key was verified before. */
    public Verdict verify(Verdict.Verified known, ReceivedRequest request) {
        Signature signature = known.signature();
        String payloadHash = CanonicalRequest.sha256(request.body());
        return scopeProblem(signature)
                .or(() -> dateProblem(signature))
                .or(() -> headerProblem(signature, request))
                .or(() -> payloadProblem(request, payloadHash))
                .or(() -> signatureProblem(signature, request, known.caller(), payloadHash))
                .<Verdict>map(message -> new Verdict.Refused(Reason.WRONG_SIGNATURE, message))
                .orElse(known);
    }

    /** Verifies what can be told before the body is read: that the key is known, with its session token. */
    public Verdict verifyKey(ReceivedRequest request) {
        Optional<Signature> signature = Signature.of(request);
        if (signature.isEmpty()) {
            return new Verdict.Refused(Reason.NOT_SIGNED, "Missing Authentication Token");
        }
        return callers.apply(signature.get().accessKeyId())
                .filter(caller -> caller.sessionToken().equals(signature.get().sessionToken()))
                .<Verdict>map(caller -> new Verdict.Verified(caller, signature.get()))
                .orElseGet(() -> new Verdict.Refused(
                        Reason.UNKNOWN_KEY, "The security token included in the request is invalid."));
    }

    private Optional<String> scopeProblem(Signature signature) {
        if (!signature.region().equals(region)) {
            return Optional.of("Credential should be scoped to a valid region.");
        }
        return services.contains(signature.service())
                ? Optional.empty()
                : Optional.of("Credential should be scoped to correct service: '"
                        + String.join("' or '", services.stream().sorted().toList()) + "'.");
    }

    private Optional<String> dateProblem(Signature signature) {
        Optional<Instant> date = date(signature);
        if (date.isEmpty()) {
            return Optional.of("Date must be in ISO-8601 'basic format', in x-amz-date.");
        }
        String stamp = TIMESTAMP.format(date.get());
        if (!stamp.substring(0, 8).equals(signature.date())) {
            return Optional.of(
                    "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '"
                            + signature.date() + "' != '" + stamp.substring(0, 8) + "', from '" + stamp + "'.");
        }
        Instant now = clock.instant();
        if (date.get().isAfter(now.plus(MAX_SKEW))) {
            return Optional.of("Signature not yet current: " + stamp + " is still later than "
                    + TIMESTAMP.format(now.plus(MAX_SKEW)) + " (" + TIMESTAMP.format(now) + " + 5 min.)");
        }
        return signature.validSeconds().isPresent()
                ? presignedProblem(signature.validSeconds().get(), date.get(), now)
                : expired(date.get(), now, MAX_SKEW, "5 min.");
    }

    private static Optional<String> presignedProblem(String validSeconds, Instant date, Instant now) {
        try {
            long seconds = Long.parseLong(validSeconds);
            if (seconds >= 1 && seconds <= MAX_VALID_SECONDS) {
                return expired(date, now, Duration.ofSeconds(seconds), seconds + " s");
            }
        } catch (NumberFormatException notANumber) {
            // The same as one out of bounds.
        }
        return Optional.of("X-Amz-Expires must be 1 to " + MAX_VALID_SECONDS + " seconds.");
    }

    private static Optional<String> expired(Instant date, Instant now, Duration limit, String limitText) {
        return date.isBefore(now.minus(limit))
                ? Optional.of("Signature expired: " + TIMESTAMP.format(date) + " is now earlier than "
                        + TIMESTAMP.format(now.minus(limit)) + " (" + TIMESTAMP.format(now) + " - " + limitText + ")")
                : Optional.empty();
    }

    private static Optional<Instant> date(Signature signature) {
        try {
            return Optional.of(Instant.from(TIMESTAMP.parse(signature.timestamp())));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The host and everything that steers AWS must be under the signature. */
    private static Optional<String> headerProblem(Signature signature, ReceivedRequest request) {
        List<String> signed = signature.signedHeaders();
        if (!signed.contains("host")) {
            return Optional.of("'Host' must be a 'SignedHeader' in the AWS Authorization.");
        }
        return request.headers().keySet().stream()
                .filter(name -> name.startsWith("x-amz-") && !name.equals("x-amz-content-sha256"))
                .filter(name -> !signed.contains(name))
                .findFirst()
                .map(name -> "'" + name + "' must be a 'SignedHeader' in the AWS Authorization.");
    }

    private static Optional<String> payloadProblem(ReceivedRequest request, String payloadHash) {
        return request.header("x-amz-content-sha256")
                .filter(claimed -> !claimed.equals(payloadHash))
                .map(_ -> "The value of x-amz-content-sha256 header is invalid.");
    }

    private Optional<String> signatureProblem(
            Signature signature, ReceivedRequest request, Caller caller, String payloadHash) {
        String expected = CanonicalRequest.of(request, signature.signedHeaders(), payloadHash)
                .signature(signature, signature.timestamp(), signingKey(signature, caller.secretAccessKey()));
        // Constant time: how long it takes tells nothing of how much of a guess is right.
        boolean same = MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII),
                signature.signature().getBytes(StandardCharsets.US_ASCII));
        return same
                ? Optional.empty()
                : Optional.of(
                        "The request signature we calculated does not match the signature you provided. Check your"
                                + " AWS Secret Access Key and signing method. Consult the service documentation for details.");
    }

    private byte[] signingKey(Signature signature, String secretAccessKey) {
        if (signingKeys.size() >= MOST_SIGNING_KEYS) {
            signingKeys.clear();
        }
        return signingKeys.computeIfAbsent(
                secretAccessKey + "/" + signature.scope(),
                _ -> CanonicalRequest.signingKey(signature, secretAccessKey));
    }
}
