package faas.acceptance.conformance;

import faas.acceptance.engine.Ability;
import faas.acceptance.engine.EngineKind;
import faas.acceptance.engine.Limits;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where an engine does not do what AWS does. What {@link Limits} says an engine cannot do at all stands there only. */
public final class Differences {

    /** Behaviours that are the same thing as an ability. */
    private static final Map<Behaviour, Ability> ABILITIES = Map.of(
            Behaviour.STREAM_BISECT, Ability.BISECT,
            Behaviour.QUEUE_MAXIMUM_CONCURRENCY, Ability.MAXIMUM_CONCURRENCY,
            Behaviour.STREAM_EXPIRED, Ability.TIME_TO_LIVE_IDENTITY,
            Behaviour.URL_UNSIGNED, Ability.SIGNED_URLS);

    private static final List<Difference> ALL = List.of(
            localStack(Behaviour.QUEUE_NOT_JSON, "all done", "what LocalStack cannot read counts as success"),
            localStack(
                    Behaviour.QUEUE_WINDOW_TIME,
                    "2 before the window is over",
                    "LocalStack 4.14 hands over what is there when the first message comes, unless the window is"
                            + " longer than 20 s"),
            localStack(
                    Behaviour.QUEUE_WINDOW_BYTES,
                    "more than 6 MB, before the window is over",
                    "LocalStack 4.14 does not look at the size of a batch"),
            localStack(Behaviour.FILTER_NUMBER_AS_TEXT, "text 5", "LocalStack compares the value, whatever its type"),
            localStack(
                    Behaviour.FILTER_ABSENT,
                    "5, 9.5, [\"x\",\"y\"], [\"z\"], none of them",
                    "LocalStack lets a message without any attribute pass, too"),
            localStack(Behaviour.URL_HEADERS, "x-twice: 2", "LocalStack keeps the last of several headers of one name"),
            localStack(Behaviour.URL_COOKIES, "none, among the headers", "LocalStack's event has no cookies"),
            localStack(Behaviour.URL_SET_COOKIES, "none", "LocalStack does not look at a response's cookies"),
            localStack(Behaviour.QUEUE_FILTERED_ABSENT, "delivered", "for LocalStack a field is absent in a text, too"),
            localStack(Behaviour.TOPIC_SUBJECT, "200, taken", "LocalStack refuses no subject but an empty one"),
            localStack(
                    Behaviour.TOPIC_ATTRIBUTE_NUMBER,
                    "200, taken",
                    "LocalStack does not look at the value of a number"),
            localStack(
                    Behaviour.URL_ADDED,
                    "x-forwarded-for, x-forwarded-port, x-forwarded-proto",
                    "LocalStack's event has no trace"),
            localStack(Behaviour.INVOKE_CLIENT_CONTEXT, "none", "LocalStack does not hand the client context on"),
            localStack(
                    Behaviour.INVOKE_BAD_CLIENT_CONTEXT,
                    "200, taken",
                    "LocalStack does not look at the client context"),
            localStack(Behaviour.INVOKE_NOT_JSON, "200 Unhandled", "LocalStack hands the function whatever it gets"),
            localStack(Behaviour.INVOKE_TOO_LARGE, "200, taken", "LocalStack has no limit for a payload"),
            localStack(Behaviour.INVOKE_LARGE_RESPONSE, "200, taken", "LocalStack has no limit for a response"));

    /**
     * One of them.
     *
     * @param seen what is seen instead of {@link Behaviour#onAws}
     * @param why what the engine makes of it, or lacks
     */
    public record Difference(EngineKind engine, Behaviour behaviour, String seen, String why) {}

    private Differences() {}

    private static Difference localStack(Behaviour behaviour, String seen, String why) {
        return new Difference(EngineKind.LOCALSTACK, behaviour, seen, why);
    }

    /** How the engine differs there, where it is known to. */
    public static Optional<Difference> of(EngineKind engine, Behaviour behaviour) {
        return ALL.stream()
                .filter(difference -> difference.engine() == engine && difference.behaviour() == behaviour)
                .findFirst();
    }

    /** Why the engine cannot do it, where the list of limits says so. */
    public static Optional<String> limit(EngineKind engine, Behaviour behaviour) {
        return Optional.ofNullable(ABILITIES.get(behaviour)).flatMap(ability -> Limits.of(engine, ability));
    }
}
