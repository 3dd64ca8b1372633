package client;

import static java.nio.charset.StandardCharsets.UTF_8;

import chunkedbuffer.api.BlockingStream;
import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.api.ChunkedStream;
import chunkedbuffer.api.Connection;
import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.api.Listener;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeOptions;
import chunkedbuffer.api.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * What a bundle of a user's does, told by a test that shares no type with it but Java's. It keeps what it has opened.
 *
 * <p>An answer says what did the work; a failure is one that begins with its class and its message.
 */
public final class Client implements Function<String, String> {
    private Pipe pipe;
    private ChunkPool pool;
    private Transport transport;
    private Listener listener;
    private BlockingStream stream;

    /** For the test. */
    public Client() {}

    @Override
    public String apply(String command) {
        String[] words = command.split(" ");
        String argument = words.length > 1 ? words[1] : "";
        try {
            return switch (words[0]) {
                case "open-pipe" -> openPipe();
                case "use-pipe" -> throughPipe(pipe) + " of " + pipe.getClass().getName();
                case "open-pool" -> openPool(argument);
                case "use-pool" -> usePool();
                case "shared-pool" -> String.valueOf(ChunkPool.shared());
                case "open-transport" -> openTransport(argument);
                case "use-transport" -> echo();
                case "default-transport" -> throughDefaultTransport();
                case "loader-of-pipe" ->
                    Integer.toHexString(
                            System.identityHashCode(Pipe.create().getClass().getClassLoader()));
                case "load" -> String.valueOf(Client.class.getClassLoader().loadClass(argument));
                case "close" -> close();
                default -> throw new IllegalArgumentException(command);
            };
        } catch (Exception | LinkageError failure) {
            return failure.getClass().getName() + ": " + failure.getMessage();
        }
    }

    private String openPipe() {
        pipe = Pipe.create(
                pool == null
                        ? PipeOptions.defaults()
                        : PipeOptions.builder().pool(pool).build());
        return "opened " + pipe.getClass().getName();
    }

    private static String throughPipe(Pipe pipe) throws Exception {
        pipe.write("over the ".getBytes(UTF_8));
        pipe.flush();
        pipe.write("pipe\n".getBytes(UTF_8));
        pipe.flush();
        return pipe.readLine(UTF_8);
    }

    private String openPool(String name) {
        pool = ChunkPool.create(
                name, ChunkPoolOptions.builder().maxTotalBytes(1 << 20).build());
        return "opened " + pool;
    }

    private String usePool() throws Exception {
        Chunk chunk = pool.acquire(5000);
        chunk.memory().put(0, (byte) 1);
        chunk.release();
        try (Pipe over = Pipe.create(PipeOptions.builder().pool(pool).build())) {
            throughPipe(over);
        }
        return "in use " + pool.stats().inUse() + " of " + pool;
    }

    private String openTransport(String name) {
        transport = Transport.open(name);
        return "opened " + transport.name();
    }

    /** Over TCP and over a Unix-domain socket. */
    private String echo() throws Exception {
        Path folder = Files.createTempDirectory("client");
        try {
            return echo(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)) + ", "
                    + echo(UnixDomainSocketAddress.of(folder.resolve("socket")));
        } finally {
            Files.delete(folder);
        }
    }

    private String echo(SocketAddress address) throws Exception {
        ConnectionOptions options = pool == null
                ? ConnectionOptions.defaults()
                : ConnectionOptions.builder().pool(pool).build();
        try (Listener echoing = get(() -> transport
                        .listen(address, options, Client::echoLine)
                        .toCompletableFuture()
                        .get(20, TimeUnit.SECONDS));
                BlockingStream over = get(() -> ChunkedStream.connect(transport, echoing.localAddress(), options)
                                .toCompletableFuture()
                                .get(20, TimeUnit.SECONDS))
                        .blocking()) {
            over.write("over the socket\n".getBytes(UTF_8));
            return over.readLine();
        }
    }

    private String throughDefaultTransport() throws Exception {
        if (listener == null) {
            listener = transport
                    .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Client::echoLines)
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);
        }
        if (stream == null) {
            stream = ChunkedStream.connect(listener.localAddress())
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS)
                    .blocking();
        }
        try {
            stream.write("by default\n".getBytes(UTF_8));
            return String.valueOf(stream.readLine());
        } catch (Exception failure) {
            stream = null;
            throw failure;
        }
    }

    private static void echoLine(Connection connection) {
        ChunkedStream stream = ChunkedStream.over(connection);
        stream.readLine()
                .thenCompose(line -> stream.write((line + "\n").getBytes(UTF_8)))
                .whenComplete((done, failure) -> stream.close());
    }

    private static void echoLines(Connection connection) {
        echoNext(ChunkedStream.over(connection));
    }

    private static void echoNext(ChunkedStream stream) {
        stream.readLine().whenComplete((line, failure) -> {
            if (line == null) {
                stream.close();
            } else {
                stream.write((line + "\n").getBytes(UTF_8)).thenRun(() -> echoNext(stream));
            }
        });
    }

    private static <T> T get(Callable<T> call) throws Exception {
        return call.call();
    }

    private String close() throws Exception {
        for (AutoCloseable each : new AutoCloseable[] {stream, listener, transport, pipe, pool}) {
            if (each != null) {
                each.close();
            }
        }
        stream = null;
        listener = null;
        transport = null;
        pipe = null;
        pool = null;
        return "closed";
    }
}
