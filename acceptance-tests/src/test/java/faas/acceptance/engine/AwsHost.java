package faas.acceptance.engine;

import faas.cli.deploy.DeploymentException;
import faas.cli.deploy.Place;

/** The account and region of the user's credentials. What the suite deployed there goes at its end. */
final class AwsHost implements EngineHost {

    private final Stacks stacks = new Stacks(EngineKind.AWS);

    @Override
    public Engine run(Variation variation) {
        try {
            return stacks.deploy(Place.Aws.ofUser(), variation);
        } catch (DeploymentException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        stacks.destroy();
    }
}
