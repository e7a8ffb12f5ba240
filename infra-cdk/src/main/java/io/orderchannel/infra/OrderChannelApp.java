package io.orderchannel.infra;

import faas.infra.construct.WebhookKeys;
import faas.infra.policy.HttpFunctionPolicy;
import faas.infra.policy.PartnerPolicy;
import faas.infra.policy.PolicyException;
import faas.infra.policy.Stage;
import faas.infra.policy.Stages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.services.cloudwatch.CfnAlarm;
import software.constructs.IConstruct;

/**
 * The CDK app: a contract stack and a service stack for each bounded context, and the simulated partner where the stage
 * has one. Order's service stack needs Channel's, whose function it calls; never the reverse.
 */
public final class OrderChannelApp {
    private static final int REFUSED = 2;

    private OrderChannelApp() {}

    /**
     * Writes the cloud assembly of a stage.
     *
     * @param out directory that the assembly is written to; made where it is missing
     * @throws PolicyException where a policy breaks a rule
     * @throws IllegalStateException where Node.js or a function package is missing
     */
    public static void synthesize(Stage stage, FunctionPackages packages, Path out) {
        NodeJs.require();
        App app = app(stage, packages, out);
        PolicyException.throwIfAny(Declarations.violations(app));
        write(app);
    }

    /** Writes an app's cloud assembly, with function packages that Lambda can read whatever the umask. */
    public static void write(App app) {
        app.synth();
        try (DirectoryStream<Path> assets = Files.newDirectoryStream(Path.of(app.getOutdir()), "asset.*")) {
            for (Path asset : assets) {
                makeReadable(asset);
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

    /**
     * Writes the cloud assembly of another stage than the demo's, for which the build has written one: function packages that
     * are in that one are not copied again but linked, so that they stay in the place that their AOT caches were made for.
     *
     * @param projectRoot where the build left the function packages and the demo's assembly
     */
    public static void synthesizeVariation(Stage stage, Path projectRoot, Path out) {
        linkAssets(projectRoot.resolve("infra-cdk/target/cdk.out"), out);
        synthesize(stage, new FunctionPackages(projectRoot), out);
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

    static App app(Stage stage, FunctionPackages packages, Path out) {
        App app = new App(AppProps.builder()
                .outdir(out.toString())
                // The assembly holds nothing of the machine that made it, and says nothing to anybody.
                .stackTraces(false)
                .treeMetadata(false)
                .analyticsReporting(false)
                .context(Map.of(
                        // Readers of a template find the construct, and a function's package, by these.
                        "aws:cdk:enable-path-metadata", true,
                        "aws:cdk:enable-asset-metadata", true,
                        // Exports and imports: a topic cannot go while a stack still listens to it.
                        "@aws-cdk/core:defaultCrossStackReferences", "strong"))
                .build());
        ContractStack order = new ContractStack(
                app, stage.physicalName("order-contract"), "OrderEvents", stage.physicalName("order-events"));
        ContractStack channel = new ContractStack(
                app, stage.physicalName("channel-contract"), "ChannelEvents", stage.physicalName("channel-events"));
        WebhookKeys partnerKeys = new WebhookKeys(channel, "PartnerWebhookKeys", stage);
        ChannelStack channelService = new ChannelStack(
                app,
                stage.physicalName("channel"),
                stage,
                packages.of("channel-context"),
                order.topic(),
                channel.topic(),
                partnerKeys,
                partnerUrl(app, stage, packages, partnerKeys));
        new OrderStack(
                app,
                stage.physicalName("order"),
                stage,
                packages.of("order-context"),
                order.topic(),
                channel.topic(),
                channelService.manageSlot());
        stage.alarms().topicArn().ifPresent(arn -> alarmsTell(arn, app));
        return app;
    }

    /** Every alarm of every stack, whichever construct declares it. */
    private static void alarmsTell(String topicArn, App app) {
        for (IConstruct construct : app.getNode().findAll()) {
            if (construct instanceof CfnAlarm alarm) {
                alarm.setAlarmActions(List.of(topicArn));
            }
        }
    }

    private static String partnerUrl(App app, Stage stage, FunctionPackages packages, WebhookKeys keys) {
        return switch (stage.partner()) {
            case PartnerPolicy.Simulated(HttpFunctionPolicy simulator) ->
                new PartnerStack(
                                app,
                                stage.physicalName("partner"),
                                stage,
                                simulator,
                                packages.of("demo/partner-simulator"),
                                keys)
                        .url();
            case PartnerPolicy.External(URI url) -> url.toString();
        };
    }

    /**
     * Synthesizes a stage.
     *
     * @param args the project's root, the directory to write to, and the stage's name where it is not {@code demo}
     */
    public static void main(String[] args) {
        if (args.length != 2 && args.length != 3) {
            System.err.println("usage: OrderChannelApp PROJECT_ROOT OUT_DIRECTORY [STAGE]");
            System.exit(REFUSED);
        }
        try {
            Stage stage = Stages.named(args.length == 3 ? args[2] : "demo", System.getenv());
            synthesize(stage, new FunctionPackages(Path.of(args[0])), Path.of(args[1]));
        } catch (PolicyException | IllegalStateException | IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(REFUSED);
        }
    }
}
