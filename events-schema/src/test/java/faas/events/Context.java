package faas.events;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A context's part of the contract as it stands in the build: a folder of documents, and the formats whose events have
 * the source of that name. Found by looking, in the class path's folders of classes and resources, so that a new
 * context needs no line in a test.
 *
 * @param name the folder's name, and the source of its events without the slash
 * @param folder its documents; it may be missing
 * @param formats one, if all is well
 */
public record Context(String name, Path folder, List<EventFormat> formats) {

    /** Every context of the build, the planted one among them. */
    public static List<Context> all() {
        Map<String, List<EventFormat>> formats = new TreeMap<>();
        for (EventFormat format : registeredFormats()) {
            formats.computeIfAbsent(nameOf(format), _ -> new ArrayList<>()).add(format);
        }
        Map<String, Path> folders = new TreeMap<>();
        roots().forEach(root -> list(root)
                .filter(Context::holdsContract)
                .forEach(folder -> folders.put(String.valueOf(folder.getFileName()), folder)));
        Set<String> names = new TreeSet<>(formats.keySet());
        names.addAll(folders.keySet());
        return names.stream()
                .map(name -> new Context(
                        name, folders.getOrDefault(name, Path.of(name)), formats.getOrDefault(name, List.of())))
                .toList();
    }

    /** The context of that name. */
    public static Context of(String name) {
        return all().stream()
                .filter(context -> context.name.equals(name))
                .findFirst()
                .orElseThrow();
    }

    public EventFormat format() {
        return formats.getFirst();
    }

    /** Whatever is missing or left over in it; empty if all is well. */
    List<String> problems() {
        if (formats.size() != 1) {
            return List.of(name + ": " + formats.size() + " formats, expected 1 whose types have the source /" + name);
        }
        List<String> problems = new ArrayList<>();
        Set<String> expected = new TreeSet<>();
        Map<?, ?> messages = Map.of();
        Path asyncApi = folder.resolve("asyncapi.json");
        if (Files.isRegularFile(asyncApi)
                && Documents.resolve(asyncApi, "#/components/messages") instanceof Map<?, ?> found) {
            messages = found;
        }
        for (EventType type : format().types()) {
            expected.add(type.wireName() + ".json");
            if (!type.source().equals("/" + name)) {
                problems.add(type.wireName() + ": source is " + type.source());
            }
            if (!messages.containsKey(type.wireName())) {
                problems.add(type.wireName() + ": no message in asyncapi.json");
            } else if (!"schemas/%s.json".formatted(type.wireName()).equals(payloadSchema(asyncApi, type))) {
                problems.add(type.wireName() + ": its message in asyncapi.json has another schema");
            }
        }
        for (String kind : List.of("schemas", "schemas/published", "examples")) {
            Set<String> found = Documents.files(folder.resolve(kind));
            expected.stream()
                    .filter(file -> !found.contains(file))
                    .forEach(file -> problems.add(kind + "/" + file + " is missing"));
            found.stream()
                    .filter(file -> !expected.contains(file))
                    .forEach(file -> problems.add(kind + "/" + file + " belongs to no type"));
        }
        for (String kind : List.of("schemas", "requests")) {
            for (String file : Documents.files(folder.resolve(kind))) {
                Object id = Documents.json(folder.resolve(kind).resolve(file)).get("$id");
                String wanted = "urn:" + kind + ":" + file.substring(0, file.length() - ".json".length());
                if (!wanted.equals(id)) {
                    problems.add(kind + "/" + file + ": $id is " + id + ", expected " + wanted);
                }
            }
        }
        return problems;
    }

    private static @Nullable Object payloadSchema(Path asyncApi, EventType type) {
        return Documents.resolve(asyncApi, "#/components/messages/" + type.wireName() + "/payload/schema")
                        instanceof Map<?, ?> schema
                ? schema.get("$ref")
                : null;
    }

    @Override
    public String toString() {
        return name;
    }

    private static String nameOf(EventFormat format) {
        return format.types().getFirst().source().substring(1);
    }

    private static boolean holdsContract(Path folder) {
        return Files.isDirectory(folder.resolve("schemas")) || Files.isRegularFile(folder.resolve("asyncapi.json"));
    }

    private static List<EventFormat> registeredFormats() {
        List<EventFormat> formats = new ArrayList<>();
        for (Path root : roots()) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file :
                        files.filter(file -> file.toString().endsWith(".class")).toList()) {
                    String name = root.relativize(file).toString().replace('/', '.');
                    Class<?> type = Class.forName(
                            name.substring(0, name.length() - ".class".length()),
                            false,
                            EventFormat.class.getClassLoader());
                    if (EventFormat.class.isAssignableFrom(type)
                            && Modifier.isPublic(type.getModifiers())
                            && !type.isInterface()) {
                        formats.add((EventFormat) type.getConstructor().newInstance());
                    }
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            } catch (ReflectiveOperationException failure) {
                throw new IllegalStateException(failure);
            }
        }
        return formats;
    }

    /** Folders of classes and resources; jars are other modules and libraries. */
    private static List<Path> roots() {
        try {
            List<Path> roots = new ArrayList<>();
            for (URL url : Collections.list(EventFormat.class.getClassLoader().getResources(""))) {
                if (url.getProtocol().equals("file")) {
                    roots.add(Path.of(url.toURI()));
                }
            }
            return roots;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (URISyntaxException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static Stream<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
