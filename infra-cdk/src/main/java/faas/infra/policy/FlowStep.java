package faas.infra.policy;

/**
 * One step of a system's main flow, as its dashboard shows it.
 *
 * @param title what goes through, as {@code Invoices sent}
 * @param function construct id of the function that measures it
 * @param metric name of a metric that the function writes itself
 * @param statistic {@code Sum} of a count, {@code Maximum} of an age
 */
public record FlowStep(String title, String function, String metric, String statistic) {
    /** How many went through. */
    public static FlowStep count(String title, String function, String metric) {
        return new FlowStep(title, function, metric, "Sum");
    }

    /** How old the oldest is, in milliseconds. */
    public static FlowStep age(String title, String function, String metric) {
        return new FlowStep(title, function, metric, "Maximum");
    }
}
