package faas.cli.scaffold;

import faas.cli.UserErrorException;

/** Makes a context without functions: its module, its stacks, and its line in the list of contexts. */
final class NewContext {

    /** Takes out what a context without functions has no use for. */
    private static final String PIECES = "(?m)^ *\\w+Declaration\\.declare\\(.*\\);\n";

    private NewContext() {}

    static void in(Tree tree, String name) throws UserErrorException {
        var project = Project.of(tree);
        Names.requireContext(project, name);
        var renaming = renaming(project, name);
        new Starter(tree).copy(Starter.CONTEXT_FILES, renaming);
        tree.change(project.stack(name), text -> text.replaceAll(PIECES, ""));
        tree.change(Project.module(name) + "/pom.xml", Poms::withoutDependencies);
        tree.change(Project.POM, pom -> Poms.withModule(pom, Project.module(name)));
        var type = project.contextClass(name);
        tree.change(
                project.system(),
                text -> JavaSource.withImport(
                        JavaSource.of(text)
                                .withArgument("contexts", "List.of", "new " + Project.simpleName(type) + "()"),
                        type));
    }

    /** The starter's context and root package under their names in this project. */
    static Renaming renaming(Project project, String context) {
        return addContext(new Renaming(), project, context);
    }

    static Renaming addContext(Renaming renaming, Project project, String context) {
        return renaming.packageName(Starter.ROOT_PACKAGE, project.rootPackage())
                .text("../../function-package", "../tools/function-package")
                .name(Starter.CONTEXT, Name.of(context));
    }
}
