package faas.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** The LocalStack that runs already: at {@code AWS_ENDPOINT_URL}, or at its usual port of this machine. */
final class LocalStackAtHand {

    static final URI STANDARD_ENDPOINT = URI.create("http://127.0.0.1:4566");

    private static final String ENDPOINT_VARIABLE = "AWS_ENDPOINT_URL";
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(10);

    private LocalStackAtHand() {}

    /**
     * Its endpoint; empty where none runs.
     *
     * @throws UserErrorException if the variable names an address at which none answers
     */
    static Optional<URI> find() throws UserErrorException, InterruptedException {
        var named = System.getenv(ENDPOINT_VARIABLE);
        var endpoint = named == null ? STANDARD_ENDPOINT : URI.create(named);
        if (isLocalStack(endpoint)) {
            return Optional.of(endpoint);
        }
        if (named != null) {
            throw new UserErrorException("no LocalStack answers at " + ENDPOINT_VARIABLE + "=" + named
                    + ": start one there, or unset the variable");
        }
        return Optional.empty();
    }

    /**
     * Its endpoint.
     *
     * @throws UserErrorException if none runs
     */
    static URI require() throws UserErrorException, InterruptedException {
        return find().orElseThrow(() -> new UserErrorException(
                "no LocalStack answers at " + STANDARD_ENDPOINT + ": ./faas deploy --engine localstack starts one"));
    }

    private static boolean isLocalStack(URI endpoint) throws InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(endpoint.resolve("/_localstack/health"))
                    .timeout(ANSWERS_WITHIN)
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
