package faas.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import faas.cli.deploy.CloudFormation.Stack;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CloudFormationTest {

    private static final String THROTTLED =
            "<ErrorResponse><Error><Code>Throttling</Code><Message>Rate exceeded</Message></Error></ErrorResponse>";

    private final AwsStandIn aws = new AwsStandIn();
    private final CloudFormation cloudFormation =
            new CloudFormation(new Place.LocalStack(aws.endpoint()).connection(Map.of()), Duration.ZERO);

    @AfterEach
    void stop() {
        cloudFormation.close();
        aws.close();
    }

    @Test
    void a_request_that_was_throttled_is_made_again() throws Exception {
        aws.on("DescribeStacks", "<StackStatus>CREATE_COMPLETE</StackStatus>")
                .once("DescribeStacks", 400, THROTTLED)
                .once("DescribeStacks", 503, "");

        assertThat(cloudFormation.stack("p-billing")).contains(new Stack("CREATE_COMPLETE", false));
    }

    @Test
    void a_request_that_stays_throttled_is_refused() {
        aws.on("DescribeStacks", 400, THROTTLED);

        assertThatExceptionOfType(DeploymentException.class)
                .isThrownBy(() -> cloudFormation.stack("p-billing"))
                .withMessage("cloudformation:DescribeStacks of stack p-billing was answered with status 400:"
                        + " Rate exceeded");
        assertThat(aws.asked()).hasSize(4);
    }

    @Test
    void a_refusal_is_not_asked_for_again() {
        aws.on("DescribeStacks", 403, "<Message>not you</Message>");

        assertThatExceptionOfType(DeploymentException.class)
                .isThrownBy(() -> cloudFormation.stack("p-billing"))
                .withMessageEndingWith("status 403: not you");
        assertThat(aws.asked()).hasSize(1);
    }
}
