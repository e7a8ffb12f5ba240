package faas.localcloud;

import faas.localcloud.dynamodb.DynamoDbFaults;
import faas.localcloud.lambda.LambdaFaults;
import faas.localcloud.sns.SnsFaults;

/** The faults that a test can ask the engine for. */
public record Faults(LambdaFaults lambda, DynamoDbFaults dynamoDb, SnsFaults sns) {}
