package io.orderchannel.demo.chaos;

import java.time.Duration;

/**
 * How much is sent, and how much goes wrong.
 *
 * @param orders 1 or more, repeats not counted
 * @param killEvery between two kills of a function's process
 * @param poisonPercent poison messages for every hundred orders; where it is not 0, each kind goes to each queue at least once
 * @param seed decides what is ordered, killed, disturbed and poisoned
 */
public record ChaosOptions(int orders, Duration killEvery, double poisonPercent, int seed) {}
