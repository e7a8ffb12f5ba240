package faas.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The AsyncAPI and OpenAPI documents of every context agree with themselves and with the event types. */
class DocumentsTest {
    static Stream<Context> contexts() {
        return Context.all().stream();
    }

    static Stream<Path> documents() {
        return contexts()
                .flatMap(context -> Stream.of("asyncapi.json", "openapi.json")
                        .map(name -> context.folder().resolve(name))
                        .filter(Files::isRegularFile));
    }

    static Stream<Path> openApis() {
        return documents().filter(document -> document.endsWith("openapi.json"));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void every_reference_leads_somewhere(Path document) {
        assertThat(references(document))
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(Documents.resolve(document, reference))
                        .as(reference)
                        .isNotNull());
    }

    @Test
    void a_reference_that_leads_nowhere_is_found() {
        Path asyncApi = Context.of("parcel").folder().resolve("asyncapi.json");

        assertThat(Documents.resolve(asyncApi, "#/channels/parcelEvents/messages/parcel.sent.v1"))
                .isNotNull();
        assertThat(Documents.resolve(asyncApi, "#/channels/parcelEvents/messages/parcel.sent.v3"))
                .isNull();
        assertThat(Documents.resolve(asyncApi, "schemas/parcel.sent.v3.json")).isNull();
    }

    @ParameterizedTest
    @MethodSource("contexts")
    void asyncapi_has_each_event_type_in_the_channel_of_its_context(Context context) {
        Path asyncApi = context.folder().resolve("asyncapi.json");

        assertThat(names(asyncApi, "#/channels/" + context.name() + "Events/messages"))
                .isEqualTo(context.format().types().stream()
                        .map(EventType::wireName)
                        .toList());
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("openApis")
    void openapi_examples_validate_against_their_schemas(Path openApi) {
        assertThat(Schemas.validatedExamples(openApi)).isNotEmpty();
    }

    private static List<String> references(Path document) {
        List<String> references = new ArrayList<>();
        Documents.members(Documents.json(document), (name, value) -> {
            if (name.equals("$ref") && value instanceof String reference) {
                references.add(reference);
            }
        });
        return references;
    }

    private static List<String> names(Path document, String reference) {
        return Documents.resolve(document, reference) instanceof Map<?, ?> map
                ? map.keySet().stream().map(String::valueOf).toList()
                : List.of();
    }
}
