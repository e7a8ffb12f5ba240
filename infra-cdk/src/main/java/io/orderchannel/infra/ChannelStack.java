package io.orderchannel.infra;

import io.orderchannel.channel.handler.AssignOrderHandler;
import io.orderchannel.channel.handler.PublishChannelEventsHandler;
import io.orderchannel.events.EventType;
import io.orderchannel.infra.construct.EventTopic;
import io.orderchannel.infra.construct.FunctionDeclaration;
import io.orderchannel.infra.construct.QueueFunction;
import io.orderchannel.infra.construct.StreamFunction;
import io.orderchannel.infra.construct.StreamedTable;
import io.orderchannel.infra.policy.ChannelPolicies;
import io.orderchannel.infra.policy.ConsumerGroup;
import io.orderchannel.infra.policy.Permission;
import io.orderchannel.infra.policy.Stage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/** The Channel context: its table and its functions. */
final class ChannelStack extends Stack {
    ChannelStack(
            Construct scope,
            String id,
            Stage stage,
            Path functionPackage,
            EventTopic orderEvents,
            EventTopic channelEvents) {
        super(scope, id);
        ChannelPolicies policies = stage.channel();
        StreamedTable channels =
                new StreamedTable(this, "Channels", stage.physicalName("channels"), "pk", stage.removal());
        CfnOutput.Builder.create(this, "ChannelsTableName")
                .value(channels.tableName())
                .build();

        new QueueFunction(
                this,
                "AssignOrder",
                stage,
                orderEvents,
                ConsumerGroup.of(EventType.ORDER_PLACED),
                policies.assignOrder(),
                new FunctionDeclaration<>(
                        functionPackage,
                        AssignOrderHandler.class,
                        Map.of(
                                "CHANNELS_TABLE",
                                channels.tableName(),
                                "CHANNEL_CAPACITY",
                                policies.capacity().asVariable()),
                        List.of(Permission.of(
                                channels.tableArn(),
                                "takes slots and writes assignments",
                                "dynamodb:PutItem",
                                "dynamodb:UpdateItem"))));
        new StreamFunction(
                this,
                "PublishChannelEvents",
                stage,
                channels,
                policies.publishChannelEvents(),
                new FunctionDeclaration<>(
                        functionPackage,
                        PublishChannelEventsHandler.class,
                        Map.of("CHANNEL_EVENTS_TOPIC_ARN", channelEvents.topicArn()),
                        List.of(Permission.of(channelEvents.topicArn(), "relays the events", "sns:Publish"))));
    }
}
