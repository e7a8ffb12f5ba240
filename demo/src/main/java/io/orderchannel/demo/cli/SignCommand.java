package io.orderchannel.demo.cli;

import faas.cli.FireCommand;
import faas.cli.Main;
import faas.cli.UserErrorException;
import io.orderchannel.demo.client.SignedUpdate;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import software.amazon.awssdk.core.exception.SdkException;

/** Prints a call of the partner's webhook, signed. */
@Command(
        name = "sign",
        header = "Print a signed call of the partner's webhook, for a system that is up",
        description = """
                Prints a curl line that sends BODY to the partner's webhook, signed with the key that Secrets \
                Manager keeps. The signature holds for five minutes and for this body alone. The same line sent \
                again gets the same answer.""",
        exitCodeList = {"0:the line is printed", "2:no system is up"})
final class SignCommand implements Callable<Integer> {

    @Parameters(paramLabel = "BODY", description = """
                    {"assignmentId": "assignment-ORDER_ID", "update": "shipped"}, or "delivered", or "failed" with \
                    a "reason\"""")
    private String body = "";

    @Option(
            names = "--id",
            paramLabel = "ID",
            description = "Names the call, the same at every repeat of it (default: a new one)")
    private String id = UUID.randomUUID().toString();

    @Option(names = "--connection", paramLabel = "FILE", description = FireCommand.CONNECTION)
    private @Nullable Path connection;

    @Override
    public Integer call() throws Exception {
        if (id.isEmpty() || id.contains(".")) {
            throw new UserErrorException("--id '" + id + "': expected text without a full stop");
        }
        var engine = FireCommand.connect(connection);
        try {
            var update = SignedUpdate.of(engine, id, Instant.now(), body);
            System.out.println(update.asCurl(engine.addressOf(update.url())));
            return Main.DONE;
        } catch (SdkException e) {
            throw new UserErrorException("the engine does not answer, is it still up? " + e.getMessage());
        }
    }
}
