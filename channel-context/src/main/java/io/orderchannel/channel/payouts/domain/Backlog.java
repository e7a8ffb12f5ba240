package io.orderchannel.channel.payouts.domain;

/** How many messages a queue holds, as far as it says; each 0 or more. */
public record Backlog(int visible, int inFlight, int delayed) {
    /** What is not committed yet: head minus committed, as a consumer group's lag is counted. */
    public int messages() {
        return visible + inFlight + delayed;
    }
}
