package com.example.sample.handler;

import faas.kit.aws.AwsClients;
import faas.kit.env.Environment;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;

/** Wires MeasureForLag to the function that it starts. */
final class MeasureForLagModule {
    private MeasureForLagModule() {}

    static Runnable startDrain() {
        Environment environment = Environment.ofThisProcess("MeasureForLag");
        Environment.Variable<String> functionArn = environment.text("DRAIN_FOR_LAG_FUNCTION_ARN");
        environment.check();
        LambdaClient lambda = AwsClients.ofThisProcess(LambdaClient.builder());
        InvokeRequest request = InvokeRequest.builder()
                .functionName(functionArn.value())
                .invocationType(InvocationType.EVENT)
                .payload(SdkBytes.fromUtf8String("{}"))
                .build();
        return () -> lambda.invoke(request);
    }
}
