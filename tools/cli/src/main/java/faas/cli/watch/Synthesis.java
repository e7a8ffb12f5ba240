package faas.cli.watch;

import faas.infra.Synthesize;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Objects;

/**
 * Synthesizes the system in this process. CDK's libraries, and the Node.js process that they talk to, stay; the modules
 * are loaded anew each time, and not from this process's own class path, where they are as they were built. One thread
 * at a time.
 */
final class Synthesis {

    private final Path root;
    private final ClassLoader libraries;

    /**
     * @param root the project's root, where the function packages are
     * @param libraries what the declaration is compiled against, without modules
     */
    Synthesis(Path root, Collection<Path> libraries) {
        this.root = root;
        this.libraries = new URLClassLoader(urls(libraries), ClassLoader.getPlatformClassLoader());
    }

    /**
     * Writes a cloud assembly.
     *
     * @param modules archives of the declaration and of the modules that it is compiled against
     * @return why there is none; empty where there is
     */
    synchronized String run(Collection<Path> modules, Path out) {
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        try (var loader = new URLClassLoader(urls(modules), libraries)) {
            // Which finds the system's definition.
            thread.setContextClassLoader(loader);
            var refusal = loader.loadClass(Synthesize.class.getName())
                    .getMethod("again", Path.class, Path.class)
                    .invoke(null, root, out);
            return String.valueOf(refusal);
        } catch (InvocationTargetException e) {
            var trace = new StringWriter();
            Objects.requireNonNull(e.getCause()).printStackTrace(new PrintWriter(trace, true));
            return trace.toString().strip();
        } catch (ReflectiveOperationException e) {
            return "the declaration cannot be run: " + e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static URL[] urls(Collection<Path> jars) {
        return jars.stream().map(Synthesis::url).toArray(URL[]::new);
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(jar.toString(), e);
        }
    }
}
