package faas.acceptance.engine;

import static java.util.Map.entry;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What engines cannot do, and why; what is not here an engine can do. */
public final class Limits {

    private static final Map<Ability, String> LOCAL = new EnumMap<>(Map.of(
            Ability.SNAP_START,
            "a function starts as a process, with an AOT cache instead of a snapshot",
            Ability.CLOUD_WATCH_LOGS,
            "each execution environment has a file for its log",
            Ability.CLOUD_FORMATION,
            "the local engine carries out a cloud assembly itself, all of it or nothing"));

    private static final Map<Ability, String> LOCALSTACK = new EnumMap<>(Map.ofEntries(
            entry(Ability.RECORDS, "LocalStack says nothing of errors, time-outs and cold starts"),
            entry(Ability.FAULTS, "nothing stands between a function and LocalStack's tables"),
            entry(Ability.SIGNED_URLS, "LocalStack does not verify signatures of function URLs with AWS_IAM"),
            entry(Ability.FRESH_ENVIRONMENTS, "LocalStack keeps an environment for as long as it is in use"),
            entry(Ability.SHORT_IDLE_TIME, "LocalStack has one idle time for all functions, ten minutes"),
            entry(Ability.BULK, "LocalStack takes minutes for hundreds of orders"),
            entry(Ability.BISECT, "LocalStack 4.14 takes the setting and does not split a batch"),
            entry(
                    Ability.MAXIMUM_CONCURRENCY,
                    "LocalStack 4.14 hands over one batch of a queue at a time, whatever the setting says"),
            entry(
                    Ability.PROMPT_EXPIRY,
                    "LocalStack removes expired items when it is asked to, and otherwise once an hour at most"),
            entry(Ability.TIME_TO_LIVE_IDENTITY, "LocalStack's records of expired items have no userIdentity"),
            entry(
                    Ability.DEEP_BODIES,
                    "LocalStack's mapping ends in a RecursionError at such a body and hands on nothing of its batch"),
            entry(Ability.SNAP_START, "LocalStack takes the setting and starts without a snapshot")));

    /** By AWS's documentation: the suite has not been run there yet. */
    private static final Map<Ability, String> AWS = new EnumMap<>(Map.of(
            Ability.RECORDS,
            "CloudWatch has errors, time-outs and cold starts only minutes later",
            Ability.FAULTS,
            "nobody kills a process of Lambda, or stands between a function and its tables",
            Ability.FRESH_ENVIRONMENTS,
            "Lambda uses an environment again as it sees fit",
            Ability.SHORT_IDLE_TIME,
            "Lambda lets an idle environment go as it sees fit, after minutes",
            // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html
            Ability.PROMPT_EXPIRY,
            "DynamoDB removes expired items within days",
            // https://docs.aws.amazon.com/sns/latest/dg/sns-message-filtering.html
            Ability.PROMPT_FILTER_POLICIES,
            "a new filter policy of SNS takes up to 15 minutes to take effect",
            Ability.STANDS_IN_FOR_AWS,
            "AWS is what the others are held against",
            Ability.CLOUD_FORMATION,
            "the stacks of the test would have the names of production"));

    private Limits() {}

    /** Why the engine cannot; empty where it can. */
    public static Optional<String> of(EngineKind engine, Ability ability) {
        return Optional.ofNullable(
                switch (engine) {
                    case LOCAL -> LOCAL.get(ability);
                    case LOCALSTACK -> LOCALSTACK.get(ability);
                    case AWS -> AWS.get(ability);
                });
    }
}
