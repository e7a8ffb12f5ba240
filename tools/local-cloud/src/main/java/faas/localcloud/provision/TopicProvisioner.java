package faas.localcloud.provision;

import java.util.Map;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-topic.html */
final class TopicProvisioner implements Provisioner {
    @Override
    public String type() {
        return "AWS::SNS::Topic";
    }

    @Override
    public Identity plan(Declaration declaration, Plan plan) {
        Properties properties = declaration.properties();
        boolean fifo = properties.flag("FifoTopic");
        String name = declaration.physicalName("TopicName");
        if (fifo != name.endsWith(".fifo")) {
            properties.problem(
                    "TopicName",
                    "found " + name + ", expected the name of a FIFO topic, and of no other, to end in .fifo");
        }
        boolean byContent = properties.flag("ContentBasedDeduplication");
        if (byContent && !fifo) {
            properties.problem("ContentBasedDeduplication", "found true, expected it of a FIFO topic only");
        }
        String arn = declaration.naming().topicArn(name);
        plan.topics.add(new Plan.Topic(declaration.where(), name, arn, fifo, byContent));
        return new Identity(arn, Map.of("TopicArn", arn, "TopicName", name));
    }
}
