package faas.cli.deploy;

import faas.cli.engine.AwsClients;
import faas.cli.engine.EngineConnection;
import faas.infra.construct.ServiceFunction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.State;

/**
 * The published versions of a stage's functions, and the aliases that name the one at work.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-aliases.html">Aliases</a>
 */
public final class Versions implements AutoCloseable {

    /** The version at work and four to go back to. All of them count towards the account's code storage, 75 GB. */
    static final int KEPT = 5;

    private final EngineConnection engine;
    private final LambdaClient lambda;

    public Versions(Place place) {
        engine = place.connection(Map.of());
        lambda = AwsClients.configured(LambdaClient.builder(), engine).build();
    }

    /**
     * A function's alias and where it goes.
     *
     * @param function deployed name
     * @param from the version that the alias names
     * @param to the version that it is to name
     * @param isInactive whether that version has to get its snapshot anew, since nothing invoked it for 14 days; calls
     *     fail for minutes then
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-troubleshooting.html">
     *     SnapStartNotReadyException</a>
     */
    public record Move(String function, int from, int to, boolean isInactive) {}

    /**
     * What going back would do, and nothing else.
     *
     * @param stage name of the stage
     * @param name of a function, or of a context for all of its functions that have an older version; with its stage or
     *     without
     * @param to the version to go to; empty: the newest before the one at work
     * @throws DeploymentException if there is no such function, context or version
     */
    public List<Move> plan(String stage, String name, OptionalInt to) throws DeploymentException, InterruptedException {
        var deployed = name.startsWith(stage + "-") ? name : stage + "-" + name;
        try (var cloudFormation = new CloudFormation(engine)) {
            var one = live(deployed);
            if (one.isPresent()) {
                return List.of(move(deployed, one.get(), versions(deployed), to));
            }
            var functions = cloudFormation.resources(deployed).stream()
                    .filter(resource -> resource.type().equals("AWS::Lambda::Function"))
                    .map(CloudFormation.Resource::physicalId)
                    .toList();
            if (functions.isEmpty()) {
                throw DeploymentException.refused(
                        "'%s': stage %s has neither a function nor a context of that name".formatted(name, stage));
            }
            if (to.isPresent()) {
                throw DeploymentException.refused(
                        "--to %d: expected with a function, and %s is a context, whose".formatted(to.getAsInt(), name)
                                + " functions count their versions each for itself");
            }
            var moves = new ArrayList<Move>();
            for (var function : functions) {
                var from = live(function);
                var there = from.isPresent() ? versions(function) : List.<FunctionConfiguration>of();
                if (from.isPresent() && older(there, from.get()).isPresent()) {
                    moves.add(move(function, from.get(), there, to));
                }
            }
            if (moves.isEmpty()) {
                throw DeploymentException.refused(
                        "'%s': none of its functions has a version older than the one at work".formatted(name));
            }
            return moves;
        } catch (SdkException e) {
            throw refused(e);
        }
    }

    private static Move move(String function, int from, List<FunctionConfiguration> there, OptionalInt to)
            throws DeploymentException {
        var target = to.isPresent()
                ? there.stream().filter(one -> number(one) == to.getAsInt()).findFirst()
                : older(there, from);
        if (target.isEmpty()) {
            throw DeploymentException.refused("function %s: %s: it is at %d, and there are versions %s"
                    .formatted(
                            function,
                            to.isPresent() ? "no version " + to.getAsInt() : "no older version",
                            from,
                            there.stream().map(Versions::number).toList()));
        }
        if (number(target.get()) == from) {
            throw DeploymentException.refused("function %s: it is at version %d already".formatted(function, from));
        }
        return new Move(function, from, number(target.get()), target.get().state() == State.INACTIVE);
    }

    private static Optional<FunctionConfiguration> older(List<FunctionConfiguration> there, int than) {
        return there.stream().filter(one -> number(one) < than).reduce((_, last) -> last);
    }

    /** Points the aliases to where the plan says. */
    public void carryOut(Move move) throws DeploymentException {
        try {
            lambda.updateAlias(update -> update.functionName(move.function())
                    .name(ServiceFunction.ALIAS)
                    .functionVersion(Integer.toString(move.to())));
        } catch (SdkException e) {
            throw refused(e);
        }
    }

    /**
     * Deletes the oldest versions of a function: all but the newest {@value #KEPT} and the one at work.
     *
     * @return how many it deleted
     */
    int prune(String function) {
        var live = live(function);
        var there = versions(function);
        int deleted = 0;
        for (var version : there.subList(0, Math.max(0, there.size() - KEPT))) {
            if (live.isPresent() && number(version) != live.get()) {
                lambda.deleteFunction(delete -> delete.functionName(function).qualifier(version.version()));
                deleted++;
            }
        }
        return deleted;
    }

    /** The number of the version at work; empty where there is no such function. */
    private Optional<Integer> live(String function) {
        try {
            return Optional.of(Integer.valueOf(
                    lambda.getAlias(get -> get.functionName(function).name(ServiceFunction.ALIAS))
                            .functionVersion()));
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }

    /** Published ones, the oldest first. */
    private List<FunctionConfiguration> versions(String function) {
        return lambda.listVersionsByFunctionPaginator(list -> list.functionName(function)).versions().stream()
                .filter(version -> !version.version().equals("$LATEST"))
                .sorted(Comparator.comparingInt(Versions::number))
                .toList();
    }

    private static int number(FunctionConfiguration version) {
        return Integer.parseInt(version.version());
    }

    private static DeploymentException refused(SdkException e) {
        return DeploymentException.refused("Lambda was asked for versions and aliases: "
                + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }

    @Override
    public void close() {
        lambda.close();
    }
}
