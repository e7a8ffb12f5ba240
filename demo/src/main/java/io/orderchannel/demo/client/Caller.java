package io.orderchannel.demo.client;

/**
 * Whose requests are signed, and for which region.
 *
 * @param region the region that the credential scope names, such as {@code us-east-1}
 */
public record Caller(String region, String accessKeyId, String secretAccessKey) {

    /** Without the secret, so that no log and no failed assertion shows it. */
    @Override
    public String toString() {
        return "Caller[" + accessKeyId + " in " + region + "]";
    }
}
