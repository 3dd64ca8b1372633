package chunkedbuffer.examples.http;

import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.examples.server.Server;
import chunkedbuffer.examples.server.ServerOptions;
import chunkedbuffer.examples.server.ServerProgram;
import java.io.IOException;

/**
 * A server for HTTP/1.1 that answers in plain text: {@code GET /} and {@code GET /plaintext} with a greeting, {@code POST /length}
 * and {@code PUT /length} with the number of bytes of the body, which it drops.
 *
 * <p>It keeps connections open, takes requests in a row without waiting for their answers (pipelining), bodies with a length and
 * in chunks, and {@code Expect: 100-continue}. Malformed requests, and those past the {@link HttpLimits}, are answered with a
 * status that says so, and end their connection. Safe from any thread.
 */
public final class HttpServer implements ServerProgram.Running {

    private final Server server;

    private HttpServer(Server server) {
        this.server = server;
    }

    /**
     * Runs the program: {@code HttpServer [--transport nio|epoll] [--host ADDRESS] [--port NUMBER] [--threads NUMBER]}.
     *
     * @param arguments the command line; without them it listens on port 8080 of the loopback address
     * @throws InterruptedException if the thread is interrupted
     */
    public static void main(String[] arguments) throws InterruptedException {
        ServerProgram.run("http", ServerOptions.onLoopback(8080), HttpServer::start, arguments);
    }

    /**
     * Starts a server with the {@link HttpLimits#DEFAULT} limits.
     *
     * @param options where, and on what
     * @return the server, to be closed
     * @throws IOException if the address cannot be had
     * @throws InterruptedException if the thread is interrupted
     */
    public static HttpServer start(ServerOptions options) throws IOException, InterruptedException {
        return start(options, HttpLimits.DEFAULT, ConnectionOptions.defaults());
    }

    /**
     * Starts a server.
     *
     * @param options where, and on what
     * @param limits what a request may take
     * @param connections what each connection shall be like
     * @return the server, to be closed
     * @throws IOException if the address cannot be had
     * @throws InterruptedException if the thread is interrupted
     */
    public static HttpServer start(ServerOptions options, HttpLimits limits, ConnectionOptions connections)
            throws IOException, InterruptedException {
        return new HttpServer(Server.start(
                options,
                connections,
                connection -> connection.input().onReadable(new HttpSession(connection, limits))));
    }

    @Override
    public Server server() {
        return server;
    }

    /**
     * Where it listens.
     *
     * @return the port
     */
    public int port() {
        return server.address().getPort();
    }

    /** Ends listening, sends what was answered, closes the connections, and returns when the event loops have ended. */
    @Override
    public void close() {
        server.close();
    }
}
