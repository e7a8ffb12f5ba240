package faas.acceptance.system;

import faas.cli.engine.AwsClients;
import faas.cli.engine.EngineConnection;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** SDK clients of one engine. */
public final class Aws implements AutoCloseable {

    private final SqsClient sqs;
    private final SnsClient sns;
    private final DynamoDbClient dynamoDb;
    private final LambdaClient lambda;
    private final SecretsManagerClient secrets;

    Aws(EngineConnection engine) {
        sqs = AwsClients.sqs(engine);
        sns = AwsClients.sns(engine);
        dynamoDb = AwsClients.configured(DynamoDbClient.builder(), engine).build();
        lambda = AwsClients.configured(LambdaClient.builder(), engine).build();
        secrets = AwsClients.configured(SecretsManagerClient.builder(), engine).build();
    }

    public SqsClient sqs() {
        return sqs;
    }

    public SnsClient sns() {
        return sns;
    }

    public DynamoDbClient dynamoDb() {
        return dynamoDb;
    }

    public LambdaClient lambda() {
        return lambda;
    }

    public SecretsManagerClient secrets() {
        return secrets;
    }

    @Override
    public void close() {
        sqs.close();
        sns.close();
        dynamoDb.close();
        lambda.close();
        secrets.close();
    }
}
