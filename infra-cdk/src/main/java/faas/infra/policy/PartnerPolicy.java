package faas.infra.policy;

import java.net.URI;

/** Who the partner of a stage is: the one outside who is told of assignments and calls back. */
public sealed interface PartnerPolicy {
    /**
     * A function that plays the partner, in a stack of its own, for demo and test.
     *
     * @param simulator the metadata of that function
     */
    record Simulated(HttpFunctionPolicy simulator) implements PartnerPolicy {}

    /**
     * Somebody real.
     *
     * @param url where it takes notices
     */
    record External(URI url) implements PartnerPolicy {}
}
