package faas.dynamodblocal.server;

import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBServerHandler;
import com.amazonaws.services.dynamodbv2.local.shared.access.AmazonDynamoDBLocal;
import com.amazonaws.services.dynamodbv2.local.shared.access.LocalDBClient;
import com.amazonaws.services.dynamodbv2.local.shared.jobs.JobsRegister;
import java.io.IOException;
import java.lang.reflect.Field;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;

/**
 * Main class of the child process: DynamoDB Local, in memory, on a free loopback port.
 *
 * <p>It stands in for the {@code ServerRunner} that DynamoDB Local ships, which binds every interface. It answers below
 * a path that no web page can guess, since DynamoDB Local lets every page read its answers. Prints
 * {@code DYNAMODB_LOCAL_ADDRESS <port>/<path>} once it listens, and ends when its standard input does, so that it never
 * outlives the process that started it, however that one died.
 */
public final class ServerMain {
    /** What stands before port and path in the line that says the server listens. */
    public static final String READY_PREFIX = "DYNAMODB_LOCAL_ADDRESS ";

    /** What LocalDynamoDBRequestHandler calls it, and how many threads it gives its jobs. */
    private static final String SHARED_DATABASE = "shared-local-instance";

    private static final int JOB_THREADS = 10;

    private ServerMain() {}

    public static void main(String[] args) throws Exception {
        Thread.ofPlatform().daemon().name("parent-watch").start(ServerMain::endWithParent);

        Server server = new Server();
        ServerConnector connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        connector.setPort(0);
        server.addConnector(connector);
        // One shared database: callers with different access keys see the same tables, as in one AWS account.
        boolean inMemory = true;
        boolean sharedDb = true;
        boolean delayTransientStatuses = false;
        LocalDynamoDBRequestHandler requests =
                new LocalDynamoDBRequestHandler(0, inMemory, null, sharedDb, delayTransientStatuses);
        ExpiringDatabase database = new ExpiringDatabase();
        LocalDBClient client = new LocalDBClient(
                database, new JobsRegister(Executors.newFixedThreadPool(JOB_THREADS), delayTransientStatuses));
        useDatabase(requests, client);
        ItemExpiry expiry = new ItemExpiry(database, client.amazonDynamoDB(), InstantSource.system());
        Thread.ofPlatform().daemon().name("item-expiry").start(expiry);
        String path = "/" + UUID.randomUUID();
        ContextHandler handler = new ContextHandler(new LocalDynamoDBServerHandler(requests, null), path);
        // Not redirected to the path with a slash at its end.
        handler.setAllowNullPathInContext(true);
        server.setHandler(handler);
        server.start();
        System.out.println(READY_PREFIX + connector.getLocalPort() + path);
    }

    /** Puts the database where the handler looks for the shared one before it makes one of its own. */
    private static void useDatabase(LocalDynamoDBRequestHandler requests, AmazonDynamoDBLocal client)
            throws ReflectiveOperationException {
        Field databases = LocalDynamoDBRequestHandler.class.getDeclaredField("dbRequestHandlers");
        databases.setAccessible(true);
        @SuppressWarnings("unchecked")
        Map<String, AmazonDynamoDBLocal> byName = (Map<String, AmazonDynamoDBLocal>) databases.get(requests);
        byName.put(SHARED_DATABASE, client);
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is ever written: only the end of the stream matters.
            }
        } catch (IOException closed) {
            // The same as its end.
        }
        System.exit(0);
    }
}
