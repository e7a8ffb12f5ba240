package faas.infra;

import static org.assertj.core.api.Assertions.assertThat;

import faas.infra.planted.PlantedSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whoever an alarm wakes finds its paragraph in docs/operating.md, and no paragraph is about an alarm of the past. */
class OperatingPageTest {
    private static final Path PAGE = Path.of("../docs/operating.md");
    private static final Pattern ADDRESS = Pattern.compile("docs/operating\\.md#([a-z0-9-]+)$");
    private static final Pattern HEADING = Pattern.compile("(?m)^### (.*)$");
    private static final Pattern LINK = Pattern.compile("\\]\\(#([a-z0-9-]+)\\)");

    @Test
    void every_alarm_names_a_paragraph_and_every_paragraph_has_an_alarm() throws IOException {
        String page = Files.readString(PAGE);
        List<String> paragraphs =
                addresses(page.substring(page.indexOf("\n## Alarms\n"), page.indexOf("\n## Situations\n")));

        List<String> named = new ArrayList<>();
        // The planted system has every kind of trigger, whatever the project's system has.
        for (SystemDefinition system : List.of(SystemDefinition.load(), new PlantedSystem())) {
            Synthesized.demoOf(system).propertiesOf("AWS::CloudWatch::Alarm").forEach((path, alarm) -> {
                var address = ADDRESS.matcher(String.valueOf(alarm.get("AlarmDescription")));
                assertThat(address.find())
                        .as(path + ": " + alarm.get("AlarmDescription"))
                        .isTrue();
                named.add(address.group(1));
            });
        }

        assertThat(paragraphs).doesNotHaveDuplicates().containsAll(named);
        assertThat(named).containsAll(paragraphs);
    }

    @Test
    void links_inside_the_page_lead_somewhere() throws IOException {
        String page = Files.readString(PAGE);

        assertThat(LINK.matcher(page).results().map(link -> link.group(1)))
                .isNotEmpty()
                .isSubsetOf(addresses(page));
    }

    /** As GitHub makes them of headings. */
    private static List<String> addresses(String text) {
        return HEADING.matcher(text)
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 -]", "")
                        .replace(' ', '-'))
                .toList();
    }
}
