package faas.localcloud.signature;

import java.util.Optional;

/**
 * A principal with an access key.
 *
 * @param sessionToken empty for a long-term key
 * @param userArn the user, or the session of the role
 */
public record Caller(String accessKeyId, String secretAccessKey, Optional<String> sessionToken, String userArn) {
    @Override
    public String toString() {
        return "Caller[" + accessKeyId + ", " + userArn + "]";
    }
}
