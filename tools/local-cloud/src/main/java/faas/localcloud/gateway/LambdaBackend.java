package faas.localcloud.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import faas.localcloud.async.Acceptance;
import faas.localcloud.async.AsyncInvocations;
import faas.localcloud.async.EventInvokeConfig;
import faas.localcloud.json.Json;
import faas.localcloud.lambda.FunctionNames;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lambda's REST API: invoke, and look at functions and event-source mappings. */
final class LambdaBackend implements Backend {
    private static final int ACCEPTED = 202;
    private static final int NO_CONTENT = 204;
    private static final int MOST_FUNCTIONS = 50;
    private static final int MOST_MAPPINGS = 100;
    private static final int MOST_CONFIGS = 50;

    /** Whose mistake an error is. */
    private static final String USER = "User";

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
        String qualifier = request.query().text("Qualifier");
        if (!qualifier.isEmpty()
                && FunctionNames.isQualified(name)
                && !FunctionNames.qualifier(name).equals(qualifier)) {
            return error(
                    400,
                    "InvalidParameterValueException",
                    "The derived qualifier from the function name does not match the specified qualifier.");
        }
        return switch (path.operation()) {
            case "POST functions/…/invocations" -> invoke(request, qualified(request, name));
            case "GET functions" -> listFunctions(request);
            case "GET functions/…" -> function(qualified(request, name), true);
            case "GET functions/…/configuration" -> function(qualified(request, name), false);
            case "GET functions/…/event-invoke-config" -> eventInvokeConfig(qualified(request, name));
            case "GET functions/…/event-invoke-config/list" -> listEventInvokeConfigs(request, name);
            case "GET event-source-mappings" -> listMappings(request);
            case "GET event-source-mappings/…" -> mapping(name);
            default ->
                error(
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
            return new Path(
                    Stream.concat(Stream.of(operation), parts.stream().skip(2)).collect(Collectors.joining("/")), name);
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
            case "GET functions/…/event-invoke-config" -> ofFunction("GetFunctionEventInvokeConfig", name);
            case "GET functions/…/event-invoke-config/list" ->
                ofFunction("ListFunctionEventInvokeConfigs", FunctionNames.physicalName(path.name()));
            case "GET event-source-mappings" -> List.of(new RequiredAccess("lambda:ListEventSourceMappings", "*"));
            case "GET event-source-mappings/…" ->
                List.of(new RequiredAccess(
                        "lambda:GetEventSourceMapping", naming.arn("lambda", "event-source-mapping:" + path.name())));
            default -> List.of();
        };
    }

    /** The resource is what is looked up: an alias's ARN where it was asked for by the alias. */
    private List<RequiredAccess> ofFunction(String action, String nameOrArn) {
        return List.of(new RequiredAccess("lambda:" + action, arn(nameOrArn)));
    }

    /** The ARN that the name, in whichever way it is written, stands for. */
    private String arn(String name) {
        if (name.startsWith("arn:")) {
            return name;
        }
        return name.contains(":function:")
                ? "arn:aws:lambda:" + naming.region() + ":" + name
                : naming.functionArn(name);
    }

    @Override
    public GatewayReply accessDenied(GatewayRequest request, String message) {
        return GatewayReply.jsonError(403, "AccessDeniedException", message);
    }

    private static String qualified(GatewayRequest request, String name) {
        String qualifier = request.query().text("Qualifier");
        return qualifier.isEmpty() || FunctionNames.isQualified(name) ? name : name + ":" + qualifier;
    }

    private GatewayReply invoke(GatewayRequest request, String function) {
        String type = request.header("X-Amz-Invocation-Type").orElse("RequestResponse");
        return switch (type) {
            case "RequestResponse" -> invokeAndWait(request, function);
            case "Event" -> handOver(request, function);
            case "DryRun" -> lambda.find(function).isPresent() ? nothing(NO_CONTENT, List.of()) : notFound(function);
            default ->
                error(
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
            case Acceptance.NotFound _ -> notFound(function);
            case Acceptance.TooLarge(String message) -> error(413, "RequestTooLargeException", message);
            case Acceptance.NotJson(String message) -> error(400, "InvalidRequestContentException", message);
        };
    }

    private GatewayReply invokeAndWait(GatewayRequest request, String function) {
        String payload = request.body().length == 0 ? "{}" : Gateway.text(request.body());
        try {
            var _ = Json.parse(payload);
        } catch (IllegalArgumentException e) {
            return error(
                    400, "InvalidRequestContentException", "Could not parse request body into json: " + e.getMessage());
        }
        Optional<String> encoded = request.header("X-Amz-Client-Context");
        Optional<String> clientContext = encoded.flatMap(LambdaBackend::clientContext);
        if (encoded.isPresent() && clientContext.isEmpty()) {
            return error(
                    400,
                    "InvalidRequestContentException",
                    "Client context must be a valid Base64-encoded JSON object.");
        }
        return switch (lambda.invoke(function, payload, InvocationSource.direct(clientContext))) {
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
                                .put("Type", USER)
                                .put("message", throttled.message()));
            case InvocationResult.NotFound _ -> notFound(function);
            case InvocationResult.TooLarge tooLarge -> error(413, "RequestTooLargeException", tooLarge.message());
        };
    }

