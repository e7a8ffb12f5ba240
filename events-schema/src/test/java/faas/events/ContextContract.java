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

/**
 * What holds for the contract of every context in a module: its documents are complete and agree with themselves and
 * with the event types.
 */
public abstract class ContextContract {
    /** A type, and the context that it belongs to. */
    record TypeOf(Context context, EventType type) {
        Path schema() {
            return context.folder().resolve("schemas").resolve(type.wireName() + ".json");
        }

        String example() {
            return Documents.text(context.folder().resolve("examples").resolve(type.wireName() + ".json"));
        }

        EventCodec codec() {
            return new EventCodec(context.format());
        }

        @Override
        public String toString() {
            return type.wireName();
        }
    }

    protected static Stream<Context> contexts() {
        return Context.all().stream();
    }

    protected static Stream<TypeOf> types() {
        return contexts().flatMap(context -> context.format().types().stream().map(type -> new TypeOf(context, type)));
    }

    protected static Stream<Path> documents() {
        return contexts()
                .flatMap(context -> Stream.of("asyncapi.json", "openapi.json")
                        .map(name -> context.folder().resolve(name))
                        .filter(Files::isRegularFile));
    }

    protected static Stream<Path> openApis() {
        return documents().filter(document -> document.endsWith("openapi.json"));
    }

    @ParameterizedTest
    @MethodSource("contexts")
    void a_context_has_all_documents_of_its_types_and_no_others(Context context) {
        assertThat(context.problems()).isEmpty();
    }

    @Test
    void a_type_belongs_to_one_context() {
        List<String> names = types().map(TypeOf::toString).toList();

        assertThat(names).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("types")
    void example_validates_against_its_schema(TypeOf type) {
        assertThat(Schemas.violations(type.schema(), type.example())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("types")
    void example_round_trips(TypeOf type) {
        CloudEvent event = type.codec().decode(type.example());

        assertThat(event.type()).isEqualTo(type.type());
        assertThat(Documents.parse(type.codec().encode(event))).isEqualTo(Documents.parse(type.example()));
    }

    @ParameterizedTest
    @MethodSource("types")
    void schema_itself_validates_against_the_dialect(TypeOf type) {
        assertThat(Schemas.violationsOfDialect(type.schema())).isEmpty();
    }

    /** What an event is published as besides is sound as well. */
    @ParameterizedTest
    @MethodSource("types")
    void older_versions_of_an_example_validate(TypeOf type) {
        CloudEvent event = type.codec().decode(type.example());

        for (CloudEvent older : type.codec().olderVersions(event)) {
            assertThat(Schemas.violations(
                            new TypeOf(type.context(), older.type()).schema(),
                            type.codec().encode(older)))
                    .isEmpty();
        }
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
