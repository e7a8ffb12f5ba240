package faas.cli.scaffold;

import faas.cli.UserErrorException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An event type as the sources of the contract declare it.
 *
 * @param context which publishes it
 * @param constant of the enum {@code <Context>EventType}
 * @param data the record of its data
 */
record EventContract(String type, String context, String constant, String data) {

    private static final Pattern RECORD = Pattern.compile("public record (\\w+)\\([^{]*\\bEventData\\b");

    /** Looks for it in the contracts of all contexts. */
    static EventContract find(Project project, String type) throws UserErrorException {
        var known = new ArrayList<String>();
        for (var context : project.contextsWithEvents()) {
            var source = JavaSource.of(project.tree().text(project.eventType(context)));
            var constant = source.constantOf(type);
            if (constant.isPresent()) {
                return new EventContract(type, context, constant.get(), data(project, context, constant.get()));
            }
            known.addAll(source.argumentsOfConstants());
        }
        throw new UserErrorException("no event '" + type + "'; there are " + known);
    }

    /** The context's first event type. */
    static EventContract firstOf(Project project, String context) throws UserErrorException {
        if (!project.contextsWithEvents().contains(context)) {
            throw new UserErrorException("context " + context + " has no events: expected ./faas new event before");
        }
        return find(
                project,
                JavaSource.of(project.tree().text(project.eventType(context)))
                        .argumentsOfConstants()
                        .getFirst());
    }

    /** The record that names the constant as its type; or the only record, whose type is one of its fields. */
    private static String data(Project project, String context, String constant) throws UserErrorException {
        var all = new ArrayList<String>();
        for (var path : project.tree().below(project.sources("events-schema", "main", "events." + context))) {
            var text = project.tree().text(path);
            var found = RECORD.matcher(text);
            if (found.find()) {
                if (text.contains("EventType." + constant + ";")) {
                    return found.group(1);
                }
                all.add(found.group(1));
            }
        }
        if (all.size() != 1) {
            throw new UserErrorException("event " + constant + " of context " + context + ": expected a record that"
                    + " returns it as its type, found " + List.copyOf(all));
        }
        return all.getFirst();
    }
}
