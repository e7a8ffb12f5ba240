package com.example.acceptance.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.acceptance.DemoStage;
import com.example.events.sample.AnswerOnRequestCommand;
import com.example.events.sample.AnswerOnRequestReply;
import faas.acceptance.engine.RunsOn;
import faas.acceptance.system.DeployedSystem;
import faas.events.EventContext;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lambda.model.InvocationType;

@RunsOn(DemoStage.class)
class AnswerOnRequestIT {
    @Test
    void a_caller_gets_its_answer(DeployedSystem system) {
        var command = new AnswerOnRequestCommand("none", new EventContext("trace", "correlation", "cause"));

        String answer = system.invoke("AnswerOnRequest", InvocationType.REQUEST_RESPONSE, command.toJson());

        assertThat(AnswerOnRequestReply.read(answer)).isEqualTo(new AnswerOnRequestReply("none", 0));
    }
}
