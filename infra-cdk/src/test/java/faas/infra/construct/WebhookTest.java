package faas.infra.construct;

import static org.assertj.core.api.Assertions.assertThat;

import faas.infra.Synthesized;
import faas.infra.planted.Handlers;
import faas.infra.policy.ComputePolicy;
import faas.infra.policy.HttpFunctionPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.assertions.Template;

class WebhookTest {
    @TempDir
    private Path directory;

    private Probes probes;

    @BeforeEach
    void app() {
        probes = new Probes(directory);
    }

    @Test
    void door_is_open_to_everybody_at_the_alias_and_the_reason_stands_beside_it() {
        new WebhookFunction(
                probes.stack(),
                "Update",
                Probes.STAGE,
                "every body is signed",
                HttpFunctionPolicy.of(ComputePolicy.standard()),
                probes.http());

        Synthesized app = probes.synthesized();
        assertThat(app.propertiesOf("AWS::Lambda::Url").values())
                .containsExactly(Map.of(
                        "AuthType",
                        "NONE",
                        "Qualifier",
                        "live",
                        "TargetFunctionArn",
                        "${Update/Service/Function.Arn}"));
        assertThat(app.propertiesOf("AWS::Lambda::Permission").values())
                .containsExactlyInAnyOrder(
                        Map.of(
                                "Action", "lambda:InvokeFunctionUrl",
                                "FunctionName", Probes.aliasOf("Update"),
                                "FunctionUrlAuthType", "NONE",
                                "Principal", "*"),
                        Map.of(
                                "Action",
                                "lambda:InvokeFunction",
                                "FunctionName",
                                Probes.aliasOf("Update"),
                                "InvokedViaFunctionUrl",
                                true,
                                "Principal",
                                "*"));
        Template.fromStack(probes.stack())
                .hasOutput("UpdateUrl", Map.of("Description", "AuthType NONE: every body is signed"));
        assertThat(app.outputs()).isEqualTo(Map.of("UpdateUrl", "${Update/Service/Alias/FunctionUrl.FunctionUrl}"));
    }

    @Test
    void keys_are_made_at_deployment_and_one_permission_reads_them() {
        WebhookKeys keys = new WebhookKeys(probes.stack(), "Keys", Probes.STAGE, "bank-webhook-keys", "of the bank");
        new WebhookFunction(
                probes.stack(),
                "Update",
                Probes.STAGE,
                "every body is signed",
                HttpFunctionPolicy.of(ComputePolicy.standard()),
                new FunctionDeclaration<>(
                        probes.http().packageDirectory(),
                        Handlers.OfHttp.class,
                        Map.of("SECRET_ARN", keys.arn()),
                        List.of(keys.mayRead("checks signatures"))));

        Synthesized app = probes.synthesized();
        assertThat(app.propertiesAt("AWS::SecretsManager::Secret", "Keys/Secret"))
                .containsEntry("Name", "probe/bank-webhook-keys")
                .containsEntry("Description", "of the bank")
                .containsEntry(
                        "GenerateSecretString",
                        Map.of(
                                "SecretStringTemplate",
                                "{\"previous\":\"\"}",
                                "GenerateStringKey",
                                "current",
                                "PasswordLength",
                                48,
                                "ExcludePunctuation",
                                true,
                                "IncludeSpace",
                                false));
        assertThat(app.permissionsOf("Update")).contains("secretsmanager:GetSecretValue on ${Keys/Secret}");
        Template.fromStack(probes.stack())
                .hasResource(
                        "AWS::SecretsManager::Secret",
                        Map.of("DeletionPolicy", "Delete", "UpdateReplacePolicy", "Delete"));
    }
}
