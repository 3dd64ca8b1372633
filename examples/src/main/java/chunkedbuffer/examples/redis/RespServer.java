package chunkedbuffer.examples.redis;

import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.examples.server.Server;
import chunkedbuffer.examples.server.ServerOptions;
import chunkedbuffer.examples.server.ServerProgram;
import java.io.IOException;

/**
 * A server like Redis, as far as {@code PING}, {@code ECHO}, {@code GET}, {@code SET} without options, {@code DEL}, {@code INCR},
 * {@code DBSIZE}, {@code FLUSHALL} and {@code QUIT} go, with what {@code redis-cli} and {@code redis-benchmark} ask for besides.
 * It keeps everything in memory.
 *
 * <p>As in Redis all commands are carried out by one thread, the event loop. A command may be 16 MiB long and have 1024
 * arguments. Safe from any thread.
 */
public final class RespServer implements ServerProgram.Running {

    /** The largest chunk that comes from a socket: of what a value shares, no more than this is kept. */
    static final int MAX_CHUNK = 64 << 10;

    private final Server server;
    private final Database database;

    private RespServer(Server server, Database database) {
        this.server = server;
        this.database = database;
    }

    /**
     * Runs the program: {@code RespServer [--transport nio|epoll] [--host ADDRESS] [--port NUMBER]}.
     *
     * @param arguments the command line; without them it listens on port 6379 of the loopback address
     * @throws InterruptedException if the thread is interrupted
     */
    public static void main(String[] arguments) throws InterruptedException {
        ServerProgram.run("redis", ServerOptions.onLoopback(6379), RespServer::start, arguments);
    }

    /**
     * Starts a server.
     *
     * @param options where, and on what transport; the number of threads is always 1
     * @return the server, to be closed
     * @throws IOException if the address cannot be had
     * @throws InterruptedException if the thread is interrupted
     */
    public static RespServer start(ServerOptions options) throws IOException, InterruptedException {
        return start(options, ConnectionOptions.defaults());
    }

    /**
     * Starts a server.
     *
     * @param options where, and on what transport; the number of threads is always 1
     * @param connections what each connection shall be like; its chunks are no larger than 64 KiB
     * @return the server, to be closed
     * @throws IOException if the address cannot be had
     * @throws InterruptedException if the thread is interrupted
     */
    public static RespServer start(ServerOptions options, ConnectionOptions connections)
            throws IOException, InterruptedException {
        Database database = new Database();
        ConnectionOptions smallChunks =
                connections.toBuilder().maximumChunkSize(MAX_CHUNK).build();
        Server server = Server.start(
                options.withThreads(1),
                smallChunks,
                connection -> connection.input().onReadable(new RespSession(connection, database)));
        return new RespServer(server, database);
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

    /** Ends listening, closes the connections, lets go of all values, and returns when the event loop has ended. */
    @Override
    public void close() {
        server.close();
        database.close();
    }
}
