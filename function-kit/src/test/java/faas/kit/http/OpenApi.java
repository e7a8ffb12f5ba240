package faas.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import faas.kit.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** An OpenAPI document, as what answers are held to. */
public final class OpenApi {

    private final String document;
    private final Map<?, ?> root;

    /** The document of that context. */
    public OpenApi(String context) {
        try (InputStream in =
                Objects.requireNonNull(OpenApi.class.getResourceAsStream("/" + context + "/openapi.json"), context)) {
            document = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        root = (Map<?, ?>) Json.parse(document);
    }

    /**
     * Fails unless the operation documents this answer: its status, its content type, its body and its required
     * headers.
     */
    public void check(String path, String method, HttpResult result) {
        Map<?, ?> responses = object(root, "paths", path, method, "responses");
        String status = Integer.toString(result.status());
        assertThat(responses).as("documented statuses").matches(found -> found.containsKey(status));
        Map<?, ?> response = object(responses, status);
        String contentType = result.header("content-type").orElse("none");
        assertThat(object(response, "content"))
                .as("documented content types")
                .matches(found -> found.containsKey(contentType));
        assertThat(schema(reference(object(response, "content", contentType, "schema")))
                        .validate(result.body(), InputFormat.JSON))
                .isEmpty();
        if (response.containsKey("headers")) {
            object(response, "headers").forEach((name, header) -> {
                if (Boolean.TRUE.equals(((Map<?, ?>) header).get("required"))) {
                    assertThat(result.header(((String) name).toLowerCase(Locale.ROOT)))
                            .as("header %s", name)
                            .isPresent();
                }
            });
        }
    }

    /** Whether the document takes this body as one of that schema. */
    public boolean takes(String schema, String body) {
        return schema("#/components/schemas/" + schema)
                .validate(body, InputFormat.JSON)
                .isEmpty();
    }

    /** A document of OpenAPI 3.1 holds schemas of the 2020-12 dialect, so it can serve as what surrounds them. */
    private Schema schema(String reference) {
        String pointing = "{\"$ref\":\"" + reference + "\"," + document.substring(document.indexOf('{') + 1);
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(pointing, InputFormat.JSON);
    }

    private static String reference(Map<?, ?> schema) {
        return (String) Objects.requireNonNull(schema.get("$ref"));
    }

    private static Map<?, ?> object(Map<?, ?> from, String... names) {
        Map<?, ?> found = from;
        for (String name : names) {
            found = (Map<?, ?>) Objects.requireNonNull(found.get(name), name);
        }
        return found;
    }
}
