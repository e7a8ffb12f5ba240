package com.example.sample.handler;

import faas.kit.aws.AwsClients;
import faas.kit.env.Environment;
import faas.kit.webhook.WebhookKeys;
import java.util.function.Supplier;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;

/** Wires KeepByWebhook to the keys of its caller. */
final class KeepByWebhookModule {
    private KeepByWebhookModule() {}

    /** Reads them at each call: a new key counts at once, and none becomes part of a snapshot. */
    static Supplier<WebhookKeys> keys() {
        Environment environment = Environment.ofThisProcess("KeepByWebhook");
        Environment.Variable<String> secretArn = environment.text("WEBHOOK_SECRET_ARN");
        environment.check();
        SecretsManagerClient secrets = AwsClients.ofThisProcess(SecretsManagerClient.builder());
        GetSecretValueRequest request =
                GetSecretValueRequest.builder().secretId(secretArn.value()).build();
        return () -> WebhookKeys.parse(secrets.getSecretValue(request).secretString());
    }
}
