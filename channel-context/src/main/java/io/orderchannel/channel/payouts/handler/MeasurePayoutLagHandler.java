package io.orderchannel.channel.payouts.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import faas.kit.invocation.Invocation;
import faas.kit.invocation.Invocations;
import faas.kit.priming.Priming;
import io.orderchannel.channel.payouts.application.MeasurePayoutLag;
import io.orderchannel.channel.payouts.application.MeasurePayoutLag.Measured;
import org.jspecify.annotations.Nullable;

/** Measures the lag of the payout queue, by schedule, and starts a drain when it is worth one. */
public final class MeasurePayoutLagHandler implements RequestHandler<ScheduledEvent, Void> {
    private final MeasurePayoutLag measurePayoutLag;
    private final Invocations invocations;

    public MeasurePayoutLagHandler() {
        this(PayoutModule.measurePayoutLag(), Invocations.ofThisProcess());
        Priming.register("MeasurePayoutLag", PayoutPriming::primeMeasurePayoutLag);
    }

    MeasurePayoutLagHandler(MeasurePayoutLag measurePayoutLag, Invocations invocations) {
        this.measurePayoutLag = measurePayoutLag;
        this.invocations = invocations;
    }

    @Override
    public @Nullable Void handleRequest(ScheduledEvent event, Context context) {
        try (Invocation invocation = invocations.begin(context)) {
            try {
                report(measurePayoutLag.measure(), invocation);
            } catch (RuntimeException failure) {
                invocation.log().error("payout lag not measured", failure);
                throw failure;
            }
        }
        return null;
    }

    private static void report(Measured measured, Invocation invocation) {
        invocation
                .log()
                .with("lag", measured.backlog().messages())
                .with("visible", measured.backlog().visible())
                .with("inFlight", measured.backlog().inFlight())
                .with("delayed", measured.backlog().delayed())
                .with("ageSeconds", measured.age().toSeconds())
                .with("decision", measured.decision())
                .with("drainStarted", measured.started())
                .info("payout lag measured");
        invocation.metrics().count("PayoutLag", measured.backlog().messages());
        invocation.metrics().millis("PayoutLagAge", measured.age().toMillis());
        invocation.metrics().count("DrainsStarted", measured.started() ? 1 : 0);
    }
}
