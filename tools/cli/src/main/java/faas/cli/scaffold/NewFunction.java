package faas.cli.scaffold;

import faas.cli.UserErrorException;
import faas.infra.policy.BatchPolicy;
import faas.infra.policy.ConsumerGroup;
import faas.infra.policy.PolicyException;
import faas.infra.policy.PolicyRules;
import faas.infra.policy.QueueFunctionPolicy;
import faas.infra.policy.QueueType;
import faas.infra.policy.SchedulePolicy;
import faas.infra.policy.StreamFunctionPolicy;
import faas.infra.policy.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A function to be made.
 *
 * @param from the type of the events that it takes, if a topic's events start it
 * @param store what it keeps, as {@link Names#ofStore} reads it
 * @param route of a function that HTTP requests start: {@code GET /invoices/{number}}
 * @param batch most events in a batch
 * @param window for how many seconds a batch is gathered
 * @param every minutes from one start of a schedule to the next
 * @param cron when a schedule starts it: a cron expression of EventBridge
 * @param capability the part of the context that it belongs to, where a context has several
 */
record NewFunction(
        String name,
        String context,
        Trigger trigger,
        Optional<String> from,
        Optional<String> store,
        Optional<String> route,
        Optional<Integer> batch,
        Optional<Integer> window,
        Optional<Integer> every,
        Optional<String> cron,
        Optional<String> capability) {

    private static final String BATCH = "BatchPolicy\\.of\\((\\d+), Duration\\.(?:ofSeconds\\((\\d+)\\)|ZERO)\\)";
    private static final String SCHEDULE = "SchedulePolicy\\.every\\(Duration\\.ofMinutes\\(\\d+\\)\\)";
    private static final String CAPABILITIES = "/capabilities.properties";
    private static final List<String> LAYERS = List.of("domain", "application", "adapter", "handler");

    /** Makes it, and its store where the context has none of that name. What throws leaves a tree of no use. */
    void in(Tree tree) throws UserErrorException {
        var project = Project.of(tree);
        project.requireContext(context);
        Names.requireFunction(project, name);
        requireCapability(tree);
        var starter = new Starter(tree);
        var piece = starter.piece(trigger.starters());
        requireOption("--from", from.isPresent(), trigger.takesEvents());
        requireOption("--route", route.isPresent(), trigger.isHttp());
        requireOption(
                "--store",
                store.isPresent(),
                piece.stream().anyMatch(file -> tree.text(file).contains(Starter.STORE.upperCamel())));
        if (every.isPresent() && cron.isPresent()) {
            throw Names.refused("function", name, "expected --every or --cron, not both");
        }
        var renaming = renaming(project);
        var made = starter.copy(piece, renaming);
        if (store.isPresent()) {
            makeStore(project, starter, renaming);
        }
        if (trigger == Trigger.STREAM || trigger == Trigger.RELAY) {
            requireStream(project);
        }
        setNumbers(tree, made);
        if (trigger.isHttp() || trigger == Trigger.WEBHOOK) {
            document(tree, starter, renaming);
        }
        declare(project, name);
        if (trigger == Trigger.LAG) {
            declare(project, measuring());
        }
        tree.change(Project.INFRA_POM, pom -> Poms.withDependency(pom, Project.module(context)));
        starter.dependencies().stream()
                .filter(block -> isUsed(project, block))
                .forEach(block -> tree.change(pom(), text -> Poms.withBlock(text, block)));
    }

    /** The function that measures the queue, and starts this one. */
    private String measuring() {
        return "Start" + name;
    }

    private Renaming renaming(Project project) throws UserErrorException {
        var renaming = new Renaming();
        if (from.isPresent()) {
            addEvent(renaming, project, EventContract.find(project, from.get()));
        } else if (trigger == Trigger.RELAY) {
            addEvent(renaming, project, EventContract.firstOf(project, context));
        }
        if (capability.isPresent()) {
            for (var layer : LAYERS) {
                renaming.packageName(
                        Starter.ROOT_PACKAGE + ".sample." + layer,
                        String.join(".", project.rootPackage(), context, capability.get(), layer));
            }
        }
        if (route.isPresent()) {
            addRoute(renaming, route.get());
        }
        var name = Name.of(this.name);
        renaming.name(trigger.starter(), name);
        if (trigger == Trigger.LAG) {
            renaming.name(Trigger.MEASURE, Name.of(measuring()));
        }
        if (store.isPresent()) {
            var nouns = Names.ofStore(store.get());
            renaming.noun(Starter.STORE, nouns.getFirst(), nouns.getLast());
        }
        return NewContext.addContext(renaming, project, context).pattern("\\bStarterSystem\\b", project.systemClass());
    }

    /** The event that the starter's function takes becomes the one that this function takes. */
    private static void addEvent(Renaming renaming, Project project, EventContract event) {
        var producer = Name.of(event.context());
        renaming.packageName(
                        Starter.ROOT_PACKAGE + ".events.sample", project.rootPackage() + ".events." + event.context())
                .text(Starter.EVENT_TYPE, event.type())
                .text("/sample/examples", "/" + event.context() + "/examples")
                .text("topic(\"sample\")", "topic(\"" + event.context() + "\")")
                .text("sample-events", event.context() + "-events")
                .pattern("\\bSample(?=Event)", producer.upperCamel())
                .text("ENTRY_KEPT", event.constant())
                .name(Starter.EVENT, Name.of(event.data()));
    }

    private void addRoute(Renaming renaming, String route) throws UserErrorException {
        var form = trigger == Trigger.GET
                ? "GET ((?:/[a-z0-9][a-z0-9-]*)+)/\\{([a-z][A-Za-z0-9]*)}"
                : "POST ((?:/[a-z0-9][a-z0-9-]*)+)()";
        var parts = Pattern.compile(form).matcher(route);
        if (!parts.matches()) {
            throw Names.refused("--route", route, "expected GET /invoices/{number} or POST /invoices");
        }
        renaming.pattern("/notes(?=[/\"}])", parts.group(1)).pattern("(?<=\\{)noteId(?=})", parts.group(2));
        // In the OpenAPI document, the name of a parameter in the path.
        renaming.pattern("(?<=\"name\": \")noteId(?=\")", parts.group(2));
    }

    private void requireCapability(Tree tree) throws UserErrorException {
        var capabilities = Project.module(context) + CAPABILITIES;
        if (tree.has(capabilities) != capability.isPresent()) {
            throw Names.refused(
                    "function",
                    name,
                    capability.isPresent()
                            ? "context " + context + " has no capabilities: expected no --capability"
                            : "context " + context + " has capabilities: expected --capability");
        }
        if (capability.isPresent() && !capability.get().matches("[a-z][a-z0-9]*")) {
            throw Names.refused("--capability", capability.get(), "expected one word of lower-case letters and digits");
        }
        if (capability.isPresent() && !tree.text(capabilities).matches("(?sm).*^" + capability.get() + " *=.*")) {
            Names.requireFree("--capability", capability.get(), capability.get());
            tree.change(capabilities, text -> text + capability.get() + " =\n");
        }
    }

    private void requireOption(String option, boolean given, boolean needed) throws UserErrorException {
        if (given != needed) {
            throw Names.refused("function", name, "its trigger " + (needed ? "needs " : "takes no ") + option);
        }
    }

    private void makeStore(Project project, Starter starter, Renaming renaming) throws UserErrorException {
        var tree = project.tree();
        var plural = Names.ofStore(store.orElseThrow()).getLast().upperCamel();
        var layers = String.join(
                ".", context, capability.map(part -> part + ".application").orElse("application"));
        var port = project.sources(Project.module(context), "main", layers) + "/" + plural + ".java";
        var declaration = project.sources("infra-cdk", "main", "infra." + context) + "/" + plural + "Declaration.java";
        var singular = Names.ofStore(store.orElseThrow()).getFirst().upperCamel();
        if (tree.has(declaration.replace(plural + "Declaration", singular + "Declaration"))) {
            throw Names.refused(
                    "store", store.orElseThrow(), "expected the singular of what " + singular + "Table keeps");
        }
        if (!tree.has(declaration)) {
            Names.requireTable(project, store.orElseThrow());
            starter.copy(starter.piece(Starter.STORE), renaming);
            declare(project, plural);
        } else if (!tree.has(port)) {
            throw Names.refused("store", store.orElseThrow(), "it belongs to another capability of context " + context);
        }
    }

    /** Adds its operation to the context's OpenAPI document. */
    private void document(Tree tree, Starter starter, Renaming renaming) throws UserErrorException {
        var path = Project.contract(context) + "/openapi.json";
        var operation = renaming.apply(Documents.operation(
                starter.text(Starter.OPEN_API), trigger.starter().lowerCamel()));
        if (tree.has(path)) {
            if (Documents.shareOperation(tree.text(path), operation)) {
                throw Names.refused("--route", route.orElse(name), "there is such an operation in " + path);
            }
            tree.change(path, text -> Documents.merge(text, operation));
        } else {
            tree.create(path, operation);
        }
    }

    /** A table's stream has few readers. */
    private void requireStream(Project project) throws UserErrorException {
        var shared = "StreamedTable.class, \"%s\""
                .formatted(Names.ofStore(store.orElseThrow()).getLast().upperCamel());
        var readers = project.tree().below(project.sources("infra-cdk", "main", "infra." + context)).stream()
                .filter(path -> project.tree().text(path).contains("new StreamFunction("))
                .filter(path -> project.tree().text(path).contains(shared))
                .map(path -> path.replaceFirst(".*/(\\w+)Declaration\\.java", "$1"))
                .toList();
        PolicyException.throwIfAny(PolicyRules.ofStreamReaders(store.orElseThrow(), readers));
    }

    private void declare(Project project, String declared) {
        project.tree().change(project.stack(context), text -> {
            var source = JavaSource.of(text);
            var app = source.parameter("StageApp").orElse("app");
            return source.withStatement(declared + "Declaration.declare(this, " + app + ");");
        });
    }

    private void setNumbers(Tree tree, List<String> made) throws UserErrorException {
        if (batch.isPresent() || window.isPresent()) {
            change(tree, made, BATCH, batch.isPresent() ? "--batch" : "--window", found -> {
                var size = batch.orElse(Integer.valueOf(found.group(1)));
                var seconds = window.orElse(
                        Integer.valueOf(Optional.ofNullable(found.group(2)).orElse("0")));
                PolicyException.throwIfAny(violations(BatchPolicy.of(size, Duration.ofSeconds(seconds))));
                return "BatchPolicy.of(" + size + ", Duration."
                        + (seconds == 0 ? "ZERO)" : "ofSeconds(" + seconds + "))");
            });
        }
        if (every.isPresent()) {
            change(
                    tree,
                    made,
                    SCHEDULE,
                    "--every",
                    _ -> "SchedulePolicy.every(Duration.ofMinutes(" + every.get() + "))");
        }
        if (cron.isPresent()) {
            PolicyException.throwIfAny(PolicyRules.ofSchedule(name, SchedulePolicy.cron(cron.get())));
            change(tree, made, SCHEDULE, "--cron", _ -> "SchedulePolicy.cron(\"" + cron.get() + "\")");
        }
    }

    private List<Violation> violations(BatchPolicy batch) {
        return trigger == Trigger.STREAM
                ? PolicyRules.ofStreamFunction(
                        name, StreamFunctionPolicy.relay().withBatch(_ -> batch))
                : PolicyRules.ofQueueFunction(
                        name,
                        QueueFunctionPolicy.standard(batch),
                        ConsumerGroup.ofTypes(from.orElseThrow()),
                        QueueType.STANDARD);
    }

    private void change(
            Tree tree, List<String> made, String pattern, String option, Function<MatchResult, String> replacement)
            throws UserErrorException {
        var found = Pattern.compile(pattern);
        var changed = new ArrayList<String>();
        for (var path : made) {
            if (found.matcher(tree.text(path)).find()) {
                tree.change(path, text -> found.matcher(text).replaceAll(replacement));
                changed.add(path);
            }
        }
        requireOption(option, true, !changed.isEmpty());
    }

    private String pom() {
        return Project.module(context) + "/pom.xml";
    }

    /** Whether a source of the context names something of the dependency. */
    private boolean isUsed(Project project, String block) {
        var artifact = block.replaceFirst("(?s).*<artifactId>(.*)</artifactId>.*", "$1");
        var sign = switch (artifact) {
            case "events-schema" ->
                Pattern.quote("faas.events.") + "|" + Pattern.quote(project.rootPackage() + ".events.");
            case "dynamodb-local" -> "faas\\.dynamodblocal\\.";
            case "json-schema-validator" -> "\\bOpenApi\\b";
            default -> "software\\.amazon\\.awssdk\\.services\\." + artifact + "\\.";
        };
        var use = Pattern.compile(sign);
        return project.tree().below(Project.module(context) + "/src").stream()
                .anyMatch(path -> use.matcher(project.tree().text(path)).find());
    }
}
