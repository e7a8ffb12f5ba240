package io.orderchannel.demo.report;

import faas.cli.engine.EngineRecords;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The report for people. */
public final class TextReport {

    private static final int LINES_SHOWN = 60;

    private TextReport() {}

    public static String of(RunReport report) {
        try (var text = new Formatter(Locale.ROOT)) {
            orders(text, report);
            lines(text, report.lines());
            failures(text, report.failures());
            failedTicks(text, report.failedTicks());
            denials(text, report.denials());
            payouts(text, report.payouts());
            functions(text, report.functions());
            eventTypes(text, report.functions());
            priming(text, report.priming());
            queues(text, report.queues());
            engine(text, report);
            return text.toString();
        }
    }

    private static void orders(Formatter text, RunReport report) {
        var orders = report.orders();
        text.format("Orders%n");
        text.format(
                "  sent %,9d   accepted %,d, duplicates %,d, refused %,d%n",
                orders.sent(), orders.accepted(), orders.duplicates(), orders.refused());
        text.format("  malformed %,4d   lines that are no JSON object, not sent%n", orders.malformed());
        text.format(
                "  ended %,8d   %s; unsettled %,d%n",
                orders.accepted() - orders.unsettled(),
                orders.byState().entrySet().stream()
                        .map(state -> "%s %,d".formatted(state.getKey(), state.getValue()))
                        .collect(Collectors.joining(", ")),
                orders.unsettled());
        var latency = report.latencyMillis();
        text.format("%n");
        text.format("Latency                      p50 ms    p99 ms%n");
        text.format(
                "  %-24s %,9d %,9d%n",
                "order placed", latency.placeOrder().p50(), latency.placeOrder().p99());
        text.format(
                "  %-24s %,9d %,9d   settled: neither PLACED nor CANCELLING%n",
                "placed to settled",
                latency.placedToSettled().p50(),
                latency.placedToSettled().p99());
        text.format(
                "  %-24s %,9d %,9d%n",
                "placed to delivered",
                latency.placedToDelivered().p50(),
                latency.placedToDelivered().p99());
    }

    private static void lines(Formatter text, List<RunReport.Line> lines) {
        if (lines.isEmpty()) {
            return;
        }
        text.format("%n");
        text.format("Lines not accepted%n");
        lines.stream()
                .limit(LINES_SHOWN)
                .forEach(line -> text.format(
                        "  line %-5d %-10s %3s  %s%n",
                        line.line(), line.outcome(), line.status() == null ? "" : line.status(), line.reason()));
        if (lines.size() > LINES_SHOWN) {
            text.format("  … and %,d more, all in the JSON report%n", lines.size() - LINES_SHOWN);
        }
    }

    private static void failures(Formatter text, List<RunReport.Failure> failures) {
        if (failures.isEmpty()) {
            return;
        }
        text.format("%n");
        text.format("Given up after the last retry, in the failure queue%n");
        failures.stream()
                .limit(LINES_SHOWN)
                .forEach(failure -> text.format(
                        "  %-24s %s%s%s: %s%n",
                        failure.function(),
                        failure.line() == null ? "order " + failure.orderId() : "line " + failure.line(),
                        failure.onPurpose() ? ", on purpose" : "",
                        failure.records() == 1 ? "" : ", " + failure.records() + " times",
                        failure.reason()));
        if (failures.size() > LINES_SHOWN) {
            text.format("  … and %,d more, all in the JSON report%n", failures.size() - LINES_SHOWN);
        }
    }

    private static void failedTicks(Formatter text, List<RunReport.FailedTick> failedTicks) {
        if (failedTicks.isEmpty()) {
            return;
        }
        text.format("%n");
        text.format("Schedules that failed when they were fired%n");
        failedTicks.forEach(tick -> text.format("  %-24s %s%n", tick.schedule(), tick.reason()));
    }

    private static void denials(Formatter text, List<EngineRecords.Denial> denials) {
        if (denials.isEmpty()) {
            return;
        }
        text.format("%n");
        text.format("Not allowed by the function's role%n");
        denials.forEach(denial -> text.format(
                "  %-24s %s on %s, %,d times (%s)%n",
                denial.function(), denial.action(), denial.resource(), denial.count(), denial.role()));
    }

