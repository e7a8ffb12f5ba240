package io.orderchannel.demo.cli;

import picocli.CommandLine.Command;

/** Measurements that documents quote. */
@Command(
        name = "bench",
        header = "Measure, or run with faults and compare at rest",
        description = "Each measurement has options of its own: ./faas bench window --help shows them.",
        synopsisSubcommandLabel = "MEASUREMENT",
        commandListHeading = "%n",
        subcommands = {
            BenchWindowCommand.class,
            BenchMemoryCommand.class,
            BenchThroughputCommand.class,
            BenchEnginesCommand.class,
            BenchLoopCommand.class,
            BenchChaosCommand.class
        })
final class BenchCommand {}
