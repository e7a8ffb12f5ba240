package faas.cli.engine;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What functions did about one thing, by their logs: a step for each event that a function was given, and for each try.
 * Event ids join what a table's stream separates: the relay logs the id of each event that it publishes, a consumer
 * that of each event that it is given.
 */
public final class Timeline {

    /**
     * A function's work on one event in one invocation. Null is what no log tells.
     *
     * @param started when the invocation started
     * @param event the event's type, or what started the function where it was no event: {@code http},
     *     {@code schedule}, {@code async}, {@code invoke}
     * @param start {@code cold} for the first invocation of an environment, else {@code warm}
     * @param init what a cold start took before it, or the restore of the snapshot
     * @param waited since the event was stored, for a relay; since it was published, for a consumer; since the try
     *     before, for another try, also of an event that was sent back
     * @param ran what the invocation took, all events of its batch together
     * @param attempt 1 for the first try, and for the first after the event was given up and sent back
     * @param outcome what the function logged about the event, or how the invocation ended
     * @param deadLettered the queue in which the event is after this try
     * @param xRayTrace the invocation's trace in X-Ray
     */
    public record Step(
            Instant started,
            String function,
            String event,
            @Nullable String eventId,
            int attempt,
            String start,
            @Nullable Duration init,
            @Nullable Duration waited,
            @Nullable Duration ran,
            boolean failed,
            String outcome,
            @Nullable String deadLettered,
            @Nullable String xRayTrace) {}

    /** What other columns show, and what is too long for one; ids are left out too. */
    private static final Set<String> LEFT_OUT = Set.of("type", "eventTime", "method", "error", "errorTrace");

    /** Lines by function-kit about an event that comes again, or about all events of an invocation. */
    private static final Set<String> COMES_AGAIN =
            Set.of("message failed", "event not published", "no time left in this invocation");

    private static final Pattern REQUEST = Pattern.compile("(?:^|^(?:START|END|REPORT) )RequestId: (\\S+)");
    private static final Pattern TIMED_OUT = Pattern.compile("^\\S+ (\\S+) (Task timed out after .*)");
    private static final Pattern RUNTIME_ERROR = Pattern.compile("^RequestId: \\S+ (Error: .*)");
    private static final Pattern X_RAY = Pattern.compile("XRAY TraceId: (\\S+)");

    private Timeline() {}

    /** A function was given something to do. */
    private record Request(String function, String id) {}

    /** One invocation for a request; one that is retried asynchronously has several. */
    private record Invocation(Request request, Instant started, List<LogLine> lines) {

        Optional<LoggedInvocations.Report> report() {
            return lines.stream()
                    .flatMap(line -> LoggedInvocations.Report.of(line.text()).stream())
                    .findFirst();
        }
    }

    /** The lines of an invocation that are about the same event. */
    private record Work(Invocation invocation, String subject, List<LogLine> about) {

        String name() {
            return invocation.request().function();
        }

        /** Empty where the lines do not have it. */
        String field(String field) {
            return about.stream()
                    .map(line -> line.fields().path(field).asText())
                    .filter(value -> !value.isEmpty())
                    .findFirst()
                    .orElse("");
        }
    }

    /**
     * Searches logs for it. On AWS each search is billed by what it scans, so it is two as a rule: the lines that name
     * the thing, then those of their requests and correlation ids. Only requests that the second one has found are
     * searched for once more, among the lines since then.
     *
     * @param id that lines about the thing contain
     * @param functions the functions' deployed names
     * @return the steps by the start of their invocations; none if no function logged the id
     */
    public static List<Step> search(
            LogReader logs, Collection<String> functions, Declaration declaration, String id, Instant since)
            throws IOException, InterruptedException, EngineFailedException {
        var named = logs.naming(functions, List.of(id), since);
        if (named.stream().noneMatch(LogLine::isStructured)) {
            return List.of();
        }
        var correlations = named.stream()
                .map(LogLine::correlation)
                .filter(one -> !one.isEmpty())
                .collect(Collectors.toSet());
        var requests = requestIds(named);
        var all = new LinkedHashSet<>(named);
        all.addAll(logs.naming(
                functions,
                Stream.concat(correlations.stream(), requests.stream()).toList(),
                since));
        var about = all.stream()
                .filter(line -> line.text().contains(id) || correlations.contains(line.correlation()))
                .toList();
        var further = requestIds(about);
        further.removeAll(requests);
        if (!further.isEmpty()) {
            var first = about.stream().map(LogLine::time).min(Comparator.naturalOrder());
            all.addAll(logs.naming(functions, further, first.orElse(since).minus(LogReader.LONGEST_RUN)));
        }
        // Other invocations may cite a searched id, too.
        var theirs = requestIds(about);
        all.removeIf(line -> requestId(line).filter(theirs::contains).isEmpty());
        return of(declaration, about, all);
    }

