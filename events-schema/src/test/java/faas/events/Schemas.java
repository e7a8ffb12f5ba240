package faas.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** JSON Schema of the 2020-12 dialect, for tests. */
public final class Schemas {
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private Schemas() {}

    /** What is wrong with the document, formats such as date-time included. */
    public static List<Error> violations(Path schema, String document) {
        return SCHEMAS.getSchema(Documents.text(schema), InputFormat.JSON)
                .validate(
                        document,
                        InputFormat.JSON,
                        execution -> execution.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }

    /** What is wrong with the schema itself. */
    static List<Error> violationsOfDialect(Path schema) {
        return SCHEMAS.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"))
                .validate(Documents.text(schema), InputFormat.JSON);
    }

    /** Titles of the examples in an OpenAPI document, in its order; fails unless each validates against its schema. */
    public static List<String> validatedExamples(Path openApi) {
        String document = Documents.text(openApi);
        JsonMapper json = new JsonMapper();
        List<String> titles = new ArrayList<>();
        Documents.members(Documents.parse(document), (member, value) -> {
            if (value instanceof Map<?, ?> media
                    && media.get("examples") instanceof Map<?, ?> examples
                    && media.get("schema") instanceof Map<?, ?> schema) {
                examples.forEach((title, example) -> {
                    String text = json.writeValueAsString(((Map<?, ?>) example).get("value"));
                    assertThat(inside(document, String.valueOf(schema.get("$ref")))
                                    .validate(text, InputFormat.JSON))
                            .as("example %s", title)
                            .isEmpty();
                    titles.add(String.valueOf(title));
                });
            }
        });
        return titles;
    }

    /**
     * A schema inside an OpenAPI document. A document of OpenAPI 3.1 holds schemas of this dialect, so it can serve as
     * what surrounds them.
     */
    private static Schema inside(String document, String reference) {
        String pointing = "{\"$ref\":\"" + reference + "\"," + document.substring(document.indexOf('{') + 1);
        return SCHEMAS.getSchema(pointing, InputFormat.JSON);
    }
}
