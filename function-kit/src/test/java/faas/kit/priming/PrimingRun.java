package faas.kit.priming;

import java.io.File;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a function's priming did, for the tests of functions. It ran in a class loader of its own, into which no other
 * test had loaded anything, so a step that is left out is seen by the class that is missing.
 *
 * @param classes names of the classes that it loaded, without the JDK's and those that its own class needs to be linked
 * @param calls the AWS operations whose answer it read, such as {@code dynamodb PutItem}: the SDK loads the builder of
 *     an operation's answer only then
 */
public record PrimingRun(Set<String> classes, Set<String> calls) {

    private static final Pattern ANSWER =
            Pattern.compile("software\\.amazon\\.awssdk\\.services\\.(\\w+)\\.model\\.(\\w+)Response\\$BuilderImpl");

    /**
     * Runs a method that primes.
     *
     * @param priming the method's class
     * @param method static, without parameters
     * @throws Exception if the method fails
     */
    public static PrimingRun of(Class<?> priming, String method) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (RecordingLoader loader = new RecordingLoader()) {
            thread.setContextClassLoader(loader);
            Method action = Class.forName(priming.getName(), true, loader).getDeclaredMethod(method);
            action.setAccessible(true);
            // What the method's class needs to be linked is loaded whatever the method does.
            loader.loaded.clear();
            action.invoke(null);
            return new PrimingRun(
                    loader.loaded.stream().map(Class::getName).collect(Collectors.toUnmodifiableSet()),
                    loader.loaded.stream().flatMap(PrimingRun::call).collect(Collectors.toUnmodifiableSet()));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static Stream<String> call(Class<?> loaded) {
        Matcher answer = ANSWER.matcher(loaded.getName());
        // The abstract one is what all answers of a service have in common.
        return answer.matches() && !Modifier.isAbstract(loaded.getModifiers())
                ? Stream.of(answer.group(1) + " " + answer.group(2))
                : Stream.empty();
    }

    /** Finds the classes of the test's own class path again, and shares none with the test but the JDK's. */
    private static final class RecordingLoader extends URLClassLoader {

        private final Set<Class<?>> loaded = ConcurrentHashMap.newKeySet();

        RecordingLoader() {
            super(classPath(), ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            Class<?> found = super.findClass(name);
            loaded.add(found);
            return found;
        }

        private static URL[] classPath() {
            return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                    .map(RecordingLoader::url)
                    .toArray(URL[]::new);
        }

        private static URL url(String entry) {
            try {
                return new File(entry).toURI().toURL();
            } catch (MalformedURLException impossible) {
                throw new AssertionError("class path entry " + entry, impossible);
            }
        }
    }
}
