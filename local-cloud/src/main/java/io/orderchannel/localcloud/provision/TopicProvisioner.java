package io.orderchannel.localcloud.provision;

import java.util.Map;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-topic.html */
final class TopicProvisioner implements Provisioner {
    @Override
    public String type() {
        return "AWS::SNS::Topic";
    }

    @Override
    public Identity plan(Declaration declaration, Plan plan) {
        String name = declaration.physicalName("TopicName");
        String arn = declaration.naming().topicArn(name);
        plan.add(new Plan.Topic(declaration.where(), name, arn));
        return new Identity(arn, Map.of("TopicArn", arn, "TopicName", name));
    }
}