    private static void payouts(Formatter text, RunReport.Payouts payouts) {
        text.format("%n");
        text.format(
                "Payouts: %,d drained by %,d drains, at most %s waited%n",
                payouts.drained(), payouts.drains(), figure(payouts.maxLag()));
    }

    private static void functions(Formatter text, List<EngineRecords.Function> functions) {
        text.format("%n");
        text.format(
                "%-30s%-8s%12s%9s%8s%7s%8s%10s%11s%10s%11s%9s%9s%n",
                "Function (times in ms)",
                "trigger",
                "invocations",
                "events",
                "ev/inv",
                "cold",
                "errors",
                "timeouts",
                "throttles",
                "init p50",
                "first p50",
                "run p50",
                "run p99");
        functions.forEach(f -> text.format(
                "  %-28s%-8s%12d%9d%8.1f%7d%8s%10s%11s%10s%11s%9d%9d%n",
                f.name(),
                f.trigger(),
                f.invocations(),
                f.events(),
                f.eventsPerInvocation(),
                f.coldStarts(),
                figure(f.errors()),
                figure(f.timeouts()),
                figure(f.throttles()),
                figure(f.initMillis().p50()),
                figure(f.firstInvocationMillis().p50()),
                f.durationMillis().p50(),
                f.durationMillis().p99()));
    }

    private static void eventTypes(Formatter text, List<EngineRecords.Function> functions) {
        var several = functions.stream().filter(f -> !f.byEventType().isEmpty()).toList();
        if (several.isEmpty()) {
            return;
        }
        text.format("%n");
        text.format("%-30s%-28s%9s%9s%9s%n", "One message (times in ms)", "event type", "events", "p50", "p99");
        several.forEach(f -> f.byEventType()
                .forEach((type, figures) -> text.format(
                        "  %-28s%-28s%9d%9d%9d%n",
                        f.name(),
                        type,
                        figures.events(),
                        figures.durationMillis().p50(),
                        figures.durationMillis().p99())));
    }

    private static void priming(Formatter text, List<RunReport.Priming> priming) {
        if (priming.isEmpty()) {
            return;
        }
        text.format("%n");
        text.format("Cold starts, p50 ms            without priming                        with priming%n");
        text.format("  %-28s%7s%9s%9s%19s%9s%9s%n", "", "starts", "init", "first", "starts", "init", "first");
        priming.forEach(function -> text.format(
                "  %-28s%7d%9d%9d%19d%9d%9d%n",
                function.function(),
                function.without().count(),
                function.without().initMillis().p50(),
                function.without().firstInvocationMillis().p50(),
                function.with().count(),
                function.with().initMillis().p50(),
                function.with().firstInvocationMillis().p50()));
        text.format(
                "  Here each start runs the hooks in its init. SnapStart runs them once, before its snapshot; what a%n");
        text.format("  restore takes on AWS has not been measured.%n");
    }

    private static void queues(Formatter text, List<EngineRecords.Queue> queues) {
        text.format("%n");
        text.format("Queue                                                 received   dead-lettered%n");
        queues.forEach(q -> text.format("  %-48s%12s%16d%n", q.name(), figure(q.received()), q.deadLettered()));
    }

    private static void engine(Formatter text, RunReport report) {
        var engine = report.engine();
        text.format("%n");
        text.format(
                "Engine %s: ready in %.1f s, %,d orders at their end in %.1f s (%.1f a second)%s%n",
                engine.name(),
                engine.readyMillis() / 1e3,
                report.orders().accepted() - report.orders().unsettled(),
                engine.wallMillis() / 1e3,
                engine.wallMillis() == 0
                        ? 0.0
                        : (report.orders().accepted() - report.orders().unsettled()) * 1e3 / engine.wallMillis(),
                engine.peakRssMiB() == null
                        ? ""
                        : String.format(Locale.ROOT, ", at most %,d MiB resident", engine.peakRssMiB()));
        if (report.queues().stream().anyMatch(queue -> queue.received() == null)) {
            text.format("A dash is what engine %s does not tell.%n", engine.name());
        }
    }

    /** What the engine does not tell is no nought. */
    private static String figure(@Nullable Long known) {
        return known == null ? "-" : Long.toString(known);
    }
}
