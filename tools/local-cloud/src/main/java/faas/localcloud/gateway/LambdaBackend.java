package faas.localcloud.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import faas.localcloud.async.Acceptance;
import faas.localcloud.async.AsyncInvocations;
import faas.localcloud.json.Json;
import faas.localcloud.lambda.FunctionSpec;
import faas.localcloud.lambda.InvocationResult;
import faas.localcloud.lambda.InvocationSource;
import faas.localcloud.lambda.LambdaService;
import faas.localcloud.mapping.EventSourceMappings;
import faas.localcloud.mapping.SqsMappingSpec;
import faas.localcloud.mapping.StreamMappingSpec;
import faas.localcloud.provision.Naming;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lambda's REST API: invoke, and look at functions and event-source mappings. */
final class LambdaBackend implements Backend {
    private static final int ACCEPTED = 202;
    private static final int NO_CONTENT = 204;

    private final Naming naming;
    private final LambdaService lambda;
    private final AsyncInvocations async;
    private final EventSourceMappings mappings;

    LambdaBackend(Naming naming, LambdaService lambda, AsyncInvocations async, EventSourceMappings mappings) {
        this.naming = naming;
        this.lambda = lambda;
        this.async = async;
        this.mappings = mappings;
    }

    @Override
    public GatewayReply handle(GatewayRequest request) {
        Path path = Path.of(request);
        String name = path.name();
        return switch (path.operation()) {
            case "POST functions/…/invocations" -> invoke(request, qualified(request, name));
            case "GET functions" -> listFunctions();
            case "GET functions/…" -> function(qualified(request, name), true);
            case "GET functions/…/configuration" -> function(qualified(request, name), false);
            case "GET functions/…/event-invoke-config" -> listEventInvokeConfigs(name);
            case "GET event-source-mappings" -> listMappings(request);
            case "GET event-source-mappings/…" -> mapping(name);
            default ->
                GatewayReply.jsonError(
                        404,
                        "UnknownOperationException",
                        "Lambda: " + request.method() + " " + request.path() + " is not carried out by local-cloud");
        };
    }

    /**
     * A request's path, {@code /2015-03-31/<collection>/<name>/<rest>}.
     *
     * @param operation method and path, with an ellipsis for the name
     */
    private record Path(String operation, String name) {
        static Path of(GatewayRequest request) {
            List<String> parts = Arrays.stream(request.path().split("/"))
                    .skip(2)
                    .map(part -> URLDecoder.decode(part, StandardCharsets.UTF_8))
                    .toList();
            String name = parts.size() > 1 ? parts.get(1) : "";
            String operation = request.method() + " " + (parts.isEmpty() ? "" : parts.getFirst());
            operation += name.isEmpty() ? "" : "/…";
            return new Path(operation + (parts.size() > 2 ? "/" + parts.get(2) : ""), name);
        }
    }

    /** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html */
    @Override
    public List<RequiredAccess> requiredAccess(GatewayRequest request) {
        Path path = Path.of(request);
        String name = qualified(request, path.name());
        return switch (path.operation()) {
            case "POST functions/…/invocations" -> ofFunction("InvokeFunction", name);
            case "GET functions" -> List.of(new RequiredAccess("lambda:ListFunctions", "*"));
            case "GET functions/…" -> ofFunction("GetFunction", name);
            case "GET functions/…/configuration" -> ofFunction("GetFunctionConfiguration", name);
            case "GET functions/…/event-invoke-config" -> ofFunction("ListFunctionEventInvokeConfigs", name);
            case "GET event-source-mappings" -> List.of(new RequiredAccess("lambda:ListEventSourceMappings", "*"));
            case "GET event-source-mappings/…" ->
                List.of(new RequiredAccess(
                        "lambda:GetEventSourceMapping", naming.arn("lambda", "event-source-mapping:" + path.name())));
            default -> List.of();
        };
    }

    /** The resource is what was asked for: an alias's ARN where it was asked for by the alias. */
    private List<RequiredAccess> ofFunction(String action, String nameOrArn) {
        return List.of(new RequiredAccess(
                "lambda:" + action, nameOrArn.startsWith("arn:") ? nameOrArn : naming.functionArn(nameOrArn)));
    }

    @Override
    public GatewayReply accessDenied(String message) {
        return GatewayReply.jsonError(403, "AccessDeniedException", message);
    }

    private static String qualified(GatewayRequest request, String name) {
        String qualifier = QueryParameters.parse(request.query()).text("Qualifier");
        return qualifier.isEmpty() ? name : name + ":" + qualifier;
    }

