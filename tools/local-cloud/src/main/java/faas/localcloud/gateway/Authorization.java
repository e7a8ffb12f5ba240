package faas.localcloud.gateway;

import faas.localcloud.policy.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a caller may do what it asks for. The user may do everything; an execution environment may do what the
 * policies of its function's role allow, as they stand in the template. Safe for use by several threads.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">Evaluation
 *     logic</a>
 */
public final class Authorization {
    private static final Logger LOG = LoggerFactory.getLogger(Authorization.class);

    private final Supplier<Map<String, Role>> source;
    private volatile @Nullable Map<String, Role> roles;
    private final AccessDenials denials;

    /**
     * Nobody is denied anything yet.
     *
     * @param roles by ARN; asked for when the first function asks for something, since policies may name what is made
     *     late
     */
    public Authorization(Supplier<Map<String, Role>> roles, AccessDenials denials) {
        this.source = roles;
        this.denials = denials;
    }

    /**
     * AWS's message for the first thing that the caller may not do; empty where it may do all of it.
     *
     * @param required what the request needs; not asked of the user
     */
    Optional<String> denial(AccessKeys.Holder caller, Supplier<List<RequiredAccess>> required) {
        return switch (caller) {
            case AccessKeys.User _ -> Optional.empty();
            case AccessKeys.Environment environment ->
                required.get().stream()
                        .filter(access -> !allows(environment.roleArn(), access))
                        .findFirst()
                        .map(access -> denied(environment, access));
        };
    }

    private boolean allows(String roleArn, RequiredAccess access) {
        return Optional.ofNullable(roles().get(roleArn))
                .filter(role -> role.allows(access.action(), access.resource(), access.context()))
                .isPresent();
    }

    private Map<String, Role> roles() {
        Map<String, Role> known = roles;
        return known == null ? read() : known;
    }

    private synchronized Map<String, Role> read() {
        Map<String, Role> read = Map.copyOf(source.get());
        roles = read;
        return read;
    }

    /** Takes the roles as they are now. */
    public void refresh() {
        var _ = read();
    }

    private String denied(AccessKeys.Environment environment, RequiredAccess access) {
        if (denials.add(environment.function(), environment.roleArn(), access.action(), access.resource())) {
            LOG.warn(
                    "{}: {} does not allow {} on {}",
                    environment.function(),
                    environment.roleArn(),
                    access.action(),
                    access.resource());
        }
        return "User: " + environment.arn() + " is not authorized to perform: " + access.action()
                + " on resource: " + access.resource() + " because no identity-based policy allows the "
                + access.action() + " action";
    }
}
