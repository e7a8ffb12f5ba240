package com.example.sample.handler;

import com.example.events.sample.SampleEventFormat;
import com.example.sample.adapter.sqs.SqsDrainForLagBacklog;
import com.example.sample.application.DrainForLagBacklog;
import faas.events.EventCodec;
import faas.kit.aws.AwsClients;
import faas.kit.env.Environment;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Wires DrainForLag to its queue and the events in it. */
final class DrainForLagModule {
    private DrainForLagModule() {}

    static EventCodec events() {
        return new EventCodec(new SampleEventFormat());
    }

    static DrainForLagBacklog backlog(String function) {
        Environment environment = Environment.ofThisProcess(function);
        Environment.Variable<String> queueUrl = environment.text("DRAIN_FOR_LAG_QUEUE_URL");
        environment.check();
        return new SqsDrainForLagBacklog(AwsClients.ofThisProcess(SqsClient.builder()), queueUrl.value());
    }
}
