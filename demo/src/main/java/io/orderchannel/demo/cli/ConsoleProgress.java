package io.orderchannel.demo.cli;

import io.orderchannel.demo.run.Progress;
import java.io.PrintStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One line that is written over again on a terminal; elsewhere a new line every few seconds. */
final class ConsoleProgress implements Progress {

    private static final int EVERY = 10;

    private final PrintStream out;
    private final boolean terminal;
    private final Set<String> fired = ConcurrentHashMap.newKeySet();
    private int calls;

    ConsoleProgress(PrintStream out) {
        this.out = out;
        this.terminal = isTerminal();
    }

    /** JDK 22 gave everybody a console, JDK 25 took it back: without a terminal there is none. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        var console = System.console();
        return console != null && console.isTerminal();
    }

    @Override
    public void at(long answered, long accepted, long finished) {
        if (terminal) {
            out.print("\r" + line(answered, accepted, finished));
        } else if (calls++ % EVERY == EVERY - 1) {
            out.println(line(answered, accepted, finished));
        }
    }

    @Override
    public void fired(String schedule) {
        if (fired.add(schedule)) {
            out.println((terminal ? "\r" : "") + "Firing the schedule " + schedule + " by hand, as the clock would");
        }
    }

    @Override
    public void done(long answered, long accepted, long finished) {
        out.println((terminal ? "\r" : "") + line(answered, accepted, finished));
    }

    private static String line(long answered, long accepted, long finished) {
        return "Sent %,d, accepted %,d, at their end %,d  "
                .formatted(answered, accepted, finished)
                .stripTrailing();
    }
}
