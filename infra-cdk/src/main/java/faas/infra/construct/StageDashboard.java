package faas.infra.construct;

import faas.infra.policy.FlowStep;
import faas.infra.policy.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.IWidget;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TextWidget;
import software.constructs.Construct;

/**
 * The dashboard of a stage: the flow from left to right, and below it two rows a context. It names functions and queues
 * by their deployed names.
 */
public final class StageDashboard extends Construct {
    private static final Duration PERIOD = Duration.minutes(1);
    private static final int WIDTH = 24;
    private static final int QUARTER = WIDTH / 4;

    private final Stage stage;
    private final Dashboard dashboard;

    public StageDashboard(Construct scope, String id, Stage stage) {
        super(scope, id);
        this.stage = stage;
        dashboard = Dashboard.Builder.create(this, "Dashboard")
                .dashboardName(stage.fullName())
                .build();
    }

    /**
     * Draws the main flow from left to right.
     *
     * @param functions all of the stage
     * @throws IllegalArgumentException where a step is of none of them
     */
    public void flow(List<FlowStep> steps, List<ServiceFunction> functions) {
        List<String> names = functions.stream().map(ServiceFunction::name).toList();
        List<IWidget> graphs = new ArrayList<>();
        for (FlowStep step : steps) {
            if (!names.contains(step.function())) {
                throw new IllegalArgumentException("flow: step '%s': function %s is unknown, expected one of %s"
                        .formatted(step.title(), step.function(), names));
            }
            graphs.add(graph(
                    step.title(),
                    List.of(own(step.function(), step.metric(), step.statistic())),
                    List.of(),
                    WIDTH / steps.size()));
        }
        dashboard.addWidgets(graphs.toArray(IWidget[]::new));
    }

    /** Draws the rows of a context. A stack without functions has none. */
    public void rows(Stack service) {
        List<String> functions = Constructs.in(service, ServiceFunction.class)
                .map(ServiceFunction::name)
                .toList();
        if (functions.isEmpty()) {
            return;
        }
        dashboard.addWidgets(TextWidget.Builder.create()
                .markdown("## " + service.getStackName())
                .width(WIDTH)
                .height(1)
                .build());
        dashboard.addWidgets(
                graph("Invocations", each(functions, name -> lambda(name, "Invocations", "Sum")), List.of(), QUARTER),
                graph(
                        "Errors, and throttles on the right",
                        each(functions, name -> lambda(name, "Errors", "Sum")),
                        each(functions, name -> lambda(name, "Throttles", "Sum")),
                        QUARTER),
                graph(
                        "Duration: p50, and p99 on the right, ms",
                        each(functions, name -> lambda(name, "Duration", "p50")),
                        each(functions, name -> lambda(name, "Duration", "p99")),
                        QUARTER),
                graph("Cold starts", each(functions, name -> own(name, "ColdStarts", "Sum")), List.of(), QUARTER));
        List<String> queues = Constructs.in(service, WorkQueue.class)
                .map(WorkQueue::physicalName)
                .toList();
        List<String> streams = Constructs.in(service, StreamFunction.class)
                .map(StageDashboard::id)
                .toList();
        dashboard.addWidgets(
                graph(
                        "Batch size: messages, and records on the right",
                        each(
                                Constructs.in(service, QueueFunction.class)
                                        .map(StageDashboard::id)
                                        .toList(),
                                name -> own(name, "MessagesProcessed", "Average")),
                        each(streams, name -> own(name, "RecordsReceived", "Average")),
                        QUARTER),
                graph(
                        "Queue depth",
                        each(queues, name -> queue(name, "ApproximateNumberOfMessagesVisible")),
                        List.of(),
                        QUARTER),
                graph(
                        "Age: oldest message, s, and stream on the right, ms",
                        each(queues, name -> queue(name, "ApproximateAgeOfOldestMessage")),
                        each(streams, name -> lambda(name, "IteratorAge", "Maximum")),
                        QUARTER),
                graph(
                        "Dead letters",
                        each(
                                Constructs.in(service, DeadLetterQueue.class)
                                        .map(DeadLetterQueue::physicalName)
                                        .toList(),
                                name -> queue(name, "ApproximateNumberOfMessagesVisible")),
                        List.of(),
                        QUARTER));
    }

    private static String id(Construct construct) {
        return construct.getNode().getId();
    }

    private static List<IMetric> each(List<String> names, Function<String, IMetric> metric) {
        return names.stream().map(metric).toList();
    }

    private Metric lambda(String function, String metric, String statistic) {
        return metric("AWS/Lambda", metric, "FunctionName", stage.physicalName(function), statistic, function);
    }

    private IMetric own(String function, String metric, String statistic) {
        return ServiceFunction.ownMetric(stage, function, metric, statistic, PERIOD)
                .with(MetricOptions.builder().label(function).build());
    }

    private static Metric queue(String name, String metric) {
        return metric("AWS/SQS", metric, "QueueName", name, "Maximum", name);
    }

    private static Metric metric(
            String namespace, String metric, String dimension, String value, String statistic, String label) {
        return Metric.Builder.create()
                .namespace(namespace)
                .metricName(metric)
                .dimensionsMap(Map.of(dimension, value))
                .statistic(statistic)
                .label(label)
                .period(PERIOD)
                .build();
    }

    private static IWidget graph(String title, List<IMetric> left, List<IMetric> right, int width) {
        return GraphWidget.Builder.create()
                .title(title)
                .left(left)
                .right(right)
                .width(width)
                .build();
    }
}
