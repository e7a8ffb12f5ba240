package io.orderchannel.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlarmsTest {
    private final Synthesized demo = Synthesized.demo();

    @Test
    void an_alarm_watches_every_queue_function_and_stream() {
        List<String> expected = new ArrayList<>();
        for (String queue : List.of(
                "AssignOrder/Work/DeadLetters",
                "AssignOrder/Undelivered",
                "ApplyChannelOutcome/Work/DeadLetters",
                "ApplyChannelOutcome/Undelivered",
                "FulfilExpressOrder/Work/DeadLetters",
                "FulfilExpressOrder/Undelivered",
                "Payouts/Work/DeadLetters",
                "Payouts/Undelivered",
                "PublishOrderEvents/Failures",
                "PublishChannelEvents/Failures",
                "ReleaseExpiredReservations/Failures",
                "NotifyPartner/Failures",
                "DrainPayouts/Failures")) {
            expected.add(
                    "AWS/SQS Maximum ApproximateNumberOfMessagesVisible of ${%s/Queue.QueueName} > 0".formatted(queue));
        }
        for (String group : List.of("AssignOrder", "ApplyChannelOutcome", "FulfilExpressOrder", "Payouts")) {
            expected.add("AWS/SQS Maximum ApproximateAgeOfOldestMessage of ${%s/Work/Queue.QueueName} > 300"
                    .formatted(group));
        }
        for (String function : List.of("PublishOrderEvents", "PublishChannelEvents", "ReleaseExpiredReservations")) {
            expected.add("AWS/Lambda Maximum IteratorAge of ${%s/Service/Function} > 300000".formatted(function));
        }
        for (String function : List.of(
                "PlaceOrder",
                "GetOrder",
                "PublishOrderEvents",
                "ApplyChannelOutcome",
                "FulfilExpressOrder",
                "ExpireStaleOrders",
                "AssignOrder",
                "ManageSlot",
                "NotifyPartner",
                "RecordPartnerUpdate",
                "PublishChannelEvents",
                "ReleaseExpiredReservations",
                "CountOrderEvents",
                "MeasurePayoutLag",
                "DrainPayouts",
                "PartnerSimulator")) {
            expected.add("AWS/Lambda Sum Errors of ${%s/Service/Function} > 0".formatted(function));
            expected.add("AWS/Lambda Sum Throttles of ${%s/Service/Function} > 0".formatted(function));
        }

        expected.add("order-channel Maximum OldestCancellationAge of demo-ExpireStaleOrders > 600000");

        assertThat(demo.propertiesOf("AWS::CloudWatch::Alarm").values())
                .map(AlarmsTest::inWords)
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void an_alarm_goes_off_within_a_minute_and_not_for_want_of_traffic() {
        assertThat(Synthesized.wholeDemo().propertiesOf("AWS::CloudWatch::Alarm"))
                .allSatisfy((path, properties) -> assertThat(properties)
                        // What a schedule measures is measured every five minutes.
                        .containsEntry("Period", path.contains("ExpireStaleOrders/Service/Unanswered") ? 600 : 60)
                        .containsEntry("EvaluationPeriods", 1)
                        .containsEntry("TreatMissingData", "notBreaching"));
    }

    private static String inWords(Map<String, Object> alarm) {
        Map<?, ?> dimension = (Map<?, ?>) ((List<?>) alarm.getOrDefault("Dimensions", List.of())).getFirst();
        assertThat(alarm).containsEntry("ComparisonOperator", "GreaterThanThreshold");
        return "%s %s %s of %s > %s"
                .formatted(
                        alarm.get("Namespace"),
                        alarm.get("Statistic"),
                        alarm.get("MetricName"),
                        dimension.get("Value"),
                        alarm.get("Threshold"));
    }
}
