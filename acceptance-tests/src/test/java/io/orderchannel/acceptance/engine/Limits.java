package io.orderchannel.acceptance.engine;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What engines cannot do, and why; what is not here an engine can do. */
public final class Limits {

    private static final Map<Ability, String> LOCAL = new EnumMap<>(
            Map.of(Ability.SNAP_START, "a function starts as a process, with an AOT cache instead of a snapshot"));

    private static final Map<Ability, String> LOCALSTACK = new EnumMap<>(Map.of(
            Ability.RECORDS,
            "LocalStack says nothing of errors, time-outs and cold starts",
            Ability.FAULTS,
            "nothing stands between a function and LocalStack's tables",
            Ability.SIGNED_URLS,
            "LocalStack does not verify signatures of function URLs with AWS_IAM",
            Ability.FRESH_ENVIRONMENTS,
            "LocalStack keeps an environment for as long as it is in use",
            Ability.SHORT_IDLE_TIME,
            "LocalStack has one idle time for all functions, ten minutes",
            Ability.BULK,
            "LocalStack takes minutes for hundreds of orders",
            Ability.BISECT,
            "LocalStack 4.14 takes the setting and does not split a batch",
            Ability.MAXIMUM_CONCURRENCY,
            "LocalStack 4.14 takes the setting for queues and does not heed it",
            Ability.TIME_TO_LIVE_IDENTITY,
            "LocalStack's records of expired items have no userIdentity",
            Ability.SNAP_START,
            "LocalStack takes the setting and starts without a snapshot"));

    private Limits() {}

    /** Why the engine cannot; empty where it can. */
    public static Optional<String> of(EngineKind engine, Ability ability) {
        return Optional.ofNullable(
                switch (engine) {
                    case LOCAL -> LOCAL.get(ability);
                    case LOCALSTACK -> LOCALSTACK.get(ability);
                });
    }
}
