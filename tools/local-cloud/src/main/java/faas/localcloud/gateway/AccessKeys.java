package faas.localcloud.gateway;

import faas.localcloud.lambda.CredentialIssuer;
import faas.localcloud.lambda.FunctionSpec;
import faas.localcloud.signature.Caller;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Who holds which access key: the user, and each execution environment. Safe for use by several threads. */
public final class AccessKeys implements CredentialIssuer {
    private static final int SECRET_BYTES = 20;
    private static final int ID_BYTES = 8;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Holder> holders = new ConcurrentHashMap<>();
    private final Credentials user;

    /** Nobody has a key yet, except the account's user. */
    public AccessKeys(String accountId) {
        this.user = new Credentials("AKIA" + hex(ID_BYTES).toUpperCase(Locale.ROOT), hex(SECRET_BYTES), "");
        holders.put(user.accessKeyId(), new User(user, "arn:aws:iam::" + accountId + ":user/local"));
    }

    /** The holder of an access key. */
    public sealed interface Holder {
        Credentials credentials();

        /** The principal, as messages and {@code sts:GetCallerIdentity} name it. */
        String arn();
    }

    /** The person who started the engine, and every tool they use. */
    public record User(Credentials credentials, String arn) implements Holder {}

    /**
     * An execution environment of a function.
     *
     * @param function construct id
     * @param functionName physical name
     * @param roleArn what it may do
     */
    public record Environment(
            String function, String functionName, String roleArn, String environmentId, Credentials credentials)
            implements Holder {

        /**
         * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html: Lambda names the session after
         * the function.
         */
        @Override
        public String arn() {
            return roleArn.replace(":iam:", ":sts:").replace(":role/", ":assumed-role/") + "/" + functionName;
        }
    }

    /** The user's own key, the same as long as the engine lives. */
    public Credentials user() {
        return user;
    }

    @Override
    public Credentials issue(FunctionSpec function, String environmentId) {
        Credentials credentials =
                new Credentials("ASIA" + hex(ID_BYTES).toUpperCase(Locale.ROOT), hex(SECRET_BYTES), hex(SECRET_BYTES));
        holders.put(
                credentials.accessKeyId(),
                new Environment(
                        function.name(), function.functionName(), function.roleArn(), environmentId, credentials));
        return credentials;
    }

    @Override
    public void revoke(Credentials credentials) {
        holders.remove(credentials.accessKeyId());
    }

    /** Who holds the key; nobody where it is unknown or revoked. */
    public Optional<Holder> holder(String accessKeyId) {
        return Optional.ofNullable(holders.get(accessKeyId));
    }

    /** As {@link #holder}, for those who verify signatures. */
    public Optional<Caller> caller(String accessKeyId) {
        return holder(accessKeyId)
                .map(holder -> new Caller(
                        accessKeyId,
                        holder.credentials().secretAccessKey(),
                        Optional.of(holder.credentials().sessionToken()).filter(token -> !token.isEmpty()),
                        holder.arn()));
    }

    private String hex(int bytes) {
        byte[] value = new byte[bytes];
        random.nextBytes(value);
        return HexFormat.of().formatHex(value);
    }
}
