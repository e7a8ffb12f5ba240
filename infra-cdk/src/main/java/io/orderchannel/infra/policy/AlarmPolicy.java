package io.orderchannel.infra.policy;

import java.time.Duration;

/**
 * How far a consumer may fall behind before its alarm goes off.
 *
 * @param oldestMessageAge age of the oldest message in a function's queue, in whole seconds
 * @param iteratorAge age of the last record read from a table's stream
 */
public record AlarmPolicy(Duration oldestMessageAge, Duration iteratorAge) {}
