package faas.infra.planted;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import faas.infra.BoundedContext;
import faas.infra.StageApp;
import faas.infra.construct.AsyncFunction;
import faas.infra.construct.FunctionDeclaration;
import faas.infra.construct.HttpFunction;
import faas.infra.construct.QueueFunction;
import faas.infra.construct.RequestFunction;
import faas.infra.construct.ScheduledFunction;
import faas.infra.construct.StreamFunction;
import faas.infra.construct.StreamedTable;
import faas.infra.construct.WebhookFunction;
import faas.infra.construct.WebhookKeys;
import faas.infra.policy.AsyncFunctionPolicy;
import faas.infra.policy.AsyncPolicy;
import faas.infra.policy.BatchPolicy;
import faas.infra.policy.ComputePolicy;
import faas.infra.policy.ConsumerGroup;
import faas.infra.policy.HttpFunctionPolicy;
import faas.infra.policy.QueueFunctionPolicy;
import faas.infra.policy.RequestFunctionPolicy;
import faas.infra.policy.ScalingPolicy;
import faas.infra.policy.SchedulePolicy;
import faas.infra.policy.Stage;
import faas.infra.policy.StreamFunctionPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import software.amazon.awscdk.Stack;

/** A context with every kind of trigger. It listens to Ledger, which listens to it and calls one of its functions. */
public final class BillingContext implements BoundedContext {
    /** Shared: the function that tells what an invoice costs. */
    static final String QUOTE_FEE = "QuoteFee";

    private static final HttpFunctionPolicy HTTP = HttpFunctionPolicy.of(ComputePolicy.standard());

    /** The policies that tests vary. */
    public record Policies(QueueFunctionPolicy collectPayment, StreamFunctionPolicy publishBillingEvents) {
        public Policies withCollectPayment(UnaryOperator<QueueFunctionPolicy> change) {
            return new Policies(change.apply(collectPayment), publishBillingEvents);
        }

        public Policies withPublishBillingEvents(UnaryOperator<StreamFunctionPolicy> change) {
            return new Policies(collectPayment, change.apply(publishBillingEvents));
        }
    }

    @Override
    public Stage addPolicies(Stage stage, Map<String, String> environment) {
        return stage.with(new Policies(
                QueueFunctionPolicy.standard(BatchPolicy.of(10, Duration.ofSeconds(stage.keepsData() ? 2 : 1))),
                StreamFunctionPolicy.relay()));
    }

    @Override
    public void declareContract(StageApp app) {
        app.contract("billing");
    }

    @Override
    public void declareService(StageApp app) {
        Stage stage = app.stage();
        Policies policies = stage.policies(Policies.class);
        Path functions = app.functionPackage(PlantedSystem.MODULE);
        Stack stack = new Stack(app.app(), stage.physicalName("billing"));
        StreamedTable invoices = new StreamedTable(
                app.dataStack("billing", "invoices"),
                "Invoices",
                stage.physicalName("invoices"),
                "pk",
                stage.removal());
        WebhookKeys keys = new WebhookKeys(stack, "BankKeys", stage, "bank-webhook-keys", "Keys of the bank's webhook");
        new HttpFunction(stack, "SendInvoice", stage, HTTP, declare(functions, Handlers.OfHttp.class));
        new WebhookFunction(
                stack,
                "RecordPayment",
                stage,
                "every body is signed",
                HTTP,
                new FunctionDeclaration<>(
                        functions, Handlers.OfHttp.class, Map.of(), List.of(keys.mayRead("checks signatures"))));
        new StreamFunction(
                stack,
                "PublishBillingEvents",
                stage,
                invoices,
                policies.publishBillingEvents(),
                declare(functions, Handlers.OfStream.class));
        new QueueFunction(
                stack,
                "CollectPayment",
                stage,
                app.topic("ledger"),
                ConsumerGroup.ofTypes("account.opened.v1"),
                policies.collectPayment(),
                declare(functions, Handlers.OfQueue.class));
        new AsyncFunction(
                stack,
                "NotifyBank",
                stage,
                new AsyncFunctionPolicy(
                        ComputePolicy.standard(), AsyncPolicy.of(2, Duration.ofHours(1)), ScalingPolicy.UNLIMITED),
                declare(functions, Handlers.OfText.class));
        new ScheduledFunction(
                stack,
                "RemindDebtors",
                stage,
                SchedulePolicy.every(Duration.ofMinutes(5)),
                AsyncFunctionPolicy.scheduled("the next run reminds"),
                declare(functions, Handlers.OfText.class));
        app.share(
                QUOTE_FEE,
                new RequestFunction(
                        stack,
                        QUOTE_FEE,
                        stage,
                        new RequestFunctionPolicy(
                                ComputePolicy.standard(Duration.ofSeconds(3)),
                                Duration.ofSeconds(4),
                                ScalingPolicy.UNLIMITED),
                        declare(functions, Handlers.OfText.class)));
    }

    private static <I, O> FunctionDeclaration<I, O> declare(
            Path functions, Class<? extends RequestHandler<I, O>> handler) {
        return new FunctionDeclaration<>(functions, handler, Map.of(), List.of());
    }
}
