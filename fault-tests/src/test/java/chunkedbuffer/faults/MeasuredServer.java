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
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A {@link DefaultServer} in a process of its own, with 256 MiB of heap and 128 MiB of direct memory, which tells what it uses. */
final class MeasuredServer implements AutoCloseable {

    final int port;

    private final Process process;
    private final BufferedReader out;

    /** Open connections, and bytes of heap and of direct memory in use. */
    record Use(int open, long heap, long direct) {

        Use since(Use before) {
            return new Use(open - before.open, heap - before.heap, direct - before.direct);
        }
    }

    /** Has answered once, so that what is needed later is there. */
    MeasuredServer(String transport) throws Exception {
        this(transport, TransportOptions.defaults().maxConnections());
    }

    MeasuredServer(String transport, int maxConnections) throws Exception {
        process = new ChildJvm()
                .option("-Xmx256m")
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

    void assertAnswers() throws IOException {
        try (SocketChannel client = connect()) {
            FaultSuite.send(client, "hello\n");
            ByteBuffer reply = ByteBuffer.allocate(6);
            while (reply.hasRemaining() && client.read(reply) >= 0) {}
            assertEquals("hello\n", new String(reply.array(), US_ASCII));
        }
    }

    Use use() {
        try {
            OutputStream commands = process.getOutputStream();
            commands.write('\n');
            commands.flush();
            String[] words = out.readLine().split(" ");
            return new Use(Integer.parseInt(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]));
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
        Patience.until(() -> what + ": " + last[0], () -> condition.test(last[0] = use()));
        return last[0];
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
