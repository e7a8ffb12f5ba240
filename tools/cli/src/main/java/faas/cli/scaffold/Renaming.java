package faas.cli.scaffold;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces names as whole tokens, in every spelling: {@code Note} in {@code DynamoDbNotes} and {@code NOTES_TABLE}, but
 * not in {@code Noted}. All are replaced in one pass, so what stands in for one name is never taken for another. Of two
 * names that begin at one place, the one that was added first counts.
 */
final class Renaming {

    private static final String NOT_AFTER = "(?<![A-Za-z0-9])";
    private static final String NOT_BEFORE = "(?![A-Za-z0-9])";
    private static final String NOT_BEFORE_LOWER = "(?![a-z])";

    /** A line of a comment that has nothing but words before the match. */
    private static final Pattern PROSE = Pattern.compile("\\s*(/\\*\\*|\\*|//) ([^{}]|\\{@code [^}]*})*");

    private record Rule(String pattern, Function<Place, String> replacement) {}

    /** A match, and the text that it is in. */
    private record Place(String text, MatchResult match) {
        String before(int length) {
            return text.substring(Math.max(0, match.start() - length), match.start());
        }

        String after() {
            return text.substring(match.end(), Math.min(text.length(), match.end() + 1));
        }

        boolean isProse() {
            var line = text.substring(text.lastIndexOf('\n', match.start()) + 1, match.start());
            return PROSE.matcher(line).matches() && after().matches("[ .,:;]|\\n|");
        }
    }

    private final List<Rule> rules = new ArrayList<>();
    private final List<Name> added = new ArrayList<>();

    /** A text as it stands, such as an event's type, that no letter or digit precedes or follows. */
    Renaming text(String from, String to) {
        return pattern(NOT_AFTER + Pattern.quote(from) + NOT_BEFORE, to);
    }

    /** A package, in a source and as a folder. */
    Renaming packageName(String from, String to) {
        return text(from, to).text(from.replace('.', '/'), to.replace('.', '/'));
    }

    /** What a regular expression matches. It has no groups. */
    Renaming pattern(String from, String to) {
        rules.add(new Rule(from, _ -> to));
        return this;
    }

    /** A noun and its plural. */
    Renaming noun(Name from, Name to, Name plural) {
        return name(from.plural(), plural).name(from, to);
    }

    Renaming name(Name from, Name to) {
        pattern("(?<![A-Z])" + from.upperCamel() + NOT_BEFORE_LOWER, to.upperCamel());
        pattern(NOT_AFTER + from.constant() + NOT_BEFORE, to.constant());
        if (from.words().size() > 1) {
            pattern(NOT_AFTER + from.snake() + NOT_BEFORE_LOWER, to.snake());
            pattern(NOT_AFTER + from.kebab() + NOT_BEFORE_LOWER, to.kebab());
            pattern(NOT_AFTER + from.lowerCamel() + NOT_BEFORE_LOWER, to.lowerCamel());
        } else {
            rules.add(new Rule(NOT_AFTER + from.lowerCamel() + NOT_BEFORE_LOWER, place -> likeNeighbours(place, to)));
        }
        added.add(to);
        return this;
    }

    /** One word is the same in several spellings: what stands beside it tells which one is meant. */
    private static String likeNeighbours(Place place, Name to) {
        var before = place.before(1);
        var after = place.after();
        if (before.equals("_") || after.equals("_")) {
            return to.snake();
        }
        if (before.matches("[-/\"]") && after.matches("[-/\"]")) {
            return to.kebab();
        }
        return place.isProse() ? to.prose() : to.lowerCamel();
    }

    String apply(String text) {
        var all = new StringBuilder();
        for (var index = 0; index < rules.size(); index++) {
            all.append(index == 0 ? "" : "|").append("(?<r").append(index).append('>');
            all.append(rules.get(index).pattern()).append(')');
        }
        var renamed = Pattern.compile(all.toString())
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(replacement(new Place(text, match))));
        for (var name : added) {
            renamed = withArticle(renamed, name.upperCamel());
            renamed = withArticle(renamed, name.words().getFirst());
        }
        return renamed;
    }

    private String replacement(Place place) {
        for (var index = 0; index < rules.size(); index++) {
            if (place.match().start("r" + index) >= 0) {
                return rules.get(index).replacement().apply(place);
            }
        }
        throw new IllegalStateException("no rule for " + place.match().group());
    }

    /** "an invoice", "a note". */
    private static String withArticle(String text, String word) {
        var article = "aeiou".indexOf(Character.toLowerCase(word.charAt(0))) >= 0 ? "$1n$2" : "$1$2";
        return text.replaceAll("(?<![A-Za-z])([Aa])n?([ _])(?=" + Pattern.quote(word) + ")", article);
    }
}
