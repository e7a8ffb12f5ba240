package faas.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;

/** What a verb printed, and its exit code. */
record Result(int code, String out, String err) {

    static Result of(String verb, String... arguments) {
        return of(Stream.concat(Stream.of(verb), Stream.of(arguments)).toArray(String[]::new));
    }

    static Result of(String[] words) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
        return new Result(code, out.toString(), err.toString());
    }
}
