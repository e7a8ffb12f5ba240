package faas.localcloud.provision;

import faas.localcloud.lambda.FunctionSpec;
import faas.localcloud.mapping.SqsMappingSpec;
import faas.localcloud.mapping.StreamMappingSpec;
import faas.localcloud.policy.Role;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What Lambda does with a function's role besides running it, and refuses to begin where the role does not allow it:
 * poll, and report what it gives up.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html">Execution role</a>
 */
final class RoleChecks {
    /** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
    private static final List<String> TO_POLL_A_QUEUE =
            List.of("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes");

    /** https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-create.html */
    private static final List<String> TO_POLL_A_STREAM =
            List.of("dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator");

    private static final String ON_FAILURE = "DestinationConfig.OnFailure.Destination";

    private final Plan plan;
    private final Problems problems;

    RoleChecks(Plan plan, Problems problems) {
        this.plan = plan;
        this.problems = problems;
    }

    void run() {
        plan.functions.forEach(this::roleExists);
        for (SqsMappingSpec mapping : plan.queueMappings) {
            allows(mapping.where(), "EventSourceArn", mapping.functionName(), TO_POLL_A_QUEUE, mapping.queueArn());
        }
        for (StreamMappingSpec mapping : plan.streamMappings) {
            String where = mapping.where();
            allows(where, "EventSourceArn", mapping.functionName(), TO_POLL_A_STREAM, mapping.eventSourceArn());
            allows(where, "EventSourceArn", mapping.functionName(), List.of("dynamodb:ListStreams"), "*");
            maySend(where, ON_FAILURE, mapping.functionName(), mapping.onFailureArn());
        }
        for (Plan.EventInvoke eventInvoke : plan.eventInvokes) {
            String function = eventInvoke.function();
            maySend(
                    eventInvoke.where(),
                    ON_FAILURE,
                    function,
                    eventInvoke.config().onFailureArn());
            maySend(
                    eventInvoke.where(),
                    "DestinationConfig.OnSuccess.Destination",
                    function,
                    eventInvoke.config().onSuccessArn());
        }
    }

    private void roleExists(FunctionSpec function) {
        if (role(function).isEmpty()) {
            problems.add(
                    function.where(),
                    "property Role: found " + function.roleArn() + ", expected a role of the assembly");
        }
    }

    private Optional<Role> role(FunctionSpec function) {
        return plan.role(function.roleArn(), UnaryOperator.identity());
    }

    private void maySend(String where, String property, String function, Optional<String> queueArn) {
        queueArn.ifPresent(arn -> allows(where, property, function, List.of("sqs:SendMessage"), arn));
    }

    private void allows(String where, String property, String function, List<String> actions, String resource) {
        plan.function(function)
                .flatMap(this::role)
                .ifPresent(role -> actions.stream()
                        .filter(action -> !role.allows(action, resource))
                        .forEach(action -> problems.add(
                                where,
                                "property " + property + ": role " + role.name() + " of " + function
                                        + " does not allow " + action + " on " + resource)));
    }
}
