package io.orderchannel.channel.slots.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import faas.kit.invocation.Invocation;
import faas.kit.invocation.Invocations;
import faas.kit.log.Log;
import faas.kit.priming.Priming;
import faas.kit.time.TimeLeft;
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
 * Holds, assigns or gives back a slot for a caller who waits for the answer. A payload that is no command, and a
 * command that could not be decided in time, are errors of the function.
 */
public final class ManageSlotHandler implements RequestStreamHandler {
    private final ManageSlot manageSlot;
    private final Invocations invocations;

    public ManageSlotHandler() {
        this(SlotModule.manageSlot(), Invocations.ofThisProcess());
        Priming.register("ManageSlot", SlotPriming::primeManageSlot);
    }

    ManageSlotHandler(ManageSlot manageSlot, Invocations invocations) {
        this.manageSlot = manageSlot;
        this.invocations = invocations;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        try (Invocation invocation = invocations.begin(context)) {
            SlotCommand command = SlotCodec.decodeCommand(new String(input.readAllBytes(), StandardCharsets.UTF_8));
            Log log = invocation
                    .log()
                    .about(command.context())
                    .with("action", command.action())
                    .with("orderId", command.order().orderId());
            SlotReply reply = carryOut(command, invocation.time(), log);
            output.write(SlotCodec.encode(reply).getBytes(StandardCharsets.UTF_8));
        }
    }

    private SlotReply carryOut(SlotCommand command, TimeLeft time, Log log) {
        try {
            return switch (manageSlot.carryOut(command, time)) {
                case SlotOutcome.Replied(SlotReply reply) -> {
                    log.with("outcome", reply.outcome())
                            .with("reason", reply.reason())
                            .info("slot command carried out");
                    yield reply;
                }
                case SlotOutcome.OutOfTime(int conflicts) ->
                    throw new IllegalStateException("ManageSlot: " + command.action() + ": order "
                            + command.order().orderId() + ": no time left, after " + conflicts + " write conflicts");
            };
        } catch (RuntimeException failure) {
            log.error("slot command failed", failure);
            throw failure;
        }
    }
}
