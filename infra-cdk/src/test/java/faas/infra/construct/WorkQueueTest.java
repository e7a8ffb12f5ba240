package faas.infra.construct;

import faas.infra.policy.DeadLetterPolicy;
import faas.infra.policy.QueueRetryPolicy;
import faas.infra.policy.QueueType;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;

class WorkQueueTest {
    @Test
    void fifo_queue_has_a_fifo_dead_letter_queue() {
        Stack stack = new Stack();
        new WorkQueue(
                stack,
                "Work",
                "backlog",
                QueueType.FIFO,
                QueueRetryPolicy.of(Duration.ofSeconds(30), DeadLetterPolicy.after(5)),
                Duration.ofMinutes(5),
                RemovalPolicy.DESTROY);

        Template template = Template.fromStack(stack);
        template.hasResourceProperties("AWS::SQS::Queue", Map.of("QueueName", "backlog.fifo", "FifoQueue", true));
        template.hasResourceProperties("AWS::SQS::Queue", Map.of("QueueName", "backlog-dlq.fifo", "FifoQueue", true));
    }
}
