package faas.infra;

import faas.infra.construct.AccountAlarms;
import faas.infra.construct.Constructs;
import faas.infra.construct.SavedQueries;
import faas.infra.construct.ServiceFunction;
import faas.infra.construct.SpendingLimit;
import faas.infra.construct.StageDashboard;
import faas.infra.construct.StreamedTable;
import faas.infra.construct.TableAlarms;
import faas.infra.construct.TopicTraces;
import faas.infra.policy.FlowStep;
import faas.infra.policy.Stage;
import java.util.List;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/**
 * What a stage has once, for whoever operates it: dashboard, saved queries, traces of the topics, alarms of the account
 * and of the tables, budget. It names what it watches by deployed names and imports nothing, so that it never stands in
 * the way of another stack's change.
 */
final class OperationsStack extends Stack {
    /** @param services the stacks of the contexts, two rows of the dashboard each */
    OperationsStack(Construct scope, String id, Stage stage, List<Stack> services, List<FlowStep> flow) {
        super(scope, id);
        List<ServiceFunction> functions = services.stream()
                .flatMap(stack -> Constructs.in(stack, ServiceFunction.class))
                .toList();
        StageDashboard dashboard = new StageDashboard(this, "Dashboard", stage);
        dashboard.flow(flow, functions);
        services.forEach(dashboard::rows);
        new SavedQueries(this, "Queries", stage, functions);
        new TopicTraces(this, "TopicTraces", stage);
        new AccountAlarms(this, "Account");
        services.stream()
                .flatMap(stack -> Constructs.in(stack, StreamedTable.class))
                .forEach(table -> new TableAlarms(this, table.getNode().getId(), table));
        stage.alarms()
                .topicArn()
                .ifPresent(topic -> stage.alarms()
                        .monthlyBudget()
                        .ifPresent(dollars -> new SpendingLimit(this, "Budget", stage, topic, dollars)));
    }
}
