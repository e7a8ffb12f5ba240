package faas.localcloud.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import faas.localcloud.async.AsyncInvocations;
import faas.localcloud.dynamodb.DynamoDbFaults;
import faas.localcloud.lambda.LambdaService;
import faas.localcloud.mapping.EventSourceMappings;
import faas.localcloud.provision.Naming;
import faas.localcloud.schedule.ScheduledRules;
import faas.localcloud.secrets.SecretsManager;
import faas.localcloud.sns.SnsService;
import faas.localcloud.sqs.QueuePolicies;
import java.net.URI;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What stands behind the gateway.
 *
 * @param sqs where ElasticMQ listens
 * @param dynamoDb where DynamoDB Local listens
 * @param records the engine's own records, for reports
 * @param ready whether everything is provisioned and every mapping polls
 */
public record GatewayServices(
        Naming naming,
        Authorization authorization,
        URI sqs,
        QueuePolicies queuePolicies,
        URI dynamoDb,
        DynamoDbFaults dynamoDbFaults,
        SnsService sns,
        SecretsManager secrets,
        LambdaService lambda,
        AsyncInvocations async,
        EventSourceMappings mappings,
        ScheduledRules rules,
        Supplier<JsonNode> records,
        BooleanSupplier ready) {}
