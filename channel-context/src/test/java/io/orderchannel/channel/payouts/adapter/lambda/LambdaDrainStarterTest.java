package io.orderchannel.channel.payouts.adapter.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.kit.Json;
import faas.kit.aws.ScriptedAws;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

class LambdaDrainStarterTest {
    private static final String ARN = "arn:aws:lambda:us-east-1:123456789012:function:demo-DrainPayouts:live";

    private final ScriptedAws aws = new ScriptedAws();
    private final LambdaDrainStarter starter = new LambdaDrainStarter(aws.client(LambdaClient.builder()), ARN);

    @Test
    void the_drain_is_started_with_its_claim_and_not_waited_for() {
        aws.answer(202, "");

        starter.start("claim-1");

        assertThat(aws.bodies()).containsExactly(Json.parse("{\"claimId\":\"claim-1\"}"));
        assertThat(aws.requests().getFirst().firstMatchingHeader("X-Amz-Invocation-Type"))
                .contains("Event");
        assertThat(aws.requests().getFirst().encodedPath())
                .contains("DrainPayouts")
                .endsWith("/invocations");
    }

    @Test
    void a_function_that_is_not_there_is_a_failure() {
        aws.answer(404, "{\"Type\":\"User\",\"Message\":\"Function not found\"}");

        assertThatThrownBy(() -> starter.start("claim-1"))
                .isInstanceOfAny(
                        ResourceNotFoundException.class,
                        software.amazon.awssdk.services.lambda.model.LambdaException.class);
    }
}
