package faas.infra.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The stages that can be deployed, by name. They live side by side in one account. */
public final class Stages {
    /** Names the ARN of the SNS topic that a production stage's alarms tell; may be left out. */
    public static final String ALARM_TOPIC_ARN = "ALARM_TOPIC_ARN";

    /** Every stage. */
    public static final List<String> NAMES = List.of("demo", "test", "production");

    private static final Pattern TOPIC_ARN = Pattern.compile("arn:aws[a-z-]*:sns:[a-z0-9-]+:\\d{12}:.+");

    private Stages() {}

    /**
     * The general settings of the stage of that name, before contexts add their policies.
     *
     * @param system the system's name
     * @param environment holds {@value #ALARM_TOPIC_ARN} if the alarms of {@code production} are to tell somebody
     * @throws IllegalArgumentException where there is no such stage, or a setting is wrong
     */
    public static Stage named(String system, String name, Map<String, String> environment) {
        Stage stage = Stage.thrownAway(system, name);
        return switch (name) {
            case "demo", "test" -> stage;
            case "production" ->
                stage.retained()
                        .withAlarms(alarms -> alarms.withTopic(topic(environment.getOrDefault(ALARM_TOPIC_ARN, ""))));
            default -> throw new IllegalArgumentException("stage " + name + ": unknown, expected one of " + NAMES);
        };
    }

    private static Optional<String> topic(String arn) {
        if (arn.isEmpty()) {
            return Optional.empty();
        }
        if (!TOPIC_ARN.matcher(arn).matches()) {
            throw new IllegalArgumentException("stage production: " + ALARM_TOPIC_ARN + " is '" + arn
                    + "': set it to the ARN of an SNS topic, or leave it out");
        }
        return Optional.of(arn);
    }
}
