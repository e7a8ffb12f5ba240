package faas.cli.scaffold;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;

/** A system without contexts in memory: this project's starter and poms, and a definition of its own. */
final class PlantedProject {

    static final String SYSTEM = "infra-cdk/src/main/java/org/shop/infra/ShopSystem.java";

    private static final Path ROOT = Path.of("../..");

    private PlantedProject() {}

    static Tree tree() throws IOException {
        var files = new TreeMap<String, String>();
        var starter = Tree.read(ROOT.resolve("tools/starter"));
        starter.files().forEach(path -> files.put("tools/starter/" + path, starter.text(path)));
        for (var pom : new String[] {Project.POM, Project.INFRA_POM}) {
            files.put(pom, Files.readString(ROOT.resolve(pom)));
        }
        files.put(
                "infra-cdk/src/main/resources/META-INF/services/faas.infra.SystemDefinition",
                "org.shop.infra.ShopSystem\n");
        files.put(SYSTEM, """
                package org.shop.infra;

                import faas.infra.BoundedContext;
                import java.util.List;

                public final class ShopSystem {
                    public List<BoundedContext> contexts() {
                        return List.of();
                    }
                }
                """);
        return new Tree(files);
    }
}
