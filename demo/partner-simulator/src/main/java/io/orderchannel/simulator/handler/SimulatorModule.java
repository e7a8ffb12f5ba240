package io.orderchannel.simulator.handler;

import faas.kit.aws.AwsClients;
import faas.kit.env.Environment;
import io.orderchannel.simulator.adapter.dynamodb.DynamoDbFirstCalls;
import io.orderchannel.simulator.adapter.http.SignedReports;
import io.orderchannel.simulator.adapter.secretsmanager.PartnerKeys;
import io.orderchannel.simulator.application.SimulatedPartner;
import java.time.Clock;
import java.time.Duration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Puts the simulator together. */
final class SimulatorModule {
    private SimulatorModule() {}

    static SimulatedPartner simulatedPartner() {
        Environment environment = Environment.ofThisProcess("PartnerSimulator");
        Environment.Variable<String> table = environment.text("CALLS_TABLE");
        Environment.Variable<String> secretArn = environment.text("WEBHOOK_SECRET_ARN");
        environment.check();
        Clock clock = Clock.systemUTC();
        return new SimulatedPartner(
                new DynamoDbFirstCalls(AwsClients.ofThisProcess(DynamoDbClient.builder()), table.value(), clock),
                new SignedReports(
                        new PartnerKeys(AwsClients.ofThisProcess(SecretsManagerClient.builder()), secretArn.value()),
                        clock),
                SimulatorModule::sleep);
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
