package faas.cli.scaffold;

import picocli.CommandLine.Command;

/** What can be made. */
@Command(
        name = "new",
        header = "Make a system, a context, a function or an event",
        description = "Each has options of its own: ./faas new function --help shows them.",
        synopsisSubcommandLabel = "WHAT",
        commandListHeading = "%n",
        subcommands = {NewSystemCommand.class, NewContextCommand.class, NewFunctionCommand.class, NewEventCommand.class
        })
final class NewCommand {}
