package io.orderchannel.localcloud;

import io.orderchannel.localcloud.dynamodb.DynamoDbFaults;
import io.orderchannel.localcloud.lambda.LambdaFaults;
import io.orderchannel.localcloud.sns.SnsFaults;

/** The faults that a test can ask the engine for. */
public record Faults(LambdaFaults lambda, DynamoDbFaults dynamoDb, SnsFaults sns) {}
