package io.orderchannel.dynamodblocal.server;

import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBServerHandler;
import java.io.IOException;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;

/**
 * Main class of the child process: DynamoDB Local, in memory, on a free loopback port.
 *
 * <p>It stands in for the {@code ServerRunner} that DynamoDB Local ships, which binds every interface. Prints
 * {@code DYNAMODB_LOCAL_PORT <port>} once it listens, and ends when its standard input does, so that it never outlives
 * the process that started it, however that one died.
 */
public final class ServerMain {
    /** What stands before the port in the line that says the server listens. */
    public static final String READY_PREFIX = "DYNAMODB_LOCAL_PORT ";

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
        server.setHandler(new ContextHandler(new LocalDynamoDBServerHandler(requests, null), "/"));
        server.start();
        System.out.println(READY_PREFIX + connector.getLocalPort());
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is ever written: only the end of the stream matters.
            }
        } catch (IOException closed) {
            // The same as its end.
        }
        Runtime.getRuntime().halt(0);
    }
}
