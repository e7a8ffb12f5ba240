package io.orderchannel.order.adapter.lambda;

import faas.events.UnreadableMessageException;
import io.orderchannel.events.channel.SlotCodec;
import io.orderchannel.events.channel.SlotCommand;
import io.orderchannel.events.channel.SlotReply;
import io.orderchannel.order.application.ManageSlots;
import io.orderchannel.order.application.SlotCallFailedException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/**
 * Calls Channel's function ManageSlot synchronously. Lambda answers with status 200 when the function failed, too, and says so in a header; when
 * it is throttled the status is 429
 * (<a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</a>). Whatever is no answer of the function is one kind of
 * failure, since the caller does the same about each: it gives the message back. Safe for use by several threads.
 */
public final class LambdaSlots implements ManageSlots {

    private final LambdaClient lambda;
    private final String functionArn;
    private final SlotCodec codec;

    /**
     * @param lambda a client that retries nothing, since each call has a time limit that a hidden second attempt would not know of
     * @param functionArn the alias of the function to call
     */
    public LambdaSlots(LambdaClient lambda, String functionArn, SlotCodec codec) {
        this.lambda = lambda;
        this.functionArn = functionArn;
        this.codec = codec;
    }

    @Override
    public SlotReply ask(SlotCommand command, Duration atMost) {
        InvokeResponse response;
        try {
            response = lambda.invoke(request -> request.functionName(functionArn)
                    .invocationType(InvocationType.REQUEST_RESPONSE)
                    .payload(SdkBytes.fromUtf8String(codec.encode(command)))
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
            return codec.decodeReply(payload);
        } catch (UnreadableMessageException e) {
            throw failed(command, e.getMessage() + ", found " + payload.length() + " characters", e);
        }
    }

    private static SlotCallFailedException failed(SlotCommand command, String found, @Nullable Throwable cause) {
        return new SlotCallFailedException(
                "ManageSlot: order " + command.order().orderId() + ": " + command.action() + ": " + found, cause);
    }
}
