package io.orderchannel.simulator.handler;

import faas.json.JsonReader;
import faas.kit.aws.AwsClients;
import faas.kit.webhook.SignedHeaders;
import io.orderchannel.simulator.adapter.dynamodb.DynamoDbFirstCalls;
import io.orderchannel.simulator.adapter.secretsmanager.PartnerKeys;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** What the simulator does before a snapshot is taken: each step on an example, over clients that reach nobody. */
final class SimulatorPriming {
    /** No key of anybody. */
    private static final String SECRET =
            "{\"SecretString\":\"{\\\"current\\\":\\\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\\\",\\\"previous\\\":\\\"\\\"}\"}";

    private SimulatorPriming() {}

    static void prime() {
        JsonReader.read(
                "notice",
                "{\"assignmentId\":\"priming\",\"items\":[{\"sku\":\"priming\"}],\"callbackUrl\":\"https://priming.lambda-url.priming.on.aws/\"}",
                body -> PartnerSimulatorHandler.notice(
                        body, new CallbackAddresses("priming", Optional.empty()), "priming"));
        new DynamoDbFirstCalls(
                        AwsClients.forPriming(DynamoDbClient.builder(), "{}"),
                        "priming",
                        Clock.fixed(Instant.EPOCH, ZoneOffset.UTC))
                .isFirst("priming", "priming");
        SignedHeaders.of(
                "priming",
                Instant.EPOCH,
                new byte[0],
                new PartnerKeys(AwsClients.forPriming(SecretsManagerClient.builder(), SECRET), "priming").get());
    }
}
