package faas.localcloud.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * A resource as its template has it, nothing resolved.
 *
 * @param type as {@code AWS::SQS::Queue}
 * @param properties an object; empty where the template has none
 * @param dependsOn logical ids
 * @param condition name of the condition under which it exists
 * @param constructPath CDK's path of the construct, as {@code demo-order/PayInvoice/Service/Function/Resource}
 */
public record TemplateResource(
        String logicalId,
        String type,
        JsonNode properties,
        List<String> dependsOn,
        Optional<String> condition,
        Optional<String> constructPath) {
    public TemplateResource {
        dependsOn = List.copyOf(dependsOn);
    }
}
