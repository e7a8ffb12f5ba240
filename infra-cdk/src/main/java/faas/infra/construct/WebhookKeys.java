package faas.infra.construct;

import faas.infra.policy.Permission;
import faas.infra.policy.Stage;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.secretsmanager.SecretStringGenerator;
import software.constructs.Construct;

/**
 * The keys that the calls of somebody outside are signed with: {@code {"current": "...", "previous": ""}}. The first is
 * made when the stage is deployed and stands in no template. Who rotates it moves it to {@code previous}, which is
 * accepted until the caller has the new one.
 *
 * <p>A key is 48 letters and digits, which is base64 of 36 bytes, as the Standard Webhooks scheme wants it (24 to 64).
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-secretsmanager-secret-generatesecretstring.html">
 *     GenerateSecretString</a>
 */
public final class WebhookKeys extends Construct {
    private static final int BASE64_OF_36_BYTES = 48;

    private final Secret secret;

    /**
     * Declares the secret.
     *
     * @param name of the secret within the stage, as {@code bank-webhook-keys}
     * @param description whose webhook they are for
     */
    public WebhookKeys(Construct scope, String id, Stage stage, String name, String description) {
        super(scope, id);
        secret = Secret.Builder.create(this, "Secret")
                .secretName(stage.name() + "/" + name)
                .description(description)
                .generateSecretString(SecretStringGenerator.builder()
                        .secretStringTemplate("{\"previous\":\"\"}")
                        .generateStringKey("current")
                        .passwordLength(BASE64_OF_36_BYTES)
                        .excludePunctuation(true)
                        .includeSpace(false)
                        .build())
                .removalPolicy(stage.removal())
                .build();
        CfnOutput.Builder.create(Stack.of(this), id + "Arn").value(arn()).build();
    }

    public String arn() {
        return secret.getSecretArn();
    }

    /** What a reader's role needs. */
    public Permission mayRead(String reason) {
        return Permission.of(arn(), reason, "secretsmanager:GetSecretValue");
    }
}
