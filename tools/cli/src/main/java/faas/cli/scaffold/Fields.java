package faas.cli.scaffold;

import faas.cli.UserErrorException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.lang.model.SourceVersion;

/**
 * The fields of an event, in the place of those of the starter's event, which has one of each kind. What the starter
 * says of a field names it, and stands on a line of its own, or on several with brackets around them.
 *
 * @param id the field that identifies what changed
 */
record Fields(String id, List<Field> all) {

    private static final String ID = "id";

    /** The starter's field of each kind. */
    private static final Map<String, String> KINDS = new TreeMap<>(Map.of(
            "string", "someText",
            "number", "someNumber",
            "money", "someMoney",
            "time", "someTime",
            "flag", "someFlag"));

    /** What a record may not have as a field, or an event has already. */
    private static final Set<String> RESERVED = Set.of(
            "clone",
            "finalize",
            "getClass",
            "hashCode",
            "notify",
            "notifyAll",
            "toString",
            "wait",
            "aggregateId",
            "attributes",
            "subject",
            "type",
            "version");

    /**
     * A field of an event.
     *
     * @param starter the starter's field of the same kind
     */
    record Field(String name, String starter) {}

    /**
     * What the starter says of a field.
     *
     * @param end what separates it from the next one, or ends the last one
     */
    private record Part(String starter, String text, String end) {
        static Part of(String starter, String text) {
            var end = endOfBrackets(text);
            while (end > 0 && ",;".indexOf(text.charAt(end - 1)) >= 0) {
                end--;
            }
            return new Part(starter, text.substring(0, end), text.substring(end));
        }

        /** Where a bracket closes that the text does not open, or its length. */
        private static int endOfBrackets(String text) {
            var depth = 0;
            for (var index = 0; index < text.length(); index++) {
                depth += depth(text.charAt(index));
                if (depth < 0) {
                    return index;
                }
            }
            return text.length();
        }
    }

    /**
     * Of {@code number:string,total:money}.
     *
     * @param defaultId where no field is of the kind {@code id}
     */
    static Fields of(String text, String defaultId) throws UserErrorException {
        var names = new HashSet<>(RESERVED);
        var ids = new ArrayList<String>();
        var fields = new ArrayList<Field>();
        for (var field : text.split(",", -1)) {
            var parts = field.strip().split(":", -1);
            if (parts.length != 2
                    || !parts[0].matches("[a-z][A-Za-z0-9]*")
                    || !(parts[1].equals(ID) || KINDS.containsKey(parts[1]))) {
                throw Names.refused(
                        "--fields", field, "expected NAME:KIND, a kind of id, " + String.join(", ", KINDS.keySet()));
            }
            if (SourceVersion.isKeyword(parts[0]) || !names.add(parts[0])) {
                throw Names.refused("--fields", field, "the name is taken, or a word of Java");
            }
            if (parts[1].equals(ID)) {
                ids.add(parts[0]);
            } else {
                fields.add(new Field(parts[0], KINDS.getOrDefault(parts[1], "")));
            }
        }
        if (ids.size() > 1 || fields.isEmpty()) {
            throw Names.refused("--fields", text, "expected one field at least beside one id");
        }
        if (ids.isEmpty() && names.contains(defaultId)) {
            throw Names.refused("--fields", text, "the name is that of the id");
        }
        return new Fields(ids.isEmpty() ? defaultId : ids.getFirst(), List.copyOf(fields));
    }

    boolean hasMoney() {
        return all.stream().anyMatch(field -> field.starter().equals(KINDS.get("money")));
    }

    /** The text with these fields where it has the starter's. */
    String apply(String text) {
        var result = new ArrayList<String>();
        var parts = new ArrayList<Part>();
        var lines = new ArrayDeque<>(text.lines().toList());
        while (!lines.isEmpty()) {
            var line = lines.remove();
            var starter = starterIn(line);
            if (starter.isPresent()) {
                while (line.chars().map(Fields::depth).sum() > 0) {
                    line += "\n" + lines.remove();
                }
                parts.add(Part.of(starter.get(), line));
            } else {
                result.addAll(insteadOf(parts));
                parts.clear();
                result.add(line);
            }
        }
        result.addAll(insteadOf(parts));
        return String.join("\n", result) + "\n";
    }

    private List<String> insteadOf(List<Part> parts) {
        if (parts.isEmpty()) {
            return List.of();
        }
        var result = new ArrayList<String>();
        for (var field : all) {
            var part = parts.stream()
                    .filter(each -> each.starter().equals(field.starter()))
                    .findFirst()
                    .orElseThrow();
            var end = result.size() < all.size() - 1 ? parts.getFirst() : parts.getLast();
            result.add(part.text().replace(field.starter(), field.name()) + end.end());
        }
        return result;
    }

    private static Optional<String> starterIn(String line) {
        return KINDS.values().stream().filter(line::contains).findFirst();
    }

    private static int depth(int character) {
        return "([{".indexOf(character) >= 0 ? 1 : ")]}".indexOf(character) >= 0 ? -1 : 0;
    }
}
