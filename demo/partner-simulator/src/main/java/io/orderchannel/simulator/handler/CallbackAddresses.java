package io.orderchannel.simulator.handler;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The addresses that the simulator calls back: function URLs of its own region, and no others, since everybody can call
 * it with any address.
 *
 * @param region where the function runs
 * @param standIn the endpoint of an engine that stands in for AWS, which has function URLs of its own; empty on AWS
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html">Function URL endpoints</a>
 */
record CallbackAddresses(String region, Optional<URI> standIn) {
    /**
     * Returns the address if it may be called.
     *
     * @throws IllegalArgumentException otherwise
     */
    String require(String text) {
        try {
            URI address = new URI(text);
            if (isFunctionUrl(address)
                    || standIn.filter(engine -> isOf(engine, address)).isPresent()) {
                return text;
            }
        } catch (URISyntaxException _) {
            // Said below.
        }
        throw new IllegalArgumentException("must be a function URL of region " + region);
    }

    private boolean isFunctionUrl(URI address) {
        return "https".equals(address.getScheme())
                && address.getPort() == -1
                && isFunctionOf("on.aws", address.getHost());
    }

    /** The local engine gives each URL a port of the endpoint's host, LocalStack a name that leads to its endpoint. */
    private boolean isOf(URI engine, URI address) {
        return "http".equals(address.getScheme())
                && address.getHost() != null
                && (address.getHost().equals(engine.getHost())
                        || isFunctionOf("localhost.localstack.cloud", address.getHost()));
    }

    private boolean isFunctionOf(String domain, String host) {
        return host != null
                && Pattern.matches("[a-z0-9]+" + Pattern.quote(".lambda-url." + region + "." + domain), host);
    }
}
