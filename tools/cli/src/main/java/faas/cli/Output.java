package faas.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdDelegatingSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.databind.util.StdConverter;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What a verb that measures or computes prints: text for people, or, with {@code --json}, its figures as one JSON
 * document and nothing else.
 */
public final class Output {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .addModule(new SimpleModule()
                    .addSerializer(new StdDelegatingSerializer(Duration.class, new Seconds()))
                    .addSerializer(Instant.class, ToStringSerializer.instance))
            .build();

    @Option(names = "--json", description = "Print the same figures as one JSON document, and nothing else")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec verb;

    private static final class Seconds extends StdConverter<Duration, Double> {
        @Override
        public Double convert(Duration duration) {
            return duration.toMillis() / 1e3;
        }
    }

    /** Prints text; nothing with {@code --json}. */
    public void text(String text) {
        if (!json) {
            out().print(text);
            out().flush();
        }
    }

    /** Prints the figures with {@code --json}; otherwise nothing. */
    public void figures(Object figures) throws IOException {
        if (json) {
            out().println(document(figures));
        }
    }

    /** A JSON document; durations in it are seconds, instants are in ISO 8601. */
    public static String document(Object figures) throws IOException {
        return JSON.writeValueAsString(figures);
    }

    private PrintWriter out() {
        return Objects.requireNonNull(verb).commandLine().getOut();
    }
}
