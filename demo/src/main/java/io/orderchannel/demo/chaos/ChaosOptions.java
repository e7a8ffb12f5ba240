package io.orderchannel.demo.chaos;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;

/**
 * How much is sent, and how much goes wrong.
 *
 * @param orders 1 or more, repeats not counted
 * @param killEvery time between two kills of a function's process
 * @param poisonPercent poison messages for every hundred orders; if it is not 0, each kind goes to each queue at least
 *     once
 * @param seed decides the orders, kills, disturbed deliveries and poison
 */
public record ChaosOptions(
        int orders, @JsonProperty("killEverySeconds") Duration killEvery, double poisonPercent, int seed) {}
