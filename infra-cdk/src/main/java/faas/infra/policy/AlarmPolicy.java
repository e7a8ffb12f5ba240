package faas.infra.policy;

import java.time.Duration;
import java.util.Optional;

/**
 * How far a consumer may fall behind before its alarm goes off, and whom alarms tell.
 *
 * @param oldestMessageAge age of the oldest message in a function's queue, in whole seconds
 * @param iteratorAge age of the last record read from a table's stream
 * @param topicArn ARN of an SNS topic that hears of every alarm; empty: alarms show their state and tell nobody
 */
public record AlarmPolicy(Duration oldestMessageAge, Duration iteratorAge, Optional<String> topicArn) {
    public static AlarmPolicy of(Duration oldestMessageAge, Duration iteratorAge) {
        return new AlarmPolicy(oldestMessageAge, iteratorAge, Optional.empty());
    }

    public AlarmPolicy withTopic(Optional<String> arn) {
        return new AlarmPolicy(oldestMessageAge, iteratorAge, arn);
    }
}
