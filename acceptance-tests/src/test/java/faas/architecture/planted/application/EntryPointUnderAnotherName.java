package faas.architecture.planted.application;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/** Planted: an entry point that is no handler by name or place. */
public final class EntryPointUnderAnotherName implements RequestHandler<String, String> {
    @Override
    public String handleRequest(String input, Context context) {
        return input;
    }
}
