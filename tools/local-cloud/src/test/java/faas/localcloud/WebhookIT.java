package faas.localcloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import faas.localcloud.assembly.AssemblyFiles;
import faas.localcloud.json.Json;
import faas.localcloud.lambda.LambdaOptions;
import faas.localcloud.probe.ProbePackage;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** What a webhook needs: a URL that anybody may call, a function among them, and a secret that proves who did. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookIT {
    private final LocalCloud cloud;
    private final LambdaClient lambda;
    private final SecretsManagerClient secrets;

    WebhookIT(@TempDir Path directory) throws IOException {
        ProbePackage.create(directory.resolve("cdk.out/asset.code"));
        Path assembly = AssemblyFiles.in(directory.resolve("cdk.out"))
                .stack("webhook", TEMPLATE)
                .write();
        this.cloud = LocalCloud.start(assembly, LambdaOptions.in(directory.resolve("work")));
        this.lambda = client(LambdaClient.builder());
        this.secrets = client(SecretsManagerClient.builder());
    }

    private static final String TEMPLATE = """
            {"Resources": {
              %s,
              "Called": {"Type": "AWS::Lambda::Function", "Properties": {"Role": {"Fn::GetAtt": ["Role", "Arn"]}, "FunctionName": "called", "Runtime": "java25",
                "Handler": "faas.localcloud.probe.UrlProbe", "Code": {"S3Key": "code.zip"}, "MemorySize": 256,
                "Timeout": 20, "Environment": {"Variables": {"KEYS": {"Ref": "Keys"}}}}},
              "Url": {"Type": "AWS::Lambda::Url", "Properties": {"TargetFunctionArn": {"Fn::GetAtt": ["Called", "Arn"]},
                "AuthType": "NONE"}},
              "MayCall": {"Type": "AWS::Lambda::Permission", "Properties": {"FunctionName": {"Ref": "Called"}, "Principal": "*",
                "Action": "lambda:InvokeFunctionUrl", "FunctionUrlAuthType": "NONE"}},
              "MayInvoke": {"Type": "AWS::Lambda::Permission", "Properties": {"FunctionName": {"Ref": "Called"}, "Principal": "*",
                "Action": "lambda:InvokeFunction", "InvokedViaFunctionUrl": true}},
              "Caller": {"Type": "AWS::Lambda::Function", "Properties": {"Role": {"Fn::GetAtt": ["Role", "Arn"]}, "FunctionName": "caller", "Runtime": "java25",
                "Handler": "faas.localcloud.probe.CallProbe", "Code": {"S3Key": "code.zip"}, "MemorySize": 256,
                "Timeout": 20, "Environment": {"Variables": {"CALLED_URL": {"Fn::GetAtt": ["Url", "FunctionUrl"]}}}}},
              "Keys": {"Type": "AWS::SecretsManager::Secret", "Properties": {"Name": "webhook-keys", "Description": "keys",
                "GenerateSecretString": {"PasswordLength": 48, "ExcludePunctuation": true}}},
              "Given": {"Type": "AWS::SecretsManager::Secret", "Properties": {"Name": "given", "SecretString": "first"}},
              "Empty": {"Type": "AWS::SecretsManager::Secret", "Properties": {"Name": "empty"}}},
             "Outputs": {"KeysArn": {"Value": {"Ref": "Keys"}}, "KeysId": {"Value": {"Fn::GetAtt": ["Keys", "Id"]}}}}""".formatted(AssemblyFiles.ROLE);

    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(B builder) {
        return builder.endpointOverride(cloud.endpoint())
                .region(Region.of(cloud.region()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        cloud.credentials().accessKeyId(), cloud.credentials().secretAccessKey())))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    @AfterAll
    void stop() {
        cloud.close();
    }

    @Test
    void a_function_calls_the_open_url_of_another_with_the_body_as_it_is() {
        String body = "{ \"spaces\" : \"stay\", \"ä\": 1 }";

        JsonNode event = Json.parse(
                lambda.invoke(request -> request.functionName("caller").payload(SdkBytes.fromUtf8String(body)))
                        .payload()
                        .asByteArray());

        assertThat(event.at("/requestContext/http/path").asText()).isEqualTo("/webhook");
        assertThat(event.at("/requestContext/accountId").asText()).isEqualTo("anonymous");
        assertThat(event.path("body").asText()).isEqualTo(body);
        assertThat(event.path("isBase64Encoded").asBoolean()).isFalse();
    }

    @Test
    void a_generated_secret_is_found_by_name_arn_and_arn_without_its_suffix() {
        String arn = cloud.outputs().getOrDefault("KeysArn", "");
        assertThat(arn).matches("arn:aws:secretsmanager:us-east-1:000000000000:secret:webhook-keys-[0-9a-z]{6}");
        assertThat(cloud.outputs()).containsEntry("KeysId", arn);

        String value = value("webhook-keys").secretString();

        assertThat(value).matches("[A-Za-z0-9]{48}");
        assertThat(value(arn).secretString()).isEqualTo(value);
        assertThat(value(arn.substring(0, arn.length() - 7)).secretString()).isEqualTo(value);
        assertThat(value(arn).versionStages()).containsExactly("AWSCURRENT");
    }

    @Test
    void a_new_value_makes_the_one_before_the_previous_one() {
        String first = value("given").versionId();
        String second = secrets.putSecretValue(
                        request -> request.secretId("given").secretString("second"))
                .versionId();

        assertThat(value("given").secretString()).isEqualTo("second");
        GetSecretValueResponse previous =
                secrets.getSecretValue(request -> request.secretId("given").versionStage("AWSPREVIOUS"));
        assertThat(previous.secretString()).isEqualTo("first");
        assertThat(previous.versionId()).isEqualTo(first);
        assertThat(secrets.describeSecret(request -> request.secretId("given")).versionIdsToStages())
                .containsOnlyKeys(first, second);
        assertThatThrownBy(() -> secrets.putSecretValue(request ->
                        request.secretId("given").clientRequestToken(second).secretString("third")))
                .isInstanceOf(ResourceExistsException.class);
    }

    @Test
    void what_is_not_there_is_named_as_aws_names_it() {
        assertThatThrownBy(() -> value("none")).isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> value("empty"))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("AWSCURRENT");
        assertThatThrownBy(() -> secrets.deleteSecret(request -> request.secretId("empty")))
                .hasMessageContaining("DeleteSecret is not carried out");
    }

    @Test
    void a_secret_is_made_at_run_time() {
        secrets.createSecret(request -> request.name("made").secretBinary(SdkBytes.fromUtf8String("bytes")));

        assertThat(value("made").secretBinary().asUtf8String()).isEqualTo("bytes");
        assertThatThrownBy(() -> secrets.createSecret(request -> request.name("made")))
                .isInstanceOf(ResourceExistsException.class);
    }

    private GetSecretValueResponse value(String id) {
        return secrets.getSecretValue(request -> request.secretId(id));
    }
}