    private GatewayReply invoke(GatewayRequest request, String function) {
        String type = request.header("X-Amz-Invocation-Type").orElse("RequestResponse");
        return switch (type) {
            case "RequestResponse" -> invokeAndWait(request, function);
            case "Event" -> handOver(request, function);
            case "DryRun" -> lambda.find(function).isPresent() ? nothing(NO_CONTENT, List.of()) : notFound(function);
            default ->
                GatewayReply.jsonError(
                        400,
                        "InvalidParameterValueException",
                        "InvocationType: found " + type + ", expected RequestResponse, Event or DryRun");
        };
    }

    private static GatewayReply nothing(int status, List<Map.Entry<String, String>> headers) {
        return new GatewayReply(status, headers, new byte[0]);
    }

    /** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html: 202 as soon as the event is on the queue */
    private GatewayReply handOver(GatewayRequest request, String function) {
        return switch (async.invoke(function, Gateway.text(request.body()), InvocationSource.async())) {
            case Acceptance.Accepted(String requestId) ->
                nothing(ACCEPTED, List.of(Map.entry("x-amzn-RequestId", requestId)));
            case Acceptance.NotFound(String message) ->
                GatewayReply.jsonError(404, "ResourceNotFoundException", message);
            case Acceptance.TooLarge(String message) ->
                GatewayReply.jsonError(413, "RequestTooLargeException", message);
            case Acceptance.NotJson(String message) ->
                GatewayReply.jsonError(400, "InvalidRequestContentException", message);
        };
    }

    private GatewayReply invokeAndWait(GatewayRequest request, String function) {
        String payload = Gateway.text(request.body());
        Optional<String> malformed = malformed(payload);
        if (malformed.isPresent()) {
            return GatewayReply.jsonError(400, "InvalidRequestContentException", malformed.get());
        }
        return switch (lambda.invoke(function, payload, InvocationSource.direct())) {
            case InvocationResult.Success(String requestId, String version, String response, String logTail) ->
                invoked(request, requestId, version, response, logTail, Optional.empty());
            case InvocationResult.FunctionError(
                    String requestId,
                    String version,
                    InvocationResult.FailureKind _,
                    String error,
                    String logTail) -> invoked(request, requestId, version, error, logTail, Optional.of("Unhandled"));
            case InvocationResult.Throttled throttled ->
                GatewayReply.json(
                        429,
                        Json.object()
                                .put("__type", "TooManyRequestsException")
                                .put("Reason", throttled.reason())
                                .put("message", throttled.message()));
            case InvocationResult.NotFound notFound ->
                GatewayReply.jsonError(404, "ResourceNotFoundException", notFound.message());
            case InvocationResult.TooLarge tooLarge ->
                GatewayReply.jsonError(413, "RequestTooLargeException", tooLarge.message());
        };
    }

    /** What is wrong with a payload that is not JSON; no payload at all is none to find fault with. */
    private static Optional<String> malformed(String payload) {
        try {
            var _ = payload.isEmpty() ? Json.object() : Json.parse(payload);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("Could not parse request body into json: " + e.getMessage());
        }
    }

    private static GatewayReply invoked(
            GatewayRequest request,
            String requestId,
            String version,
            String payload,
            String logTail,
            Optional<String> functionError) {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        headers.add(Map.entry("Content-Type", "application/json"));
        headers.add(Map.entry("x-amzn-RequestId", requestId));
        headers.add(Map.entry("X-Amz-Executed-Version", version));
        functionError.ifPresent(error -> headers.add(Map.entry("X-Amz-Function-Error", error)));
        if (request.header("X-Amz-Log-Type").filter("Tail"::equals).isPresent()) {
            headers.add(Map.entry(
                    "X-Amz-Log-Result", Base64.getEncoder().encodeToString(logTail.getBytes(StandardCharsets.UTF_8))));
        }
        return new GatewayReply(200, headers, payload.getBytes(StandardCharsets.UTF_8));
    }

    private GatewayReply listFunctions() {
        ArrayNode functions = Json.array();
        lambda.functions().forEach(function -> functions.add(configuration(function)));
        return GatewayReply.json(200, Json.object().set("Functions", functions));
    }

    private GatewayReply function(String name, boolean withCode) {
        return lambda.find(name)
                .map(function -> {
                    ObjectNode configuration = configuration(function);
                    ObjectNode answer = withCode ? Json.object().set("Configuration", configuration) : configuration;
                    return GatewayReply.json(200, answer);
                })
                .orElseGet(() -> notFound(name));
    }

    private static ObjectNode configuration(FunctionSpec function) {
        ObjectNode configuration = Json.object()
                .put("FunctionName", function.functionName())
                .put("FunctionArn", function.arn())
                .put("Handler", function.handler())
                .put("Runtime", "java25")
                .put("MemorySize", function.memoryMiB())
                .put("Timeout", function.timeout().toSeconds())
                .put("PackageType", "Zip")
                .put("State", "Active")
                .put("LastUpdateStatus", "Successful")
                .put("Version", function.version());
        ObjectNode variables = configuration.putObject("Environment").putObject("Variables");
        function.environment().forEach(variables::put);
        return configuration;
    }

