package faas.infra;

import faas.infra.construct.AccountAlarms;
import faas.infra.construct.SavedQueries;
import faas.infra.construct.ServiceFunction;
import faas.infra.construct.SpendingLimit;
import faas.infra.construct.StageDashboard;
import faas.infra.construct.StreamedTable;
import faas.infra.construct.TableAlarms;
import faas.infra.policy.Stage;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/**
 * What a stage has once, for whoever operates it: the dashboard, the saved queries, the alarms of the account and of
 * the tables, the budget. It names what it watches by deployed names and imports nothing, so that it never stands in
 * the way of another stack's change.
 */
final class OperationsStack extends Stack {
    /** @param services the stacks of the contexts, a row of the dashboard each */
    OperationsStack(Construct scope, String id, Stage stage, List<Stack> services, List<FlowStep> flow) {
        super(scope, id);
        StageDashboard dashboard = new StageDashboard(this, "Dashboard", stage);
        List<String> functions = services.stream()
                .flatMap(OperationsStack::functions)
                .map(ServiceFunction::name)
                .toList();
        flow.stream()
                .filter(step -> !functions.contains(step.function()))
                .findFirst()
                .ifPresent(step -> {
                    throw new IllegalArgumentException("flow: step '%s': no function %s: expected one of %s"
                            .formatted(step.title(), step.function(), functions));
                });
        if (!flow.isEmpty()) {
            dashboard.flow(flow.stream()
                    .map(step ->
                            dashboard.step(step.title(), step.function(), step.metric(), step.statistic(), flow.size()))
                    .toList());
        }
        services.forEach(dashboard::rows);
        new SavedQueries(
                this,
                "Queries",
                stage,
                services.stream().flatMap(OperationsStack::functions).toList());
        new AccountAlarms(this, "Account");
        services.stream()
                .flatMap(stack -> find(stack, StreamedTable.class))
                .forEach(table -> new TableAlarms(this, table.getNode().getId(), table));
        stage.alarms().monthlyBudget().ifPresent(dollars -> new SpendingLimit(this, "Budget", stage, dollars));
    }

    private static Stream<ServiceFunction> functions(Stack stack) {
        return find(stack, ServiceFunction.class);
    }

    private static <T> Stream<T> find(Stack stack, Class<T> type) {
        return stack.getNode().findAll().stream().filter(type::isInstance).map(type::cast);
    }
}
