package io.orderchannel.simulator.handler;

import faas.kit.aws.AwsClients;
import faas.kit.env.Environment;
import io.orderchannel.simulator.adapter.dynamodb.DynamoDbFirstCalls;
import io.orderchannel.simulator.adapter.http.SignedReports;
import io.orderchannel.simulator.adapter.secretsmanager.PartnerKeys;
import io.orderchannel.simulator.application.SimulatedPartner;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Puts the simulator together. */
record SimulatorModule(SimulatedPartner partner, CallbackAddresses callbacks) {
    /** Lambda sets the region, and an engine that stands in for AWS its endpoint. */
    static SimulatorModule of(Environment environment) {
        Environment.Variable<String> table = environment.text("CALLS_TABLE");
        Environment.Variable<String> secretArn = environment.text("WEBHOOK_SECRET_ARN");
        Environment.Variable<String> region = environment.text("AWS_REGION");
        environment.check();
        Clock clock = Clock.systemUTC();
        SimulatedPartner partner = new SimulatedPartner(
                new DynamoDbFirstCalls(AwsClients.ofThisProcess(DynamoDbClient.builder()), table.value(), clock),
                new SignedReports(
                        new PartnerKeys(AwsClients.ofThisProcess(SecretsManagerClient.builder()), secretArn.value()),
                        clock),
                SimulatorModule::sleep);
        return new SimulatorModule(
                partner,
                new CallbackAddresses(
                        region.value(),
                        Optional.ofNullable(System.getenv("AWS_ENDPOINT_URL")).map(URI::create)));
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