    /** https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctionEventInvokeConfigs.html */
    private GatewayReply listEventInvokeConfigs(String name) {
        return lambda.find(name)
                .map(function -> {
                    ArrayNode configs = Json.array();
                    async.configs(function).forEach((arn, config) -> {
                        ObjectNode node = configs.addObject()
                                .put("FunctionArn", arn)
                                .put("MaximumRetryAttempts", config.maximumRetryAttempts())
                                .put(
                                        "MaximumEventAgeInSeconds",
                                        config.maximumEventAge().toSeconds());
                        destination(node, "OnFailure", config.onFailureArn());
                        destination(node, "OnSuccess", config.onSuccessArn());
                    });
                    return GatewayReply.json(200, Json.object().set("FunctionEventInvokeConfigs", configs));
                })
                .orElseGet(() -> notFound(name));
    }

    private static void destination(ObjectNode of, String when, Optional<String> arn) {
        arn.ifPresent(
                queue -> of.withObject("/DestinationConfig").putObject(when).put("Destination", queue));
    }

    private GatewayReply listMappings(GatewayRequest request) {
        QueryParameters asked = QueryParameters.parse(request.query());
        Optional<String> function =
                asked.get("FunctionName").flatMap(lambda::find).map(FunctionSpec::functionName);
        ArrayNode found = Json.array();
        for (ObjectNode mapping : allMappings()) {
            boolean ofFunction = asked.get("FunctionName").isEmpty()
                    || lambda.find(mapping.path("FunctionArn").asText())
                            .map(FunctionSpec::functionName)
                            .equals(function);
            boolean ofSource = asked.get("EventSourceArn")
                    .map(arn -> arn.equals(mapping.path("EventSourceArn").asText()))
                    .orElse(true);
            if (ofFunction && ofSource) {
                found.add(mapping);
            }
        }
        return GatewayReply.json(200, Json.object().set("EventSourceMappings", found));
    }

    private GatewayReply mapping(String uuid) {
        return allMappings().stream()
                .filter(mapping -> mapping.path("UUID").asText().equals(uuid))
                .findFirst()
                .map(mapping -> GatewayReply.json(200, mapping))
                .orElseGet(() -> GatewayReply.jsonError(
                        404, "ResourceNotFoundException", "The resource you requested does not exist: " + uuid));
    }

    private List<ObjectNode> allMappings() {
        List<ObjectNode> all = new ArrayList<>();
        for (SqsMappingSpec mapping : mappings.sqsMappings()) {
            ObjectNode node = mapping(mapping.uuid(), mapping.functionName(), mapping.queueArn(), mapping.batchSize());
            node.put("MaximumBatchingWindowInSeconds", mapping.window().toSeconds());
            mapping.maximumConcurrency()
                    .ifPresent(most -> node.putObject("ScalingConfig").put("MaximumConcurrency", most));
            filter(node, mapping.filterPatterns());
            all.add(node);
        }
        for (StreamMappingSpec mapping : mappings.streamMappings()) {
            ObjectNode node = mapping(
                            mapping.uuid(), mapping.functionName(), mapping.eventSourceArn(), mapping.batchSize())
                    .put("MaximumBatchingWindowInSeconds", mapping.window().toSeconds())
                    .put("BisectBatchOnFunctionError", mapping.bisectBatchOnFunctionError())
                    .put("MaximumRetryAttempts", mapping.maximumRetryAttempts())
                    .put("MaximumRecordAgeInSeconds", mapping.maximumRecordAge().toSeconds())
                    .put("ParallelizationFactor", mapping.parallelizationFactor())
                    .put("StartingPosition", mapping.startingPosition().name());
            destination(node, "OnFailure", mapping.onFailureArn());
            filter(node, mapping.filterPatterns());
            all.add(node);
        }
        return all;
    }

    private static void filter(ObjectNode mapping, List<String> patterns) {
        if (!patterns.isEmpty()) {
            ArrayNode filters = mapping.putObject("FilterCriteria").putArray("Filters");
            patterns.forEach(pattern -> filters.addObject().put("Pattern", pattern));
        }
    }

    private ObjectNode mapping(String uuid, String function, String sourceArn, int batchSize) {
        return Json.object()
                .put("UUID", uuid)
                .put(
                        "FunctionArn",
                        lambda.find(function).map(FunctionSpec::qualifiedArn).orElse(function))
                .put("EventSourceArn", sourceArn)
                .put("BatchSize", batchSize)
                .put("State", "Enabled");
    }

    private static GatewayReply notFound(String function) {
        return GatewayReply.jsonError(404, "ResourceNotFoundException", "Function not found: " + function);
    }
}
