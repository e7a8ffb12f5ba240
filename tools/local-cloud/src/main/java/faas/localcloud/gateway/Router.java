package faas.localcloud.gateway;

import faas.localcloud.http.HttpUpstream;
import faas.localcloud.json.Json;
import faas.localcloud.signature.ReceivedRequest;
import faas.localcloud.signature.Signature;
import faas.localcloud.signature.SignatureVerifier.Reason;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the service that a request is for, asks whether its caller may make it, and has it carried out. */
final class Router {
    private static final Set<String> QUERY_SERVICES = Set.of("sns", "sqs", "sts");

    private final GatewayServices services;
    /** By the name that a request's signature has for the service. */
    private final Map<String, Backend> backends;

    private final Authorization authorization;

    Router(GatewayServices services) {
        this.services = services;
        this.backends = Map.of(
                "sqs", new SqsBackend(new HttpUpstream(services.sqs()), services.queuePolicies(), services.naming()),
                "dynamodb", new DynamoDbBackend(services.dynamoDb(), services.naming(), services.dynamoDbFaults()),
                "sns", new SnsBackend(services.sns(), services.naming()),
                "secretsmanager", new SecretsBackend(services.secrets()),
                "lambda",
                        new LambdaBackend(services.naming(), services.lambda(), services.async(), services.mappings()),
                "events", new EventBridgeBackend(services.rules()),
                "sts", new StsBackend(services.naming()));
        this.authorization = services.authorization();
    }

    /** For what requests may be signed. */
    Set<String> signedServices() {
        return backends.keySet();
    }

    GatewayReply route(GatewayRequest request) throws IOException {
        Backend backend = Optional.ofNullable(backends.get(request.service())).orElseThrow();
        Optional<String> denial = authorization.denial(request.caller(), () -> backend.requiredAccess(request));
        return denial.isPresent() ? backend.accessDenied(request, denial.get()) : backend.handle(request);
    }

    GatewayReply unknownService(ReceivedRequest request) {
        return error(
                request,
                404,
                "UnknownOperationException",
                "local-cloud: " + request.method() + " " + request.rawPath() + " of service \"" + service(request)
                        + "\" is not carried out, expected a request signed for one of "
                        + signedServices().stream().sorted().toList());
    }

    /** What the engine tells of itself, to whoever may open a connection; no key is needed. */
    GatewayReply engine(String path) {
        return switch (path) {
            case "records" -> GatewayReply.json(200, services.records().get());
            case "ready" -> {
                boolean ready = services.ready().getAsBoolean();
                yield GatewayReply.json(ready ? 200 : 503, Json.object().put("ready", ready));
            }
            default -> GatewayReply.jsonError(404, "NotFound", "local-cloud has records and ready, found " + path);
        };
    }

    /**
     * The answer to a request that is not proven to be its caller's.
     *
     * @see <a href="https://docs.aws.amazon.com/general/latest/gr/CommonErrors.html">Common errors</a>
     */
    static GatewayReply refused(ReceivedRequest request, Reason reason, String message) {
        boolean query = isQuery(request);
        return switch (reason) {
            case NOT_SIGNED ->
                refused(query, "MissingAuthenticationToken", "MissingAuthenticationTokenException", message);
            case UNKNOWN_KEY -> refused(query, "InvalidClientTokenId", "UnrecognizedClientException", message);
            case WRONG_SIGNATURE -> refused(query, "SignatureDoesNotMatch", "InvalidSignatureException", message);
        };
    }

    /** An error of the gateway itself, in the protocol of the request. */
    static GatewayReply error(ReceivedRequest request, int status, String code, String message) {
        return isQuery(request) ? QueryXml.error(status, code, message) : GatewayReply.jsonError(status, code, message);
    }

    /** The service that the request says it is signed for; empty where it is not signed. */
    private static String service(ReceivedRequest request) {
        return Signature.of(request).map(Signature::service).orElse("");
    }

    private static boolean isQuery(ReceivedRequest request) {
        return request.header("x-amz-target").isEmpty()
                && (QUERY_SERVICES.contains(service(request))
                        || (!service(request).equals("lambda")
                                && request.header("content-type")
                                        .filter(type -> type.startsWith("application/x-www-form-urlencoded"))
                                        .isPresent()));
    }

    private static GatewayReply refused(boolean query, String queryCode, String jsonCode, String message) {
        return query ? QueryXml.error(403, queryCode, message) : GatewayReply.jsonError(403, jsonCode, message);
    }
}
