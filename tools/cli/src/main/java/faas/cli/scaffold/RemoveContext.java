package faas.cli.scaffold;

import faas.cli.UserErrorException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Takes a context out of the project. */
final class RemoveContext {

    private static final int MOST_NAMED = 20;

    private RemoveContext() {}

    /**
     * Takes it out.
     *
     * @throws UserErrorException where another part of the project uses its events or anything else of it
     */
    static void in(Tree tree, String name) throws UserErrorException {
        var project = Project.of(tree);
        project.requireContext(name);
        var type = project.contextClass(name);
        var simpleName = Project.simpleName(type);
        tree.change(
                project.system(),
                text -> JavaSource.withoutImport(
                        JavaSource.of(text).withoutArgument("contexts", "List.of", "new " + simpleName + "()"), type));
        tree.change(Project.INFRA_POM, pom -> Poms.withoutDependency(pom, Project.module(name)));
        tree.change(Project.POM, pom -> Poms.withoutModule(pom, Project.module(name)));
        project.folders(name).stream()
                .flatMap(folder -> tree.below(folder).stream())
                .forEach(tree::delete);
        var users = List.copyOf(users(project, name));
        if (!users.isEmpty()) {
            var more = users.size() - MOST_NAMED;
            throw new UserErrorException("context " + name + ": used by "
                    + String.join(", ", users.subList(0, Math.min(users.size(), MOST_NAMED)))
                    + (more > 0 ? " and " + more + " more" : ""));
        }
    }

    /** What names the context's packages, its topic, its module or its documents; not what knows no context. */
    private static Set<String> users(Project project, String name) {
        var root = Pattern.quote(project.rootPackage() + ".");
        var use = Pattern.compile("\\b%s(events\\.|infra\\.|acceptance\\.)?%s\\b|topic\\(\"%s\"\\)|\\.\\./%s/|>%s<"
                .formatted(root, name, name, name, Pattern.quote(Project.module(name))));
        var users = new TreeSet<String>();
        for (var path : project.tree().files()) {
            if (path.matches("(?!tools/)(?!.*/java/faas/)(.*/src/.*\\.(java|json)|(.*/)?pom\\.xml)")
                    && use.matcher(project.tree().text(path)).find()) {
                users.add(path.replaceFirst(".*/(\\w+)\\.java", "$1"));
            }
        }
        return users;
    }
}
