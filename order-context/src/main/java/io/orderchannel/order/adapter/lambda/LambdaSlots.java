package io.orderchannel.order.adapter.lambda;

import faas.json.UnreadableJsonException;
import io.orderchannel.events.channel.SlotCodec;
import io.orderchannel.events.channel.SlotCommand;
import io.orderchannel.events.channel.SlotReply;
import io.orderchannel.order.application.ManageSlots;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/**
 * Calls Channel's function ManageSlot synchronously. Lambda answers with status 200 also when the function failed, and
 * says so in a header; a throttled call has status 429 (<a
 * href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</a>). Everything but an answer of the
 * function is one kind of failure, since the caller does the same in each case: it gives the message back. Safe for use
 * by several threads.
 */
public final class LambdaSlots implements ManageSlots {
    private final LambdaClient lambda;
    private final String functionArn;

    /**
     * @param lambda a client without retries: each call has a time limit, and a hidden second attempt would exceed it
     * @param functionArn alias of the function
     */
    public LambdaSlots(LambdaClient lambda, String functionArn) {
        this.lambda = lambda;
        this.functionArn = functionArn;
    }

    @Override
    public SlotReply ask(SlotCommand command, Duration atMost) {
        InvokeResponse response;
        try {
            response = lambda.invoke(request -> request.functionName(functionArn)
                    .invocationType(InvocationType.REQUEST_RESPONSE)
                    .payload(SdkBytes.fromUtf8String(SlotCodec.encode(command)))
                    .overrideConfiguration(call -> call.apiCallTimeout(atMost)));
        } catch (SdkException e) {
            throw failed(command, "no answer within " + atMost.toMillis() + " ms: " + e.getMessage(), e);
        }
        String payload = response.payload() == null ? "" : response.payload().asUtf8String();
        if (response.functionError() != null) {
            throw failed(command, "function error " + response.functionError() + ", see the function's log", null);
        }
        SlotReply reply = read(command, payload);
        if (!reply.orderId().equals(command.order().orderId())) {
            throw failed(command, "the answer is about a different order", null);
        }
        return reply;
    }

    private SlotReply read(SlotCommand command, String payload) {
        try {
            return SlotCodec.decodeReply(payload);
        } catch (UnreadableJsonException e) {
            throw failed(command, e.getMessage() + ", found " + payload.length() + " characters", e);
        }
    }

    private static IllegalStateException failed(SlotCommand command, String found, @Nullable Throwable cause) {
        return new IllegalStateException(
                "ManageSlot: order " + command.order().orderId() + ": " + command.action() + ": " + found, cause);
    }
}
