package io.orderchannel.channel.payouts.handler;

import static faas.kit.log.Field.field;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import faas.events.CloudEvent;
import faas.events.EventCodec;
import faas.kit.batch.EventMessages;
import faas.kit.invocation.FatalErrors;
import faas.kit.invocation.Invocation;
import faas.kit.invocation.Invocations;
import faas.kit.invocation.Payload;
import faas.kit.json.JsonText;
import faas.kit.log.Log;
import faas.kit.priming.Priming;
import io.orderchannel.channel.payouts.application.DrainPayouts;
import io.orderchannel.channel.payouts.application.DrainPayouts.Result;
import io.orderchannel.channel.payouts.application.StorePayout;
import io.orderchannel.events.channel.ChannelEvent;
import io.orderchannel.events.channel.ChannelEventFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Drains the payout queue. Started by MeasurePayoutLag with {@code {"claimId": "..."}}, and once a day by a schedule with whatever object that
 * sends; the latter takes the claim itself.
 */
public final class DrainPayoutsHandler implements RequestStreamHandler {

    /** No batch is begun with less time than this left, in milliseconds: far more than one takes. */
    public static final int LEAST_MILLIS_LEFT = 15_000;

    private final DrainPayouts drainPayouts;
    private final EventMessages messages;
    private final Supplier<String> drainIds;
    private final Invocations invocations;

    public DrainPayoutsHandler() {
        this(
                PayoutModule.drainPayouts(),
                new EventMessages(new EventCodec(new ChannelEventFormat())),
                PayoutModule.newIds(),
                Invocations.ofThisProcess());
        Priming.register("DrainPayouts", PayoutPriming::primeDrainPayouts);
    }

    DrainPayoutsHandler(
            DrainPayouts drainPayouts, EventMessages messages, Supplier<String> drainIds, Invocations invocations) {
        this.drainPayouts = drainPayouts;
        this.messages = messages;
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
                        new LoggingWatcher(invocation, messages));
                output.write(answer(result, invocation).getBytes(StandardCharsets.UTF_8));
            } catch (RuntimeException | Error failure) {
                invocation.log().error("payouts not drained", failure);
                throw failure;
            }
        }
    }

    private static Optional<String> claimId(InputStream input) throws IOException {
        Payload payload = Payload.read("DrainPayouts", input);
        Optional<String> claimId = payload.has("claimId") ? Optional.of(payload.text("claimId")) : Optional.empty();
        payload.check();
        return claimId;
    }

    private static String answer(Result result, Invocation invocation) {
        return switch (result) {
            case Result.Drained drained -> {
                invocation
                        .log()
                        .info(
                                "payouts drained",
                                field("stored", drained.stored()),
                                field("repeated", drained.repeated()),
                                field("left", drained.left()),
                                field("emptied", drained.emptied()));
                invocation.metrics().count("PayoutsDrained", drained.stored());
                invocation.metrics().count("PayoutsRepeated", drained.repeated());
                invocation.metrics().count("PayoutsLeft", drained.left());
                invocation.metrics().count("Drains", 1);
                yield JsonText.object(
                        answer -> answer.put("stored", drained.stored()).put("emptied", drained.emptied()));
            }
            case Result.NotClaimed _ -> {
                invocation.log().info("another drain has the claim");
                yield "{\"stored\":0,\"emptied\":false}";
            }
        };
    }

    private record LoggingWatcher(Invocation invocation, EventMessages messages) implements DrainPayouts.Watcher {

        @Override
        public void stored(CloudEvent event, StorePayout.Result result) {
            String assignmentId = ((ChannelEvent) event.data()).assignment().assignmentId();
            Log about = invocation.log().about(messages.correlation(event));
            switch (result) {
                case STORED -> about.info("payout stored", field("assignmentId", assignmentId));
                case REPEATED -> about.info("payout stored before", field("assignmentId", assignmentId));
            }
        }

        @Override
        public void ignored(String messageId, String type) {
            invocation.metrics().count("MessagesIgnored", 1);
            invocation
                    .log()
                    .warn(
                            "message ignored: its type is not taken here",
                            field("messageId", messageId),
                            field("type", type));
        }

        @Override
        public void left(String messageId, Throwable cause) {
            FatalErrors.rethrow(cause);
            invocation.log().error("message left in the queue", cause, field("messageId", messageId));
        }
    }
}
