package faas.cli.scaffold;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Lines of a pom.xml, added and taken out so that all others stay as they are. */
final class Poms {

    /** What stands in every system, after the contexts. */
    private static final String AFTER_CONTEXTS = "infra-cdk";

    private Poms() {}

    /** The parent's pom.xml with one more context. */
    static String withModule(String pom, String module) {
        var modules = insertBefore(pom, "    <module>" + AFTER_CONTEXTS + "</module>\n", moduleLine(module));
        return insertBefore(modules, managed(AFTER_CONTEXTS), managed(module));
    }

    static String withoutModule(String pom, String module) {
        return pom.replace(moduleLine(module), "").replace(managed(module), "");
    }

    /** Adds one of the project's own modules after the other dependencies. */
    static String withDependency(String pom, String artifact) {
        return withBlock(pom, dependency(artifact));
    }

    static String withoutDependency(String pom, String artifact) {
        return pom.replace(dependency(artifact), "");
    }

    static String withoutDependencies(String pom) {
        return pom.replaceFirst("(?s)\n  <dependencies>.*</dependencies>\n", "");
    }

    /** Adds the lines of a dependency after the other dependencies, unless they are there. */
    static String withBlock(String pom, String block) {
        if (pom.contains(block)) {
            return pom;
        }
        return pom.contains("  <dependencies>\n")
                ? insertBefore(pom, "  </dependencies>\n", block)
                : insertBefore(pom, "</project>\n", "\n  <dependencies>\n" + block + "  </dependencies>\n");
    }

    /** The dependencies in a pom.xml that has neither profiles nor managed ones: the lines of each. */
    static List<String> blocks(String pom) {
        return Pattern.compile("(?s)    <dependency>\n.*?    </dependency>\n")
                .matcher(pom)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private static String moduleLine(String module) {
        return "    <module>" + module + "</module>\n";
    }

    private static String managed(String artifact) {
        return """
                      <dependency>
                        <groupId>faas</groupId>
                        <artifactId>%s</artifactId>
                        <version>${project.version}</version>
                      </dependency>
                """.formatted(artifact);
    }

    private static String dependency(String artifact) {
        return """
                    <dependency>
                      <groupId>faas</groupId>
                      <artifactId>%s</artifactId>
                    </dependency>
                """.formatted(artifact);
    }

    private static String insertBefore(String text, String line, String added) {
        var start = text.indexOf(line);
        if (start < 0) {
            throw new IllegalArgumentException("pom.xml: no line " + line.strip());
        }
        return text.substring(0, start) + added + text.substring(start);
    }
}
