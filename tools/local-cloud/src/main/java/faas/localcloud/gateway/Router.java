package faas.localcloud.gateway;

import faas.localcloud.http.HttpUpstream;
import faas.localcloud.json.Json;
import java.io.IOException;
import java.util.Optional;

/** Finds the service that a request is for. */
final class Router {
    private static final String ENGINE = "/_local-cloud/";
    private static final String LAMBDA = "/2015-03-31/";
    private static final String SNS_VERSION = "Version=2010-03-31";

    private final GatewayServices services;
    private final Backend sqs;
    private final Backend dynamoDb;
    private final Backend sns;
    private final Backend secrets;
    private final Backend lambda;
    private final Backend eventBridge;
    private final Authorization authorization;

    Router(GatewayServices services) {
        this.services = services;
        this.sqs = new SqsBackend(new HttpUpstream(services.sqs()), services.queuePolicies(), services.naming());
        this.dynamoDb = new DynamoDbBackend(
                new HttpUpstream(services.dynamoDb()), services.naming(), services.dynamoDbFaults());
        this.sns = new SnsBackend(services.sns());
        this.secrets = new SecretsBackend(services.secrets());
        this.lambda = new LambdaBackend(services.naming(), services.lambda(), services.async(), services.mappings());
        this.eventBridge = new EventBridgeBackend(services.rules());
        this.authorization = services.authorization();
    }

    GatewayReply route(GatewayRequest request, Optional<String> accessKeyId) throws IOException {
        if (request.path().startsWith(ENGINE)) {
            return engine(request.path().substring(ENGINE.length()));
        }
        boolean query = isQuery(request);
        if (request.caller().isEmpty()) {
            return unknownCaller(query, accessKeyId);
        }
        Optional<Backend> backend = backend(request, query);
        if (backend.isEmpty()) {
            return unknownService(request);
        }
        Optional<String> denial =
                authorization.denial(request.caller().get(), backend.get().requiredAccess(request));
        return denial.isPresent()
                ? backend.get().accessDenied(denial.get())
                : backend.get().handle(request);
    }

    private Optional<Backend> backend(GatewayRequest request, boolean query) {
        String target = request.targetService();
        if (target.startsWith("DynamoDB")) {
            return Optional.of(dynamoDb);
        }
        if (target.equals("AmazonSQS")) {
            return Optional.of(sqs);
        }
        if (target.equals("secretsmanager")) {
            return Optional.of(secrets);
        }
        if (target.equals("AWSEvents")) {
            return Optional.of(eventBridge);
        }
        if (request.path().startsWith(LAMBDA) || request.signedService().equals("lambda")) {
            return Optional.of(lambda);
        }
        if (request.signedService().equals("sns")) {
            return Optional.of(sns);
        }
        if (request.signedService().equals("sqs")) {
            return Optional.of(sqs);
        }
        if (query && Gateway.text(request.body()).contains(SNS_VERSION)) {
            return Optional.of(sns);
        }
        return Optional.empty();
    }

    private static GatewayReply unknownService(GatewayRequest request) {
        return GatewayReply.jsonError(
                404,
                "UnknownOperationException",
                "local-cloud: " + request.method() + " " + request.path() + " of service \"" + request.signedService()
                        + "\" is not carried out, expected SQS, SNS, DynamoDB, DynamoDB Streams, Secrets Manager, Lambda or EventBridge");
    }

    private static boolean isQuery(GatewayRequest request) {
        return request.header("Content-Type")
                .filter(type -> type.startsWith("application/x-www-form-urlencoded"))
                .isPresent();
    }

    private GatewayReply engine(String path) {
        return switch (path) {
            case "records" -> GatewayReply.json(200, services.records().get());
            case "ready" -> {
                boolean ready = services.ready().getAsBoolean();
                yield GatewayReply.json(ready ? 200 : 503, Json.object().put("ready", ready));
            }
            default -> GatewayReply.jsonError(404, "NotFound", "local-cloud has records and ready, found " + path);
        };
    }

    /** https://docs.aws.amazon.com/general/latest/gr/CommonErrors.html */
    private static GatewayReply unknownCaller(boolean query, Optional<String> accessKeyId) {
        String message = accessKeyId
                .map(id -> "The security token included in the request is invalid: access key " + id
                        + " is not one of this engine.")
                .orElse("Request is missing Authentication Token");
        if (query) {
            return SnsXml.error(
                    403, accessKeyId.isPresent() ? "InvalidClientTokenId" : "MissingAuthenticationToken", message);
        }
        return GatewayReply.jsonError(
                403,
                accessKeyId.isPresent() ? "UnrecognizedClientException" : "MissingAuthenticationTokenException",
                message);
    }
}
