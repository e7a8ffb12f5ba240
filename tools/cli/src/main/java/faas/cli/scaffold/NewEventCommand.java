package faas.cli.scaffold;

import faas.cli.UserErrorException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes an event type. */
@Command(
        name = "event",
        header = "Make an event type of a context",
        description = """
                Makes the record of its data, its JSON in both directions, schema and published copy, example, and \
                message in the AsyncAPI document.""",
        exitCodeList = {
            "0:it is made",
            "1:the formatter failed",
            "2:the name or a field cannot be taken, or the tree is not clean"
        })
final class NewEventCommand extends ScaffoldCommand {

    @Parameters(paramLabel = "TYPE", description = "Its context and name, without a version: billing.invoice-sent")
    private String type = "";

    @Option(names = "--fields", paramLabel = "NAME:KIND,...", required = true, description = """
                    Its data beside the version; a kind is string, number, money, time or flag; id, once, names the field \
                    that identifies what changed (default: the event's name with Id)""")
    private String fields = "";

    @Option(names = "--version", paramLabel = "N", description = "From 2 on beside the one before (default: 1)")
    private int version = 1;

    @Override
    String change(Tree tree) throws UserErrorException {
        new NewEvent(type, version, fields).in(tree);
        return """
                Next, describe it in its schema and the record's Javadoc, and let a function publish it:
                  ./faas test ContractTest
                  ./faas new function --help    --trigger relay publishes what a store keeps
                """;
    }
}
