package chunkedbuffer.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.TransportOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A {@link DefaultServer} in a process of its own, with 256 MiB of heap and 128 MiB of direct memory, which tells what it uses. */
final class MeasuredServer implements AutoCloseable {

    private static final int LITTLE = 8 * 1024;

    final int port;

    private final Process process;
    private final BufferedReader out;

    /** Open connections, writes that wait, bytes of heap and of direct memory in use, and why a connection failed last, or {@code null} in words. */
    record Use(int open, int writing, long heap, long direct, String lastFailure) {

        Use since(Use before) {
            return new Use(
                    open - before.open,
                    writing - before.writing,
                    heap - before.heap,
                    direct - before.direct,
                    lastFailure);
        }
    }

    /** Has answered once, so that what is needed later is there. */
    MeasuredServer(String transport) throws Exception {
        this(transport, TransportOptions.defaults().maxConnections());
    }

    MeasuredServer(String transport, int maxConnections) throws Exception {
        process = new ChildJvm()
                .option("-Xmx256m")
                .option("-XX:TLABSize=8k") // what a thread has taken to allocate from counts as used
                .option("-XX:-ResizeTLAB")
                .option("-XX:MaxDirectMemorySize=128m")
                .start(DefaultServer.class, transport, "" + maxConnections);
        out = process.inputReader();
        port = Integer.parseInt(out.readLine());
        assertAnswers();
        useWith(0);
    }

    SocketChannel connect() throws IOException {
        return SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /** A client that the system takes little for. */
    SocketChannel connectSlowReader() throws IOException {
        SocketChannel client = SocketChannel.open();
        client.setOption(StandardSocketOptions.SO_RCVBUF, LITTLE);
        client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return client;
    }

    void assertAnswers() throws IOException {
        try (SocketChannel client = connect()) {
            FaultSuite.send(client, "hello\n");
            ByteBuffer reply = ByteBuffer.allocate(6);
            while (reply.hasRemaining() && client.read(reply) >= 0) {}
            assertEquals("hello\n", new String(reply.array(), US_ASCII));
        }
    }

    /** What is used when what is garbage has gone. */
    Use use() {
        return ask(DefaultServer.COLLECT + "\n");
    }

    private Use ask(String command) {
        try {
            OutputStream commands = process.getOutputStream();
            commands.write(command.getBytes(US_ASCII));
            commands.flush();
            String[] words = out.readLine().split(" ", 5);
            return new Use(
                    Integer.parseInt(words[0]),
                    Integer.parseInt(words[1]),
                    Long.parseLong(words[2]),
                    Long.parseLong(words[3]),
                    words[4]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is used when so many connections are open. */
    Use useWith(int connections) {
        return useWhen(connections + " are open", use -> use.open() == connections);
    }

    Use useWhen(String what, Predicate<Use> condition) {
        Use[] last = new Use[1];
        // Without collecting, which would take the time that the server needs.
        Patience.until(() -> what + ": " + last[0], () -> condition.test(last[0] = ask("\n")));
        return use();
    }

    @Override
    public void close() throws Exception {
        process.getOutputStream().close();
        boolean ended = process.waitFor(30, TimeUnit.SECONDS);
        process.destroyForcibly().waitFor();
        out.close();
        assertTrue(ended, "the server does not end");
        assertEquals(0, process.exitValue());
    }
}
