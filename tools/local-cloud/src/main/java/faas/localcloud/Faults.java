package faas.localcloud;

import faas.localcloud.dynamodb.DynamoDbFaults;
import faas.localcloud.lambda.LambdaService;
import faas.localcloud.sns.SnsFaults;

/** The faults that a test can ask the engine for. */
public record Faults(LambdaService.Faults lambda, DynamoDbFaults dynamoDb, SnsFaults sns) {}
