package faas.cli.deploy;

import faas.cli.engine.AwsClients;
import faas.cli.engine.EngineConnection;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.ServiceMetadata;

/**
 * The few calls to CloudFormation for which the CDK command line has no verb. The SDK has no client for it in the
 * version that the project uses, so requests and answers are those of the query protocol.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Operations.html">Actions</a>
 */
final class CloudFormation implements AutoCloseable {

    private static final String SERVICE = "cloudformation";
    private static final Pattern MEMBER = Pattern.compile("<member>(.*?)</member>", Pattern.DOTALL);

    private final EngineConnection engine;
    private final URI endpoint;
    private final SdkHttpClient http;

    CloudFormation(EngineConnection engine) {
        this.engine = engine;
        this.endpoint = engine.sharedEndpoint().orElseGet(this::ofRegion);
        this.http = AwsClients.http(engine).build();
    }

    /** The SDK's clients read the same setting themselves. */
    private URI ofRegion() {
        return Optional.ofNullable(System.getProperty("aws.endpointUrl", System.getenv("AWS_ENDPOINT_URL")))
                .map(URI::create)
                .orElseGet(() -> URI.create("https://"
                        + ServiceMetadata.of(SERVICE)
                                .endpointFor(Region.of(engine.caller().region()))));
    }

    /**
     * What there is of a stack.
     *
     * @param status such as {@code CREATE_COMPLETE}
     * @param isProtected whether it has termination protection
     */
    record Stack(String status, boolean isProtected) {

        /** Whether its first create was taken back: it holds nothing and has to go before a second. */
        boolean isFailedCreate() {
            return status.equals("ROLLBACK_COMPLETE") || status.equals("ROLLBACK_FAILED");
        }
    }

    /** The stack of that name; empty where there is none. */
    Optional<Stack> stack(String name) throws DeploymentException {
        return answer("DescribeStacks", Map.of("StackName", name))
                .map(xml -> new Stack(
                        element(xml, "StackStatus").orElse(""),
                        element(xml, "EnableTerminationProtection")
                                .filter("true"::equals)
                                .isPresent()));
    }

    /** Physical by logical ids of the resources of a type that a stack has; none where there is no such stack. */
    Map<String, String> resources(String stack, String type) throws DeploymentException {
        var resources = new TreeMap<String, String>();
        var next = Optional.of("");
        while (next.isPresent()) {
            var parameters = new HashMap<>(Map.of("StackName", stack));
            next.filter(token -> !token.isEmpty()).ifPresent(token -> parameters.put("NextToken", token));
            var xml = answer("ListStackResources", parameters);
            for (var member : MEMBER.matcher(xml.orElse(""))
                    .results()
                    .map(found -> found.group(1))
                    .toList()) {
                var physicalId = element(member, "PhysicalResourceId").filter(id -> !id.isEmpty());
                if (physicalId.isPresent()
                        && element(member, "ResourceType").filter(type::equals).isPresent()
                        && element(member, "ResourceStatus")
                                .filter("DELETE_COMPLETE"::equals)
                                .isEmpty()) {
                    resources.put(element(member, "LogicalResourceId").orElse(""), physicalId.get());
                }
            }
            next = xml.flatMap(page -> element(page, "NextToken"));
        }
        return resources;
    }

    /** Takes the termination protection off a stack. */
    void unprotect(String stack) throws DeploymentException {
        answer("UpdateTerminationProtection", Map.of("StackName", stack, "EnableTerminationProtection", "false"));
    }

    /** Empty where the stack does not exist. */
    private Optional<String> answer(String action, Map<String, String> parameters) throws DeploymentException {
        var all = new TreeMap<>(parameters);
        all.put("Action", action);
        all.put("Version", "2010-05-15");
        var body = all.entrySet().stream()
                .map(parameter ->
                        parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        var unsigned = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(endpoint)
                .putHeader("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                .putHeader("Content-Length", Integer.toString(body.length()))
                .build();
        var payload = ContentStreamProvider.fromUtf8String(body);
        var signed = AwsV4HttpSigner.create()
                .sign(request -> request.identity(engine.caller().identity())
                        .request(unsigned)
                        .payload(payload)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                        .putProperty(
                                AwsV4HttpSigner.REGION_NAME, engine.caller().region()));
        var call = http.prepareRequest(HttpExecuteRequest.builder()
                .request(signed.request())
                .contentStreamProvider(signed.payload().orElse(payload))
                .build());
        HttpExecuteResponse response;
        var xml = "";
        try {
            response = call.call();
            if (response.responseBody().isPresent()) {
                try (var stream = response.responseBody().get()) {
                    xml = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
                }
            }
        } catch (IOException e) {
            throw DeploymentException.refused("CloudFormation does not answer at " + endpoint + " (" + e + ")");
        }
        if (response.httpResponse().isSuccessful()) {
            return Optional.of(xml);
        }
        var message = element(xml, "Message").orElse("no message");
        if (message.contains("does not exist")) {
            return Optional.empty();
        }
        throw DeploymentException.refused("cloudformation:" + action + " of stack " + parameters.get("StackName")
                + " was answered with status " + response.httpResponse().statusCode() + ": " + message);
    }

    private static Optional<String> element(String xml, String name) {
        var found = Pattern.compile("<" + name + ">([^<]*)</" + name + ">").matcher(xml);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    @Override
    public void close() {
        http.close();
    }
}
