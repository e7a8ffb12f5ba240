package faas.cli.scaffold;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommentsTest {

    private static final String WORDS_OF_104 = "word ".repeat(21).strip();

    @Test
    void what_is_too_much_goes_to_the_next_line_of_the_sentence() {
        assertThat(Comments.fit("""
                /**
                 * %s and then some more words.
                 * The end.
                 *
                 * @param a what it is
                 */
                class A {}
                """.formatted(WORDS_OF_104))).isEqualTo("""
                /**
                 * %s and then
                 * some more words. The end.
                 *
                 * @param a what it is
                 */
                class A {}
                """.formatted(WORDS_OF_104));
    }

    @Test
    void a_line_alone_becomes_several() {
        assertThat(Comments.fit("    /** %s and then some more. */\n".formatted(WORDS_OF_104)))
                .isEqualTo("""
                    /**
                     * %s and then
                     * some more.
                     */
                """.formatted(WORDS_OF_104));
        assertThat(Comments.fit("        // %s and then more\n    a();\n".formatted(WORDS_OF_104)))
                .isEqualTo("        // %s and\n        // then more\n    a();\n".formatted(WORDS_OF_104));
    }

    @Test
    void a_tag_goes_on_with_an_indent_and_is_not_joined_to_the_line_before() {
        assertThat(Comments.fit(" * @param a %s and then some\n * @param b it\n".formatted(WORDS_OF_104)))
                .isEqualTo(" * @param a %s and\n *     then some\n * @param b it\n".formatted(WORDS_OF_104));
        assertThat(Comments.fit(" * @param a %s and then some\n *     more\n".formatted(WORDS_OF_104)))
                .isEqualTo(" * @param a %s and\n *     then some more\n".formatted(WORDS_OF_104));
    }

    @Test
    void what_fits_and_what_is_no_comment_stays() {
        var text = " * " + "x".repeat(130) + "\n        call(" + WORDS_OF_104 + WORDS_OF_104 + ");\n * short\n";

        assertThat(Comments.fit(text)).isEqualTo(text);
    }
}
