package faas.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import faas.acceptance.engine.Variation;
import faas.cli.deploy.Deployment;
import faas.cli.deploy.DeploymentException;
import faas.cli.deploy.Place;
import faas.cli.engine.AwsClients;
import faas.infra.CloudAssembly;
import faas.infra.construct.DeadLetterQueue;
import faas.infra.construct.StreamedTable;
import faas.infra.policy.DeadLetterPolicy;
import faas.infra.policy.QueueType;
import faas.infra.policy.Stage;
import faas.localstack.LocalStack;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.lambda.CfnAlias;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * What a stage that keeps its data leaves behind when its first create fails, and when it is removed. On LocalStack,
 * which carries out deletion policies, but neither deletion nor termination protection.
 */
@Order(9)
@EnabledIfSystemProperty(named = "faas.engine", matches = "localstack")
class FirstCreateIT {

    private static final Stage STAGE = Stage.thrownAway("probes", "firstcreate").retained();

    @Test
    void nothing_blocks_the_second_create_and_a_removal_keeps_the_data() throws Exception {
        try (var container = LocalStack.start(Variation.ROOT)) {
            var place = new Place.LocalStack(container.endpoint());
            var connection = place.connection(Map.of());
            try (var sqs = AwsClients.configured(SqsClient.builder(), connection)
                            .build();
                    var dynamoDb = AwsClients.configured(DynamoDbClient.builder(), connection)
                            .build()) {
                assertThatExceptionOfType(DeploymentException.class)
                        .isThrownBy(() -> deployment(place, "failing", true).deploy());
                assertThat(queues(sqs)).isEmpty();
                assertThat(dynamoDb.listTables().tableNames()).containsExactly("firstcreate-items");

                var mended = deployment(place, "mended", false);
                assertThat(mended.deploy()).containsKey("QueueUrl");
                assertThat(queues(sqs)).hasSize(1);

                mended.destroy();
                assertThat(queues(sqs)).hasSize(1);
                assertThat(dynamoDb.listTables().tableNames()).containsExactly("firstcreate-items");
            }
        }
    }

    private static List<String> queues(SqsClient sqs) {
        return sqs.listQueues(list -> list.queueNamePrefix("firstcreate-")).queueUrls();
    }

    /** A data stack and a service stack; one that fails does so after its queue is there. */
    private static Deployment deployment(Place place, String name, boolean isFailing) {
        var out = Variation.ROOT.resolve("acceptance-tests/target/assembly/first-create-" + name);
        var app = new App(AppProps.builder()
                .outdir(out.toString())
                .stackTraces(false)
                .analyticsReporting(false)
                .build());
        var isProtected = StackProps.builder().terminationProtection(true).build();
        new StreamedTable(
                new Stack(app, "firstcreate-probe-data", isProtected),
                "Items",
                STAGE.physicalName("items"),
                "pk",
                STAGE.removal());
        var service = new Stack(app, "firstcreate-probe", isProtected);
        var queue = new DeadLetterQueue(
                service,
                "Queue",
                STAGE.physicalName("queue"),
                QueueType.STANDARD,
                DeadLetterPolicy.LONGEST_RETENTION,
                STAGE.removal());
        CfnOutput.Builder.create(service, "QueueUrl")
                .value(queue.queue().getQueueUrl())
                .build();
        if (isFailing) {
            CfnAlias.Builder.create(service, "OfNothing")
                    .name("live")
                    .functionName("firstcreate-none")
                    .functionVersion("1")
                    .build()
                    .getNode()
                    .addDependency(queue);
        }
        CloudAssembly.write(app);
        var log = Variation.ROOT.resolve("acceptance-tests/target/localstack/first-create-" + name + ".cdk.log");
        return new Deployment(place, Variation.ROOT, out, log, _ -> {});
    }
}
