package faas.localcloud.lambda;

/**
 * Gives each execution environment credentials of its own, as the execution role does on AWS, so that whoever receives
 * a request knows which environment of which function sent it. Called from several threads.
 */
public interface CredentialIssuer {

    Credentials issue(FunctionSpec function, String environmentId);

    /** The environment is gone. */
    void revoke(Credentials credentials);

    record Credentials(String accessKeyId, String secretAccessKey, String sessionToken) {
        @Override
        public String toString() {
            return "Credentials[" + accessKeyId + "]";
        }
    }
}
