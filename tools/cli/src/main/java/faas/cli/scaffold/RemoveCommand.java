package faas.cli.scaffold;

import picocli.CommandLine.Command;

/** What can be taken out. */
@Command(
        name = "remove",
        header = "Remove a context",
        description = "The inverse of ./faas new.",
        synopsisSubcommandLabel = "WHAT",
        commandListHeading = "%n",
        subcommands = RemoveContextCommand.class)
final class RemoveCommand {}
