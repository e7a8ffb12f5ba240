package io.orderchannel.channel.payouts.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import faas.events.CloudEvent;
import faas.json.JsonObject;
import faas.json.JsonReader;
import faas.kit.invocation.FatalErrors;
import faas.kit.invocation.Invocation;
import faas.kit.invocation.Invocations;
import faas.kit.log.Log;
import faas.kit.priming.Priming;
import io.orderchannel.channel.payouts.application.DrainPayouts;
import io.orderchannel.channel.payouts.application.DrainPayouts.Result;
import io.orderchannel.events.channel.AssignmentSnapshot;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Drains the payout queue. Started by MeasurePayoutLag with {@code {"claimId": "..."}}, and once a day by a schedule
 * with whatever object that sends; the latter takes the claim itself.
 */
public final class DrainPayoutsHandler implements RequestStreamHandler {
    /** No batch is begun with less time than this left, in milliseconds: far more than one takes. */
    public static final int LEAST_MILLIS_LEFT = 15_000;

    private final DrainPayouts drainPayouts;
    private final Supplier<String> drainIds;
    private final Invocations invocations;

    public DrainPayoutsHandler() {
        this(PayoutModule.drainPayouts(), PayoutModule.newIds(), Invocations.ofThisProcess());
        Priming.register("DrainPayouts", PayoutPriming::primeDrainPayouts);
    }

    DrainPayoutsHandler(DrainPayouts drainPayouts, Supplier<String> drainIds, Invocations invocations) {
        this.drainPayouts = drainPayouts;
        this.drainIds = drainIds;
        this.invocations = invocations;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        try (Invocation invocation = invocations.begin(context)) {
            try {
                Optional<String> claimId = claimId(input);
                Result result = drainPayouts.drain(
                        claimId,
                        drainIds.get(),
                        Duration.ofMillis(context.getRemainingTimeInMillis()),
                        () -> context.getRemainingTimeInMillis() > LEAST_MILLIS_LEFT,
                        new LoggingWatcher(invocation));
                output.write(answer(result, invocation).getBytes(StandardCharsets.UTF_8));
            } catch (RuntimeException | Error failure) {
                invocation.log().error("payouts not drained", failure);
                throw failure;
            }
        }
    }

    private static Optional<String> claimId(InputStream input) throws IOException {
        String payload = new String(input.readAllBytes(), StandardCharsets.UTF_8);
        return JsonReader.read(
                "DrainPayouts: payload",
                payload,
                in -> in.has("claimId") ? Optional.of(in.text("claimId")) : Optional.empty());
    }

    private static String answer(Result result, Invocation invocation) {
        return switch (result) {
            case Result.Drained drained -> {
                invocation
                        .log()
                        .with("stored", drained.stored())
                        .with("repeated", drained.repeated())
                        .with("left", drained.left())
                        .with("emptied", drained.emptied())
                        .info("payouts drained");
                invocation.metrics().count("PayoutsDrained", drained.stored());
                invocation.metrics().count("PayoutsRepeated", drained.repeated());
                invocation.metrics().count("PayoutsLeft", drained.left());
                invocation.metrics().count("Drains", 1);
                yield new JsonObject()
                        .put("stored", drained.stored())
                        .put("emptied", drained.emptied())
                        .toString();
            }
            case Result.NotClaimed _ -> {
                invocation.log().info("another drain has the claim");
                yield "{\"stored\":0,\"emptied\":false}";
            }
        };
    }

    private record LoggingWatcher(Invocation invocation) implements DrainPayouts.Watcher {
        @Override
        public void stored(CloudEvent event, boolean isNew) {
            String assignmentId = ((AssignmentSnapshot) event.data()).assignmentId();
            Log about = invocation.log().about(event.context());
            about.with("assignmentId", assignmentId).info(isNew ? "payout stored" : "payout stored before");
        }

        @Override
        public void ignored(String messageId, String type) {
            invocation.metrics().count("MessagesIgnored", 1);
            invocation
                    .log()
                    .with("messageId", messageId)
                    .with("type", type)
                    .warn("message ignored: its type is not taken here");
        }

        @Override
        public void left(String messageId, Throwable cause) {
            FatalErrors.rethrow(cause);
            invocation.log().with("messageId", messageId).error("message left in the queue", cause);
        }
    }
}
