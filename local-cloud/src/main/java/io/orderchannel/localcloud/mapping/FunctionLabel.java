package io.orderchannel.localcloud.mapping;

import io.orderchannel.localcloud.lambda.FunctionSpec;
import io.orderchannel.localcloud.lambda.LambdaService;

/** What logs call a function: its construct id, where mappings have its ARN. */
final class FunctionLabel {
    private FunctionLabel() {}

    static String of(LambdaService lambda, String function) {
        return lambda.find(function).map(FunctionSpec::name).orElse(function);
    }
}
