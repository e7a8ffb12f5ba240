package faas.infra;

import faas.infra.construct.Constructs;
import faas.infra.construct.EventTopic;
import faas.infra.construct.ServiceFunction;
import faas.infra.policy.FlowStep;
import faas.infra.policy.Stage;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.CfnAlarm;

/** The CDK app of a stage: where each context declares its stacks, and where it finds what the others share. */
public final class StageApp {
    private static final String OPERATIONS = "operations";
    private static final String CONTEXT = "context";
    private static final Pattern FIRST_LETTERS = Pattern.compile("(?:^|-)(\\p{Lower})");

    private final Stage stage;
    private final FunctionPackages packages;
    private final App app;
    private final Map<String, Object> shared = new TreeMap<>();

    private StageApp(Stage stage, FunctionPackages packages, Path out) {
        this.stage = stage;
        this.packages = packages;
        app = new App(AppProps.builder()
                .outdir(out.toString())
                // The assembly holds nothing of the machine that made it, and says nothing to anybody.
                .stackTraces(false)
                .treeMetadata(false)
                .analyticsReporting(false)
                .context(Map.of(
                        // Readers of a template find the construct, and a function's package, by these.
                        "aws:cdk:enable-path-metadata", true,
                        "aws:cdk:enable-asset-metadata", true,
                        // Exports and imports: a topic cannot go while a stack still listens to it.
                        "@aws-cdk/core:defaultCrossStackReferences", "strong"))
                .build());
    }

    /**
     * An app with the contracts of all contexts, then their services, and then what the stage has once.
     *
     * @param flow the main flow across all contexts, which the stage's dashboard shows
     */
    static StageApp of(
            List<BoundedContext> contexts, List<FlowStep> flow, Stage stage, FunctionPackages packages, Path out) {
        StageApp app = new StageApp(stage, packages, out);
        contexts.forEach(context -> context.declareContract(app));
        contexts.forEach(context -> context.declareService(app));
        app.declareOperations(flow);
        app.protectStacks();
        stage.alarms().topicArn().ifPresent(app::tellAlarms);
        app.stacks().forEach(app::tag);
        return app;
    }

    /** What stacks are declared in. */
    public App app() {
        return app;
    }

    public Stage stage() {
        return stage;
    }

    /**
     * Where the build left a module's function package.
     *
     * @param module folder, as {@code billing-context}
     * @throws IllegalStateException where it was not built
     */
    public Path functionPackage(String module) {
        return packages.of(module);
    }

    /**
     * Declares a context's contract stack with its topic: {@code demo-billing-contract} and {@code demo-billing-events}
     * for {@code billing} in stage demo.
     */
    public ContractStack contract(String context) {
        ContractStack contract = new ContractStack(
                app,
                stage.physicalName(context + "-contract"),
                topicId(context),
                stage.physicalName(context + "-events"));
        share(topicId(context), contract.topic());
        return contract;
    }

    /**
     * Declares the stack of a context's table, which holds nothing else: {@code production-invoices-data} for
     * {@code invoices} in stage production. Nothing in it is created after the table, so a create that fails leaves no
     * table that its deletion protection keeps; and a service stack that fails leaves the table, which the next
     * deployment uses.
     */
    public Stack dataStack(String context, String table) {
        Stack stack = new Stack(app, stage.physicalName(table + "-data"));
        stack.getTags().setTag(CONTEXT, context);
        return stack;
    }

    /** The topic of a context's events. */
    public EventTopic topic(String context) {
        return shared(EventTopic.class, topicId(context));
    }

    /**
     * Lets the contexts after this one use a part of it, such as a function that they may call.
     *
     * @throws IllegalArgumentException where the name is taken
     */
    public void share(String name, Object part) {
        if (shared.putIfAbsent(name, part) != null) {
            throw new IllegalArgumentException("%s is shared twice: expected a name of its own".formatted(name));
        }
    }

    /**
     * What a context shared.
     *
     * @throws IllegalStateException where none did so yet
     */
    public <T> T shared(Class<T> type, String name) {
        Object part = shared.get(name);
        if (!type.isInstance(part)) {
            throw new IllegalStateException(
                    "no context before this one shares the %s %s; shared so far: %s: change the list of contexts"
                            .formatted(type.getSimpleName(), name, shared.keySet()));
        }
        return type.cast(part);
    }

    private static String topicId(String context) {
        return FIRST_LETTERS
                        .matcher(context)
                        .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT)) + "Events";
    }

    /**
     * Stacks that hold data are not deleted by accident.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-protect-stacks.html">
     *     Termination protection</a>
     */
    private void protectStacks() {
        stacks().forEach(stack -> stack.setTerminationProtection(stage.keepsData()));
    }

    /** Nothing is to be operated before the first function. */
    private void declareOperations(List<FlowStep> flow) {
        List<Stack> services = stacks();
        if (Constructs.in(app, ServiceFunction.class).findAny().isPresent()) {
            new OperationsStack(app, stage.physicalName(stage.system() + "-" + OPERATIONS), stage, services, flow)
                    .getTags()
                    .setTag(CONTEXT, OPERATIONS);
        }
    }

    private List<Stack> stacks() {
        return app.getNode().getChildren().stream()
                .filter(Stack.class::isInstance)
                .map(Stack.class::cast)
                .toList();
    }

    /**
     * CloudFormation gives a stack's tags to its resources, so that costs can be told apart and no template has them.
     *
     * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-console-add-tags.html">Tags of
     *     stacks</a>
     */
    private void tag(Stack stack) {
        stack.getTags().setTag("system", stage.system());
        stack.getTags().setTag("stage", stage.fullName());
        if (!stack.getTags().tagValues().containsKey(CONTEXT)) {
            stack.getTags()
                    .setTag(
                            CONTEXT,
                            stack.getStackName()
                                    .substring(stage.physicalName("").length())
                                    .replaceFirst("-contract$", ""));
        }
    }

    /** Every alarm of every stack, whichever construct declares it, and its end. */
    private void tellAlarms(String topicArn) {
        Constructs.in(app, CfnAlarm.class).forEach(alarm -> {
            alarm.setAlarmActions(List.of(topicArn));
            alarm.setOkActions(List.of(topicArn));
        });
    }
}
