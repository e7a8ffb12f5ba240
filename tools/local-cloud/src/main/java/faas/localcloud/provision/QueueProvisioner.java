package faas.localcloud.provision;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queue.html */
final class QueueProvisioner implements Provisioner {
    private static final int TWELVE_HOURS = 43_200;
    private static final int QUARTER_OF_AN_HOUR = 900;
    private static final int LONGEST_POLL = 20;
    private static final int MOST_RECEIVES = 1_000;

    @Override
    public String type() {
        return "AWS::SQS::Queue";
    }

    @Override
    public Identity plan(Declaration declaration, Plan plan) {
        Properties properties = declaration.properties();
        String name = declaration.physicalName("QueueName");
        Map<String, String> attributes = new TreeMap<>();
        number(properties, attributes, "VisibilityTimeout", TWELVE_HOURS);
        number(properties, attributes, "DelaySeconds", QUARTER_OF_AN_HOUR);
        number(properties, attributes, "ReceiveMessageWaitTimeSeconds", LONGEST_POLL);
        if (properties.flag("FifoQueue")) {
            attributes.put("FifoQueue", "true");
        }
        if (properties.flag("ContentBasedDeduplication")) {
            attributes.put("ContentBasedDeduplication", "true");
        }
        if (attributes.containsKey("FifoQueue") != name.endsWith(".fifo")) {
            properties.problem(
                    "QueueName",
                    "found " + name + ", expected the name of a FIFO queue, and of no other, to end in .fifo");
        }
        Optional<Plan.Redrive> redrive = properties
                .object("RedrivePolicy")
                .map(policy -> new Plan.Redrive(
                        policy.requiredText("deadLetterTargetArn"),
                        policy.integer("maxReceiveCount", 1, MOST_RECEIVES).orElse(1)));
        String arn = declaration.naming().queueArn(name);
        String url = declaration.naming().queueUrl(name);
        plan.queues.add(new Plan.Queue(declaration.where(), name, arn, url, attributes, redrive));
        return new Identity(url, Map.of("Arn", arn, "QueueName", name, "QueueUrl", url));
    }

    private static void number(Properties properties, Map<String, String> attributes, String name, int max) {
        properties.integer(name, 0, max).ifPresent(value -> attributes.put(name, String.valueOf(value)));
    }
}
