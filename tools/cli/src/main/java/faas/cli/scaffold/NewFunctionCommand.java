package faas.cli.scaffold;

import faas.cli.UserErrorException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a function. */
@Command(
        name = "function",
        header = "Make a function of a context",
        description = """
                Makes use case, handler, declaration with policy and permissions, and tests: of the handler, of the \
                role, and on the running system. With a store that the context does not have yet, also its table, port, \
                adapter, in-memory fake and their contract test.""",
        exitCodeList = {
            "0:it is made",
            "1:the formatter failed",
            "2:a name cannot be taken, the trigger has no such option, or the tree is not clean"
        })
final class NewFunctionCommand extends ScaffoldCommand {

    @Parameters(paramLabel = "NAME", description = "A verb and a noun: SendInvoice")
    private String name = "";

    @Option(
            names = "--context",
            paramLabel = "CONTEXT",
            required = true,
            description = "The context that it belongs to")
    private String context = "";

    @Option(
            names = "--trigger",
            paramLabel = "sqs|topic|stream|relay|http|webhook|schedule|async|request|lag",
            required = true,
            description = """
                    What starts it: a topic's events with or without a queue, changes in the store's table (relay: it \
                    publishes them), a request, a schedule, a call that nobody or somebody waits for, or a queue that \
                    has filled""")
    private String trigger = "";

    @Option(
            names = "--from",
            paramLabel = "TYPE",
            description = "sqs, topic, lag: the event, such as billing.invoice-sent.v1")
    private @Nullable String from;

    @Option(names = "--store", paramLabel = "NOUN", description = """
                    What it keeps, such as invoice; person:people where the plural has a form of its own""")
    private @Nullable String store;

    @Option(
            names = "--route",
            paramLabel = "ROUTE",
            description = "http: \"GET /invoices/{number}\" or \"POST /invoices\"")
    private @Nullable String route;

    @Option(names = "--batch", paramLabel = "N", description = "sqs, stream: most events in a batch")
    private @Nullable Integer batch;

    @Option(names = "--window", paramLabel = "SECONDS", description = "sqs, stream: how long a batch is gathered")
    private @Nullable Integer window;

    @Option(
            names = "--every",
            paramLabel = "N",
            description = "schedule, lag: minutes from one start to the next (default: 5, lag: 1)")
    private @Nullable Integer every;

    @Option(
            names = "--cron",
            paramLabel = "EXPRESSION",
            description = "schedule: when, in UTC, as EventBridge takes it: \"30 4 * * ? *\"")
    private @Nullable String cron;

    @Option(names = "--capability", paramLabel = "PART", description = "The part of a context that has several")
    private @Nullable String capability;

    @Override
    String change(Tree tree) throws UserErrorException {
        new NewFunction(
                        name,
                        context,
                        Trigger.of(
                                trigger, Optional.ofNullable(route).orElse("").startsWith("POST") ? "POST" : "GET"),
                        Optional.ofNullable(from),
                        Optional.ofNullable(store),
                        Optional.ofNullable(route),
                        Optional.ofNullable(batch),
                        Optional.ofNullable(window),
                        Optional.ofNullable(every),
                        Optional.ofNullable(cron),
                        Optional.ofNullable(capability))
                .in(tree);
        var step = trigger.equals("relay")
                ? "Next, the numbers and the alarm of its policy:"
                : """
                        Next, its business step, and then the numbers and the alarm of its policy:
                          grep -rn 'Your business step' %1$s-context/src/main | grep /%2$s""".formatted(context, name);
        return step + """

                  ./faas test %2$sHandlerTest
                  ./faas test %2$sIT
                  ./faas up
                """.formatted(context, name);
    }
}
