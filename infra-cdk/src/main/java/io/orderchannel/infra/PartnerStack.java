package io.orderchannel.infra;

import faas.infra.construct.FunctionDeclaration;
import faas.infra.construct.WebhookFunction;
import faas.infra.construct.WebhookKeys;
import faas.infra.policy.HttpFunctionPolicy;
import faas.infra.policy.Permission;
import faas.infra.policy.Stage;
import io.orderchannel.simulator.handler.PartnerSimulatorHandler;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.BillingMode;
import software.amazon.awscdk.services.dynamodb.Table;
import software.constructs.Construct;

/**
 * The simulated partner of a demo or test stage. It learns the webhook's address from each notice and so needs nothing of
 * the stack that calls it, only the keys of the contract.
 */
final class PartnerStack extends Stack {
    private final String url;

    PartnerStack(
            Construct scope,
            String id,
            Stage stage,
            HttpFunctionPolicy policy,
            Path functionPackage,
            WebhookKeys keys) {
        super(scope, id);
        Table calls = Table.Builder.create(this, "Calls")
                .tableName(stage.physicalName("partner-calls"))
                .partitionKey(Attribute.builder()
                        .name("pk")
                        .type(AttributeType.STRING)
                        .build())
                .timeToLiveAttribute("expiresAt")
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .removalPolicy(stage.removal())
                .build();
        WebhookFunction simulator = new WebhookFunction(
                this,
                "PartnerSimulator",
                stage,
                "a partner has no AWS credentials of ours to sign with, and this one exists in demo and test stages only",
                policy,
                new FunctionDeclaration<>(
                        functionPackage,
                        PartnerSimulatorHandler.class,
                        Map.of("CALLS_TABLE", calls.getTableName(), "WEBHOOK_SECRET_ARN", keys.arn()),
                        List.of(
                                Permission.of(
                                        calls.getTableArn(), "tells a first call from others", "dynamodb:PutItem"),
                                keys.mayRead("signs its reports"))));
        url = simulator.url();
    }

    /** Where it takes notices. */
    String url() {
        return url;
    }
}
