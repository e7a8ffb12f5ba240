package io.orderchannel.simulator.adapter.secretsmanager;

import faas.kit.webhook.WebhookKeys;
import java.util.function.Supplier;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;

/** The keys, read whenever they are asked for: this stands for a partner who was handed the current one. */
public final class PartnerKeys implements Supplier<WebhookKeys> {
    private final SecretsManagerClient secrets;
    private final String secretArn;

    public PartnerKeys(SecretsManagerClient secrets, String secretArn) {
        this.secrets = secrets;
        this.secretArn = secretArn;
    }

    @Override
    public WebhookKeys get() {
        return WebhookKeys.parse(secrets.getSecretValue(
                        GetSecretValueRequest.builder().secretId(secretArn).build())
                .secretString());
    }
}
