package faas.cli.scaffold;

import faas.cli.UserErrorException;
import java.util.List;

/**
 * An event type to be made.
 *
 * @param type its context and its name, such as {@code billing.invoice-sent}
 * @param version at least 1; from 2 on beside the one before
 * @param fields as {@link Fields#of} reads them
 */
record NewEvent(String type, int version, String fields) {

    /** Makes it, and the contract of the context where it is the first event. */
    void in(Tree tree) throws UserErrorException {
        var project = Project.of(tree);
        if (!type.matches("[a-z][a-z0-9]*\\.[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
            throw Names.refused("event", type, "expected CONTEXT.NAME, such as billing.invoice-sent");
        }
        var context = type.substring(0, type.indexOf('.'));
        var base = Name.of(type.substring(type.indexOf('.') + 1));
        project.requireContext(context);
        Names.requireFree("event", type, base.lowerCamel());
        requireVersion(project, context);
        var name = version == 1 ? base : Name.of(base.kebab() + "-v" + version);
        requireType(project, context, name);
        var made = Fields.of(fields, base.lowerCamel() + "Id");
        var renaming = new Renaming()
                .text(Starter.EVENT_TYPE, wireName(version))
                .text("entryKeptId", made.id())
                .name(Starter.EVENT, name);
        NewContext.addContext(renaming, project, context);
        var starter = new Starter(tree);
        var files = starter.copy(starter.piece(Starter.EVENT), renaming);
        if (tree.has(project.eventType(context))) {
            addTo(project, context, starter, renaming, made);
        } else {
            starter.copy(starter.contract(made.hasMoney()), renaming).stream()
                    .filter(path -> path.endsWith("Format.java"))
                    .forEach(path -> tree.change(path, made::apply));
        }
        files.forEach(path -> tree.change(path, made::apply));
    }

    private String wireName(int version) {
        return type + ".v" + version;
    }

    private void requireType(Project project, String context, Name name) throws UserErrorException {
        for (var path : project.tree().below(project.sources("events-schema", "main", "events." + context))) {
            var taken = path.replaceFirst(".*/(\\w+).*", "$1");
            if (taken.equalsIgnoreCase(name.upperCamel())) {
                throw Names.refused("event", type, "the name is taken by the class " + taken);
            }
        }
    }

    private void requireVersion(Project project, String context) throws UserErrorException {
        var types = project.tree().has(project.eventType(context))
                ? JavaSource.of(project.tree().text(project.eventType(context))).argumentsOfConstants()
                : List.<String>of();
        if (types.contains(wireName(version))) {
            throw Names.refused("event", wireName(version), "exists");
        }
        if (version > 1 && !types.contains(wireName(version - 1))) {
            throw Names.refused("event", wireName(version), "expected version " + (version - 1) + " beside it");
        }
    }

    /** Adds it to a contract that has events. */
    private void addTo(Project project, String context, Starter starter, Renaming renaming, Fields made)
            throws UserErrorException {
        var tree = project.tree();
        var enumeration = renaming.apply(starter.text(Starter.EVENT_TYPES));
        tree.change(
                project.eventType(context),
                text -> JavaSource.of(text)
                        .withConstant(JavaSource.of(enumeration).firstConstant()));
        var format = JavaSource.of(made.apply(renaming.apply(starter.text(Starter.EVENT_FORMAT))));
        var path = project.eventType(context).replace("EventType.java", "EventFormat.java");
        for (var method : List.of("write", "read")) {
            var changed = JavaSource.of(tree.text(path)).withCase(method, format.firstCase(method));
            if (changed.isEmpty()) {
                throw Names.refused("event", type, path + ": expected a switch over the types in its method " + method);
            }
            tree.change(path, _ -> changed.get());
        }
        if (made.hasMoney() && !tree.has(project.eventType(context).replaceFirst("\\w+\\.java", "Money.java"))) {
            starter.copy(List.of(Starter.MONEY), renaming);
        }
        tree.change(
                Project.contract(context) + "/asyncapi.json",
                text -> Documents.merge(text, renaming.apply(starter.text(Starter.ASYNC_API))));
    }
}
