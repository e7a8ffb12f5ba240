package com.example.acceptance.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.acceptance.DemoStage;
import faas.acceptance.engine.RunsOn;
import faas.acceptance.system.DeployedSystem;
import faas.kit.webhook.SignedHeaders;
import faas.kit.webhook.WebhookKeys;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@RunsOn(DemoStage.class)
class KeepByWebhookIT {
    @Test
    void a_signed_call_is_kept_and_one_without_a_signature_is_refused(DeployedSystem system) {
        String webhookId = UUID.randomUUID().toString();
        var url = URI.create(system.output("KeepByWebhookUrl")).resolve("/keep-by-webhook");
        String body = "{\"text\":\"text\"}";
        Map<String, String> unsigned = Map.of("Content-Type", "application/json");
        Map<String, String> signed = new HashMap<>(unsigned);
        signed.putAll(SignedHeaders.of(
                webhookId,
                Instant.now(),
                body.getBytes(StandardCharsets.UTF_8),
                WebhookKeys.parse(system.secret("KeepByWebhookKeysArn"))));

        assertThat(system.send("POST", url, unsigned, body).statusCode()).isEqualTo(401);
        assertThat(system.send("POST", url, signed, body).statusCode()).isEqualTo(200);

        assertThat(system.item("NotesTableName", "noteId", webhookId))
                .containsEntry("text", AttributeValue.fromS("text"));
    }
}
