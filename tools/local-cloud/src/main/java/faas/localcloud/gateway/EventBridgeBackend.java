package faas.localcloud.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import faas.localcloud.json.Json;
import faas.localcloud.schedule.Rule;
import faas.localcloud.schedule.ScheduledRules;
import faas.localcloud.schedule.ScheduledRules.RuleState;
import java.util.List;
import java.util.function.Function;

/** EventBridge in AWS's JSON protocol: looks at rules, and switches them. */
final class EventBridgeBackend implements Backend {
    private final ScheduledRules rules;

    EventBridgeBackend(ScheduledRules rules) {
        this.rules = rules;
    }

    /** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html */
    @Override
    public List<RequiredAccess> requiredAccess(GatewayRequest request) {
        JsonNode input = request.json();
        String rule = input.path(request.targetOperation().equals("ListTargetsByRule") ? "Rule" : "Name")
                .asText();
        return List.of(new RequiredAccess(
                "events:" + request.targetOperation(),
                rules.find(rule).map(known -> known.rule().arn()).orElse("*")));
    }

    @Override
    public GatewayReply handle(GatewayRequest request) {
        JsonNode input = request.json();
        return switch (request.targetOperation()) {
            case "ListRules" -> listRules(input.path("NamePrefix").asText());
            case "DescribeRule" -> withRule(input, "Name", EventBridgeBackend::describe);
            case "ListTargetsByRule" -> withRule(input, "Rule", EventBridgeBackend::targets);
            case "EnableRule" -> enable(input, true);
            case "DisableRule" -> enable(input, false);
            default ->
                GatewayReply.jsonError(
                        400,
                        "UnknownOperationException",
                        "EventBridge: " + request.targetOperation() + " is not carried out by local-cloud");
        };
    }

    private GatewayReply listRules(String prefix) {
        ArrayNode found = Json.array();
        rules.rules().stream()
                .filter(rule -> rule.rule().name().startsWith(prefix))
                .forEach(rule -> found.add(describe(rule)));
        return GatewayReply.json(200, Json.object().set("Rules", found));
    }

    private GatewayReply enable(JsonNode input, boolean enabled) {
        return withRule(input, "Name", rule -> {
            rules.enable(rule.rule().name(), enabled);
            return Json.object();
        });
    }

    private GatewayReply withRule(JsonNode input, String parameter, Function<RuleState, ObjectNode> answer) {
        String name = input.path(parameter).asText();
        return rules.find(name)
                .map(rule -> GatewayReply.json(200, answer.apply(rule)))
                .orElseGet(() -> GatewayReply.jsonError(
                        400, "ResourceNotFoundException", "Rule " + name + " does not exist on EventBus default."));
    }

    private static ObjectNode describe(RuleState state) {
        Rule rule = state.rule();
        ObjectNode described = Json.object().put("Name", rule.name()).put("Arn", rule.arn());
        rule.description().ifPresent(text -> described.put("Description", text));
        return described
                .put("ScheduleExpression", rule.expression())
                .put("State", state.enabled() ? "ENABLED" : "DISABLED")
                .put("EventBusName", "default");
    }

    private static ObjectNode targets(RuleState state) {
        ObjectNode answer = Json.object();
        ArrayNode targets = answer.putArray("Targets");
        for (Rule.Target target : state.rule().targets()) {
            ObjectNode node = targets.addObject().put("Id", target.id()).put("Arn", target.functionArn());
            target.input().ifPresent(input -> node.put("Input", input));
        }
        return answer;
    }
}
