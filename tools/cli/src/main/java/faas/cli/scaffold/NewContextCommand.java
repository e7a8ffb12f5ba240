package faas.cli.scaffold;

import faas.cli.UserErrorException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes a context. */
@Command(
        name = "context",
        header = "Make a context without functions",
        description = """
                Makes a module for the context's functions and its stacks, and enters it in the list of contexts.""",
        exitCodeList = {"0:it is made", "1:the formatter failed", "2:the name cannot be taken, or the tree is not clean"
        })
final class NewContextCommand extends ScaffoldCommand {

    @Parameters(paramLabel = "NAME", description = "One word of lower-case letters and digits, such as billing")
    private String name = "";

    @Override
    String change(Tree tree) throws UserErrorException {
        NewContext.in(tree, name);
        return """
                Next, its first function or event:
                  ./faas new function --help
                  ./faas new event --help
                """;
    }
}
