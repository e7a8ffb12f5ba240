package io.orderchannel.channel.partner.adapter.secretsmanager;

import faas.kit.webhook.WebhookKeys;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;

/**
 * The partner's keys from Secrets Manager, kept for {@link #FRESH}. Read at the first use and never before: what is
 * read while a function starts becomes part of its SnapStart snapshot, and would be old in every environment restored
 * from it (<a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-best-practices.html">SnapStart best
 * practices</a>).
 *
 * <p>A new key is known here after {@link #FRESH} at the latest, so a rotation hands it to the partner after that. Keys
 * that cannot be read again are used until {@link #LONGEST} after they were read, and asked for again every {@link
 * #PAUSE}: an outage of Secrets Manager does not keep the partner out, and a key that was withdrawn does not stay for
 * ever.
 *
 * <p>Safe for use by several threads.
 */
public final class SecretsManagerKeys {
    /** How long keys are used before they are read again. */
    static final Duration FRESH = Duration.ofMinutes(5);

    /** How long keys are used that cannot be read again. */
    static final Duration LONGEST = Duration.ofHours(1);

    /** How long after a failure no read is tried. */
    static final Duration PAUSE = Duration.ofSeconds(30);

    private final SecretsManagerClient secrets;
    private final String secretArn;
    private final Clock clock;
    private volatile @Nullable Held held;

    /** Reads the secret of that ARN, which {@link WebhookKeys#parse} describes. */
    public SecretsManagerKeys(SecretsManagerClient secrets, String secretArn, Clock clock) {
        this.secrets = secrets;
        this.secretArn = secretArn;
        this.clock = clock;
    }

    /**
     * The keys.
     *
     * @param stale told why they could not be read, if the old ones are used
     * @throws RuntimeException if they cannot be read and there are no old ones, or too old ones
     */
    public WebhookKeys get(Consumer<RuntimeException> stale) {
        Instant now = clock.instant();
        Held before = held;
        if (before != null && now.isBefore(before.nextRead())) {
            return before.keys();
        }
        try {
            WebhookKeys keys = read();
            held = new Held(keys, now, now.plus(FRESH));
            return keys;
        } catch (RuntimeException failure) {
            if (before == null || !now.isBefore(before.readAt().plus(LONGEST))) {
                throw failure;
            }
            stale.accept(failure);
            held = new Held(before.keys(), before.readAt(), now.plus(PAUSE));
            return before.keys();
        }
    }

    private WebhookKeys read() {
        return WebhookKeys.parse(secrets.getSecretValue(
                        GetSecretValueRequest.builder().secretId(secretArn).build())
                .secretString());
    }

    private record Held(WebhookKeys keys, Instant readAt, Instant nextRead) {}
}
