package io.orderchannel.demo.client;

import faas.cli.engine.AwsClients;
import faas.cli.engine.EngineConnection;
import faas.kit.webhook.SignedHeaders;
import faas.kit.webhook.WebhookKeys;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * A call of the partner's webhook, signed as the partner signs it. It holds the signature and not the key.
 *
 * @param url the webhook
 * @param headers the fields that sign the body
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard
 *     Webhooks</a>
 */
public record SignedUpdate(URI url, Map<String, String> headers, String body) {

    public SignedUpdate {
        headers = Map.copyOf(headers);
    }

    /**
     * Signs with the current key, which the engine's Secrets Manager keeps.
     *
     * @param id names the call: the same at every repeat of it
     * @param time of the attempt; the webhook takes it for five minutes
     */
    public static SignedUpdate of(EngineConnection engine, String id, Instant time, String body) {
        try (var secrets =
                AwsClients.configured(SecretsManagerClient.builder(), engine).build()) {
            var secret = secrets.getSecretValue(get -> get.secretId(engine.output("PartnerWebhookKeysArn")));
            var keys = WebhookKeys.parse(secret.secretString());
            return new SignedUpdate(
                    URI.create(engine.output("RecordPartnerUpdateUrl")),
                    SignedHeaders.of(id, time, body.getBytes(StandardCharsets.UTF_8), keys),
                    body);
        }
    }

    /**
     * A line for a shell that makes the call and shows the answer with its status.
     *
     * @param address where to send it
     */
    public String asCurl(URI address) {
        var fields = new TreeMap<>(headers);
        fields.put("Content-Type", "application/json");
        if (!address.equals(url)) {
            fields.put("Host", url.getAuthority());
        }
        return fields.entrySet().stream()
                .map(field -> "-H " + quoted(field.getKey() + ": " + field.getValue()))
                .collect(Collectors.joining(
                        " \\\n  ",
                        "curl -i ",
                        " \\\n  --data-raw " + quoted(body) + " \\\n  " + quoted(address.toString())));
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
