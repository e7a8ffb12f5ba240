package io.orderchannel.localcloud.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderchannel.localcloud.async.AsyncInvocations;
import io.orderchannel.localcloud.dynamodb.DynamoDbFaults;
import io.orderchannel.localcloud.lambda.LambdaService;
import io.orderchannel.localcloud.mapping.EventSourceMappings;
import io.orderchannel.localcloud.provision.Naming;
import io.orderchannel.localcloud.schedule.ScheduledRules;
import io.orderchannel.localcloud.secrets.SecretsManager;
import io.orderchannel.localcloud.sns.SnsService;
import io.orderchannel.localcloud.sqs.QueuePolicies;
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
