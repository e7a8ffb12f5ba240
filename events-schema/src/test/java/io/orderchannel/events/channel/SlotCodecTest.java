package io.orderchannel.events.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.events.Context;
import faas.events.Documents;
import faas.events.Schemas;
import faas.events.UnreadableMessageException;
import io.avaje.jsonb.Jsonb;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlotCodecTest {
    private static final String COMMAND = "manage-slot.command.v1.json";
    private static final String REPLY = "manage-slot.reply.v1.json";

    private final SlotCodec codec = new SlotCodec();

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

        String encoded = codec.encode(codec.decodeCommand(example));

        assertThat(Documents.parse(encoded)).isEqualTo(Documents.parse(example));
        assertThat(violations(COMMAND, encoded)).isEmpty();
    }

    @Test
    void replies_round_trip_and_validate() {
        assertThat(examples(REPLY)).hasSize(2).allSatisfy(example -> {
            String encoded = codec.encode(codec.decodeReply(example));

            assertThat(Documents.parse(encoded)).isEqualTo(Documents.parse(example));
            assertThat(violations(REPLY, encoded)).isEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                   | slot command: action is missing
            {"action": "STEAL"}                  | slot command: action is none of [RESERVE, CONFIRM, RELEASE]
            {"action": "RELEASE"}                | slot command: order is missing
            {"action": "RELEASE", "order": {}}   | slot command: orderId is missing
            """)
    void what_is_no_command_is_named(String text, String message) {
        assertThatThrownBy(() -> codec.decodeCommand(text))
                .isInstanceOf(UnreadableMessageException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no JSON", "[]", "{\"action\": {}}"})
    void what_is_no_json_object_is_refused(String text) {
        assertThatThrownBy(() -> codec.decodeCommand(text))
                .isInstanceOf(UnreadableMessageException.class)
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
        assertThatThrownBy(() -> codec.decodeCommand(text))
                .isInstanceOf(UnreadableMessageException.class)
                .satisfies(failure -> {
                    StringWriter trace = new StringWriter();
                    failure.printStackTrace(new PrintWriter(trace));
                    assertThat(trace.toString()).doesNotContain("SECRET");
                });
    }

    @Test
    void a_text_that_nests_too_deep_is_refused() {
        assertThatThrownBy(() -> codec.decodeCommand("{\"a\":".repeat(60_000)))
                .isInstanceOf(UnreadableMessageException.class)
                .hasMessage("slot command: nested deeper than 32 levels");
    }

    @Test
    void a_hold_without_its_end_is_no_reply() {
        assertThatThrownBy(() -> codec.decodeReply("{\"orderId\":\"o\",\"outcome\":\"HELD\",\"version\":1}"))
                .isInstanceOf(UnreadableMessageException.class)
                .hasMessage("slot reply: heldUntil is missing");
    }

    private static List<String> examples(String schema) {
        Jsonb json = Jsonb.builder().build();
        List<String> texts = new ArrayList<>();
        if (Documents.json(file(schema)).get("examples") instanceof List<?> examples) {
            for (Object example : examples) {
                texts.add(json.toJson(example));
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
