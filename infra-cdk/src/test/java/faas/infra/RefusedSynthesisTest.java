package faas.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.infra.construct.FunctionDeclaration;
import faas.infra.construct.StreamFunction;
import faas.infra.construct.StreamedTable;
import faas.infra.planted.BillingContext;
import faas.infra.planted.Handlers;
import faas.infra.planted.LedgerContext;
import faas.infra.planted.PlantedSystem;
import faas.infra.policy.FlowStep;
import faas.infra.policy.PolicyException;
import faas.infra.policy.QueueRetryPolicy;
import faas.infra.policy.Stage;
import faas.infra.policy.StreamFunctionPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping;
import software.amazon.awscdk.services.sqs.Queue;

class RefusedSynthesisTest {
    private final SystemDefinition system = new PlantedSystem();
    private final Stage demo = system.stage("demo", Map.of());

    @TempDir
    private Path directory;

    @Test
    void visibility_timeout_too_small_for_the_function() {
        assertThatThrownBy(() -> synthesize(billing -> billing.withCollectPayment(
                        function -> function.withRetry(retry -> retry.withVisibilityTimeout(Duration.ofSeconds(60))))))
                .isInstanceOf(PolicyException.class)
                .hasMessage("CollectPayment: visibility timeout 60 s: must be at least"
                        + " 6 x function timeout (10 s) + batch window (1 s) = 61 s,"
                        + " or a message comes again while it is still worked on");
        assertThat(directory.resolve("cdk.out/manifest.json")).doesNotExist();
    }

    @Test
    void queue_without_dead_letter_queue() {
        assertThatThrownBy(() -> synthesize(billing -> billing.withCollectPayment(
                        function -> function.withRetry(QueueRetryPolicy::withoutDeadLetters))))
                .isInstanceOf(PolicyException.class)
                .hasMessageStartingWith("CollectPayment: dead-letter queue none: must have one");
    }

    @Test
    void stream_without_failure_destination() {
        assertThatThrownBy(() -> synthesize(billing -> billing.withPublishBillingEvents(
                        function -> function.withRetry(retry -> retry.withFailureRetention(Optional.empty())))))
                .isInstanceOf(PolicyException.class)
                .hasMessageStartingWith("PublishBillingEvents: on-failure destination none: must have one");
    }

    @Test
    void third_reader_of_a_stream() {
        Stack stack = stack();
        StreamedTable table = new StreamedTable(stack, "Invoices", "invoices", "pk", RemovalPolicy.DESTROY);
        reader(stack, "First", table);
        reader(stack, "Second", table);

        assertThatThrownBy(() -> reader(stack, "Third", table))
                .isInstanceOf(PolicyException.class)
                .hasMessage("Invoices: stream readers First, Second, Third: must be at most 2:"
                        + " DynamoDB throttles a third reader of a shard");
    }

    @Test
    void trigger_declared_beside_the_constructs_that_know_the_rules() {
        Stack stack = stack();
        Queue.Builder.create(stack, "Stray").build();
        CfnEventSourceMapping.Builder.create(stack, "Shortcut")
                .functionName("f")
                .build();

        assertThat(Declarations.violations(stack))
                .map(Object::toString)
                .containsExactlyInAnyOrder(
                        "stack/Stray/Resource: CfnQueue: must be part of a construct of faas.infra.construct,"
                                + " which holds it to its policies",
                        "stack/Shortcut: CfnEventSourceMapping: must be part of a construct of"
                                + " faas.infra.construct, which holds it to its policies");
    }

    @Test
    void trigger_that_a_context_declares_beside_the_constructs() {
        BoundedContext stray = app ->
                Queue.Builder.create(new Stack(app.app(), "stack"), "Stray").build();

        assertThatThrownBy(() -> CloudAssembly.synthesize(
                        List.of(stray),
                        List.of(),
                        demo,
                        Synthesized.functionPackages(directory),
                        directory.resolve("cdk.out")))
                .isInstanceOf(PolicyException.class)
                .hasMessageStartingWith("stack/Stray/Resource: CfnQueue: must be part of a construct");
        assertThat(directory.resolve("cdk.out/manifest.json")).doesNotExist();
    }

    @Test
    void context_that_stands_before_the_one_whose_function_it_calls() {
        List<BoundedContext> reversed = List.of(new LedgerContext(), new BillingContext());

        assertThatThrownBy(() -> CloudAssembly.synthesize(
                        reversed,
                        List.of(),
                        demo,
                        Synthesized.functionPackages(directory),
                        directory.resolve("cdk.out")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no context before this one shares the RequestFunction QuoteFee; shared so far:"
                        + " [BillingEvents, LedgerEvents]: change the list of contexts");
    }

    @Test
    void step_of_the_flow_whose_function_is_unknown() {
        assertThatThrownBy(() -> CloudAssembly.synthesize(
                        List.of(new BillingContext(), new LedgerContext()),
                        List.of(FlowStep.count("Invoices sent", "SendInvoices", "Answers201")),
                        demo,
                        Synthesized.functionPackages(directory),
                        directory.resolve("cdk.out")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "flow: step 'Invoices sent': function SendInvoices is unknown, expected one of");
    }

    @Test
    void two_contexts_that_share_one_name() {
        BoundedContext quotes = app -> app.share("QuoteFee", "a part");

        assertThatThrownBy(() -> CloudAssembly.synthesize(
                        List.of(new BillingContext(), new LedgerContext(), quotes),
                        List.of(),
                        demo,
                        Synthesized.functionPackages(directory),
                        directory.resolve("cdk.out")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("QuoteFee is shared twice: expected a name of its own");
    }

    @Test
    void function_packages_that_were_not_built_are_named() {
        assertThatThrownBy(() -> CloudAssembly.synthesize(
                        system.contexts(),
                        List.of(),
                        demo,
                        new FunctionPackages(directory),
                        directory.resolve("cdk.out")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("planted-context/target/function: no lib directory in it");
    }

    private void synthesize(UnaryOperator<BillingContext.Policies> change) {
        CloudAssembly.synthesize(
                system.contexts(),
                List.of(),
                demo.with(BillingContext.Policies.class, change),
                Synthesized.functionPackages(directory),
                directory.resolve("cdk.out"));
    }

    private Stack stack() {
        return new Stack(
                new App(AppProps.builder()
                        .outdir(directory.resolve("cdk.out").toString())
                        .build()),
                "stack");
    }

    private void reader(Stack stack, String id, StreamedTable table) {
        new StreamFunction(
                stack,
                id,
                demo,
                table,
                StreamFunctionPolicy.relay(),
                new FunctionDeclaration<>(
                        Synthesized.functionPackages(directory).of(PlantedSystem.MODULE),
                        Handlers.OfStream.class,
                        Map.of(),
                        List.of()));
    }
}
