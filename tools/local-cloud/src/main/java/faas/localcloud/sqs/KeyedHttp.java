package faas.localcloud.sqs;

import java.lang.reflect.Field;
import java.util.Map;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.event.LoggingAdapter;
import org.apache.pekko.http.scaladsl.ConnectionContext;
import org.apache.pekko.http.scaladsl.Http$;
import org.apache.pekko.http.scaladsl.Http.ServerBinding;
import org.apache.pekko.http.scaladsl.HttpExt;
import org.apache.pekko.http.scaladsl.model.HttpRequest;
import org.apache.pekko.http.scaladsl.model.HttpResponse;
import org.apache.pekko.http.scaladsl.settings.ServerSettings;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.scaladsl.Flow;
import scala.concurrent.Future;

/**
 * Pekko's HTTP server for ElasticMQ. ElasticMQ itself accepts a form that any web page posts, so here a path must begin
 * with a key, which is removed. A request without the key becomes an empty one, which ElasticMQ refuses.
 */
final class KeyedHttp extends HttpExt {
    private static final String NOTHING = "/";

    private final String prefix;

    private KeyedHttp(ExtendedActorSystem system, String prefix) {
        super(system.settings().config().getConfig("pekko.http"), system);
        this.prefix = prefix;
    }

    /** Makes the system's servers ask for {@code /<key>} before the path; none may have been started. */
    static void install(ActorSystem system, String key) {
        try {
            // ElasticMQ starts the server of the system's extension; Pekko has no way to give another one.
            Field extensions = system.getClass().getDeclaredField("extensions");
            extensions.setAccessible(true);
            @SuppressWarnings("unchecked")
            Map<Object, Object> byId = (Map<Object, Object>) extensions.get(system);
            byId.put(Http$.MODULE$, new KeyedHttp((ExtendedActorSystem) system, "/" + key));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("ElasticMQ: this version of Pekko keeps its extensions elsewhere", e);
        }
    }

    @Override
    public Future<ServerBinding> bindAndHandleImpl(
            Flow<HttpRequest, HttpResponse, Object> handler,
            String address,
            int port,
            ConnectionContext context,
            ServerSettings settings,
            LoggingAdapter log,
            Materializer materializer) {
        return super.bindAndHandleImpl(
                handler.<HttpRequest>contramap(request -> withoutKey(request, materializer)),
                address,
                port,
                context,
                settings,
                log,
                materializer);
    }

    private HttpRequest withoutKey(HttpRequest request, Materializer materializer) {
        String path = request.getUri().getPathString();
        if (path.startsWith(prefix + "/")) {
            return request.withUri(request.getUri().path(path.substring(prefix.length())));
        }
        request.discardEntityBytes(materializer);
        return (HttpRequest) org.apache.pekko.http.javadsl.model.HttpRequest.GET(NOTHING);
    }
}
