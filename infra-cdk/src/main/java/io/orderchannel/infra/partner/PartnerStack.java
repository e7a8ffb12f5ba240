package io.orderchannel.infra.partner;

import faas.infra.StageApp;
import faas.infra.construct.FunctionDeclaration;
import faas.infra.construct.WebhookFunction;
import faas.infra.construct.WebhookKeys;
import faas.infra.policy.ComputePolicy;
import faas.infra.policy.HttpFunctionPolicy;
import faas.infra.policy.Permission;
import faas.infra.policy.Stage;
import io.orderchannel.infra.channel.ChannelContext;
import io.orderchannel.simulator.handler.PartnerSimulatorHandler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.BillingMode;
import software.amazon.awscdk.services.dynamodb.Table;

/**
 * The simulated partner of a demo or test stage. It learns the webhook's address from each notice and so needs nothing
 * of the stack that calls it, only the keys of the contract.
 */
final class PartnerStack extends Stack {
    /** It answers late on purpose, and reports before it answers. */
    private static final HttpFunctionPolicy POLICY =
            HttpFunctionPolicy.of(ComputePolicy.standard(Duration.ofSeconds(15)));

    private final String url;

    PartnerStack(StageApp app) {
        super(app.app(), app.stage().physicalName("partner"));
        Stage stage = app.stage();
        WebhookKeys keys = app.shared(WebhookKeys.class, ChannelContext.PARTNER_KEYS);
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
                "a partner has no AWS credentials of ours to sign with, and this one exists in demo"
                        + " and test stages only",
                POLICY,
                new FunctionDeclaration<>(
                        app.functionPackage("demo/partner-simulator"),
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
