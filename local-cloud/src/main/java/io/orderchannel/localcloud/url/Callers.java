package io.orderchannel.localcloud.url;

import java.util.Optional;

/** Who may call: looks an access key up. Called from several threads. */
@FunctionalInterface
public interface Callers {
    Optional<Caller> find(String accessKeyId);

    /**
     * A principal with an access key.
     *
     * @param sessionToken empty for a long-term key
     * @param userArn for {@code requestContext.authorizer.iam.userArn}
     */
    record Caller(String accessKeyId, String secretAccessKey, Optional<String> sessionToken, String userArn) {
        @Override
        public String toString() {
            return "Caller[" + accessKeyId + ", " + userArn + "]";
        }
    }
}
