package faas.infra.policy;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** The stages that can be deployed, by name. They live side by side in one account. */
public final class Stages {
    /** Names the ARN of the SNS topic that a production stage's alarms tell. */
    public static final String ALARM_TOPIC_ARN = "ALARM_TOPIC_ARN";

    /** What a production stage may cost a month, in whole US dollars; left out: no budget is watched. */
    public static final String MONTHLY_BUDGET_USD = "MONTHLY_BUDGET_USD";

    /** Every stage. */
    public static final List<String> NAMES = List.of("demo", "test", "production");

    private static final Pattern TOPIC_ARN = Pattern.compile("arn:aws[a-z-]*:sns:[a-z0-9-]+:\\d{12}:.+");

    private static final Pattern DOLLARS = Pattern.compile("[1-9]\\d{0,5}");

    private Stages() {}

    /**
     * The general settings of the stage of that name, before contexts add their policies.
     *
     * @param system the system's name
     * @param environment holds {@value #ALARM_TOPIC_ARN} for {@code production}, whose alarms must tell somebody,
     *     and {@value #MONTHLY_BUDGET_USD} if its costs are to be watched
     * @throws IllegalArgumentException where there is no such stage, or a setting is wrong
     */
    public static Stage named(String system, String name, Map<String, String> environment) {
        Stage stage = Stage.thrownAway(system, name);
        return switch (name) {
            case "demo" -> stage;
            // A test waits for what it caused: a schedule in between would be retried for minutes on AWS.
            case "test" -> stage.withoutSchedules();
            case "production" ->
                stage.retained()
                        .withAlarms(alarms -> alarms.telling(
                                topic(environment.getOrDefault(ALARM_TOPIC_ARN, "")),
                                budget(environment.getOrDefault(MONTHLY_BUDGET_USD, ""))));
            default -> throw new IllegalArgumentException("stage " + name + ": unknown, expected one of " + NAMES);
        };
    }

    private static String topic(String arn) {
        if (!TOPIC_ARN.matcher(arn).matches()) {
            throw new IllegalArgumentException("stage production: " + ALARM_TOPIC_ARN + " is '" + arn
                    + "': set it to the ARN of an SNS topic in the stage's region, such as 'aws sns create-topic --name"
                    + " alarms' prints");
        }
        return arn;
    }

    private static OptionalInt budget(String dollars) {
        if (dollars.isEmpty()) {
            return OptionalInt.empty();
        }
        if (!DOLLARS.matcher(dollars).matches()) {
            throw new IllegalArgumentException("stage production: " + MONTHLY_BUDGET_USD + " is '" + dollars
                    + "': set it to whole US dollars a month, 1 to 999999, or leave it out");
        }
        return OptionalInt.of(Integer.parseInt(dollars));
    }
}
