package io.orderchannel.demo.input;

import java.util.Optional;

/** One line of a file of orders that is not blank. */
public sealed interface OrderLine {

    /** The line's number in its file, from 1; blank lines count. */
    int number();

    /**
     * A JSON object: goes to PlaceOrder whether or not it is a valid order, since judging it is the function's work.
     *
     * @param idempotencyKey the value for the {@code Idempotency-Key} header; empty where the line has no textual key
     * @param body the line's JSON without the key
     */
    record Order(int number, Optional<String> idempotencyKey, String body) implements OrderLine {}

    /**
     * A line that is not a JSON object, and so is not sent.
     *
     * @param reason what was found instead
     */
    record Malformed(int number, String reason) implements OrderLine {}
}
