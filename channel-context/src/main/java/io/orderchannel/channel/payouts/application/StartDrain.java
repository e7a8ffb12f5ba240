package io.orderchannel.channel.payouts.application;

/** Port: starts a drain and does not wait for it. It may start twice. */
public interface StartDrain {
    void start(String claimId);
}
