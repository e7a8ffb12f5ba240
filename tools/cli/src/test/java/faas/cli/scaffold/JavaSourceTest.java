package faas.cli.scaffold;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JavaSourceTest {

    private static final String CLASS = """
            package a;

            import java.util.List;

            final class Stack {
                Stack(StageApp stage) {
                    super(stage);
                }

                List<Object> none() {
                    return List.of();
                }

                List<Object> three() {
                    return List.of(new A(), new B(), new C());
                }

                int read(Type type) {
                    return switch (type) {
                        case A -> 1;
                        case B -> {
                            yield 2;
                        }
                    };
                }
            }
            """;

    private static final String ENUM = """
            package a;

            enum Type {
                A("a.v1"),
                /** Another. */
                B("b.v1");

                private final String name;

                Type(String name) {
                    this.name = name;
                }
            }
            """;

    @Test
    void a_statement_is_added_at_the_end_of_the_constructor() {
        var source = JavaSource.of(CLASS);

        assertThat(source.withStatement("declare(stage);")).contains("super(stage);\n        declare(stage);\n    }");
        assertThat(source.parameter("StageApp")).contains("stage");
        assertThat(source.parameter("App")).isEmpty();
    }

    @Test
    void an_argument_is_added_after_those_that_are_there() {
        assertThat(JavaSource.of(CLASS).withArgument("none", "List.of", "new D()"))
                .contains("List.of(new D())");
        assertThat(JavaSource.of(CLASS).withArgument("three", "List.of", "new D()"))
                .contains("List.of(new A(), new B(), new C(), new D())");
    }

    @Test
    void an_argument_is_taken_out_wherever_it_stands() {
        var source = JavaSource.of(CLASS);

        assertThat(source.withoutArgument("three", "List.of", "new A()")).contains("List.of(new B(), new C())");
        assertThat(source.withoutArgument("three", "List.of", "new B()")).contains("List.of(new A(), new C())");
        assertThat(source.withoutArgument("three", "List.of", "new C()")).contains("List.of(new A(), new B())");
        assertThat(source.withoutArgument("three", "List.of", "new D()")).isEqualTo(CLASS);
        var one = JavaSource.of(CLASS).withArgument("none", "List.of", "new D()");
        assertThat(JavaSource.of(one).withoutArgument("none", "List.of", "new D()"))
                .isEqualTo(CLASS);
    }

    @Test
    void a_case_is_added_after_the_last_one() {
        var source = JavaSource.of(CLASS);

        assertThat(source.withCase("read", "case C -> 3;"))
                .hasValueSatisfying(text -> assertThat(text).contains("yield 2;\n            }\ncase C -> 3;\n"));
        assertThat(source.firstCase("read")).isEqualTo("case A -> 1;");
        assertThat(source.withCase("none", "case C -> 3;")).isEmpty();
    }

    @Test
    void a_constant_is_added_after_the_last_one() {
        var source = JavaSource.of(ENUM);

        assertThat(source.withConstant("C(\"c.v1\")")).contains("B(\"b.v1\"),\n    C(\"c.v1\");\n");
        assertThat(source.firstConstant()).isEqualTo("A(\"a.v1\")");
        assertThat(source.constantOf("b.v1")).contains("B");
        assertThat(source.constantOf("c.v1")).isEmpty();
        assertThat(source.argumentsOfConstants()).containsExactly("a.v1", "b.v1");
    }

    @Test
    void an_import_is_added_once() {
        var added = JavaSource.withImport(CLASS, "a.b.C");

        assertThat(added).contains("package a;\n\nimport a.b.C;\nimport java.util.List;\n");
        assertThat(JavaSource.withImport(added, "a.b.C")).isEqualTo(added);
        assertThat(JavaSource.withoutImport(added, "a.b.C")).isEqualTo(CLASS);
    }
}
