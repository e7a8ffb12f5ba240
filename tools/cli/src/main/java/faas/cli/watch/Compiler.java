package faas.cli.watch;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The JDK's compiler in this process, with the options of the root's pom.xml. Error Prone, NullAway and warnings as
 * errors are left to the build.
 */
final class Compiler {

    private static final String PLUGIN = "//plugin[artifactId='maven-compiler-plugin']/configuration";

    private final JavaCompiler javac = ToolProvider.getSystemJavaCompiler();

    /** Kept open, with the indexes of the libraries: every archive that it reads has a name of its own. */
    private final StandardJavaFileManager files = javac.getStandardFileManager(null, null, StandardCharsets.UTF_8);

    private final Path root;
    private final List<String> options;

    Compiler(Path root) {
        this.root = root;
        this.options = options(root.resolve("pom.xml"));
    }

    /**
     * Compiles a module as a whole, so that nothing of a deleted source stays.
     *
     * @param sources all its files; those that are no Java become resources
     * @param jar the archive to make; none is there where the compiler finds errors
     * @param said what the compiler says goes here
     * @return whether it found no errors
     */
    boolean compile(SourceModule module, Collection<Path> sources, List<Path> classPath, Path jar, Appendable said)
            throws IOException {
        var words = new StringWriter();
        boolean compiled;
        try (var archive = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
            var top = archive.getPath("/");
            files.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath);
            files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(top));
            var java = sources.stream()
                    .filter(source -> source.startsWith(module.java()))
                    .toList();
            compiled = javac.getTask(words, files, null, options, null, files.getJavaFileObjectsFromPaths(java))
                    .call();
            for (var resource : sources) {
                if (resource.startsWith(module.resources())) {
                    var copy =
                            top.resolve(module.resources().relativize(resource).toString());
                    Files.createDirectories(copy.getParent());
                    Files.copy(resource, copy);
                }
            }
        }
        said.append(words.toString().replace(root + "/", ""));
        if (!compiled) {
            Files.delete(jar);
        }
        return compiled;
    }

    private static List<String> options(Path pom) {
        try {
            var document = DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(pom.toFile());
            var options = new ArrayList<>(List.of("-proc:none", "-g", "--release"));
            options.addAll(texts(document, "/project/properties/maven.compiler.release"));
            texts(document, PLUGIN + "/parameters[.='true']").forEach(_ -> options.add("-parameters"));
            options.addAll(texts(document, PLUGIN + "/compilerArgs/arg[starts-with(., '-Xlint')]"));
            return List.copyOf(options);
        } catch (ParserConfigurationException | SAXException | XPathExpressionException | IOException e) {
            throw new IllegalStateException(pom + ": no compiler options can be read: " + e.getMessage(), e);
        }
    }

    private static List<String> texts(Document document, String path) throws XPathExpressionException {
        var nodes = (NodeList)
                XPathFactory.newDefaultInstance().newXPath().evaluate(path, document, XPathConstants.NODESET);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(index -> nodes.item(index).getTextContent().strip())
                .toList();
    }
}
