package faas.cli.http;

import java.util.Optional;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * Whose requests are signed, and for which region.
 *
 * @param region the region that the credential scope names, such as {@code us-east-1}
 * @param sessionToken of credentials that are good for hours
 */
public record Caller(String region, String accessKeyId, String secretAccessKey, Optional<String> sessionToken) {

    /** A caller whose keys are good for ever. */
    public Caller(String region, String accessKeyId, String secretAccessKey) {
        this(region, accessKeyId, secretAccessKey, Optional.empty());
    }

    /** What the SDK's signers take. */
    public AwsCredentialsIdentity identity() {
        return sessionToken
                .map(token -> (AwsCredentialsIdentity)
                        AwsSessionCredentialsIdentity.create(accessKeyId, secretAccessKey, token))
                .orElseGet(() -> AwsCredentialsIdentity.create(accessKeyId, secretAccessKey));
    }

    /** Without the secrets, so that no log and no failed assertion shows them. */
    @Override
    public String toString() {
        return "Caller[" + accessKeyId + " in " + region + "]";
    }
}
