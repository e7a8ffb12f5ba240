package faas.localcloud.provision;

import com.fasterxml.jackson.databind.JsonNode;
import faas.localcloud.assembly.CloudAssembly;
import faas.localcloud.assembly.DependencyOrder;
import faas.localcloud.assembly.Intrinsics;
import faas.localcloud.assembly.Intrinsics.UnresolvedException;
import faas.localcloud.assembly.StackTemplate;
import faas.localcloud.assembly.TemplateResource;
import faas.localcloud.provision.TemplateScope.FailedReferenceException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes a plan of an assembly. It has no side effect, and tells everything that is wrong at once. */
public final class Planner {
    private static final Map<String, Provisioner> PROVISIONERS = List.of(
                    new QueueProvisioner(),
                    new QueuePolicyProvisioner(),
                    new TableProvisioner(),
                    new TopicProvisioner(),
                    new SubscriptionProvisioner(),
                    new SecretProvisioner(),
                    new RoleProvisioner(),
                    new PolicyProvisioner(),
                    new FunctionProvisioner(),
                    new VersionProvisioner(),
                    new AliasProvisioner(),
                    new PermissionProvisioner(),
                    new UrlProvisioner(),
                    new MappingProvisioner(),
                    new EventInvokeConfigProvisioner(),
                    new RuleProvisioner())
            .stream()
            .collect(Collectors.toUnmodifiableMap(Provisioner::type, Function.identity()));

    private final Naming naming;
    private final Problems problems = new Problems();
    private final Plan plan = new Plan();
    private final Map<String, String> exports = new HashMap<>();

    private Planner(Naming naming) {
        this.naming = naming;
    }

    /**
     * Plans every stack of the assembly and checks the whole.
     *
     * @throws PlanRefusedException with every problem found
     */
    public static Plan plan(CloudAssembly assembly, Naming naming) {
        Planner planner = new Planner(naming);
        assembly.stacks().forEach(planner::stack);
        boolean complete = planner.problems.isEmpty();
        new PlanChecks(planner.plan, planner.problems, complete).run();
        if (complete) {
            new RoleChecks(planner.plan, planner.problems).run();
        }
        planner.problems.throwIfAny();
        return planner.plan;
    }

    private void stack(StackTemplate stack) {
        TemplateScope scope = new TemplateScope(stack, naming, exports);
        Intrinsics intrinsics = new Intrinsics(scope);
        for (TemplateResource resource : DependencyOrder.of(stack)) {
            String where = stack.stackName() + ": " + resource.logicalId() + " (" + resource.type() + ")";
            int before = problems.count();
            try {
                if (exists(resource, scope, intrinsics)) {
                    scope.planned(resource.logicalId(), resource(stack, resource, where, intrinsics));
                }
            } catch (UnresolvedException e) {
                problems.add(where, String.valueOf(e.getMessage()));
            } catch (FailedReferenceException told) {
                scope.failed(resource.logicalId());
            }
            if (problems.count() > before) {
                scope.failed(resource.logicalId());
            }
        }
        outputs(stack, intrinsics);
    }

    private static boolean exists(TemplateResource resource, TemplateScope scope, Intrinsics intrinsics) {
        return resource.condition()
                .map(condition -> intrinsics.holds(scope.condition(condition)))
                .orElse(true);
    }

    private Identity resource(StackTemplate stack, TemplateResource resource, String where, Intrinsics intrinsics) {
        if (NoLocalEffect.ofType(resource.type())) {
            return inert(stack, resource);
        }
        @Nullable Provisioner provisioner = PROVISIONERS.get(resource.type());
        if (provisioner == null) {
            problems.add(where, "resource type " + resource.type() + " is not carried out by local-cloud");
            return inert(stack, resource);
        }
        JsonNode resolved = intrinsics.resolve(resource.properties());
        Properties properties = new Properties(where, resource.type(), resolved, problems);
        properties.reportDynamicReferences();
        Identity identity = provisioner.plan(new Declaration(stack, resource, properties, naming), plan);
        properties.reportUnread();
        return identity;
    }

    /** What others may say of a resource that is not made. */
    private Identity inert(StackTemplate stack, TemplateResource resource) {
        String name = stack.stackName() + "-" + resource.logicalId();
        String service = resource.type().split("::", -1)[1].toLowerCase(java.util.Locale.ROOT);
        return new Identity(name, Map.of("Arn", naming.arn(service, name)));
    }

    private void outputs(StackTemplate stack, Intrinsics intrinsics) {
        for (Map.Entry<String, JsonNode> output : stack.outputs().properties()) {
            try {
                String value =
                        intrinsics.resolve(output.getValue().path("Value")).asText();
                JsonNode export = output.getValue().path("Export").path("Name");
                if (!export.isMissingNode()) {
                    exports.put(intrinsics.resolve(export).asText(), value);
                }
                plan.outputs.put(output.getKey(), value);
            } catch (UnresolvedException e) {
                problems.add(stack.stackName() + ": output " + output.getKey(), String.valueOf(e.getMessage()));
            } catch (FailedReferenceException told) {
                // The resource it refers to is among the problems.
            }
        }
    }
}
