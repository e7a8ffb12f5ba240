package faas.localcloud.provision;

import com.fasterxml.jackson.databind.JsonNode;
import faas.localcloud.assembly.Intrinsics;
import faas.localcloud.assembly.Intrinsics.UnresolvedException;
import faas.localcloud.assembly.StackTemplate;
import faas.localcloud.json.Json;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What names in one stack's template mean: pseudo parameters, parameters, resources planned so far, other stacks'
 * exports.
 */
final class TemplateScope implements Intrinsics.Scope {
    private final StackTemplate stack;
    private final Naming naming;
    private final Map<String, String> exports;
    private final Map<String, Identity> identities = new HashMap<>();
    private final Set<String> failed = new HashSet<>();

    TemplateScope(StackTemplate stack, Naming naming, Map<String, String> exports) {
        this.stack = stack;
        this.naming = naming;
        this.exports = exports;
    }

    /** A reference to a resource that is itself a problem already told. */
    static final class FailedReferenceException extends RuntimeException {
        FailedReferenceException(String logicalId) {
            super(logicalId);
        }
    }

    void planned(String logicalId, Identity identity) {
        identities.put(logicalId, identity);
    }

    void failed(String logicalId) {
        failed.add(logicalId);
    }

    @Override
    public JsonNode ref(String name) {
        if (name.startsWith("AWS::")) {
            return Json.string(pseudoParameter(name));
        }
        if (stack.parameters().has(name)) {
            JsonNode value = stack.parameters().get(name).path("Default");
            if (value.isMissingNode()) {
                throw new UnresolvedException(
                        "Ref " + name + ": the parameter has no default, and local-cloud takes none");
            }
            return value;
        }
        return Json.string(identity(name).ref());
    }

    private String pseudoParameter(String name) {
        return switch (name) {
            case "AWS::AccountId" -> naming.accountId();
            case "AWS::Region" -> naming.region();
            case "AWS::Partition" -> "aws";
            case "AWS::URLSuffix" -> "amazonaws.com";
            case "AWS::StackName" -> stack.stackName();
            case "AWS::StackId" -> naming.arn("cloudformation", "stack/" + stack.stackName() + "/local");
            default -> throw new UnresolvedException("Ref " + name + ": no such pseudo parameter");
        };
    }

    @Override
    public JsonNode attribute(String logicalId, String attribute) {
        @Nullable String value = identity(logicalId).attributes().get(attribute);
        if (value == null) {
            throw new UnresolvedException("Fn::GetAtt " + logicalId + "." + attribute + ": local-cloud gives "
                    + identity(logicalId).attributes().keySet());
        }
        return Json.string(value);
    }

    private Identity identity(String logicalId) {
        if (failed.contains(logicalId)) {
            throw new FailedReferenceException(logicalId);
        }
        @Nullable Identity identity = identities.get(logicalId);
        if (identity == null) {
            throw new UnresolvedException("reference to " + logicalId + ", which is not in the stack");
        }
        return identity;
    }

    @Override
    public JsonNode export(String name) {
        @Nullable String value = exports.get(name);
        if (value == null) {
            throw new UnresolvedException("Fn::ImportValue " + name + ": no stack deployed before exports it");
        }
        return Json.string(value);
    }

    @Override
    public JsonNode condition(String name) {
        if (!stack.conditions().has(name)) {
            throw new UnresolvedException("condition " + name + " is not in the stack");
        }
        return stack.conditions().get(name);
    }

    @Override
    public JsonNode mapping(String map, String topLevelKey, String secondLevelKey) {
        JsonNode value = stack.mappings().path(map).path(topLevelKey).path(secondLevelKey);
        if (value.isMissingNode()) {
            throw new UnresolvedException(
                    "Fn::FindInMap " + map + "." + topLevelKey + "." + secondLevelKey + " is not in the stack");
        }
        return value;
    }
}