    /**
     * The JSON object in one line of ASCII, as a header of the Runtime API holds it; empty where it is none.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#lambda-Invoke-request-ClientContext">ClientContext</a>
     */
    private static Optional<String> clientContext(String base64) {
        try {
            return Optional.of(Json.parse(Base64.getDecoder().decode(base64)))
                    .filter(JsonNode::isObject)
                    .map(Json::ascii);
        } catch (IllegalArgumentException neitherBase64NorJson) {
            return Optional.empty();
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

    private GatewayReply listFunctions(GatewayRequest request) {
        List<ObjectNode> functions = lambda.functions().stream()
                .map(function -> configuration(function.functionName(), function))
                .toList();
        return page(request.query(), "Functions", functions, MOST_FUNCTIONS);
    }

    /**
     * One page of a listing.
     *
     * @param most on a page, whatever {@code MaxItems} says
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html">MaxItems and Marker</a>
     */
    private static GatewayReply page(QueryParameters asked, String name, List<ObjectNode> all, int most) {
        int from;
        int size;
        try {
            from = asked.get("Marker").map(Integer::parseInt).orElse(0);
            size = Math.min(most, asked.get("MaxItems").map(Integer::parseInt).orElse(most));
        } catch (NumberFormatException e) {
            return error(400, "InvalidParameterValueException", "Marker and MaxItems: " + e.getMessage());
        }
        if (size < 1 || from < 0 || from > all.size()) {
            return error(
                    400,
                    "InvalidParameterValueException",
                    "found MaxItems " + size + " and Marker " + from + ", expected a MaxItems from 1 and a Marker that"
                            + " was given as NextMarker");
        }
        int end = Math.min(all.size(), from + size);
        ObjectNode answer = Json.object();
        answer.putArray(name).addAll(all.subList(from, end));
        if (end < all.size()) {
            answer.put("NextMarker", Integer.toString(end));
        }
        return GatewayReply.json(200, answer);
    }

    private GatewayReply function(String name, boolean withCode) {
        return lambda.find(name)
                .map(function -> {
                    ObjectNode configuration = configuration(name, function);
                    return GatewayReply.json(200, withCode ? withConcurrency(configuration, function) : configuration);
                })
                .orElseGet(() -> notFound(name));
    }

    private static ObjectNode withConcurrency(ObjectNode configuration, FunctionSpec function) {
        ObjectNode answer = Json.object().set("Configuration", configuration);
        function.reservedConcurrency()
                .ifPresent(reserved -> answer.putObject("Concurrency").put("ReservedConcurrentExecutions", reserved));
        return answer;
    }

    /** @param name as it was asked for: with a qualifier the ARN has it too */
    private static ObjectNode configuration(String name, FunctionSpec function) {
        ObjectNode configuration = Json.object()
                .put("FunctionName", function.functionName())
                .put("FunctionArn", FunctionNames.invokedArn(function.arn(), name))
                .put("Role", function.roleArn())
                .put("Handler", function.handler())
                .put("Runtime", "java25")
                .put("MemorySize", function.memoryMiB())
                .put("Timeout", function.timeout().toSeconds())
                .put("PackageType", "Zip")
                .put("State", "Active")
                .put("LastUpdateStatus", "Successful")
                .put("Version", function.version());
        configuration.putObject("LoggingConfig").put("LogGroup", function.logGroup());
        ObjectNode variables = configuration.putObject("Environment").putObject("Variables");
        function.environment().forEach(variables::put);
        return configuration;
    }

    /** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionEventInvokeConfig.html */
    private GatewayReply eventInvokeConfig(String name) {
        return lambda.find(name)
                .map(function -> {
                    String arn = function.arn() + ":" + FunctionNames.qualifier(name);
                    return Optional.ofNullable(async.configs(function).get(arn))
                            .map(config -> GatewayReply.json(200, eventInvokeConfig(arn, config)))
                            .orElseGet(() -> error(
                                    404,
                                    "ResourceNotFoundException",
                                    "The function " + arn + " doesn't have an EventInvokeConfig"));
                })
                .orElseGet(() -> notFound(name));
    }

    /** https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctionEventInvokeConfigs.html */
    private GatewayReply listEventInvokeConfigs(GatewayRequest request, String name) {
        return lambda.find(name)
                .map(function -> page(
                        request.query(),
                        "FunctionEventInvokeConfigs",
                        async.configs(function).entrySet().stream()
                                .map(config -> eventInvokeConfig(config.getKey(), config.getValue()))
                                .toList(),
                        MOST_CONFIGS))
                .orElseGet(() -> notFound(name));
    }

    private static ObjectNode eventInvokeConfig(String arn, EventInvokeConfig config) {
        ObjectNode node = Json.object()
                .put("FunctionArn", arn)
                .put("MaximumRetryAttempts", config.maximumRetryAttempts())
                .put("MaximumEventAgeInSeconds", config.maximumEventAge().toSeconds());
        destination(node, "OnFailure", config.onFailureArn());
        destination(node, "OnSuccess", config.onSuccessArn());
        return node;
    }

    private static void destination(ObjectNode of, String when, Optional<String> arn) {
        arn.ifPresent(
                queue -> of.withObject("/DestinationConfig").putObject(when).put("Destination", queue));
    }

    private GatewayReply listMappings(GatewayRequest request) {
        QueryParameters asked = request.query();
        Optional<String> function =
                asked.get("FunctionName").flatMap(lambda::find).map(FunctionSpec::functionName);
        List<ObjectNode> found = allMappings().stream()
                .filter(mapping -> asked.get("FunctionName").isEmpty()
                        || lambda.find(mapping.path("FunctionArn").asText())
                                .map(FunctionSpec::functionName)
                                .equals(function))
                .filter(mapping -> asked.get("EventSourceArn")
                        .map(arn -> arn.equals(mapping.path("EventSourceArn").asText()))
                        .orElse(true))
                .toList();
        return page(asked, "EventSourceMappings", found, MOST_MAPPINGS);
    }

    private GatewayReply mapping(String uuid) {
        return allMappings().stream()
                .filter(mapping -> mapping.path("UUID").asText().equals(uuid))
                .findFirst()
                .map(mapping -> GatewayReply.json(200, mapping))
                .orElseGet(() -> error(404, "ResourceNotFoundException", "The resource you requested does not exist."));
    }

    private List<ObjectNode> allMappings() {
        List<ObjectNode> all = new ArrayList<>();
        for (SqsMappingSpec mapping : mappings.sqsMappings()) {
            ObjectNode node = mapping(mapping.uuid(), mapping.functionName(), mapping.queueArn(), mapping.batchSize());
            node.put("MaximumBatchingWindowInSeconds", mapping.window().toSeconds());
            mapping.maximumConcurrency()
                    .ifPresent(most -> node.putObject("ScalingConfig").put("MaximumConcurrency", most));
            all.add(withAnswersAndFilters(node, mapping.reportBatchItemFailures(), mapping.filterPatterns()));
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
            all.add(withAnswersAndFilters(node, mapping.reportBatchItemFailures(), mapping.filterPatterns()));
        }
        return all;
    }

    private static ObjectNode withAnswersAndFilters(ObjectNode mapping, boolean itemFailures, List<String> patterns) {
        ArrayNode types = mapping.putArray("FunctionResponseTypes");
        if (itemFailures) {
            types.add("ReportBatchItemFailures");
        }
        if (!patterns.isEmpty()) {
            ArrayNode filters = mapping.putObject("FilterCriteria").putArray("Filters");
            patterns.forEach(pattern -> filters.addObject().put("Pattern", pattern));
        }
        return mapping;
    }

    /** The function stands there as it was declared: by its alias where the mapping is one of the alias. */
    private ObjectNode mapping(String uuid, String function, String sourceArn, int batchSize) {
        return Json.object()
                .put("UUID", uuid)
                .put("EventSourceMappingArn", naming.arn("lambda", "event-source-mapping:" + uuid))
                .put("FunctionArn", arn(function))
                .put("EventSourceArn", sourceArn)
                .put("BatchSize", batchSize)
                .put("State", "Enabled");
    }

    private GatewayReply notFound(String function) {
        String[] arn = arn(function).split(":", -1);
        return error(
                404,
                "ResourceNotFoundException",
                arn.length > 3 && !arn[3].equals(naming.region())
                        ? "Functions from '" + arn[3] + "' are not reachable in this region ('" + naming.region() + "')"
                        : "Function not found: " + arn(function));
    }

    /** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors */
    private static GatewayReply error(int status, String code, String message) {
        return new GatewayReply(
                status,
                List.of(Map.entry("Content-Type", "application/json"), Map.entry("x-amzn-ErrorType", code)),
                // Both spellings are in use, by the kind of error.
                Json.bytes(
                        Json.object().put("Type", USER).put("message", message).put("Message", message)));
    }
}
