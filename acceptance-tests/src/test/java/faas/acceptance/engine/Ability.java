package faas.acceptance.engine;

/** What not every engine can do; {@link Limits} says which one cannot, and why. */
public enum Ability {

    /** Keep records of errors, time-outs and cold starts of every function. */
    RECORDS,

    /** Kill a process at its n-th write, lose an answer, refuse a transaction. */
    FAULTS,

    /** Check who signed the request to a function's URL. */
    SIGNED_URLS,

    /** Give each invocation an execution environment of its own. */
    FRESH_ENVIRONMENTS,

    /** Let an idle execution environment go after seconds. */
    SHORT_IDLE_TIME,

    /** Carry hundreds of orders to their end within two minutes. */
    BULK,

    /** Split a stream's batch that fails. */
    BISECT,

    /** Hold a queue's function to a number of invocations at a time. */
    MAXIMUM_CONCURRENCY,

    /** Remove an item within seconds after its time-to-live has ended. */
    PROMPT_EXPIRY,

    /** Heed a subscription's filter policy within seconds after it was made. */
    PROMPT_FILTER_POLICIES,

    /** Say in a stream's record that time-to-live removed the item, and not somebody. */
    TIME_TO_LIVE_IDENTITY,

    /** Be another implementation than AWS's own, so that it can be held against what AWS documents. */
    STANDS_IN_FOR_AWS,

    /** Hand a queue's message on whose body nests tens of thousands of levels. */
    DEEP_BODIES,

    /** Carry out templates by CloudFormation, in an account that nobody uses. */
    CLOUD_FORMATION,

    /** Keep the functions' logs in CloudWatch Logs. */
    CLOUD_WATCH_LOGS,

    /** Start from a snapshot. */
    SNAP_START
}
