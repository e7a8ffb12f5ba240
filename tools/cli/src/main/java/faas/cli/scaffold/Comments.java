package faas.cli.scaffold;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.regex.Pattern;

/** Comments of a Java source, whose lines the formatter leaves as they are. */
final class Comments {

    private static final int WIDTH = 120;

    /** Its first group is all that stands before the words of a line. */
    private static final Pattern LINE = Pattern.compile("( *(?:\\*|//) +)\\S.*");

    private static final Pattern ONE_LINE = Pattern.compile("( *)/\\*\\* (.*) \\*/");

    private Comments() {}

    /** The source with its long lines of comment broken: what is too much goes to the line after it. */
    static String fit(String source) {
        var fitting = new ArrayList<String>();
        var lines = new ArrayDeque<>(source.lines().toList());
        while (!lines.isEmpty()) {
            var line = lines.pop();
            var one = ONE_LINE.matcher(line);
            var comment = LINE.matcher(line);
            if (line.length() <= WIDTH) {
                fitting.add(line);
            } else if (one.matches()) {
                lines.push(one.group(1) + " */");
                lines.push(one.group(1) + " * " + one.group(2));
                lines.push(one.group(1) + "/**");
            } else if (comment.matches() && line.lastIndexOf(' ', WIDTH) > comment.end(1)) {
                var end = line.lastIndexOf(' ', WIDTH);
                fitting.add(line.substring(0, end));
                var beginning = comment.group(1) + (line.startsWith("@", comment.end(1)) ? "    " : "");
                var rest = beginning + line.substring(end + 1);
                if (!lines.isEmpty() && continues(lines.getFirst(), beginning)) {
                    rest += " " + lines.pop().substring(beginning.length());
                }
                lines.push(rest);
            } else {
                fitting.add(line);
            }
        }
        return String.join("\n", fitting) + "\n";
    }

    /** Whether a line goes on with the sentence of the line before, which has that beginning. */
    private static boolean continues(String line, String beginning) {
        return line.startsWith(beginning) && line.substring(beginning.length()).matches("[^ @<].*");
    }
}
