package faas.localcloud.provision;

import faas.localcloud.async.EventInvokeConfig;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventinvokeconfig.html */
final class EventInvokeConfigProvisioner implements Provisioner {
    private static final int MOST_RETRIES = 2;
    private static final int SHORTEST_AGE = 60;
    private static final int LONGEST_AGE = 21_600;

    @Override
    public String type() {
        return "AWS::Lambda::EventInvokeConfig";
    }

    @Override
    public Identity plan(Declaration declaration, Plan plan) {
        Properties properties = declaration.properties();
        String function = properties.requiredText("FunctionName");
        String qualifier = properties.requiredText("Qualifier");
        EventInvokeConfig unset = EventInvokeConfig.DEFAULT;
        Optional<Properties> destinations = properties.object("DestinationConfig");
        plan.eventInvokes.add(new Plan.EventInvoke(
                declaration.where(),
                function,
                qualifier,
                new EventInvokeConfig(
                        properties
                                .integer("MaximumRetryAttempts", 0, MOST_RETRIES)
                                .orElse(unset.maximumRetryAttempts()),
                        Duration.ofSeconds(properties
                                .integer("MaximumEventAgeInSeconds", SHORTEST_AGE, LONGEST_AGE)
                                .orElse((int) unset.maximumEventAge().toSeconds())),
                        destination(destinations, "OnFailure"),
                        destination(destinations, "OnSuccess"))));
        return new Identity(declaration.logicalId(), Map.of());
    }

    private static Optional<String> destination(Optional<Properties> destinations, String kind) {
        return destinations.flatMap(config -> config.object(kind)).map(of -> of.requiredText("Destination"));
    }
}
