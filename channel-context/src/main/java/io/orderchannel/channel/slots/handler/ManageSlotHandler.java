package io.orderchannel.channel.slots.handler;

import static faas.kit.log.Field.field;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import faas.events.EventContext;
import faas.kit.invocation.Invocation;
import faas.kit.invocation.Invocations;
import faas.kit.log.Correlation;
import faas.kit.log.Log;
import faas.kit.priming.Priming;
import faas.kit.retry.FullJitter;
import io.orderchannel.channel.slots.application.ManageSlot;
import io.orderchannel.channel.slots.application.SlotOutcome;
import io.orderchannel.events.channel.SlotCodec;
import io.orderchannel.events.channel.SlotCommand;
import io.orderchannel.events.channel.SlotReply;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Holds, assigns or gives back a slot for a caller who waits for the answer. What is no command, and what could not be decided in time, is an
 * error of the function.
 */
public final class ManageSlotHandler implements RequestStreamHandler {

    private final ManageSlot manageSlot;
    private final SlotCodec codec;
    private final FullJitter jitter;
    private final Invocations invocations;

    public ManageSlotHandler() {
        this(SlotModule.manageSlot(), new SlotCodec(), KitPace.transactionJitter(), Invocations.ofThisProcess());
        Priming.register("ManageSlot", SlotPriming::primeManageSlot);
    }

    ManageSlotHandler(ManageSlot manageSlot, SlotCodec codec, FullJitter jitter, Invocations invocations) {
        this.manageSlot = manageSlot;
        this.codec = codec;
        this.jitter = jitter;
        this.invocations = invocations;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        try (Invocation invocation = invocations.begin(context)) {
            SlotCommand command = codec.decodeCommand(new String(input.readAllBytes(), StandardCharsets.UTF_8));
            Log log = invocation
                    .log()
                    .about(correlation(command.context()))
                    .with(
                            field("action", command.action()),
                            field("orderId", command.order().orderId()));
            SlotReply reply = carryOut(command, new KitPace(invocation.guard(), jitter), log);
            output.write(codec.encode(reply).getBytes(StandardCharsets.UTF_8));
        }
    }

    private SlotReply carryOut(SlotCommand command, KitPace pace, Log log) {
        try {
            return switch (manageSlot.carryOut(command, pace)) {
                case SlotOutcome.Replied replied -> {
                    log.info(
                            "slot command carried out",
                            field("outcome", replied.reply().outcome()),
                            field("reason", replied.reply().reason()));
                    yield replied.reply();
                }
                case SlotOutcome.OutOfTime outOfTime ->
                    throw new IllegalStateException("ManageSlot: " + command.action() + ": order "
                            + command.order().orderId() + ": no time left after " + outOfTime.conflicts()
                            + " conflicts");
            };
        } catch (RuntimeException failure) {
            log.error("slot command failed", failure);
            throw failure;
        }
    }

    private static Correlation correlation(EventContext context) {
        return new Correlation(context.traceparent(), context.correlationId(), context.causationId());
    }
}
