package io.orderchannel.localcloud.gateway;

import io.orderchannel.localcloud.lambda.CredentialIssuer;
import io.orderchannel.localcloud.lambda.FunctionSpec;
import io.orderchannel.localcloud.url.Callers;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Who holds which access key: the user, and each execution environment. Safe for use by several threads. */
public final class AccessKeys implements CredentialIssuer, Callers {
    private static final int SECRET_BYTES = 20;
    private static final int ID_BYTES = 8;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Holder> holders = new ConcurrentHashMap<>();
    private final String accountId;
    private final Credentials user;

    public AccessKeys(String accountId) {
        this.accountId = accountId;
        this.user = new Credentials("AKIA" + hex(ID_BYTES).toUpperCase(Locale.ROOT), hex(SECRET_BYTES), "");
        holders.put(user.accessKeyId(), new User(user));
    }

    /** The holder of an access key. */
    public sealed interface Holder {
        Credentials credentials();
    }

    /** The person who started the engine, and every tool they use. */
    public record User(Credentials credentials) implements Holder {}

    /**
     * An execution environment of a function.
     *
     * @param function construct id
     * @param functionName physical name
     */
    public record Environment(String function, String functionName, String environmentId, Credentials credentials)
            implements Holder {}

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
                new Environment(function.name(), function.functionName(), environmentId, credentials));
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

    @Override
    public Optional<Caller> find(String accessKeyId) {
        return holder(accessKeyId).map(holder -> {
            Credentials key = holder.credentials();
            return switch (holder) {
                case User _ ->
                    new Caller(
                            key.accessKeyId(),
                            key.secretAccessKey(),
                            Optional.empty(),
                            "arn:aws:iam::" + accountId + ":user/local");
                case Environment environment ->
                    new Caller(
                            key.accessKeyId(),
                            key.secretAccessKey(),
                            Optional.of(key.sessionToken()),
                            "arn:aws:sts::" + accountId + ":assumed-role/" + environment.functionName() + "/"
                                    + environment.environmentId());
            };
        });
    }

    private String hex(int bytes) {
        byte[] value = new byte[bytes];
        random.nextBytes(value);
        return HexFormat.of().formatHex(value);
    }
}
