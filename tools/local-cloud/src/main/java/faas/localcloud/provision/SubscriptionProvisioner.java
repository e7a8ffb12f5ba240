package faas.localcloud.provision;

import com.fasterxml.jackson.databind.JsonNode;
import faas.localcloud.json.Json;
import faas.localcloud.sns.FilterPolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-subscription.html */
final class SubscriptionProvisioner implements Provisioner {
    @Override
    public String type() {
        return "AWS::SNS::Subscription";
    }

    @Override
    public Identity plan(Declaration declaration, Plan plan) {
        Properties properties = declaration.properties();
        String topic = properties.requiredText("TopicArn");
        String protocol = properties.oneOf("Protocol", List.of("sqs", "lambda")).orElse("sqs");
        String endpoint = properties.requiredText("Endpoint");
        Map<String, String> attributes = new TreeMap<>();
        properties.text("RawMessageDelivery").ifPresent(raw -> {
            attributes.put("RawMessageDelivery", raw);
            if (protocol.equals("lambda")) {
                properties.problem("RawMessageDelivery", "a function always gets the notification");
            }
        });
        Optional<String> scope = properties.oneOf("FilterPolicyScope", List.of("MessageAttributes", "MessageBody"));
        scope.ifPresent(given -> attributes.put("FilterPolicyScope", given));
        properties.json("FilterPolicy").ifPresent(policy -> {
            attributes.put("FilterPolicy", Json.text(policy));
            check(properties, policy, scope.filter("MessageBody"::equals).isPresent());
        });
        Optional<String> deadLetterArn = properties.object("RedrivePolicy").map(policy -> {
            String arn = policy.requiredText("deadLetterTargetArn");
            attributes.put("RedrivePolicy", Json.text(Json.object().put("deadLetterTargetArn", arn)));
            return arn;
        });
        plan.subscriptions.add(
                new Plan.Subscription(declaration.where(), topic, protocol, endpoint, attributes, deadLetterArn));
        String arn = topic + ":" + declaration.logicalId();
        return new Identity(arn, Map.of("Arn", arn));
    }

    private static void check(Properties properties, JsonNode policy, boolean ofBody) {
        try {
            var _ = FilterPolicy.read(Json.text(policy), ofBody);
        } catch (IllegalArgumentException e) {
            properties.problem("FilterPolicy", String.valueOf(e.getMessage()));
        }
    }
}
