package io.orderchannel.events;

import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The contract's documents, for tests. */
final class Resources {
    private static final Jsonb JSON = Jsonb.builder().build();

    private Resources() {}

    static String text(String name) {
        try (InputStream in = EventCodec.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The document as maps, lists and values. */
    static Map<?, ?> json(String name) {
        return parse(text(name));
    }

    static Map<?, ?> parse(String text) {
        return (Map<?, ?>) JSON.type(Object.class).fromJson(text);
    }

    /** Names of the files in a folder. */
    static Set<String> files(String folder) {
        try (Stream<Path> files =
                Files.list(Path.of(EventCodec.class.getResource(folder).toURI()))) {
            Set<String> names = new TreeSet<>();
            files.filter(Files::isRegularFile).forEach(file -> names.add(String.valueOf(file.getFileName())));
            return names;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (URISyntaxException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
