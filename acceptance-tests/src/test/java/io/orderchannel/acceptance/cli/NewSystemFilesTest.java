package io.orderchannel.acceptance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import faas.acceptance.engine.Variation;
import faas.cli.scaffold.NewSystem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What {@code ./faas new system} takes of this project tells nothing of Order and Channel. */
@TestInstance(Lifecycle.PER_CLASS)
class NewSystemFilesTest {

    private static final Pattern WORDS = Pattern.compile(
            "io[./]orderchannel|order-channel|orderchannel|OrderChannel|PlaceOrder|AssignOrder|PARTNER_URL");
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]*)(?:#([^)]*))?\\)");

    private SortedMap<String, String> files = new TreeMap<>();

    @BeforeAll
    void make_a_system() throws Exception {
        files = NewSystem.of("org.acme.shop", "web-shop").files(Variation.ROOT);
    }

    @Test
    void no_file_has_a_word_of_this_system() {
        var found = new ArrayList<String>();
        files.forEach((path, text) ->
                WORDS.matcher(path + "\n" + text).results().forEach(word -> found.add(path + ": " + word.group())));

        assertThat(files).isNotEmpty();
        assertThat(found).isEmpty();
    }

    @Test
    void every_link_of_a_document_leads_to_a_file_and_a_heading_that_are_kept_too() {
        var documents =
                files.keySet().stream().filter(path -> path.endsWith(".md")).toList();
        var dead = new ArrayList<String>();
        for (var document : documents) {
            LINK.matcher(files.getOrDefault(document, "")).results().forEach(link -> {
                var target = link.group(1).isEmpty() ? document : beside(document, link.group(1));
                var heading = link.group(2);
                if (!files.containsKey(target)
                        || (heading != null && !headings(target).contains(heading))) {
                    dead.add(document + ": " + link.group());
                }
            });
        }

        assertThat(documents).hasSizeGreaterThan(1);
        assertThat(dead).isEmpty();
    }

    private static String beside(String document, String link) {
        return Path.of("/", document)
                .resolveSibling(link)
                .normalize()
                .toString()
                .substring(1);
    }

    /** As GitHub names them in an address. */
    private List<String> headings(String document) {
        return files.getOrDefault(document, "")
                .lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^a-z0-9 -]", "").replace(' ', '-'))
                .toList();
    }
}
