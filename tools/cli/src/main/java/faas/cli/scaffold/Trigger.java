package faas.cli.scaffold;

import faas.cli.UserErrorException;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What starts a function, and the function of the starter that shows it. */
enum Trigger {
    /** A topic's events, through a queue. */
    SQS("KeepFromQueue"),
    /** A topic's events, without a queue. */
    TOPIC("CountFromTopic"),
    /** The changes in a table. */
    STREAM("WatchFromStream"),
    /** The changes in a table, whose events it publishes. */
    RELAY("RelayFromStream"),
    /** A request that reads. */
    GET("ShowByHttp"),
    /** A request that changes. */
    POST("KeepByHttp"),
    WEBHOOK("KeepByWebhook"),
    SCHEDULE("SweepOnSchedule"),
    /** A call that nobody waits for. */
    ASYNC("WorkOnCall"),
    /** A call that its caller waits for. */
    REQUEST("AnswerOnRequest"),
    /** A queue that is worked off when enough is in it. */
    LAG("DrainForLag");

    /** The function of the starter that measures a queue, and starts the one that works it off. */
    static final Name MEASURE = Name.of("MeasureForLag");

    private final String starter;

    Trigger(String starter) {
        this.starter = starter;
    }

    Name starter() {
        return Name.of(starter);
    }

    /** The names in the files of a function of this trigger. */
    Name[] starters() {
        return this == LAG ? new Name[] {starter(), MEASURE} : new Name[] {starter()};
    }

    boolean isHttp() {
        return this == GET || this == POST;
    }

    /** Whether another context's events, or the same one's, start it. */
    boolean takesEvents() {
        return this == SQS || this == TOPIC || this == LAG;
    }

    /** As it is named on the command line; {@code http} is two of them by the route's method. */
    static Trigger of(String name, String method) throws UserErrorException {
        if (name.equals("http")) {
            return method.equals("GET") ? GET : POST;
        }
        return Stream.of(values())
                .filter(trigger -> trigger.name().toLowerCase(Locale.ROOT).equals(name))
                .filter(trigger -> trigger != GET && trigger != POST)
                .findFirst()
                .orElseThrow(() -> new UserErrorException("--trigger " + name + ": expected one of http, "
                        + Stream.of(values())
                                .filter(trigger -> trigger != GET && trigger != POST)
                                .map(trigger -> trigger.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))));
    }
}
