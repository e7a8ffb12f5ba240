package faas.localcloud.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CloudAssemblyTest {
    private static final String EMPTY = "{\"Resources\": {}}";

    @TempDir
    private Path directory;

    @Test
    void stacks_come_after_those_they_depend_on() {
        AssemblyFiles.in(directory)
                .stack("a", EMPTY, "c")
                .stack("b", EMPTY)
                .stack("c", EMPTY, "b")
                .write();

        assertThat(CloudAssembly.read(directory).stacks())
                .extracting(StackTemplate::stackName)
                .containsExactly("b", "c", "a");
    }

    @Test
    void stacks_of_a_nested_assembly_are_read() {
        AssemblyFiles.in(directory).nested("assembly-demo").write();
        AssemblyFiles.in(directory.resolve("assembly-demo")).stack("a", EMPTY).write();

        assertThat(CloudAssembly.read(directory).stacks())
                .extracting(StackTemplate::stackName)
                .containsExactly("a");
    }

    @Test
    void a_system_without_contexts_has_no_stacks() {
        AssemblyFiles.in(directory).write();

        assertThat(CloudAssembly.read(directory).stacks()).isEmpty();
    }

    @Test
    void a_resource_keeps_everything_that_its_template_says() {
        AssemblyFiles.in(directory).stack("a", """
                        {"Resources": {"Queue": {"Type": "AWS::SQS::Queue", "DependsOn": "Other",
                          "Properties": {"QueueName": "q"}, "Metadata": {"aws:cdk:path": "a/Work/Resource"}}}}""").write();

        TemplateResource queue = CloudAssembly.read(directory).stacks().getFirst().resources().values().stream()
                .findFirst()
                .orElseThrow();

        assertThat(queue.type()).isEqualTo("AWS::SQS::Queue");
        assertThat(queue.properties().path("QueueName").asText()).isEqualTo("q");
        assertThat(queue.dependsOn()).containsExactly("Other");
        assertThat(queue.constructPath()).contains("a/Work/Resource");
    }

    @Test
    void an_asset_is_found_by_the_key_in_the_template() {
        AssemblyFiles.in(directory).stack("a", EMPTY).write();

        StackTemplate stack = CloudAssembly.read(directory).stacks().getFirst();

        assertThat(stack.asset(AssemblyFiles.CODE_KEY)).contains(directory.resolve("asset.code"));
        assertThat(stack.asset("other.zip")).isEmpty();
    }

    @Test
    void a_directory_that_is_no_assembly_is_named() {
        assertThatThrownBy(() -> CloudAssembly.read(directory))
                .isInstanceOf(AssemblyException.class)
                .hasMessageContaining(directory.resolve("manifest.json").toString());
    }

    @Test
    void a_section_that_is_not_carried_out_is_named() {
        AssemblyFiles.in(directory)
                .stack("a", "{\"Resources\": {}, \"Transform\": \"x\"}")
                .write();

        assertThatThrownBy(() -> CloudAssembly.read(directory)).hasMessageContaining("[Transform]");
    }

    @Test
    void resources_come_after_those_they_refer_to() {
        AssemblyFiles.in(directory).stack("a", """
                        {"Resources": {
                          "A": {"Type": "T", "Properties": {"x": {"Fn::Sub": "${B.Arn}"}}},
                          "B": {"Type": "T", "Properties": {"x": [{"Fn::GetAtt": ["C", "Arn"]}]}},
                          "C": {"Type": "T", "DependsOn": ["D"]},
                          "D": {"Type": "T", "Properties": {"x": {"Ref": "AWS::Region"}}}}}""").write();

        StackTemplate stack = CloudAssembly.read(directory).stacks().getFirst();

        assertThat(DependencyOrder.of(stack))
                .extracting(TemplateResource::logicalId)
                .containsExactly("D", "C", "B", "A");
    }

    @Test
    void a_circle_of_resources_is_named() {
        AssemblyFiles.in(directory).stack("a", """
                        {"Resources": {
                          "A": {"Type": "T", "Properties": {"x": {"Ref": "B"}}},
                          "B": {"Type": "T", "Properties": {"x": {"Ref": "A"}}}}}""").write();

        StackTemplate stack = CloudAssembly.read(directory).stacks().getFirst();

        assertThatThrownBy(() -> DependencyOrder.of(stack)).hasMessage("a: circular dependency among [A, B]");
    }
}
