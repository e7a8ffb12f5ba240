package io.orderchannel.channel.partner.handler;

import faas.events.EventCodec;
import faas.kit.aws.AwsClients;
import faas.kit.env.Environment;
import faas.kit.retry.FullJitter;
import io.orderchannel.channel.partner.adapter.http.HttpPartner;
import io.orderchannel.channel.partner.adapter.secretsmanager.SecretsManagerKeys;
import io.orderchannel.channel.partner.application.DeliverNotification;
import io.orderchannel.channel.partner.application.RecordUpdate;
import io.orderchannel.channel.slots.adapter.dynamodb.DynamoDbChanges;
import io.orderchannel.events.channel.ChannelEventFormat;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Puts together the functions that talk with the partner. */
final class PartnerModule {

    private PartnerModule() {}

    static DeliverNotification deliverNotification() {
        Environment environment = Environment.ofThisProcess("NotifyPartner");
        Environment.Variable<URI> partner = environment.parsed("PARTNER_URL", PartnerModule::address);
        Environment.Variable<URI> callback = environment.parsed("CALLBACK_URL", PartnerModule::address);
        environment.check();
        return new DeliverNotification(new HttpPartner(partner.value(), callback.value()));
    }

    static RecordUpdate recordUpdate() {
        Environment environment = Environment.ofThisProcess("RecordPartnerUpdate");
        Environment.Variable<String> table = environment.text("CHANNELS_TABLE");
        // Read by keys(), named here so that one failed start names all that is missing.
        environment.text("WEBHOOK_SECRET_ARN");
        environment.check();
        return recordUpdate(
                AwsClients.ofThisProcess(DynamoDbClient.builder()),
                table.value(),
                () -> UUID.randomUUID().toString(),
                Clock.systemUTC());
    }

    static RecordUpdate recordUpdate(
            DynamoDbClient dynamoDb, String table, Supplier<String> requestTokens, Clock clock) {
        DynamoDbChanges changes =
                new DynamoDbChanges(dynamoDb, table, new EventCodec(new ChannelEventFormat()), requestTokens);
        return new RecordUpdate(changes, changes, changes, clock);
    }

    static RecordPartnerUpdateHandler.Keys keys() {
        Environment environment = Environment.ofThisProcess("RecordPartnerUpdate");
        Environment.Variable<String> secretArn = environment.text("WEBHOOK_SECRET_ARN");
        environment.check();
        return new SecretsManagerKeys(
                AwsClients.ofThisProcess(SecretsManagerClient.builder()), secretArn.value(), Clock.systemUTC())::get;
    }

    /** A partner that has too much to do needs more than a moment. */
    static FullJitter jitter() {
        return FullJitter.ofSystem(Duration.ofMillis(500), Duration.ofSeconds(5));
    }

    static URI address(String text) {
        try {
            URI address = URI.create(text);
            if (("https".equals(address.getScheme()) || "http".equals(address.getScheme()))
                    && address.getHost() != null) {
                return address;
            }
        } catch (IllegalArgumentException _) {
            // Said below.
        }
        throw new IllegalArgumentException("an address such as https://partner.example/notifications");
    }
}
