package io.orderchannel.channel.partner.adapter.secretsmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.kit.Json;
import faas.kit.aws.ScriptedAws;
import faas.kit.webhook.WebhookKeys;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

class SecretsManagerKeysTest {
    private static final String ARN =
            "arn:aws:secretsmanager:us-east-1:123456789012:secret:demo/partner-webhook-keys-AbCdEf";
    private static final String FIRST = "A".repeat(48);
    private static final String SECOND = "B".repeat(48);

    private final ScriptedAws aws = new ScriptedAws();
    private final List<RuntimeException> stale = new ArrayList<>();
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final SecretsManagerKeys keys =
            new SecretsManagerKeys(aws.client(SecretsManagerClient.builder()), ARN, clock());

    @Test
    void the_secret_is_read_at_the_first_use_and_kept_for_five_minutes() {
        assertThat(aws.requests()).isEmpty();
        answer(FIRST);

        assertThat(current()).isEqualTo(key(FIRST));
        pass(Duration.ofSeconds(299));
        assertThat(current()).isEqualTo(key(FIRST));
        assertThat(aws.bodies()).containsExactly(Json.parse("{\"SecretId\":\"" + ARN + "\"}"));

        pass(Duration.ofSeconds(1));
        answer(SECOND);
        assertThat(current()).isEqualTo(key(SECOND));
        assertThat(stale).isEmpty();
    }

    @Test
    void old_keys_serve_while_the_secret_cannot_be_read_and_nobody_asks_all_the_time() {
        answer(FIRST);
        current();
        pass(Duration.ofMinutes(5));
        refuse();

        assertThat(current()).isEqualTo(key(FIRST));
        assertThat(stale).hasSize(1);
        pass(Duration.ofSeconds(29));
        assertThat(current()).isEqualTo(key(FIRST));
        assertThat(aws.requests()).hasSize(2);

        pass(Duration.ofSeconds(1));
        answer(SECOND);
        assertThat(current()).isEqualTo(key(SECOND));
    }

    @Test
    void a_secret_that_became_none_counts_as_one_that_cannot_be_read() {
        answer(FIRST);
        current();
        pass(Duration.ofMinutes(5));
        aws.answer(200, "{\"SecretString\":\"no keys\"}");

        assertThat(current()).isEqualTo(key(FIRST));
        assertThat(stale).singleElement().satisfies(cause -> assertThat(cause).hasMessageContaining("not JSON"));
    }

    @Test
    void too_old_keys_serve_nobody() {
        answer(FIRST);
        current();
        pass(Duration.ofHours(1));
        refuse();

        assertThatThrownBy(this::current).hasMessageContaining("AccessDenied");
    }

    @Test
    void without_old_keys_a_failure_is_one() {
        refuse();

        assertThatThrownBy(this::current).hasMessageContaining("AccessDenied");
        answer(FIRST);
        assertThat(current()).isEqualTo(key(FIRST));
    }

    private Object current() {
        return keys.get(stale::add).current();
    }

    private static Object key(String text) {
        return WebhookKeys.parse(secret(text)).current();
    }

    private void answer(String key) {
        aws.answer(200, "{\"SecretString\":\"" + secret(key).replace("\"", "\\\"") + "\"}");
    }

    private void refuse() {
        aws.answer(400, "{\"__type\":\"AccessDeniedException\",\"message\":\"AccessDenied\"}");
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private Clock clock() {
        InstantSource source = () -> now;
        return source.withZone(ZoneOffset.UTC);
    }

    private static String secret(String key) {
        return "{\"current\":\"" + key + "\",\"previous\":\"\"}";
    }
}
