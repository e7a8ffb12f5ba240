package io.orderchannel.channel.partner.handler;

import faas.kit.aws.AwsClients;
import faas.kit.env.Environment;
import io.orderchannel.channel.partner.adapter.http.HttpPartner;
import io.orderchannel.channel.partner.adapter.secretsmanager.SecretsManagerKeys;
import io.orderchannel.channel.partner.application.NotifyPartner;
import io.orderchannel.channel.partner.application.RecordPartnerUpdate;
import io.orderchannel.channel.slots.adapter.dynamodb.DynamoDbAssignments;
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

    static NotifyPartner notifyPartner() {
        Environment environment = Environment.ofThisProcess("NotifyPartner");
        Environment.Variable<URI> partner = environment.parsed("PARTNER_URL", PartnerModule::address);
        // Read by callback(), named here so that one failed start names all that is missing.
        environment.parsed("CALLBACK_URL", PartnerModule::address);
        environment.check();
        return new NotifyPartner(new HttpPartner(partner.value()));
    }

    static URI callback() {
        Environment environment = Environment.ofThisProcess("NotifyPartner");
        Environment.Variable<URI> callback = environment.parsed("CALLBACK_URL", PartnerModule::address);
        environment.check();
        return callback.value();
    }

    static RecordPartnerUpdate recordPartnerUpdate() {
        Environment environment = Environment.ofThisProcess("RecordPartnerUpdate");
        Environment.Variable<String> table = environment.text("CHANNELS_TABLE");
        // Read by keys(), named here so that one failed start names all that is missing.
        environment.text("WEBHOOK_SECRET_ARN");
        environment.check();
        return recordPartnerUpdate(
                AwsClients.ofThisProcess(DynamoDbClient.builder()),
                table.value(),
                () -> UUID.randomUUID().toString(),
                // In milliseconds, which is what events keep.
                Clock.tick(Clock.systemUTC(), Duration.ofMillis(1)));
    }

    static RecordPartnerUpdate recordPartnerUpdate(
            DynamoDbClient dynamoDb, String table, Supplier<String> requestTokens, Clock clock) {
        return new RecordPartnerUpdate(new DynamoDbAssignments(dynamoDb, table, requestTokens), clock);
    }

    static RecordPartnerUpdateHandler.Keys keys() {
        Environment environment = Environment.ofThisProcess("RecordPartnerUpdate");
        Environment.Variable<String> secretArn = environment.text("WEBHOOK_SECRET_ARN");
        environment.check();
        return new SecretsManagerKeys(
                AwsClients.ofThisProcess(SecretsManagerClient.builder()), secretArn.value(), Clock.systemUTC())::get;
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
