package io.orderchannel.channel.slots.adapter.lambda;

import io.orderchannel.channel.slots.application.NotifyPartner;
import io.orderchannel.channel.slots.application.PartnerNotification;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;

/**
 * Calls the function NotifyPartner asynchronously: Lambda queues the event and answers at once, tries again when the function fails, and
 * sends what it gives up to a destination (<a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async.html">Invoking a function asynchronously</a>). Safe for use by several
 * threads.
 */
public final class LambdaNotifyPartner implements NotifyPartner {

    private final LambdaClient lambda;
    private final String functionArn;

    public LambdaNotifyPartner(LambdaClient lambda, String functionArn) {
        this.lambda = lambda;
        this.functionArn = functionArn;
    }

    @Override
    public void notify(PartnerNotification notification) {
        lambda.invoke(request -> request.functionName(functionArn)
                .invocationType(InvocationType.EVENT)
                .payload(SdkBytes.fromUtf8String(PartnerNotificationJson.write(notification))));
    }
}
