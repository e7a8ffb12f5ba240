package faas.infra.construct;

import faas.infra.policy.AsyncFunctionPolicy;
import faas.infra.policy.ComputePolicy;
import faas.infra.policy.Permission;
import faas.infra.policy.PolicyException;
import faas.infra.policy.PolicyRules;
import faas.infra.policy.ScalingPolicy;
import faas.infra.policy.Stage;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.SnapStartConf;
import software.amazon.awscdk.services.lambda.Tracing;
import software.amazon.awscdk.services.lambda.Version;
import software.amazon.awscdk.services.lambda.VersionOptions;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/**
 * A function with its log group, its traces, its own role and its alarms. Triggers use the alias: SnapStart works on
 * published versions only.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html">SnapStart</a>
 */
public final class ServiceFunction extends Construct {
    /** The alias of every function. */
    public static final String ALIAS = "live";

    /** https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html */
    private static final Permission TRACES = Permission.withoutResourceLevel(
            "Lambda sends segments to X-Ray with the function's role, and AWS gives these actions no resource level:"
                    + " https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html",
            "xray:PutTraceSegments",
            "xray:PutTelemetryRecords");

    private final Alias alias;
    private final Function function;
    private final String name;
    private final String functionName;
    private final Stage stage;

    ServiceFunction(
            Construct scope,
            String id,
            Stage stage,
            String name,
            FunctionDeclaration<?, ?> declaration,
            ComputePolicy compute,
            ScalingPolicy scaling,
            List<Permission> ofTrigger) {
        this(scope, id, stage, name, declaration, compute, scaling, ofTrigger, true);
    }

    private ServiceFunction(
            Construct scope,
            String id,
            Stage stage,
            String name,
            FunctionDeclaration<?, ?> declaration,
            ComputePolicy compute,
            ScalingPolicy scaling,
            List<Permission> ofTrigger,
            boolean watchErrors) {
        super(scope, id);
        PolicyException.throwIfAny(PolicyRules.ofCalls(name, compute, declaration.calls()));
        this.name = name;
        this.stage = stage;
        functionName = stage.physicalName(name);
        LogGroup logGroup = LogGroup.Builder.create(this, "Logs")
                .logGroupName(logGroupName())
                .retention(stage.logRetention())
                .removalPolicy(stage.removal())
                .build();
        Permission logs = Permission.of(
                logGroup.getLogGroupArn(),
                "Lambda names the streams of the group as it makes them",
                "logs:CreateLogStream",
                "logs:PutLogEvents");
        Function.Builder builder = Function.Builder.create(this, "Function")
                .functionName(functionName)
                .runtime(Runtime.JAVA_25)
                .architecture(Architecture.ARM_64)
                .code(Code.fromAsset(declaration.packageDirectory().toString()))
                .handler(declaration.handler().getName())
                .memorySize(compute.memoryMiB())
                .timeout(Durations.of(compute.timeout()))
                .environment(environment(stage, declaration))
                .role(role(
                        name,
                        Stream.of(List.of(logs, TRACES), ofTrigger, declaration.permissions())
                                .flatMap(List::stream)
                                .toList()))
                .logGroup(logGroup)
                .tracing(Tracing.ACTIVE)
                .snapStart(SnapStartConf.ON_PUBLISHED_VERSIONS)
                // Where it is retained, the alias can go back to it.
                .currentVersionOptions(
                        VersionOptions.builder().removalPolicy(stage.removal()).build());
        scaling.reservedConcurrency().ifPresent(builder::reservedConcurrentExecutions);
        function = builder.build();
        Annotations.of(function)
                .acknowledgeWarning(
                        "@aws-cdk/aws-lambda:snapStartRequirePublish", "the alias names a published version");
        alias = Alias.Builder.create(this, "Alias")
                .aliasName(ALIAS)
                .version(function.getCurrentVersion())
                .build();
        if (watchErrors) {
            AlarmRule.unlessRetried("A function fails")
                    .watch(this, "ErrorsAlarm", functionName + " fails", ofLambda("Errors", AlarmRule.MINUTE), 0);
        }
        AlarmRule.unlessRetried("A function is throttled")
                .watch(
                        this,
                        "ThrottlesAlarm",
                        functionName + " is throttled",
                        ofLambda("Throttles", AlarmRule.MINUTE),
                        0);
    }

