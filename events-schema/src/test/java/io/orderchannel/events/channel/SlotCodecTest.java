package io.orderchannel.events.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.events.Context;
import faas.events.Documents;
import faas.events.Schemas;
import faas.json.UnreadableJsonException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class SlotCodecTest {
    private static final String COMMAND = "manage-slot.command.v1.json";
    private static final String REPLY = "manage-slot.reply.v1.json";

    @ParameterizedTest
    @ValueSource(strings = {COMMAND, REPLY})
    void examples_validate_against_their_schema(String schema) {
        assertThat(examples(schema))
                .isNotEmpty()
                .allSatisfy(example -> assertThat(violations(schema, example)).isEmpty());
    }

    @Test
    void a_command_round_trips_and_validates() {
        String example = examples(COMMAND).getFirst();

        String encoded = SlotCodec.encode(SlotCodec.decodeCommand(example));

        assertThat(Documents.parse(encoded)).isEqualTo(Documents.parse(example));
        assertThat(violations(COMMAND, encoded)).isEmpty();
    }

    @Test
    void replies_round_trip_and_validate() {
        assertThat(examples(REPLY)).hasSize(2).allSatisfy(example -> {
            String encoded = SlotCodec.encode(SlotCodec.decodeReply(example));

            assertThat(Documents.parse(encoded)).isEqualTo(Documents.parse(example));
            assertThat(violations(REPLY, encoded)).isEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                   | slot command: #/action is missing; #/order is missing; #/traceparent is missing
            {"action": "RELEASE"}                | slot command: #/order is missing; #/traceparent is missing
            {"action": "RELEASE", "order": {}}   | slot command: #/order/orderId is missing; #/order/version is missing
            {"action": "STEAL", "order": 1}      | slot command: #/action must be one of [RESERVE, CONFIRM, RELEASE]; #/order must be an object, is a number
            {"action": "RELEASE", "order": "o"}  | slot command: #/order must be an object, is a string
            """)
    void what_is_no_command_is_named(String text, String message) {
        assertThatThrownBy(() -> SlotCodec.decodeCommand(text))
                .isInstanceOf(UnreadableJsonException.class)
                .message()
                .startsWith(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no JSON", "[]", "{\"action\": {}}"})
    void what_is_no_json_object_is_refused(String text) {
        assertThatThrownBy(() -> SlotCodec.decodeCommand(text))
                .isInstanceOf(UnreadableJsonException.class)
                .hasMessageStartingWith("slot command: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"action\": SECRET}",
                "{\"action\": \"SECRET\"}",
                "{\"SECRET\": SECRET}",
                "{\"order\": {\"version\": \"SECRET\"}}",
                "{\"order\": {\"SECRET"
            })
    void no_part_of_the_text_is_in_the_failure(String text) {
        assertThatThrownBy(() -> SlotCodec.decodeCommand(text))
                .isInstanceOf(UnreadableJsonException.class)
                .satisfies(failure -> {
                    StringWriter trace = new StringWriter();
                    failure.printStackTrace(new PrintWriter(trace));
                    assertThat(trace.toString()).doesNotContain("SECRET");
                });
    }

    @Test
    void a_text_that_nests_too_deep_is_refused() {
        assertThatThrownBy(() -> SlotCodec.decodeCommand("{\"a\":".repeat(60_000)))
                .isInstanceOf(UnreadableJsonException.class)
                .hasMessageStartingWith("slot command: # is nested deeper than 32 levels or too long, near character");
    }

    @Test
    void a_hold_without_its_end_is_no_reply() {
        assertThatThrownBy(() -> SlotCodec.decodeReply("{\"orderId\":\"o\",\"outcome\":\"HELD\",\"version\":1}"))
                .isInstanceOf(UnreadableJsonException.class)
                .hasMessage("slot reply: # heldUntil is missing");
    }

    private static List<String> examples(String schema) {
        JsonMapper json = new JsonMapper();
        List<String> texts = new ArrayList<>();
        if (Documents.json(file(schema)).get("examples") instanceof List<?> examples) {
            for (Object example : examples) {
                texts.add(json.writeValueAsString(example));
            }
        }
        return texts;
    }

    private static List<com.networknt.schema.Error> violations(String schema, String document) {
        return Schemas.violations(file(schema), document);
    }

    private static Path file(String schema) {
        return Context.of("channel").folder().resolve("requests").resolve(schema);
    }
}
