package io.orderchannel.channel.partner.handler;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import faas.kit.aws.AwsClients;
import faas.kit.http.HttpRequest;
import faas.kit.invocation.TimeGuard;
import faas.kit.webhook.SignedCall;
import faas.kit.webhook.SignedHeaders;
import faas.kit.webhook.WebhookKeys;
import io.orderchannel.channel.partner.adapter.http.HttpPartner;
import io.orderchannel.channel.partner.adapter.secretsmanager.SecretsManagerKeys;
import io.orderchannel.channel.partner.application.PartnerUpdate.Kind;
import io.orderchannel.channel.slots.application.PartnerNotification;
import io.orderchannel.channel.slots.domain.AssignmentId;
import io.orderchannel.channel.slots.domain.AssignmentState;
import io.orderchannel.channel.slots.handler.KitPace;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** What the functions that talk with the partner do before a snapshot is taken. Nobody is called. */
final class PartnerPriming {

    private static final String PAYLOAD =
            "{\"assignmentId\":\"priming\",\"orderId\":\"priming\",\"channel\":\"STORE\",\"items\":[{\"sku\":\"priming\",\"quantity\":1}],"
                    + "\"traceparent\":\"priming\",\"correlationid\":\"priming\",\"causationid\":\"priming\"}";

    private static final String UPDATE = "{\"assignmentId\":\"assignment-priming\",\"update\":\"shipped\"}";
    private static final String SECRET =
            "{\"SecretString\":\"{\\\"current\\\":\\\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\\\",\\\"previous\\\":\\\"\\\"}\"}";

    private PartnerPriming() {}

    static void primeNotifyPartner() throws IOException {
        PartnerNotification notification =
                NotificationPayload.read(new ByteArrayInputStream(PAYLOAD.getBytes(StandardCharsets.UTF_8)));
        URI nobody = URI.create("http://127.0.0.1/");
        new HttpPartner(nobody, nobody).body(notification);
        // Makes the connection's classes load; nothing is connected before something is sent.
        nobody.toURL().openConnection();
    }

    /** The keys of the example are nobody's; the real ones are read when the first call comes. */
    static void primeRecordPartnerUpdate() {
        Clock epoch = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        WebhookKeys keys = new SecretsManagerKeys(
                        AwsClients.forPriming(SecretsManagerClient.builder(), SECRET), "priming", epoch)
                .get(_ -> {});
        byte[] body = UPDATE.getBytes(StandardCharsets.UTF_8);
        APIGatewayV2HTTPEvent event = APIGatewayV2HTTPEvent.builder()
                .withRawPath("/")
                .withHeaders(SignedHeaders.of("priming", Instant.EPOCH, body, keys))
                .withBody(UPDATE)
                .withRequestContext(APIGatewayV2HTTPEvent.RequestContext.builder()
                        .withRequestId("priming")
                        .withHttp(APIGatewayV2HTTPEvent.RequestContext.Http.builder()
                                .withMethod("POST")
                                .build())
                        .build())
                .build();
        HttpRequest request = HttpRequest.of(event);
        SignedCall.check(request, Instant.EPOCH, () -> keys);
        PartnerUpdateBody.read(UPDATE, new ArrayList<>());
        PartnerModule.recordUpdate(
                        AwsClients.forPriming(DynamoDbClient.builder(), "{}"), "priming", () -> "priming", epoch)
                .record(
                        RecordPartnerUpdateHandler.update(
                                new PartnerUpdateBody(new AssignmentId("assignment-priming"), Kind.SHIPPED, null),
                                "priming",
                                request),
                        new KitPace(new TimeGuard(() -> 60_000), PartnerModule.jitter()));
        RecordPartnerUpdateHandler.recorded(new AssignmentId("priming"), AssignmentState.SHIPPED);
    }
}
