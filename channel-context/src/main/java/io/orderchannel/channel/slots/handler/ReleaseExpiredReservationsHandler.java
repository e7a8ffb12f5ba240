package io.orderchannel.channel.slots.handler;

import static faas.kit.log.Field.field;

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
import faas.kit.retry.FullJitter;
import io.orderchannel.channel.slots.application.ReleaseRanOut;
import io.orderchannel.channel.slots.application.ReleaseRanOut.Outcome;

/**
 * Gives slots back when the timers of their reservations end. A timer is an item that time-to-live removes from the table (<a
 * href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-streams.html">DynamoDB Streams and Time to
 * Live</a>); any other record of the stream is none of its business.
 */
public final class ReleaseExpiredReservationsHandler implements RequestHandler<DynamodbEvent, StreamsEventResponse> {

    private final ReleaseRanOut releaseRanOut;
    private final FullJitter jitter;
    private final Invocations invocations;

    public ReleaseExpiredReservationsHandler() {
        this(SlotModule.releaseRanOut(), KitPace.transactionJitter(), Invocations.ofThisProcess());
        Priming.register("ReleaseExpiredReservations", SlotPriming::primeReleaseExpiredReservations);
    }

    ReleaseExpiredReservationsHandler(ReleaseRanOut releaseRanOut, FullJitter jitter, Invocations invocations) {
        this.releaseRanOut = releaseRanOut;
        this.jitter = jitter;
        this.invocations = invocations;
    }

    @Override
    public StreamsEventResponse handleRequest(DynamodbEvent event, Context context) {
        try (Invocation invocation = invocations.begin(context)) {
            KitPace pace = new KitPace(invocation.guard(), jitter);
            return StreamBatch.inOrder(
                    event, invocation, streamRecord -> release(streamRecord, pace, invocation.log()));
        }
    }

    private void release(DynamodbStreamRecord streamRecord, KitPace pace, Log log) {
        EndedTimer.of(streamRecord).ifPresent(timer -> {
            Log about = timer.correlation()
                    .map(log::about)
                    .orElse(log)
                    .with(field("orderId", timer.orderId().value()));
            switch (releaseRanOut.release(timer.orderId(), pace)) {
                case Outcome.Released _ -> about.info("reservation ran out, slot given back");
                case Outcome.NotHeld _ -> about.info("timer ended, nothing is held");
                // Not removed by its time-to-live. The slot comes back when slots are asked for and all are taken.
                case Outcome.StillHeld held -> about.warn("timer ended too soon", field("heldUntil", held.until()));
                case Outcome.OutOfTime outOfTime ->
                    throw new IllegalStateException("ReleaseExpiredReservations: order "
                            + timer.orderId().value() + ": no time left after " + outOfTime.conflicts()
                            + " conflicts");
            }
        });
    }
}
