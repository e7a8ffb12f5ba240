package faas.localcloud.provision;

import faas.localcloud.assembly.StackTemplate;
import faas.localcloud.assembly.TemplateResource;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One resource to be planned.
 *
 * @param properties resolved
 */
record Declaration(StackTemplate stack, TemplateResource resource, Properties properties, Naming naming) {
    String where() {
        return properties.where();
    }

    String logicalId() {
        return resource.logicalId();
    }

    /** The name that the template gives, else one made of stack and logical id, as CloudFormation does. */
    String physicalName(String property) {
        return properties.text(property).orElse(stack.stackName() + "-" + resource.logicalId());
    }

    /**
     * The first construct below the stack, which people know the resource by; the physical name where there is none.
     */
    String constructId(String physicalName) {
        List<String> path = resource.constructPath()
                .map(text -> Arrays.asList(text.split("/", -1)))
                .orElse(List.of());
        int stackAt = path.indexOf(stack.stackName());
        // The last element is "Resource", CDK's own.
        return path.size() > stackAt + 2 ? path.get(stackAt + 1) : physicalName;
    }

    Optional<Path> asset(String objectKey) {
        return stack.asset(objectKey);
    }
}
