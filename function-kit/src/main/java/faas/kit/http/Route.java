package faas.kit.http;

import java.util.Optional;

/** A path, with at most one parameter as its last segment. */
record Route(String template, String prefix, boolean parameterized) {
    static Route of(String template) {
        int brace = template.indexOf('{');
        if (!template.startsWith("/") || (brace >= 0 && !isLastSegment(template, brace))) {
            throw new IllegalArgumentException("route is '" + template
                    + "', expected /path or /path/{parameter} with nothing after the parameter");
        }
        return brace < 0
                ? new Route(template, template, false)
                : new Route(template, template.substring(0, brace), true);
    }

    private static boolean isLastSegment(String template, int brace) {
        return template.charAt(brace - 1) == '/' && template.indexOf('}') == template.length() - 1;
    }

    /** The parameter's value, empty text without one; nothing if the path is another one. */
    Optional<String> match(String path) {
        if (!parameterized) {
            return path.equals(prefix) ? Optional.of("") : Optional.empty();
        }
        if (!path.startsWith(prefix)) {
            return Optional.empty();
        }
        String parameter = path.substring(prefix.length());
        return parameter.isEmpty() || parameter.indexOf('/') >= 0 ? Optional.empty() : Optional.of(parameter);
    }
}
