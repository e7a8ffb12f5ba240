package faas.events;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** JSON documents of a contract, for tests. */
public final class Documents {
    private static final JsonMapper JSON = new JsonMapper();

    private Documents() {}

    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The document as maps, lists and values. */
    public static Map<?, ?> json(Path file) {
        return parse(text(file));
    }

    public static Map<?, ?> parse(String text) {
        return (Map<?, ?>) JSON.readValue(text, Object.class);
    }

    /** Names of the files in a folder; empty if there is no such folder. */
    static Set<String> files(Path folder) {
        Set<String> names = new TreeSet<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(Files::isRegularFile).forEach(file -> names.add(String.valueOf(file.getFileName())));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return names;
    }

    /** What a reference in that document leads to, in it or in another file; null if it leads nowhere. */
    static @Nullable Object resolve(Path document, String reference) {
        int hash = reference.indexOf('#');
        String file = hash < 0 ? reference : reference.substring(0, hash);
        Path target = file.isEmpty()
                ? document
                : Objects.requireNonNull(document.getParent()).resolve(file);
        if (!Files.isRegularFile(target)) {
            return null;
        }
        @Nullable Object found = json(target);
        String pointer = hash < 0 ? "" : reference.substring(hash + 1);
        for (String part : pointer.isEmpty()
                ? List.<String>of()
                : List.of(pointer.substring(1).split("/", -1))) {
            while (found instanceof Map<?, ?> map && map.get("$ref") instanceof String further) {
                found = resolve(target, further);
            }
            found = found instanceof Map<?, ?> map
                    ? map.get(part.replace("~1", "/").replace("~0", "~"))
                    : null;
        }
        return found;
    }

    /** Visits every member of every object, however deep, with its name. */
    static void members(@Nullable Object value, BiConsumer<String, @Nullable Object> visitor) {
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
