package faas.localcloud.gateway;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parameters of AWS's query protocol, where lists and maps are numbered names: {@code Tags.member.1.Key}. */
final class QueryParameters {
    private final Map<String, String> values;

    private QueryParameters(Map<String, String> values) {
        this.values = values;
    }

    /** Throws BadRequestException if they are encoded wrongly. */
    static QueryParameters parse(String form) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : form.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return new QueryParameters(values);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new BadRequestException(e);
        }
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** All of them, in the order sent; of a repeated name the last. */
    Map<String, String> values() {
        return Collections.unmodifiableMap(values);
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** The value; empty where it is missing. */
    String text(String name) {
        return values.getOrDefault(name, "");
    }

    /**
     * The parameters below {@code prefix.1.}, {@code prefix.2.} …, each without its prefix.
     *
     * @throws BadRequestException if one is not numbered
     */
    List<QueryParameters> list(String prefix) {
        Set<Integer> numbers = new LinkedHashSet<>();
        String start = prefix + ".";
        for (String name : values.keySet()) {
            if (name.startsWith(start)) {
                String rest = name.substring(start.length());
                int dot = rest.indexOf('.');
                numbers.add(number(dot < 0 ? rest : rest.substring(0, dot)));
            }
        }
        return numbers.stream()
                .sorted()
                .map(number -> below(start + number + "."))
                .toList();
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new BadRequestException(e);
        }
    }

    /** The map given as {@code prefix.1.key}, {@code prefix.1.value} …; SQS spells them with capitals. */
    Map<String, String> map(String prefix, String keyName, String valueName) {
        Map<String, String> map = new LinkedHashMap<>();
        for (QueryParameters entry : list(prefix)) {
            @Nullable String key = entry.values.get(keyName);
            if (key != null) {
                map.put(key, entry.text(valueName));
            }
        }
        return map;
    }

    private QueryParameters below(String prefix) {
        Map<String, String> below = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                below.put(name.substring(prefix.length()), value);
            }
        });
        return new QueryParameters(below);
    }
}
