package io.orderchannel.demo.chaos;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** The local engine's figures at one moment. */
record EngineLook(List<Function> functions, List<Environment> environments, Deliveries deliveries) {

    /**
     * A function.
     *
     * @param errors invocations that ended in a function error
     * @param exits of these, those whose process ended before them
     */
    record Function(String name, long errors, long exits, long asyncPending) {}

    /** @param busy whether an invocation is under way */
    record Environment(String function, long pid, boolean busy) {}

    /**
     * Messages and records on their way from topics and streams to their consumers.
     *
     * @param heldBack deliveries that come later
     * @param recordsInHand stream records that were read and are not processed yet
     */
    record Deliveries(long duplicated, long late, long heldBack, long recordsInHand) {}

    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(30);

    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    static EngineLook at(HttpClient http, URI endpoint) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(endpoint.resolve("/_local-cloud/records"))
                .timeout(ANSWERS_WITHIN)
                .build();
        var response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("the engine's records: status " + response.statusCode() + ", expected 200");
        }
        return JSON.readValue(response.body(), EngineLook.class);
    }

    long exits() {
        return functions.stream().mapToLong(Function::exits).sum();
    }

    long exitsOf(String function) {
        return functions.stream()
                .filter(one -> one.name().equals(function))
                .mapToLong(Function::exits)
                .sum();
    }

    /** Whether every failure of the function was the end of its process. */
    boolean failedByExitsOnly(String function) {
        return functions.stream()
                .filter(one -> one.name().equals(function))
                .allMatch(one -> one.errors() == one.exits());
    }

    /** Whether the engine has nothing to do, as far as it knows; its queues are not looked at. */
    boolean idle() {
        return environments.stream().noneMatch(Environment::busy)
                && functions.stream().allMatch(function -> function.asyncPending() == 0)
                && deliveries.heldBack() == 0
                && deliveries.recordsInHand() == 0;
    }
}
