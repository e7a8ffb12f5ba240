package io.orderchannel.channel.payouts.adapter.lambda;

import faas.json.JsonObject;
import io.orderchannel.channel.payouts.application.StartDrain;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;

/**
 * Starts the function DrainPayouts with {@code {"claimId": "..."}}: Lambda has the event when the call returns, and may
 * deliver it more than once (<a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async.html">Invoking a
 * function asynchronously</a>). Safe for use by several threads.
 */
public final class LambdaDrainStarter implements StartDrain {
    private final LambdaClient lambda;
    private final String functionArn;

    public LambdaDrainStarter(LambdaClient lambda, String functionArn) {
        this.lambda = lambda;
        this.functionArn = functionArn;
    }

    @Override
    public void start(String claimId) {
        lambda.invoke(InvokeRequest.builder()
                .functionName(functionArn)
                .invocationType(InvocationType.EVENT)
                .payload(SdkBytes.fromUtf8String(
                        new JsonObject().put("claimId", claimId).toString()))
                .build());
    }
}
