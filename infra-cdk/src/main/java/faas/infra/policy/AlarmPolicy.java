package faas.infra.policy;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How far a stage may fall behind before its alarms go off, and whom they tell.
 *
 * @param oldestMessageAge age of the oldest message in a function's queue, in whole seconds
 * @param iteratorAge age of the last record read from a table's stream
 * @param slowAnswer what the slowest of a hundred signed requests may take, cold starts included
 * @param refusedCalls how many calls of a webhook may be refused for their signature in five minutes: its URL is open,
 *     so that now and then a stranger tries it
 * @param topicArn ARN of an SNS topic that hears of every alarm and of its end; empty: alarms show their state and tell
 *     nobody
 * @param monthlyBudget US dollars a month that the stage may cost before that topic hears of it; empty: no limit is
 *     watched
 */
public record AlarmPolicy(
        Duration oldestMessageAge,
        Duration iteratorAge,
        Duration slowAnswer,
        int refusedCalls,
        Optional<String> topicArn,
        OptionalInt monthlyBudget) {
    private static final Duration SLOW_ANSWER = Duration.ofSeconds(3);
    private static final int REFUSED_CALLS = 10;

    public static AlarmPolicy of(Duration oldestMessageAge, Duration iteratorAge) {
        return new AlarmPolicy(
                oldestMessageAge, iteratorAge, SLOW_ANSWER, REFUSED_CALLS, Optional.empty(), OptionalInt.empty());
    }

    /** With a topic to tell, of a budget as well: without one, nobody would hear of it. */
    public AlarmPolicy telling(String topicArn, OptionalInt monthlyBudget) {
        return new AlarmPolicy(
                oldestMessageAge, iteratorAge, slowAnswer, refusedCalls, Optional.of(topicArn), monthlyBudget);
    }
}
