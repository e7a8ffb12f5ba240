package io.orderchannel.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.avaje.jsonb.Jsonb;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The AsyncAPI and OpenAPI documents agree with themselves and with the event types. */
class DocumentsTest {
    private static final String ASYNC_API = "/asyncapi/order-channel.v1.json";
    private static final String ORDER_DOORS = "/openapi/order.v1.json";
    private static final String CHANNEL_DOORS = "/openapi/channel.v1.json";

    @ParameterizedTest
    @ValueSource(strings = {ASYNC_API, ORDER_DOORS, CHANNEL_DOORS})
    void every_reference_leads_somewhere(String document) {
        Map<?, ?> root = Resources.json(document);
        List<String> references = new ArrayList<>();
        members(root, (name, value) -> {
            if (name.equals("$ref") && value instanceof String reference) {
                references.add(reference);
            }
        });

        assertThat(references).isNotEmpty().allSatisfy(reference -> {
            if (reference.startsWith("#")) {
                assertThat(at(root, reference)).as(reference).isNotNull();
            } else {
                assertThat(Resources.text(reference.substring("..".length()))).isNotEmpty();
            }
        });
    }

    @Test
    void asyncapi_has_each_event_type_in_the_channel_of_its_source() {
        Map<?, ?> root = Resources.json(ASYNC_API);

        assertThat(names(root, "#/channels/orderEvents/messages")).isEqualTo(types("/order"));
        assertThat(names(root, "#/channels/channelEvents/messages")).isEqualTo(types("/channel"));
    }

    @ParameterizedTest
    @CsvSource({ORDER_DOORS + ", courier placed confirmed", CHANNEL_DOORS + ", shipped failed recorded"})
    void openapi_examples_validate_against_their_schemas(String name, String examplesOfIt) {
        String document = Resources.text(name);
        Jsonb json = Jsonb.builder().serializeNulls(true).build();
        List<String> checked = new ArrayList<>();
        members(Resources.parse(document), (member, value) -> {
            if (value instanceof Map<?, ?> media && media.get("examples") instanceof Map<?, ?> examples) {
                String schema = String.valueOf(at(media, "#/schema/$ref"));
                examples.forEach((title, example) -> {
                    String text = json.toJson(((Map<?, ?>) example).get("value"));
                    assertThat(openApiSchema(document, schema).validate(text, InputFormat.JSON))
                            .as("example %s", title)
                            .isEmpty();
                    checked.add(String.valueOf(title));
                });
            }
        });

        assertThat(checked).containsExactlyInAnyOrder(examplesOfIt.split(" ", -1));
    }

    /** An OpenAPI 3.1 document holds JSON Schemas of the 2020-12 dialect, so it can serve as their surrounding document. */
    private static Schema openApiSchema(String document, String reference) {
        String pointing = "{\"$ref\":\"" + reference + "\"," + document.substring(document.indexOf('{') + 1);
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(pointing, InputFormat.JSON);
    }

    private static List<String> types(String source) {
        return Arrays.stream(EventType.values())
                .filter(type -> type.source().equals(source))
                .map(EventType::wireName)
                .toList();
    }

    private static List<String> names(Map<?, ?> root, String pointer) {
        return at(root, pointer) instanceof Map<?, ?> map
                ? map.keySet().stream().map(String::valueOf).toList()
                : List.of();
    }

    private static @Nullable Object at(Map<?, ?> root, String pointer) {
        @Nullable Object found = root;
        for (String part : pointer.substring("#/".length()).split("/", -1)) {
            String name = part.replace("~1", "/").replace("~0", "~");
            found = found instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return found;
    }

    private static void members(@Nullable Object value, BiConsumer<String, @Nullable Object> visitor) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, member) -> {
                visitor.accept(String.valueOf(name), member);
                members(member, visitor);
            });
        } else if (value instanceof List<?> list) {
            list.forEach(element -> members(element, visitor));
        }
    }
}
