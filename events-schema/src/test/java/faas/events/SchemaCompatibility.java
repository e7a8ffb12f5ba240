package faas.events;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares a schema with its published version. Events of both versions are in queues at the same time and are read by
 * consumers of both, so within a version only one change is allowed: a further property that is not required. Texts for
 * people may change freely; every other difference is a break, in whichever direction.
 */
final class SchemaCompatibility {
    private static final Set<String> FOR_PEOPLE = Set.of("title", "description", "examples", "$comment");

    /** Keywords whose value maps names to schemas. */
    private static final Set<String> NAMED_SCHEMAS = Set.of("properties", "$defs");

    private SchemaCompatibility() {}

    /** Every break between the two, each with its place and what was found; empty if there is none. */
    static List<String> breaks(Map<?, ?> published, Map<?, ?> current) {
        List<String> breaks = new ArrayList<>();
        compare("#", published, current, breaks);
        return breaks;
    }

    private static void compare(String place, Map<?, ?> published, Map<?, ?> current, List<String> breaks) {
        for (String keyword : keywords(published, current)) {
            Object before = published.get(keyword);
            Object after = current.get(keyword);
            if (NAMED_SCHEMAS.contains(keyword)) {
                compareNamed(place + "/" + keyword, map(before), map(after), breaks);
            } else if (keyword.equals("required")) {
                compareRequired(place, list(before), list(after), breaks);
            } else if (before instanceof Map<?, ?> schema && after instanceof Map<?, ?> other) {
                compare(place + "/" + keyword, schema, other, breaks);
            } else if (!Objects.equals(before, after)) {
                breaks.add(place + ": " + keyword + " was " + before + ", is " + after);
            }
        }
    }

    private static void compareNamed(String place, Map<?, ?> published, Map<?, ?> current, List<String> breaks) {
        published.forEach((name, schema) -> {
            Object after = current.get(name);
            if (after == null) {
                breaks.add(place + "/" + name + " was removed");
            } else {
                compare(place + "/" + name, map(schema), map(after), breaks);
            }
        });
    }

    private static void compareRequired(String place, List<?> published, List<?> current, List<String> breaks) {
        current.stream()
                .filter(name -> !published.contains(name))
                .forEach(name -> breaks.add(place + ": " + name + " is newly required"));
        published.stream()
                .filter(name -> !current.contains(name))
                .forEach(name -> breaks.add(place + ": " + name + " is no longer required"));
    }

    private static Set<String> keywords(Map<?, ?> published, Map<?, ?> current) {
        Set<String> keywords = new TreeSet<>();
        published.keySet().forEach(key -> keywords.add(String.valueOf(key)));
        current.keySet().forEach(key -> keywords.add(String.valueOf(key)));
        keywords.removeAll(FOR_PEOPLE);
        return keywords;
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }
}
