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
@Command(name = "sign")
final class SignCommand implements Callable<Integer> {

    @Parameters(paramLabel = "BODY")
    private String body = "";

    @Option(names = "--id")
    private String id = UUID.randomUUID().toString();

    @Option(names = "--connection", paramLabel = "FILE")
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