    /**
     * A function at {@code Service} of its construct that is handed its events asynchronously.
     *
     * @param pause between two events where they come at regular times, otherwise a minute
     */
    static ServiceFunction asynchronous(
            Construct scope,
            String name,
            Stage stage,
            AsyncFunctionPolicy policy,
            FunctionDeclaration<?, ?> declaration,
            Duration pause) {
        AsyncDelivery delivery = new AsyncDelivery(scope, name, stage, policy.async());
        ServiceFunction service = new ServiceFunction(
                scope,
                "Service",
                stage,
                name,
                declaration,
                policy.compute(),
                policy.scaling(),
                delivery.permissions(),
                delivery.keepsWhatIsGivenUp());
        delivery.configure(service);
        delivery.watch(service, pause);
        return service;
    }

    /** What every trigger, URL and subscription of this function targets. */
    public Alias alias() {
        return alias;
    }

    /** The version that the alias names. */
    Version currentVersion() {
        return function.getCurrentVersion();
    }

    String aliasArn() {
        return alias.getFunctionArn();
    }

    /** https://docs.aws.amazon.com/lambda/latest/dg/configuration-aliases.html: an alias is allowed by its own ARN. */
    Permission mayInvoke(String reason) {
        return Permission.of(aliasArn(), reason, "lambda:InvokeFunction");
    }

    Function function() {
        return function;
    }

    /** Its name without its stage. */
    public String name() {
        return name;
    }

    /** Its deployed name. */
    String functionName() {
        return functionName;
    }

    String logGroupName() {
        return "/aws/lambda/" + functionName;
    }

    Metric ownMetric(String metricName, String statistic, Duration period) {
        return ownMetric(stage, name, metricName, statistic, period);
    }

    /** A metric that a function of that name writes itself, see function-kit's Metrics. */
    static Metric ownMetric(Stage stage, String name, String metricName, String statistic, Duration period) {
        return Metric.Builder.create()
                .namespace(stage.system())
                .metricName(metricName)
                .dimensionsMap(Map.of("function", stage.physicalName(name)))
                .statistic(statistic)
                .period(period)
                .build();
    }

    /** The sum of a metric that Lambda keeps of the function. */
    Metric ofLambda(String metricName, Duration period) {
        return function.metric(
                metricName,
                MetricOptions.builder().period(period).statistic("Sum").build());
    }

    /** For a function behind a URL: 503 is an answer, and so no error of the function. */
    void watchUnavailable() {
        AlarmRule.unlessRetried("A door answers 503")
                .watch(
                        this,
                        "UnavailableAlarm",
                        functionName + " answers 503",
                        ownMetric("Answers503", "Sum", AlarmRule.MINUTE),
                        0);
    }

    private static Map<String, String> environment(Stage stage, FunctionDeclaration<?, ?> declaration) {
        Map<String, String> environment = new TreeMap<>(declaration.environment());
        environment.put("STAGE", stage.name());
        environment.put("METRICS_NAMESPACE", stage.system());
        return environment;
    }

    /**
     * The statements stand in the role itself and nothing can add to them, so the role is whole before the function and
     * its trigger exist, and what is written in the stack is all it may do.
     */
    private IRole role(String name, List<Permission> permissions) {
        return Role.Builder.create(this, "Role")
                .description("What " + name + " may do")
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .inlinePolicies(Map.of(
                        "permissions",
                        PolicyDocument.Builder.create()
                                .statements(permissions.stream()
                                        .map(ServiceFunction::statement)
                                        .toList())
                                .build()))
                .build()
                .withoutPolicyUpdates();
    }

    /** {@code ForAllValues}, as DynamoDB asks of a condition on its keys. */
    private static PolicyStatement statement(Permission permission) {
        PolicyStatement.Builder statement = PolicyStatement.Builder.create()
                .actions(permission.actions())
                .resources(List.of(permission.resource()));
        if (!permission.keys().isEmpty()) {
            statement.conditions(Map.of("ForAllValues:StringLike", Map.of("dynamodb:LeadingKeys", permission.keys())));
        }
        return statement.build();
    }
}
