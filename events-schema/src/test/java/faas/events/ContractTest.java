package faas.events;

import static org.assertj.core.api.Assertions.assertThat;

import faas.events.parcel.ParcelEventFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contracts of the contexts in this module, the planted one included, and mistakes planted in that one. */
class ContractTest extends ContextContract {
    @TempDir
    private Path temporary;

    @Test
    void contexts_are_found_by_looking() {
        assertThat(Context.all()).anySatisfy(context -> {
            assertThat(context.name()).isEqualTo("parcel");
            assertThat(context.format()).isInstanceOf(ParcelEventFormat.class);
            assertThat(context.folder().resolve("asyncapi.json")).exists();
        });
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
    @CsvSource({
        "schemas/parcel.sent.v2.json,           schemas/parcel.sent.v2.json is missing",
        "schemas/published/parcel.sent.v2.json, schemas/published/parcel.sent.v2.json is missing",
        "examples/parcel.sent.v2.json,          examples/parcel.sent.v2.json is missing"
    })
    void planted_a_missing_document_is_found(String file, String problem) throws IOException {
        Context copy = copyOfParcel();
        Files.delete(copy.folder().resolve(file));

        assertThat(copy.problems()).containsExactly(problem);
    }

    @Test
    void planted_a_type_without_a_message_is_found() throws IOException {
        Context copy = copyOfParcel();
        replace(copy.folder().resolve("asyncapi.json"), "\"parcel.sent.v2\": {\n        \"name\"", "\"x\": {\"name\"");

        assertThat(copy.problems()).containsExactly("parcel.sent.v2: no message in asyncapi.json");
    }

    @Test
    void planted_a_message_of_another_type_s_schema_is_found() throws IOException {
        Context copy = copyOfParcel();
        replace(copy.folder().resolve("asyncapi.json"), "schemas/parcel.sent.v2.json", "schemas/parcel.sent.v1.json");

        assertThat(copy.problems()).containsExactly("parcel.sent.v2: its message in asyncapi.json has another schema");
    }

    @Test
    void planted_a_document_without_a_type_is_found() throws IOException {
        Context copy = copyOfParcel();
        Context retired = new Context("parcel", copy.folder(), List.of(ParcelEventFormat.afterV1()));

        assertThat(retired.problems())
                .containsExactly(
                        "schemas/parcel.sent.v1.json belongs to no type",
                        "schemas/published/parcel.sent.v1.json belongs to no type",
                        "examples/parcel.sent.v1.json belongs to no type");
    }

    @Test
    void planted_an_id_of_another_form_is_found() throws IOException {
        Context copy = copyOfParcel();
        replace(copy.folder().resolve("schemas/parcel.sent.v1.json"), "urn:schemas:", "urn:my-system:schemas:");

        assertThat(copy.problems())
                .containsExactly("schemas/parcel.sent.v1.json: $id is urn:my-system:schemas:parcel.sent.v1,"
                        + " expected urn:schemas:parcel.sent.v1");
    }

    @Test
    void planted_a_folder_without_a_format_is_found() {
        assertThat(new Context("parcel", temporary, List.of()).problems())
                .containsExactly("parcel: 0 formats, expected 1 whose types have the source /parcel");
    }

    private Context copyOfParcel() throws IOException {
        Context parcel = Context.of("parcel");
        Set<Path> files = new TreeSet<>();
        try (Stream<Path> found = Files.walk(parcel.folder())) {
            found.forEach(files::add);
        }
        for (Path file : new ArrayList<>(files)) {
            Files.copy(file, temporary.resolve("parcel").resolve(parcel.folder().relativize(file)));
        }
        return new Context("parcel", temporary.resolve("parcel"), parcel.formats());
    }

    private static void replace(Path file, String found, String replacement) throws IOException {
        String before = Files.readString(file);
        assertThat(before).contains(found);
        Files.writeString(file, before.replace(found, replacement));
    }
}
