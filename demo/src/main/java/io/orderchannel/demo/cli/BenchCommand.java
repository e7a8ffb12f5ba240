package io.orderchannel.demo.cli;

import picocli.CommandLine.Command;

/** Measurements that documents quote. */
@Command(
        name = "bench",
        subcommands = {
            BenchWindowCommand.class,
            BenchMemoryCommand.class,
            BenchThroughputCommand.class,
            BenchEnginesCommand.class,
            BenchChaosCommand.class
        })
final class BenchCommand {}
