package faas.acceptance.engine;

import java.util.Arrays;
import java.util.List;

/** The engines that the suite runs on; the system property {@value #PROPERTY} chooses one. */
public enum EngineKind {
    LOCAL("local"),
    LOCALSTACK("localstack"),
    AWS("aws");

    static final String PROPERTY = "faas.engine";

    private final String label;

    EngineKind(String label) {
        this.label = label;
    }

    /** The chosen one, the local engine where nothing was chosen. */
    public static EngineKind chosen() {
        var label = System.getProperty(PROPERTY, LOCAL.label);
        return Arrays.stream(values())
                .filter(kind -> kind.label.equals(label))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(PROPERTY + " is " + label + ", expected one of " + labels()));
    }

    private static List<String> labels() {
        return Arrays.stream(values()).map(kind -> kind.label).toList();
    }

    /** What carries out declarations on such an engine. */
    public EngineHost host() {
        return switch (this) {
            case LOCAL -> new LocalHost();
            case LOCALSTACK -> new LocalStackHost();
            case AWS -> new AwsHost();
        };
    }

    /** The stage that a system's tests run on: on AWS it is {@code test}, so that nobody's demo is changed. */
    public String stage() {
        return switch (this) {
            case LOCAL, LOCALSTACK -> "demo";
            case AWS -> "test";
        };
    }

    @Override
    public String toString() {
        return label;
    }
}
