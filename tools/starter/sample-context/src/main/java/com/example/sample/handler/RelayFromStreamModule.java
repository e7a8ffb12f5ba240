package com.example.sample.handler;

import com.example.events.sample.SampleEventFormat;
import faas.events.EventCodec;
import faas.kit.aws.AwsClients;
import faas.kit.env.Environment;
import faas.kit.relay.OutboxRelay;
import faas.kit.relay.SnsEventPublisher;
import faas.kit.relay.SqsFailureQueue;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Wires RelayFromStream to the topic of its context. */
final class RelayFromStreamModule {
    private RelayFromStreamModule() {}

    static EventCodec events() {
        return new EventCodec(new SampleEventFormat());
    }

    static OutboxRelay relay() {
        Environment environment = Environment.ofThisProcess("RelayFromStream");
        Environment.Variable<String> topicArn = environment.text("SAMPLE_EVENTS_TOPIC_ARN");
        Environment.Variable<String> failureQueueUrl = environment.text("FAILURE_QUEUE_URL");
        environment.check();
        return new OutboxRelay(
                events(),
                new SnsEventPublisher(AwsClients.ofThisProcess(SnsClient.builder()), topicArn.value()),
                new SqsFailureQueue(() -> AwsClients.ofThisProcess(SqsClient.builder()), failureQueueUrl.value()));
    }
}
