package io.orderchannel.infra.construct;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.orderchannel.infra.policy.Permission;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a context says about one of its functions, beside its policy. The type of the handler's event decides which
 * trigger it fits: a queue's function answers an {@code SQSEvent}.
 *
 * @param packageDirectory the context's function package, a directory that holds {@code lib/*.jar}
 * @param environment the variables that the handler reads, beside those that every function gets
 * @param permissions what its use case does; logs and the trigger's own needs are added
 */
public record FunctionDeclaration<I, O>(
        Path packageDirectory,
        Class<? extends RequestHandler<I, O>> handler,
        Map<String, String> environment,
        List<Permission> permissions) {
    public FunctionDeclaration {
        environment = Map.copyOf(environment);
        permissions = List.copyOf(permissions);
    }
}
