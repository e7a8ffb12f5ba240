package faas.acceptance.engine;

import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * Runs the declaration that a class runs on. One engine at a time: it stays for the next class where that runs on the
 * same declaration, and is closed before another one runs. What the engine cannot do is skipped.
 */
final class EngineExtension implements BeforeAllCallback, ExecutionCondition, ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(EngineExtension.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        var engine = EngineKind.chosen();
        return context.getElement()
                .flatMap(element -> AnnotationSupport.findAnnotation(element, Needs.class))
                .flatMap(needs -> Arrays.stream(needs.value())
                        .flatMap(ability -> Limits.of(engine, ability).stream())
                        .findFirst())
                .map(reason -> ConditionEvaluationResult.disabled(engine + ": " + reason))
                .orElseGet(() -> ConditionEvaluationResult.enabled(""));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        var runsOn = context.getRequiredTestClass().getAnnotation(RunsOn.class);
        if (runsOn != null) {
            running(context).run(ReflectionSupport.newInstance(runsOn.value()));
        }
    }

    /** A view of the engine: a type with a public constructor that takes the engine alone. */
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return viewOf(parameter.getParameter().getType()).isPresent();
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return running(context).view(viewOf(parameter.getParameter().getType()).orElseThrow());
    }

    private static Optional<Constructor<?>> viewOf(Class<?> type) {
        return Arrays.stream(type.getConstructors())
                .filter(constructor -> Arrays.equals(constructor.getParameterTypes(), new Class<?>[] {Engine.class}))
                .findFirst();
    }

    private static Running running(ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE).computeIfAbsent(Running.class);
    }

    /** JUnit closes it when the last test has run. */
    static final class Running implements AutoCloseable {

        private final EngineHost host = EngineKind.chosen().host();
        private final Map<Class<?>, AutoCloseable> views = new HashMap<>();
        private @Nullable Variation variation;
        private @Nullable Engine engine;

        void run(Variation wanted) {
            if (variation == null || variation.getClass() != wanted.getClass()) {
                closeEngine();
                engine = host.run(wanted);
                variation = wanted;
            }
        }

        Object view(Constructor<?> constructor) {
            if (engine == null) {
                throw new IllegalStateException("no engine runs: the test class needs @RunsOn");
            }
            var running = engine;
            return views.computeIfAbsent(constructor.getDeclaringClass(), _ -> view(constructor, running));
        }

        /** By the constructor itself: JUnit would look for one that takes the engine's own class. */
        private static AutoCloseable view(Constructor<?> constructor, Engine engine) {
            try {
                return (AutoCloseable) constructor.newInstance(engine);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(constructor + " cannot make a view of the engine", e);
            }
        }

        private void closeEngine() {
            try {
                for (var view : views.values()) {
                    view.close();
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            } finally {
                views.clear();
                if (engine != null) {
                    engine.close();
                    engine = null;
                    variation = null;
                }
            }
        }

        @Override
        public void close() {
            closeEngine();
            host.close();
        }
    }
}
