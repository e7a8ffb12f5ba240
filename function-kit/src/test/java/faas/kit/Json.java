package faas.kit;

import tools.jackson.databind.json.JsonMapper;

/** Reads JSON that functions write, for tests. */
public final class Json {
    private static final JsonMapper MAPPER = new JsonMapper();

    private Json() {}

    /** The value as maps, lists, texts, numbers, truth values and nulls. */
    public static Object parse(String text) {
        return MAPPER.readValue(text, Object.class);
    }
}
