package faas.infra;

import faas.infra.policy.FlowStep;
import faas.infra.policy.PolicyException;
import faas.infra.policy.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.constructs.IConstruct;

/** Writes cloud assemblies: templates, and the function packages that they name. */
public final class CloudAssembly {
    private CloudAssembly() {}

    /**
     * Writes the cloud assembly of a stage.
     *
     * @param out directory that the assembly is written to; made where it is missing
     * @throws PolicyException where a policy breaks a rule
     * @throws IllegalStateException where Node.js or a function package is missing
     */
    static void synthesize(
            List<BoundedContext> contexts, List<FlowStep> flow, Stage stage, FunctionPackages packages, Path out) {
        NodeJs.require();
        App app = StageApp.of(contexts, flow, stage, packages, out).app();
        PolicyException.throwIfAny(Declarations.violations(app));
        removeEmptyStacks(app);
        write(app);
    }

    /**
     * Writes the cloud assembly of another stage than the demo's. Function packages that are in the demo's, where the
     * build has written one, are not copied again but linked, so that they stay in the place that their AOT caches were
     * made for.
     *
     * @param projectRoot where the build left the function packages and the demo's assembly
     */
    static void synthesizeVariation(
            List<BoundedContext> contexts, List<FlowStep> flow, Stage stage, Path projectRoot, Path out) {
        Path built = ofBuild(projectRoot);
        if (Files.isDirectory(built)) {
            linkAssets(built, out);
        }
        synthesize(contexts, flow, stage, new FunctionPackages(projectRoot), out);
    }

    /** Where the build writes the demo stage's. */
    public static Path ofBuild(Path projectRoot) {
        return projectRoot.resolve("infra-cdk/target/cdk.out");
    }

    /** CloudFormation takes no stack without a resource, and a context has none before its first function. */
    private static void removeEmptyStacks(App app) {
        for (IConstruct child : app.getNode().getChildren()) {
            if (child instanceof Stack && child.getNode().getChildren().isEmpty()) {
                app.getNode().tryRemoveChild(child.getNode().getId());
            }
        }
    }

    /** Writes an app's cloud assembly, with function packages that Lambda can read whatever the umask. */
    public static void write(App app) {
        app.synth();
        try (DirectoryStream<Path> assets = Files.newDirectoryStream(Path.of(app.getOutdir()), "asset.*")) {
            for (Path asset : assets) {
                // A link to a package of the demo's leads nowhere once that assembly was removed.
                if (Files.exists(asset)) {
                    makeReadable(asset);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("function packages of " + app.getOutdir(), e);
        }
    }

    /**
     * Gives the files the permissions that Lambda needs. CDK keeps the permissions that files have, and does not copy
     * an asset again whose contents are the same, so an unreadable copy would stay unreadable.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-deployment.html">Permission is
     *     denied</a>
     */
    private static void makeReadable(Path asset) throws IOException {
        try (Stream<Path> files = Files.walk(asset.toRealPath())) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.setPosixFilePermissions(
                        file, PosixFilePermissions.fromString(Files.isDirectory(file) ? "rwxr-xr-x" : "rw-r--r--"));
            }
        }
    }

    /** An asset is named after its content, and CDK copies none whose name is there already. */
    private static void linkAssets(Path built, Path out) {
        try (DirectoryStream<Path> assets = Files.newDirectoryStream(built, "asset.*")) {
            Files.createDirectories(out);
            for (Path asset : assets) {
                Path link = out.resolve(asset.getFileName());
                if (Files.notExists(link, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createSymbolicLink(link, asset.toRealPath());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("function packages of " + built + " in " + out, e);
        }
    }
}
