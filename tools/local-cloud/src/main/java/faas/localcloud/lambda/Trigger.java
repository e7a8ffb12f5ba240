package faas.localcloud.lambda;

/** What makes a function run. */
public enum Trigger {
    HTTP("http"),
    SQS("sqs"),
    STREAM("stream"),
    SNS("sns"),
    SCHEDULE("schedule"),
    /** Handed over and not waited for. */
    ASYNC("async"),
    INVOKE("invoke");

    private final String label;

    Trigger(String label) {
        this.label = label;
    }

    /** The word used in reports. */
    public String label() {
        return label;
    }
}
