package io.orderchannel.acceptance.engine;

import io.orderchannel.acceptance.system.OrderSystem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts the engine that a class runs on. One engine at a time: it stays for the next class where that runs on the same
 * declaration, and is stopped before another one starts.
 */
final class EngineExtension implements BeforeAllCallback, ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(EngineExtension.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        var variation = context.getRequiredTestClass().getAnnotation(RunsOn.class);
        if (variation != null) {
            running(context).run(variation.value());
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        var type = parameter.getParameter().getType();
        return type == Engine.class || type == OrderSystem.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var system = running(context).system();
        return parameter.getParameter().getType() == Engine.class ? system.engine() : system;
    }

    private static Running running(ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE).computeIfAbsent(Running.class);
    }

    /** JUnit closes it when the last test has run. */
    static final class Running implements AutoCloseable {

        private @Nullable Variation variation;
        private @Nullable OrderSystem system;

        void run(Variation wanted) {
            if (variation != wanted) {
                close();
                system = new OrderSystem(LocalEngine.start(wanted));
                variation = wanted;
            }
        }

        OrderSystem system() {
            if (system == null) {
                throw new IllegalStateException("no engine runs: the test class needs @RunsOn");
            }
            return system;
        }

        @Override
        public void close() {
            if (system != null) {
                system.close();
                system = null;
                variation = null;
            }
        }
    }
}
