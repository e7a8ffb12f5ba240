package io.orderchannel.infra;

import static org.assertj.core.api.Assertions.assertThat;

import faas.infra.policy.Stage;
import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aspects;

/**
 * The declaration under cdk-nag's pack of rules for AWS solutions. What the pack finds and we keep stands here with its
 * reason; a finding without a reason fails, and so does a reason without a finding.
 *
 * @see <a href="https://github.com/cdklabs/cdk-nag/blob/main/RULES.md#aws-solutions">Rules</a>
 */
class AwsSolutionsTest {
    private static final Pattern RULE = Pattern.compile("(AwsSolutions-\\w+)");

    /**
     * What is kept of one rule.
     *
     * @param constructs paths of what it is found at
     */
    private record Kept(String rule, String reason, List<String> constructs) {
        Stream<String> findings() {
            return constructs.stream().map(construct -> rule + " " + construct + "/Resource");
        }
    }

    private static final List<Kept> KEPT = List.of(
            new Kept(
                    "AwsSolutions-SQS3",
                    "the queue is itself where given-up messages end; an alarm tells when it is not empty",
                    List.of(
                            "demo-order/PublishOrderEvents/Failures/Queue",
                            "demo-order/ApplyChannelOutcome/Undelivered/Queue",
                            "demo-order/FulfilExpressOrder/Undelivered/Queue",
                            "demo-channel/AssignOrder/Undelivered/Queue",
                            "demo-channel/NotifyPartner/Failures/Queue",
                            "demo-channel/PublishChannelEvents/Failures/Queue",
                            "demo-channel/ReleaseExpiredReservations/Failures/Queue",
                            "demo-channel/Payouts/Undelivered/Queue",
                            "demo-channel/DrainPayouts/Failures/Queue")),
            new Kept(
                    "AwsSolutions-IAM5",
                    "dynamodb:ListStreams has no resource level, and Lambda asks it of a role that polls a stream",
                    List.of(
                            "demo-order/PublishOrderEvents/Service/Role",
                            "demo-channel/PublishChannelEvents/Service/Role",
                            "demo-channel/ReleaseExpiredReservations/Service/Role")),
            new Kept(
                    "AwsSolutions-SMG4",
                    "the partner must learn a new key before it counts, so nobody rotates it alone; the secret has room for"
                            + " the current and the previous one",
                    List.of("demo-channel-contract/PartnerWebhookKeys/Secret")),
            new Kept(
                    "AwsSolutions-DDB3",
                    "the demo stage is removed whole; stages that keep their data have point-in-time recovery, which is tested",
                    List.of("demo-order/Orders/Table", "demo-channel/Channels/Table", "demo-partner/Calls")));

    @TempDir
    private Path directory;

    @Test
    void what_the_rules_find_is_what_we_keep_with_a_reason() {
        App app = OrderChannelApp.app(
                Stage.demo(), Synthesized.functionPackages(directory), directory.resolve("cdk.out"));
        Aspects.of(app).add(new AwsSolutionsChecks());

        app.synth();

        assertThat(findings(app))
                .containsExactlyInAnyOrderElementsOf(
                        KEPT.stream().flatMap(Kept::findings).toList());
    }

    /** As {@code <rule> <construct's path>}, from the notes that the pack leaves at the constructs. */
    private static List<String> findings(App app) {
        return app.getNode().findAll().stream()
                .flatMap(construct -> construct.getNode().getMetadata().stream()
                        .map(entry -> RULE.matcher(String.valueOf(entry.getData())))
                        .filter(Matcher::find)
                        .map(rule -> rule.group(1) + " " + construct.getNode().getPath()))
                .toList();
    }
}