    private static Set<String> requestIds(Collection<LogLine> lines) {
        return lines.stream().flatMap(line -> requestId(line).stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Reads it from lines.
     *
     * @param declaration names what starts the functions, by their names without a stage
     * @param about lines about the thing
     * @param ofInvocations every line of the invocations that these are from
     */
    static List<Step> of(Declaration declaration, Collection<LogLine> about, Collection<LogLine> ofInvocations) {
        var wanted = new HashSet<>(about);
        var works = invocations(ofInvocations).stream()
                .flatMap(invocation -> works(invocation, wanted))
                .sorted(Comparator.comparing((Work work) -> work.invocation().started())
                        .thenComparing(Timeline::firstLine))
                .toList();
        return new Steps(declaration, works).all();
    }

    private static Instant firstLine(Work work) {
        return work.about().stream()
                .map(LogLine::time)
                .min(Comparator.naturalOrder())
                .orElse(work.invocation().started());
    }

    private static List<Invocation> invocations(Collection<LogLine> lines) {
        var requests = new LinkedHashMap<Request, List<LogLine>>();
        for (var line : lines.stream().distinct().toList()) {
            requestId(line)
                    .ifPresent(id -> requests.computeIfAbsent(new Request(line.function(), id), _ -> new ArrayList<>())
                            .add(line));
        }
        return requests.entrySet().stream()
                .flatMap(request -> tries(request.getKey(), request.getValue()).stream())
                .toList();
    }

    private static Optional<String> requestId(LogLine line) {
        if (line.isStructured()) {
            var id = line.fields().path("requestId").asText();
            return id.isEmpty() ? Optional.empty() : Optional.of(id);
        }
        return Stream.of(REQUEST, TIMED_OUT)
                .map(pattern -> pattern.matcher(line.text()))
                .filter(matcher -> matcher.find())
                .map(matcher -> Objects.requireNonNull(matcher.group(1)))
                .findFirst();
    }

    /** A retry has the id of the first try, and begins with a START line of its own. */
    private static List<Invocation> tries(Request request, List<LogLine> lines) {
        var starts = lines.stream()
                .filter(line -> LogLine.startsInvocation(line.text()))
                .map(LogLine::time)
                .sorted()
                .toList();
        var tries = new ArrayList<Invocation>();
        for (int i = 0; i < Math.max(1, starts.size()); i++) {
            var from = i == 0 ? Instant.MIN : starts.get(i);
            var until = i + 1 < starts.size() ? starts.get(i + 1) : Instant.MAX;
            var ofTry = lines.stream()
                    .filter(line -> !line.time().isBefore(from) && line.time().isBefore(until))
                    .toList();
            if (!ofTry.isEmpty()) {
                tries.add(new Invocation(request, started(ofTry), ofTry));
            }
        }
        return tries;
    }

    /** That of the START line, where there is one. */
    private static Instant started(List<LogLine> lines) {
        return lines.stream().map(LogLine::time).min(Comparator.naturalOrder()).orElse(Instant.MIN);
    }

    /** Of a try that ended before it logged anything there is one without lines. */
    private static Stream<Work> works(Invocation invocation, Set<LogLine> wanted) {
        var bySubject = invocation.lines().stream()
                .filter(wanted::contains)
                .filter(line -> line.isStructured() && !line.isAccounting())
                .sorted(Comparator.comparing(LogLine::time))
                .collect(Collectors.groupingBy(Timeline::subject, LinkedHashMap::new, Collectors.toList()));
        return bySubject.isEmpty()
                ? Stream.of(new Work(invocation, "", List.of()))
                : bySubject.entrySet().stream().map(entry -> new Work(invocation, entry.getKey(), entry.getValue()));
    }

    private static String subject(LogLine line) {
        var event = line.fields().path("eventId").asText();
        return event.isEmpty() ? line.fields().path("messageId").asText() : event;
    }

    /** Makes steps of the works of one thing, in their order. */
    private static final class Steps {

        private final Map<String, Declaration.Function> functions;
        private final List<Work> works;
        private final Map<String, Instant> published = new HashMap<>();
        private final Map<String, String> types = new HashMap<>();
        private final Map<String, Integer> tries = new HashMap<>();
        private final Map<String, Instant> ends = new HashMap<>();

        Steps(Declaration declaration, List<Work> works) {
            this.functions = declaration.functions().stream()
                    .collect(Collectors.toMap(Declaration.Function::name, declared -> declared));
            this.works = works;
            works.stream().flatMap(work -> work.about().stream()).forEach(line -> {
                var id = line.fields().path("eventId").asText();
                if (line.fields().has("eventTime") && !failed(line)) {
                    published.merge(id, line.time(), (one, other) -> one.isBefore(other) ? one : other);
                }
                if (line.fields().has("type")) {
                    types.putIfAbsent(id, line.fields().path("type").asText());
                }
            });
        }

        List<Step> all() {
            return works.stream().map(this::step).toList();
        }

        private Step step(Work work) {
            var invocation = work.invocation();
            var report = invocation.report();
            var same = work.name() + " "
                    + (work.subject().isEmpty() ? invocation.request().id() : work.subject());
            int attempt = tries.merge(same, 1, Integer::sum);
            var waited = Optional.ofNullable(ends.get(same))
                    .or(() -> announced(work))
                    .map(since -> atLeastZero(Duration.between(since, invocation.started())));
            ends.put(
                    same,
                    invocation
                            .started()
                            .plus(report.map(LoggedInvocations.Report::duration).orElse(Duration.ZERO)));
            var endings = endings(work);
            boolean failed = !endings.isEmpty() || work.about().stream().anyMatch(Steps::failed);
            var eventId = work.field("eventId");
            var declared = Optional.ofNullable(functions.get(Declaration.withoutStage(work.name())));
            var givenUp = declared.flatMap(Declaration.Function::givingUp)
                    .filter(givingUp -> failed && attempt >= givingUp.tries());
            if (givenUp.isPresent()) {
                tries.remove(same);
            }
            return new Step(
                    invocation.started(),
                    Declaration.withoutStage(work.name()),
                    types.getOrDefault(
                            eventId, declared.map(Declaration.Function::trigger).orElse("")),
                    eventId.isEmpty() ? null : eventId,
                    attempt,
                    cold(invocation) ? "cold" : "warm",
                    report.flatMap(LoggedInvocations.Report::init).orElse(null),
                    waited.orElse(null),
                    report.map(LoggedInvocations.Report::duration).orElse(null),
                    failed,
                    Stream.concat(work.about().stream().map(Steps::told), endings.stream())
                            .distinct()
                            .collect(Collectors.joining("; ")),
                    givenUp.map(givingUp ->
                                    Declaration.stagePrefix(work.name()) + Declaration.withoutStage(givingUp.queue()))
                            .orElse(null),
                    xRayTrace(invocation));
        }

        /** When the event was stored, or published. */
        private Optional<Instant> announced(Work work) {
            var stored = work.field("eventTime");
            return stored.isEmpty()
                    ? Optional.ofNullable(published.get(work.subject()))
                    : Optional.of(Instant.parse(stored));
        }

        private static Duration atLeastZero(Duration duration) {
            return duration.isNegative() ? Duration.ZERO : duration;
        }

        /** What ended the invocation for all events of its batch. */
        private static List<String> endings(Work work) {
            return work.invocation().lines().stream()
                    .filter(line -> !work.about().contains(line))
                    .flatMap(line -> ending(line).stream())
                    .toList();
        }

        private static Optional<String> ending(LogLine line) {
            if (line.isStructured()) {
                boolean ofOneEvent = Stream.of("correlationId", "messageId", "sequenceNumber")
                        .anyMatch(line.fields()::has);
                return failed(line) && !ofOneEvent ? Optional.of(told(line)) : Optional.empty();
            }
            var timedOut = TIMED_OUT.matcher(line.text());
            if (timedOut.find()) {
                return Optional.ofNullable(timedOut.group(2));
            }
            var error = RUNTIME_ERROR.matcher(line.text());
            return error.find() ? Optional.ofNullable(error.group(1)) : Optional.empty();
        }

        private static boolean failed(LogLine line) {
            return line.fields().path("level").asText().equals("ERROR")
                    || COMES_AGAIN.contains(line.fields().path("message").asText());
        }

        private static String told(LogLine line) {
            return line.fields().path("message").asText()
                    + line.ownFields(name -> name.endsWith("Id") || LEFT_OUT.contains(name));
        }

        private static boolean cold(Invocation invocation) {
            var start = invocation.lines().stream()
                    .map(line -> line.fields().path("start").asText())
                    .filter(value -> !value.isEmpty())
                    .findFirst();
            return start.map(value -> !value.equals("warm"))
                    .orElseGet(() -> invocation
                            .report()
                            .flatMap(LoggedInvocations.Report::init)
                            .isPresent());
        }

        private static @Nullable String xRayTrace(Invocation invocation) {
            return invocation.lines().stream()
                    .map(line -> X_RAY.matcher(line.text()))
                    .filter(matcher -> matcher.find())
                    .map(matcher -> Objects.requireNonNull(matcher.group(1)))
                    .findFirst()
                    .orElse(null);
        }
    }
}
