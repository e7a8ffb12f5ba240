package faas.infra;

import static org.assertj.core.api.Assertions.assertThat;

import faas.infra.planted.PlantedSystem;
import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
     * @param type of the resources that it may be found at
     * @param path what their construct path looks like
     */
    private record Kept(String rule, String reason, String type, Pattern path) {
        boolean covers(Finding finding) {
            return rule.equals(finding.rule())
                    && type.equals(finding.type())
                    && path.matcher(finding.path()).matches();
        }
    }

    /** What the pack found at a resource. */
    private record Finding(String rule, String type, String path) {}

    private static final List<Kept> KEPT = List.of(
            new Kept(
                    "AwsSolutions-SQS3",
                    "the queue is itself where given-up messages end; an alarm tells when it is not empty",
                    "CfnQueue",
                    Pattern.compile(".+/(Undelivered|Failures)/Queue/Resource")),
            new Kept(
                    "AwsSolutions-IAM5",
                    "xray:PutTraceSegments, xray:PutTelemetryRecords and, for a role that polls a stream,"
                            + " dynamodb:ListStreams have no resource level",
                    "CfnRole",
                    Pattern.compile(".+/Service/Role/Resource")),
            new Kept(
                    "AwsSolutions-SMG4",
                    "the caller must learn a new key before it counts, so nobody rotates it alone;"
                            + " the secret has room for"
                            + " the current and the previous one",
                    "CfnSecret",
                    Pattern.compile(".+Keys/Secret/Resource")),
            new Kept(
                    "AwsSolutions-DDB3",
                    "the demo stage is removed whole; stages that keep their data have point-in-time"
                            + " recovery, which is tested",
                    "CfnTable",
                    Pattern.compile(".+/Resource")));

    @TempDir
    private Path directory;

    @Test
    void what_the_rules_find_is_what_we_keep_with_a_reason() {
        List<Finding> found = findings(SystemDefinition.load());

        assertThat(found).allMatch(finding -> KEPT.stream().anyMatch(kept -> kept.covers(finding)));
    }

    @Test
    void every_reason_has_a_finding() {
        List<Finding> found = findings(new PlantedSystem());

        assertThat(found).allMatch(finding -> KEPT.stream().anyMatch(kept -> kept.covers(finding)));
        assertThat(KEPT).allMatch(kept -> found.stream().anyMatch(kept::covers));
    }

    /** From the notes that the pack leaves at the constructs. */
    private List<Finding> findings(SystemDefinition system) {
        App app = StageApp.of(
                        system.contexts(),
                        system.flow(),
                        system.stage("demo", Map.of()),
                        Synthesized.functionPackages(directory),
                        directory.resolve("cdk.out"))
                .app();
        Aspects.of(app).add(new AwsSolutionsChecks());
        app.synth();
        return app.getNode().findAll().stream()
                .flatMap(construct -> construct.getNode().getMetadata().stream()
                        .map(entry -> RULE.matcher(String.valueOf(entry.getData())))
                        .filter(Matcher::find)
                        .map(rule -> new Finding(
                                rule.group(1),
                                construct.getClass().getSimpleName(),
                                construct.getNode().getPath())))
                .toList();
    }
}
