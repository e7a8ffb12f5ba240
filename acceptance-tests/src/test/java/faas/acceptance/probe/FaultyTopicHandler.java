package faas.acceptance.probe;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import org.jspecify.annotations.Nullable;

/** {@link FaultyWork} on the events of a topic, which hands over one at a time; one that fails is gone. */
public final class FaultyTopicHandler implements RequestHandler<SNSEvent, Void> {

    private final FaultyWork work = new FaultyWork();

    @Override
    public @Nullable Void handleRequest(SNSEvent event, Context context) {
        event.getRecords().forEach(published -> work.work(published.getSNS().getMessage()));
        return null;
    }
}
