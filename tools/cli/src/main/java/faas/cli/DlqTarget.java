package faas.cli;

import faas.cli.deadletters.FailureQueue;
import faas.cli.engine.AwsClients;
import faas.cli.engine.EngineConnection;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Which system's dead letters: what the verbs of {@code ./faas dlq} have in common. */
final class DlqTarget {

    @Mixin
    private SystemTarget target = new SystemTarget();

    /** What a verb does with the system. */
    @FunctionalInterface
    interface Work {
        int on(Site system) throws Exception;
    }

    /** A system that is up, or deployed. */
    record Site(EngineConnection engine, SqsClient sqs, List<FailureQueue> queues) {

        /**
         * The queue of that name.
         *
         * @throws UserErrorException if there is none, or more than one
         */
        FailureQueue queue(String name) throws UserErrorException {
            var found = queues.stream().filter(queue -> queue.isCalled(name)).toList();
            if (found.size() != 1) {
                throw new UserErrorException("queue " + name + ": expected one of "
                        + (found.isEmpty() ? queues : found)
                                .stream().map(FailureQueue::name).collect(Collectors.joining(", ")));
            }
            return found.getFirst();
        }
    }

    /**
     * Runs the work.
     *
     * @throws UserErrorException if there is no such system, it does not answer, or it refuses
     */
    int with(Work work) throws Exception {
        return target.with(engine -> {
            try (var sqs = AwsClients.sqs(engine);
                    var sns = AwsClients.sns(engine);
                    var lambda = AwsClients.configured(LambdaClient.builder(), engine)
                            .build()) {
                // The local engine has one system; an account may have several.
                var queues = FailureQueue.all(sqs, sns, lambda, target.isLocal() ? "" : target.stage() + "-");
                return work.on(new Site(engine, sqs, queues));
            }
        });
    }
}
