package io.orderchannel.channel.partner.handler;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import faas.kit.aws.AwsClients;
import faas.kit.http.HttpRequest;
import faas.kit.time.TimeLeft;
import faas.kit.webhook.SignedCall;
import faas.kit.webhook.SignedHeaders;
import faas.kit.webhook.WebhookKeys;
import io.orderchannel.channel.partner.adapter.secretsmanager.SecretsManagerKeys;
import io.orderchannel.channel.slots.domain.AssignmentState;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** What the functions that talk with the partner do before a snapshot is taken. Nothing is sent. */
final class PartnerPriming {
    private static final String PAYLOAD = """
            {"assignmentId":"priming","orderId":"priming","channel":"STORE","items":[{"sku":"priming","quantity":1}],
             "traceparent":"priming","correlationid":"priming","causationid":"priming"}""";

    private static final String UPDATE = "{\"assignmentId\":\"assignment-priming\",\"update\":\"shipped\"}";

    private static final String SECRET = """
            {"SecretString":"{\\"current\\":\\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\\",\\"previous\\":\\"\\"}"}""";

    private PartnerPriming() {}

    static void primeNotifyPartner() throws IOException {
        URI nowhere = URI.create("http://127.0.0.1/");
        NotifyPartnerHandler.read(PAYLOAD, nowhere);
        // Makes the connection's classes load; nothing is connected before something is sent.
        nowhere.toURL().openConnection();
    }

    /** The keys are an example; the real ones are read at the first call. */
    static void primeRecordPartnerUpdate() {
        Clock epoch = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        WebhookKeys keys = new SecretsManagerKeys(
                        AwsClients.forPriming(SecretsManagerClient.builder(), SECRET), "priming", epoch)
                .get(_ -> {});
        byte[] body = UPDATE.getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = new HashMap<>(SignedHeaders.of("priming", Instant.EPOCH, body, keys));
        headers.put("content-type", "application/json");
        APIGatewayV2HTTPEvent event = APIGatewayV2HTTPEvent.builder()
                .withRawPath("/")
                .withHeaders(headers)
                .withBody(UPDATE)
                .withRequestContext(APIGatewayV2HTTPEvent.RequestContext.builder()
                        .withRequestId("priming")
                        .withHttp(APIGatewayV2HTTPEvent.RequestContext.Http.builder()
                                .withMethod("POST")
                                .build())
                        .build())
                .build();
        HttpRequest request = new HttpRequest(event, null);
        SignedCall.check(request, Instant.EPOCH, () -> keys);
        PartnerModule.recordPartnerUpdate(
                        AwsClients.forPriming(DynamoDbClient.builder(), "{}"), "priming", () -> "priming", epoch)
                .record(
                        request.json(
                                "update",
                                UPDATE.length(),
                                read -> RecordPartnerUpdateHandler.update(read, "priming", request)),
                        new TimeLeft(() -> 60_000));
        RecordPartnerUpdateHandler.recorded("priming", AssignmentState.SHIPPED);
    }
}
