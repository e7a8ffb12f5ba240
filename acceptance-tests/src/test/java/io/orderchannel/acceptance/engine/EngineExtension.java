package io.orderchannel.acceptance.engine;

import io.orderchannel.acceptance.system.OrderSystem;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Runs the declaration that a class runs on. One engine at a time: it stays for the next class where that runs on the same
 * declaration, and is closed before another one runs. What the engine cannot do is skipped.
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

        private final EngineHost host = EngineKind.chosen().host();
        private @Nullable Variation variation;
        private @Nullable OrderSystem system;

        void run(Variation wanted) {
            if (variation != wanted) {
                closeSystem();
                system = new OrderSystem(host.run(wanted));
                variation = wanted;
            }
        }

        OrderSystem system() {
            if (system == null) {
                throw new IllegalStateException("no engine runs: the test class needs @RunsOn");
            }
            return system;
        }

        private void closeSystem() {
            if (system != null) {
                system.close();
                system = null;
                variation = null;
            }
        }

        @Override
        public void close() {
            closeSystem();
            host.close();
        }
    }
}
