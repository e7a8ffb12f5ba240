package faas.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import faas.cli.deploy.Versions.Move;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against what answers in the place of Lambda and CloudFormation. */
class VersionsTest {

    private static final OptionalInt NEWEST_BEFORE = OptionalInt.empty();

    private final AwsStandIn aws = new AwsStandIn();
    private final Versions versions = new Versions(new Place.LocalStack(aws.endpoint()));

    @AfterEach
    void stop() {
        versions.close();
        aws.close();
    }

    @Test
    void a_function_goes_back_to_the_newest_version_before_the_one_at_work() throws Exception {
        function("p-SendInvoice", 7, 3, 5, 7, 9);

        var moves = versions.plan("p", "SendInvoice", NEWEST_BEFORE);

        assertThat(moves).containsExactly(new Move("p-SendInvoice", 7, 5, false));
        assertThat(changes()).isEmpty();
        versions.carryOut(moves.getFirst());
        assertThat(changes())
                .containsExactly("PUT /2015-03-31/functions/p-SendInvoice/aliases/live {\"FunctionVersion\":\"5\"}");
    }

    @Test
    void a_function_goes_to_the_version_that_is_named() throws Exception {
        function("p-SendInvoice", 5, 3, 5, 7);

        assertThat(versions.plan("p", "SendInvoice", OptionalInt.of(7)))
                .containsExactly(new Move("p-SendInvoice", 5, 7, false));
    }

    @Test
    void a_context_goes_back_as_a_whole_and_a_function_with_one_version_stays() throws Exception {
        function("p-SendInvoice", 7, 5, 7);
        function("p-ShowInvoice", 2, 1, 2);
        function("p-NewFunction", 1, 1);
        aws.on(
                "ListStackResources StackName=p-billing",
                member("p-SendInvoice") + member("p-ShowInvoice") + member("p-NewFunction"));

        assertThat(versions.plan("p", "billing", NEWEST_BEFORE))
                .containsExactlyInAnyOrder(
                        new Move("p-SendInvoice", 7, 5, false), new Move("p-ShowInvoice", 2, 1, false));
        assertThat(aws.asked())
                .filteredOn(request -> request.startsWith("GET /2015-03-31/functions/p-SendInvoice/versions"))
                .hasSize(1);
    }

    @Test
    void a_name_may_have_its_stage() throws Exception {
        function("p-SendInvoice", 7, 5, 7);
        aws.on("ListStackResources StackName=p-billing", member("p-SendInvoice"));

        assertThat(versions.plan("p", "p-SendInvoice", NEWEST_BEFORE))
                .containsExactly(new Move("p-SendInvoice", 7, 5, false));
        assertThat(versions.plan("p", "p-billing", NEWEST_BEFORE))
                .containsExactly(new Move("p-SendInvoice", 7, 5, false));
    }

    @Test
    void a_version_without_a_snapshot_is_told() throws Exception {
        function("p-SendInvoice", 7, 5, 7);
        aws.on(
                "GET /2015-03-31/functions/p-SendInvoice/versions",
                "{\"Versions\":[{\"Version\":\"5\",\"State\":\"Inactive\"},{\"Version\":\"7\",\"State\":\"Active\"}]}");

        assertThat(versions.plan("p", "SendInvoice", NEWEST_BEFORE))
                .containsExactly(new Move("p-SendInvoice", 7, 5, true));
    }

    @Test
    void what_cannot_be_is_refused_before_anything_changes() {
        function("p-SendInvoice", 7, 7, 9);
        aws.on("ListStackResources StackName=p-billing", member("p-SendInvoice"));

        assertRefused("Nobody", NEWEST_BEFORE, "'Nobody': stage p has neither a function nor a context of that name");
        assertRefused(
                "SendInvoice",
                NEWEST_BEFORE,
                "function p-SendInvoice: no older version: it is at 7, and there are versions [7, 9]");
        assertRefused(
                "SendInvoice",
                OptionalInt.of(8),
                "function p-SendInvoice: no version 8: it is at 7, and there are versions [7, 9]");
        assertRefused("SendInvoice", OptionalInt.of(7), "function p-SendInvoice: it is at version 7 already");
        assertRefused(
                "billing",
                OptionalInt.of(7),
                "--to 7: expected with a function, and billing is a context, whose functions count their versions each for itself");
        assertRefused(
                "billing", NEWEST_BEFORE, "'billing': none of its functions has a version older than the one at work");
        assertThat(changes()).isEmpty();
    }

    @Test
    void a_right_that_is_missing_is_refused_in_one_line() {
        aws.on("aliases/live", 403, "{\"Message\":\"not authorized to perform: lambda:GetAlias\"}");

        assertThatExceptionOfType(DeploymentException.class)
                .isThrownBy(() -> versions.plan("p", "SendInvoice", NEWEST_BEFORE))
                .withMessageContaining("not authorized to perform: lambda:GetAlias")
                .matches(DeploymentException::isRefused);
    }

    @Test
    void an_endpoint_that_does_not_answer_is_refused_in_one_line() {
        aws.close();

        assertThatExceptionOfType(DeploymentException.class)
                .isThrownBy(() -> versions.plan("p", "SendInvoice", NEWEST_BEFORE))
                .matches(e -> String.valueOf(e.getMessage()).lines().count() == 1)
                .matches(DeploymentException::isRefused);
    }

    @Test
    void the_newest_five_versions_and_the_one_at_work_are_kept() {
        function("p-SendInvoice", 2, 1, 2, 3, 4, 5, 6, 7, 8);
        aws.on("DELETE", 204, "");

        assertThat(versions.prune("p-SendInvoice")).isEqualTo(2);

        assertThat(changes())
                .containsExactly(
                        "DELETE /2015-03-31/functions/p-SendInvoice?Qualifier=1",
                        "DELETE /2015-03-31/functions/p-SendInvoice?Qualifier=3");
    }

    @Test
    void a_function_with_few_versions_keeps_all() {
        function("p-SendInvoice", 5, 1, 2, 3, 4, 5);

        assertThat(versions.prune("p-SendInvoice")).isZero();
        assertThat(changes()).isEmpty();
    }

    private void assertRefused(String name, OptionalInt to, String message) {
        assertThatExceptionOfType(DeploymentException.class)
                .isThrownBy(() -> versions.plan("p", name, to))
                .withMessage(message)
                .matches(DeploymentException::isRefused);
    }

    private List<String> changes() {
        return aws.asked().stream()
                .filter(request -> request.startsWith("PUT") || request.startsWith("DELETE"))
                .toList();
    }

    private void function(String name, int live, int... published) {
        var path = "/2015-03-31/functions/" + name;
        aws.on("GET " + path + "/aliases/live", "{\"FunctionVersion\":\"%d\"}".formatted(live));
        aws.on("PUT " + path + "/aliases/live", "{}");
        aws.on(
                "GET " + path + "/versions",
                IntStream.of(published)
                        .mapToObj("{\"Version\":\"%d\",\"State\":\"Active\"}"::formatted)
                        .collect(Collectors.joining(",", "{\"Versions\":[{\"Version\":\"$LATEST\"},", "]}")));
    }

    private static String member(String function) {
        return "<member><LogicalResourceId>%s</LogicalResourceId><PhysicalResourceId>%s</PhysicalResourceId><ResourceType>AWS::Lambda::Function</ResourceType><ResourceStatus>CREATE_COMPLETE</ResourceStatus></member>"
                .formatted(function, function);
    }
}
