package faas.cli.deploy;

import faas.cli.engine.AwsClients;
import faas.cli.engine.EngineConnection;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.ServiceMetadata;

/**
 * The few calls to CloudFormation for which the CDK command line has no verb, by the query protocol: three actions are
 * not worth a library of the SDK's. The requests go through the SDK's HTTP client, which takes the user's proxy.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Operations.html">Actions</a>
 */
final class CloudFormation implements AutoCloseable {

    private static final String SERVICE = "cloudformation";
    private static final int TRIES = 4;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    /** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/CommonErrors.html */
    private static final Set<String> THROTTLED = Set.of("Throttling", "ThrottlingException", "RequestLimitExceeded");

    private static final Pattern MEMBER = Pattern.compile("<member>(.*?)</member>", Pattern.DOTALL);

    private final EngineConnection engine;
    private final URI endpoint;
    private final SdkHttpClient http;
    private final Duration firstPause;

    CloudFormation(EngineConnection engine) {
        this(engine, FIRST_PAUSE);
    }

    /** @param firstPause before a request that was throttled is made again; each further one is twice as long */
    CloudFormation(EngineConnection engine, Duration firstPause) {
        this.engine = engine;
        this.firstPause = firstPause;
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
    Optional<Stack> stack(String name) throws DeploymentException, InterruptedException {
        return answer("DescribeStacks", Map.of("StackName", name))
                .map(xml -> new Stack(
                        element(xml, "StackStatus").orElse(""),
                        element(xml, "EnableTerminationProtection")
                                .filter("true"::equals)
                                .isPresent()));
    }

    record Resource(String logicalId, String type, String physicalId) {}

    /** The resources that a stack has; none where there is no such stack. */
    List<Resource> resources(String stack) throws DeploymentException, InterruptedException {
        var resources = new ArrayList<Resource>();
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
                        && element(member, "ResourceStatus")
                                .filter("DELETE_COMPLETE"::equals)
                                .isEmpty()) {
                    resources.add(new Resource(
                            element(member, "LogicalResourceId").orElse(""),
                            element(member, "ResourceType").orElse(""),
                            physicalId.get()));
                }
            }
            next = xml.flatMap(page -> element(page, "NextToken"));
        }
        return resources;
    }

    /** Sets or takes off a stack's termination protection. */
    void protect(String stack, boolean on) throws DeploymentException, InterruptedException {
        answer(
                "UpdateTerminationProtection",
                Map.of("StackName", stack, "EnableTerminationProtection", Boolean.toString(on)));
    }

    /** Empty where the stack does not exist. */
    private Optional<String> answer(String action, Map<String, String> parameters)
            throws DeploymentException, InterruptedException {
        var all = new TreeMap<>(parameters);
        all.put("Action", action);
        all.put("Version", "2010-05-15");
        var body = all.entrySet().stream()
                .map(parameter ->
                        parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        var answer = send(body);
        var pause = firstPause;
        for (int tries = 1; answer.isTransient() && tries < TRIES; tries++) {
            Thread.sleep(pause);
            pause = pause.multipliedBy(2);
            answer = send(body);
        }
        if (answer.isSuccessful()) {
            return Optional.of(answer.xml());
        }
        var message = element(answer.xml(), "Message").orElse("no message");
        if (message.contains("does not exist")) {
            return Optional.empty();
        }
        throw DeploymentException.refused("cloudformation:" + action + " of stack " + parameters.get("StackName")
                + " was answered with status " + answer.status() + ": " + message);
    }

    private record Answer(int status, String xml) {

        boolean isSuccessful() {
            return status / 100 == 2;
        }

        boolean isTransient() {
            return status >= 500
                    || element(xml, "Code").filter(THROTTLED::contains).isPresent();
        }
    }

    private Answer send(String body) throws DeploymentException {
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
        try {
            var response = call.call();
            var xml = "";
            if (response.responseBody().isPresent()) {
                try (var stream = response.responseBody().get()) {
                    xml = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
                }
            }
            return new Answer(response.httpResponse().statusCode(), xml);
        } catch (IOException e) {
            throw DeploymentException.refused("CloudFormation does not answer at " + endpoint + " (" + e + ")");
        }
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
