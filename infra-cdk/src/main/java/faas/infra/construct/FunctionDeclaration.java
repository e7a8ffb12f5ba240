package faas.infra.construct;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import faas.infra.policy.FunctionCall;
import faas.infra.policy.Permission;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a context says about one of its functions, beside its policy. The type of the handler's event decides which
 * trigger it fits: a queue's function answers an {@code SQSEvent}.
 *
 * @param packageDirectory the context's function package, a directory that holds {@code lib/*.jar}
 * @param environment the variables that the handler reads, beside those that every function gets
 * @param permissions what its use case does; logs and the trigger's own needs are added
 * @param calls the functions that it calls and waits for
 */
public record FunctionDeclaration<I, O>(
        Path packageDirectory,
        Class<?> handler,
        Map<String, String> environment,
        List<Permission> permissions,
        List<FunctionCall> calls) {
    public FunctionDeclaration {
        environment = Map.copyOf(environment);
        permissions = List.copyOf(permissions);
        calls = List.copyOf(calls);
    }

    public FunctionDeclaration(
            Path packageDirectory,
            Class<? extends RequestHandler<I, O>> handler,
            Map<String, String> environment,
            List<Permission> permissions) {
        this(packageDirectory, handler, environment, permissions, List.of());
    }

    /** A function that reads its payload and writes its answer itself, as one that is invoked directly does. */
    public static FunctionDeclaration<InputStream, OutputStream> raw(
            Path packageDirectory,
            Class<? extends RequestStreamHandler> handler,
            Map<String, String> environment,
            List<Permission> permissions) {
        return new FunctionDeclaration<>(packageDirectory, handler, environment, permissions, List.of());
    }

    /**
     * Lets it call a function and wait for the answer.
     *
     * @param prefix it reads the callee's ARN in {@code <prefix>_FUNCTION_ARN}, and in {@code <prefix>_TIMEOUT_SECONDS}
     *     how long to wait at most
     */
    public FunctionDeclaration<I, O> calling(String prefix, RequestFunction callee, String reason) {
        List<FunctionCall> more = new ArrayList<>(calls);
        more.add(callee.call());
        Map<String, String> variables = Map.of(
                prefix + "_FUNCTION_ARN",
                callee.aliasArn(),
                prefix + "_TIMEOUT_SECONDS",
                Long.toString(callee.call().clientTimeout().toSeconds()));
        return new FunctionDeclaration<>(
                packageDirectory, handler, with(variables), with(callee.mayInvoke(reason)), more);
    }

    /**
     * Lets it start a function without waiting for it.
     *
     * @param variable where it reads the ARN of the function
     */
    public FunctionDeclaration<I, O> starting(String variable, AsyncFunction started, String reason) {
        return new FunctionDeclaration<>(
                packageDirectory,
                handler,
                with(Map.of(variable, started.aliasArn())),
                with(started.mayInvoke(reason)),
                calls);
    }

    FunctionDeclaration<I, O> withVariable(String name, String value) {
        return new FunctionDeclaration<>(packageDirectory, handler, with(Map.of(name, value)), permissions, calls);
    }

    private Map<String, String> with(Map<String, String> variables) {
        Map<String, String> more = new HashMap<>(environment);
        more.putAll(variables);
        return more;
    }

    private List<Permission> with(Permission permission) {
        List<Permission> more = new ArrayList<>(permissions);
        more.add(permission);
        return more;
    }
}
