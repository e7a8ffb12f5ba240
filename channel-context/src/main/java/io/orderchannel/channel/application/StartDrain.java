package io.orderchannel.channel.application;

/** Port: starts a drain and does not wait for it. It may start twice. */
public interface StartDrain {

    void start(String claimId);
}
