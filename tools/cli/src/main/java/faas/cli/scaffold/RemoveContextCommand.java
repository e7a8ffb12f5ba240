package faas.cli.scaffold;

import faas.cli.Main;
import faas.cli.UserErrorException;
import java.io.IOException;
import java.nio.file.Files;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Takes a context out. */
@Command(
        name = "context",
        header = "Remove a context",
        description = """
                Deletes the context's folders and its entries in the list of contexts and in pom.xml. Does nothing \
                where other code uses the context, such as a function that takes its events.""",
        exitCodeList = {
            "0:it is removed",
            "1:the formatter failed",
            "2:there is none of that name, other code uses it, or the tree is not clean"
        })
final class RemoveContextCommand extends ScaffoldCommand {

    @Parameters(paramLabel = "CONTEXT", description = "The context")
    private String name = "";

    /** With what the build has left of its module. */
    @Override
    public Integer call() throws IOException, InterruptedException, UserErrorException {
        var code = super.call();
        var module = Main.root().resolve(Project.module(name));
        if (code == Main.DONE && !Files.exists(module.resolve("pom.xml"))) {
            Tree.deleteFolder(module.resolve("target"));
            if (Files.isDirectory(module) && Tree.isEmpty(module)) {
                Files.delete(module);
            }
        }
        return code;
    }

    @Override
    String change(Tree tree) throws UserErrorException {
        RemoveContext.in(tree, name);
        return """
                Its stacks stay where they are deployed. To see what is left in this project:
                  git status
                """;
    }
}
