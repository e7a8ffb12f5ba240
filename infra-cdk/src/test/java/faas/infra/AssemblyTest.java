package faas.infra;

import static org.assertj.core.api.Assertions.assertThat;

import faas.infra.planted.PlantedSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.Stack;

class AssemblyTest {
    @TempDir
    private Path directory;

    /** A planted system, and the project's own. */
    static Stream<SystemDefinition> systems() {
        return Stream.of(new PlantedSystem(), SystemDefinition.load());
    }

    @Test
    void assembly_holds_templates_and_one_copy_of_a_function_package_that_contexts_share() throws IOException {
        synthesize(new PlantedSystem(), "cdk.out");

        assertThat(files("cdk.out"))
                .contains("manifest.json")
                .contains("demo-billing-contract.template.json", "demo-ledger-contract.template.json")
                .contains("demo-billing.template.json", "demo-ledger.template.json")
                .filteredOn(name -> name.matches("asset\\.[0-9a-f]{64}/lib/functions\\.jar"))
                .hasSize(1);
    }

    @Test
    void a_context_has_no_stack_of_its_services_before_its_first_function() throws IOException {
        BoundedContext later = app -> new Stack(app.app(), "demo-later");

        CloudAssembly.synthesize(
                List.of(later),
                List.of(),
                new PlantedSystem().stage("demo", Map.of()),
                Synthesized.functionPackages(directory),
                directory.resolve("cdk.out"));

        assertThat(files("cdk.out")).contains("manifest.json").noneMatch(name -> name.contains("later"));
    }

    @ParameterizedTest
    @MethodSource("systems")
    void assembly_names_no_directory_of_the_machine_that_made_it_and_no_account_or_region(SystemDefinition system)
            throws IOException {
        synthesize(system, "cdk.out");

        Path out = directory.resolve("cdk.out");
        for (String name : files("cdk.out")) {
            if (name.endsWith(".json")) {
                assertThat(Files.readString(out.resolve(name)))
                        .as(name)
                        .doesNotContain(System.getProperty("java.io.tmpdir") + "/")
                        .doesNotContain(System.getProperty("user.dir"))
                        .doesNotContain(System.getProperty("user.home") + "/")
                        .doesNotContainPattern("[:/\"]\\d{12}[:/\"]")
                        .doesNotContainPattern("(us|eu|ap)-[a-z]+-\\d");
            }
        }
        if (!system.contexts().isEmpty()) {
            assertThat(Files.readString(out.resolve("manifest.json"))).contains("aws://unknown-account/unknown-region");
        }
    }

    @ParameterizedTest
    @MethodSource("systems")
    void same_sources_give_the_same_assembly(SystemDefinition system) throws IOException {
        synthesize(system, "first");
        synthesize(system, "second");

        assertThat(files("second")).isEqualTo(files("first"));
        for (String name : files("first")) {
            assertThat(directory.resolve("second").resolve(name))
                    .hasSameBinaryContentAs(directory.resolve("first").resolve(name));
        }
    }

    /** Twice, since CDK copies no package whose name is there already. */
    @Test
    void lambda_can_read_function_packages_that_were_built_for_their_owner_alone() throws IOException {
        synthesize(new PlantedSystem(), "cdk.out");
        Path out = directory.resolve("cdk.out");
        Set<PosixFilePermission> owners = PosixFilePermissions.fromString("rw-------");
        for (String name : assetFiles()) {
            Files.setPosixFilePermissions(out.resolve(name), owners);
        }

        synthesize(new PlantedSystem(), "cdk.out");

        assertThat(assetFiles())
                .hasSize(1)
                .allSatisfy(name -> assertThat(Files.getPosixFilePermissions(out.resolve(name)))
                        .isEqualTo(PosixFilePermissions.fromString("rw-r--r--")));
    }

    /** So that a package keeps the place that its AOT cache was made for. */
    @Test
    void variation_links_the_function_packages_of_the_build() throws IOException {
        SystemDefinition system = new PlantedSystem();
        synthesize(system, "infra-cdk/target/cdk.out");

        system.synthesize(system.stage("demo", Map.of()), directory, directory.resolve("variation"));

        try (Stream<Path> assets = Files.list(directory.resolve("variation"))) {
            assertThat(assets.filter(path -> path.getFileName().toString().startsWith("asset.")))
                    .hasSize(1)
                    .allMatch(Files::isSymbolicLink);
        }
        assertThat(directory.resolve("variation/demo-billing.template.json")).exists();
    }

    private void synthesize(SystemDefinition system, String out) {
        CloudAssembly.synthesize(
                system.contexts(),
                system.flow(),
                system.stage("demo", Map.of()),
                Synthesized.functionPackages(directory),
                directory.resolve(out));
    }

    private List<String> assetFiles() throws IOException {
        return files("cdk.out").stream()
                .filter(name -> name.startsWith("asset."))
                .toList();
    }

    private List<String> files(String name) throws IOException {
        Path root = directory.resolve(name);
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
