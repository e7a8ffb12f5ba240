package io.orderchannel.infra;

import io.orderchannel.infra.policy.PartnerPolicy;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the build left each context's function package: a directory that holds {@code lib/*.jar}.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-package.html">Packages of Java functions</a>
 */
public record FunctionPackages(Path order, Path channel, Path partner) {
    public static FunctionPackages of(Path projectRoot) {
        return new FunctionPackages(
                projectRoot.resolve("order-context/target/function"),
                projectRoot.resolve("channel-context/target/function"),
                projectRoot.resolve("partner-simulator/target/function"));
    }

    /** @throws IllegalStateException where a package was not built */
    void requireBuilt(PartnerPolicy policy) {
        requireBuilt(order);
        requireBuilt(channel);
        if (policy instanceof PartnerPolicy.Simulated) {
            requireBuilt(partner);
        }
    }

    private static void requireBuilt(Path directory) {
        if (!Files.isDirectory(directory.resolve("lib"))) {
            throw new IllegalStateException(
                    "function package %s: no lib directory in it: build it with mvn package".formatted(directory));
        }
    }
}
