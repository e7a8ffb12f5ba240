package io.orderchannel.channel.slots.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import faas.kit.batch.StreamBatch;
import faas.kit.invocation.Invocation;
import faas.kit.invocation.Invocations;
import faas.kit.log.Log;
import faas.kit.priming.Priming;
import faas.kit.time.TimeLeft;
import io.orderchannel.channel.slots.application.ReleaseExpiredReservations;
import io.orderchannel.channel.slots.application.ReleaseExpiredReservations.Outcome;

/**
 * Gives slots back when the timers of their reservations end. A timer is an item that time-to-live removes from the
 * table (<a
 * href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-streams.html">DynamoDB
 * Streams and Time to Live</a>); it ignores any other record of the stream.
 */
public final class ReleaseExpiredReservationsHandler implements RequestHandler<DynamodbEvent, StreamsEventResponse> {
    private final ReleaseExpiredReservations releaseExpiredReservations;
    private final Invocations invocations;

    public ReleaseExpiredReservationsHandler() {
        this(SlotModule.releaseExpiredReservations(), Invocations.ofThisProcess());
        Priming.register("ReleaseExpiredReservations", SlotPriming::primeReleaseExpiredReservations);
    }

    ReleaseExpiredReservationsHandler(ReleaseExpiredReservations releaseExpiredReservations, Invocations invocations) {
        this.releaseExpiredReservations = releaseExpiredReservations;
        this.invocations = invocations;
    }

    @Override
    public StreamsEventResponse handleRequest(DynamodbEvent event, Context context) {
        try (Invocation invocation = invocations.begin(context)) {
            return StreamBatch.inOrder(
                    event, invocation, streamRecord -> release(streamRecord, invocation.time(), invocation.log()));
        }
    }

    private void release(DynamodbStreamRecord streamRecord, TimeLeft time, Log log) {
        EndedTimer.of(streamRecord).ifPresent(timer -> {
            Log about = timer.context()
                    .map(log::about)
                    .orElse(log)
                    .with("orderId", timer.orderId().value());
            switch (releaseExpiredReservations.release(timer.orderId(), time)) {
                case Outcome.Released _ -> about.info("reservation ran out, slot given back");
                case Outcome.NotHeld _ -> about.info("timer ended, nothing is held");
                // Not removed by its time-to-live. The slot comes back when slots are asked for and all are taken.
                case Outcome.StillHeld held ->
                    about.with("heldUntil", held.until()).warn("timer ended too soon");
                case Outcome.OutOfTime outOfTime ->
                    throw new IllegalStateException("ReleaseExpiredReservations: order "
                            + timer.orderId().value() + ": no time left, after " + outOfTime.conflicts()
                            + " write conflicts");
            }
        });
    }
}
