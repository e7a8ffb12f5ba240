package faas.cli.scaffold;

import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Edits of one Java source, at the positions that the JDK's parser gives. The formatter sets what they add in order. */
final class JavaSource {

    private final String text;
    private final CompilationUnitTree unit;
    private final SourcePositions positions;

    private JavaSource(String text, CompilationUnitTree unit, SourcePositions positions) {
        this.text = text;
        this.unit = unit;
        this.positions = positions;
    }

    static JavaSource of(String text) {
        var source = new SimpleJavaFileObject(URI.create("string:///Source.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
        var task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, _ -> {}, List.of("-proc:none"), null, List.of(source));
        try {
            return new JavaSource(
                    text, task.parse().iterator().next(), Trees.instance(task).getSourcePositions());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a statement at the end of the constructor. */
    String withStatement(String statement) {
        var constructor = method("<init>");
        var end = (int) positions.getEndPosition(unit, constructor.getBody()) - 1;
        return insert(end, "    " + statement + "\n    ");
    }

    /** The name of the constructor's parameter of that type. */
    Optional<String> parameter(String type) {
        return method("<init>").getParameters().stream()
                .filter(parameter -> parameter.getType().toString().equals(type))
                .map(parameter -> parameter.getName().toString())
                .findFirst();
    }

    /** Adds an argument after those of the call of a method, such as {@code List.of}, in that method. */
    String withArgument(String method, String called, String argument) {
        var call = call(method, called);
        var arguments = call.getArguments();
        var end = (int) positions.getEndPosition(unit, arguments.isEmpty() ? call : arguments.getLast());
        return arguments.isEmpty() ? insert(end - 1, argument) : insert(end, ", " + argument);
    }

    String withoutArgument(String method, String called, String argument) {
        var arguments = call(method, called).getArguments();
        for (var index = 0; index < arguments.size(); index++) {
            var found = arguments.get(index);
            if (found.toString().equals(argument)) {
                var start = index == 0 ? start(found) : end(arguments.get(index - 1));
                var end = index == 0 && arguments.size() > 1 ? start(arguments.get(1)) : end(found);
                return text.substring(0, start) + text.substring(end);
            }
        }
        return text;
    }

    /** Adds a constant after those of the enum. */
    String withConstant(String constant) {
        return insert(end(constants().getLast()), ",\n    " + constant);
    }

    /** Adds a case after those of the switch expression in that method; empty where there is no such expression. */
    Optional<String> withCase(String method, String added) {
        return cases(method).map(cases -> insert(end(cases.getLast()), "\n" + added));
    }

    /** The first case of the switch expression in that method. */
    String firstCase(String method) {
        var first = cases(method).orElseThrow().getFirst();
        return text.substring((int) positions.getStartPosition(unit, first), end(first));
    }

    private Optional<List<? extends CaseTree>> cases(String method) {
        return first(method(method), SwitchExpressionTree.class, _ -> true).map(SwitchExpressionTree::getCases);
    }

    /** The enum's first constant, with its arguments. */
    String firstConstant() {
        var constant = constants().getFirst();
        return text.substring((int) positions.getStartPosition(unit, constant), end(constant));
    }

    /** The name of the enum's constant that has this argument. */
    Optional<String> constantOf(String argument) {
        return constants().stream()
                .filter(constant -> String.valueOf(constant.getInitializer()).contains("\"" + argument + "\""))
                .map(constant -> constant.getName().toString())
                .findFirst();
    }

    /** The first argument of each constant, where it is a text. */
    List<String> argumentsOfConstants() {
        return constants().stream()
                .map(constant -> String.valueOf(constant.getInitializer()))
                .filter(call -> call.contains("\""))
                .map(call -> call.replaceFirst("(?s)[^\"]*\"([^\"]*)\".*", "$1"))
                .toList();
    }

    static String withImport(String text, String name) {
        var line = "import " + name + ";\n";
        return text.contains(line) ? text : text.replaceFirst("(?m)^package .*;\n\n", "$0" + line);
    }

    static String withoutImport(String text, String name) {
        return text.replace("import " + name + ";\n", "");
    }

    private List<VariableTree> constants() {
        return type().getMembers().stream()
                .filter(VariableTree.class::isInstance)
                .map(VariableTree.class::cast)
                .filter(field -> field.getInitializer() instanceof NewClassTree created
                        && type().getSimpleName()
                                .contentEquals(created.getIdentifier().toString()))
                .toList();
    }

    private ClassTree type() {
        return (ClassTree) unit.getTypeDecls().getFirst();
    }

    private MethodTree method(String name) {
        return type().getMembers().stream()
                .filter(MethodTree.class::isInstance)
                .map(MethodTree.class::cast)
                .filter(method -> method.getName().contentEquals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(type().getSimpleName() + ": no method " + name));
    }

    private MethodInvocationTree call(String method, String called) {
        return first(
                        method(method),
                        MethodInvocationTree.class,
                        call -> call.getMethodSelect().toString().equals(called))
                .orElseThrow(() ->
                        new IllegalArgumentException(type().getSimpleName() + "." + method + ": no call of " + called));
    }

    private static <T extends Tree> Optional<T> first(Tree in, Class<T> type, Predicate<T> which) {
        return Optional.ofNullable(
                new TreeScanner<T, Void>() {
                    @Override
                    public T scan(Tree tree, Void nothing) {
                        return type.isInstance(tree) && which.test(type.cast(tree))
                                ? type.cast(tree)
                                : super.scan(tree, null);
                    }

                    @Override
                    public T reduce(T one, T other) {
                        return one == null ? other : one;
                    }
                }.scan(in, null));
    }

    private int start(ExpressionTree tree) {
        return (int) positions.getStartPosition(unit, tree);
    }

    private int end(Tree tree) {
        return (int) positions.getEndPosition(unit, tree);
    }

    private String insert(int position, String added) {
        return text.substring(0, position) + added + text.substring(position);
    }
}
