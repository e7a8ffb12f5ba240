package io.orderchannel.demo.client;

import java.time.Duration;
import java.time.Instant;

/** What came of one order that was sent. */
public sealed interface Answer {

    /**
     * A 2xx answer.
     *
     * @param at when the answer was there
     * @param took from the start of the request that was answered, earlier tries not counted
     */
    record Accepted(String orderId, Instant at, Duration took) implements Answer {}

    /**
     * A 4xx answer: the order is refused, and sending it again would not help.
     *
     * @param reason what the answer's problem details say, every wrong field named
     */
    record Refused(int status, String reason) implements Answer {}

    /** No 2xx and no 4xx answer in any of the tries: whether the order is stored is not known. */
    record Unanswered(int tries, String reason) implements Answer {}
}
