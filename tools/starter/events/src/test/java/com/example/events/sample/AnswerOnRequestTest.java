package com.example.events.sample;

import static org.assertj.core.api.Assertions.assertThat;

import faas.events.EventContext;
import faas.events.Schemas;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AnswerOnRequestTest {
    private static final Path SCHEMAS = Path.of("src/main/resources/sample/requests");

    @Test
    void a_command_round_trips_and_validates() {
        AnswerOnRequestCommand command =
                new AnswerOnRequestCommand("note-1", new EventContext("trace", "correlation", "cause"));

        assertThat(AnswerOnRequestCommand.read(command.toJson())).isEqualTo(command);
        assertThat(Schemas.violations(SCHEMAS.resolve("answer-on-request.command.v1.json"), command.toJson()))
                .isEmpty();
    }

    @Test
    void a_reply_round_trips_and_validates() {
        AnswerOnRequestReply reply = new AnswerOnRequestReply("note-1", 1);

        assertThat(AnswerOnRequestReply.read(reply.toJson())).isEqualTo(reply);
        assertThat(Schemas.violations(SCHEMAS.resolve("answer-on-request.reply.v1.json"), reply.toJson()))
                .isEmpty();
    }
}
