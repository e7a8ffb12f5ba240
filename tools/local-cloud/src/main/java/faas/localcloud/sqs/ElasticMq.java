package faas.localcloud.sqs;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.net.URI;
import java.util.UUID;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.http.scaladsl.Http;
import org.elasticmq.NodeAddress;
import org.elasticmq.StrictSQSLimits$;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder$;
import scala.concurrent.Await;
import scala.concurrent.duration.Duration;

/** SQS: ElasticMQ in this process, in memory, on a loopback port of its own. */
public final class ElasticMq implements AutoCloseable {
    private static final Config CONFIG = ConfigFactory.parseString("""
            pekko.loglevel = "WARNING"
            pekko.stdout-loglevel = "WARNING"
            pekko.log-dead-letters = off
            pekko.http.server.socket-options.tcp-no-delay = on
            pekko.http.server.max-connections = 4096
            pekko.http.server.request-timeout = 40 s
            pekko.coordinated-shutdown.run-by-jvm-shutdown-hook = off
            pekko.jvm-shutdown-hooks = off
            """);

    private final ActorSystem system;
    private final URI endpoint;
    private final QueueCounters counters;

    private ElasticMq(ActorSystem system, URI endpoint, QueueCounters counters) {
        this.system = system;
        this.endpoint = endpoint;
        this.counters = counters;
    }

    /**
     * Starts it and waits until it listens.
     *
     * @param gateway the endpoint that callers use, which queue URLs begin with
     */
    public static ElasticMq start(URI gateway, String region, String accountId) {
        ActorSystem system = ActorSystem.create("elasticmq", CONFIG.withFallback(ConfigFactory.load()));
        String key = UUID.randomUUID().toString();
        KeyedHttp.install(system, key);
        QueueCounters counters = new QueueCounters();
        ActorRef events = system.actorOf(QueueEvents.props(counters), "queue-events");
        SQSRestServer server = SQSRestServerBuilder$.MODULE$
                .withActorSystem(system)
                .withInterface("127.0.0.1")
                .withDynamicPort()
                .withServerAddress(new NodeAddress("http", gateway.getHost(), gateway.getPort(), ""))
                .withAWSRegion(region)
                .withAWSAccountId(accountId)
                .withSQSLimits(StrictSQSLimits$.MODULE$)
                .withQueueEventListener(events)
                .start();
        Http.ServerBinding binding = server.waitUntilStarted();
        URI endpoint = URI.create("http://127.0.0.1:" + binding.localAddress().getPort() + "/" + key);
        return new ElasticMq(system, endpoint, counters);
    }

    /** Where it listens itself, with a path that nobody can guess; callers go through the gateway. */
    public URI endpoint() {
        return endpoint;
    }

    public QueueCounters counters() {
        return counters;
    }

    @Override
    public void close() {
        // Not the server first: it would wait for every long poll to end.
        system.terminate();
        try {
            Await.ready(system.whenTerminated(), Duration.create("5 s"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException("SQS: ElasticMQ does not stop within 5 s", e);
        }
    }
}
