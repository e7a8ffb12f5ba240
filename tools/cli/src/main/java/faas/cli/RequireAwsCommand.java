package faas.cli;

import faas.cli.deploy.Place;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Ends well where the user's credentials and region allow to deploy; {@code ./faas test} asks before its tests do. */
@Command(name = "require-aws", hidden = true)
final class RequireAwsCommand implements Callable<Integer> {

    @Override
    public Integer call() throws Exception {
        Place.Aws.ofUser().requireBootstrapped();
        return Main.DONE;
    }
}
