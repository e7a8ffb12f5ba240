package faas.localcloud.mapping;

import faas.localcloud.lambda.FunctionSpec;
import faas.localcloud.lambda.LambdaService;

/** What logs call a function: its construct id, where mappings have its ARN. */
final class FunctionLabel {
    private FunctionLabel() {}

    static String of(LambdaService lambda, String function) {
        return lambda.find(function).map(FunctionSpec::name).orElse(function);
    }
}
