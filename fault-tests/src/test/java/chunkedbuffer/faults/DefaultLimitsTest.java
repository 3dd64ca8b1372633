package chunkedbuffer.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.tck.NothingLeaked;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What peers can make a server with default options use: the bounds that the README states, measured in a process of its own. */
@ParameterizedClass(name = "{0}")
@MethodSource(Transports.NAMES)
@ExtendWith(NothingLeaked.class)
@Timeout(300)
class DefaultLimitsTest {

    private static final boolean ALL = Boolean.getBoolean("chunkedbuffer.faults.all");

    /** Of a connection on which half a request has come. */
    private static final long HALF_REQUEST_HEAP = 8 * 1024;

    private static final long HALF_REQUEST_DIRECT = 4 * 1024;

    /** Of a connection that is full in one direction. */
    private static final long FULL_DIRECT = 256 * 1024;

    /** Of a line without an end. */
    private static final long LONGEST_LINE = 16 * 1024 * 1024;

    @Parameter
    String transport;

    private Process server;
    private BufferedReader out;
    private int port;
    private final List<SocketChannel> clients = new ArrayList<>();

    private record Measured(int open, long heap, long direct) {}

    @BeforeEach
    void start() throws Exception {
        server = new ChildJvm()
                .option("-Xmx256m")
                .option("-XX:MaxDirectMemorySize=128m")
                .start(DefaultServer.class, transport);
        out = server.inputReader();
        port = Integer.parseInt(out.readLine());
        try (SocketChannel first = connect()) {
            assertAnswers(first); // what is needed later is there now
        }
    }

    @AfterEach
    void stop() throws Exception {
        for (SocketChannel each : clients) {
            each.close();
        }
        server.getOutputStream().close();
        boolean ended = server.waitFor(30, TimeUnit.SECONDS);
        server.destroyForcibly().waitFor();
        out.close();
        assertTrue(ended, "the server does not end");
        assertEquals(0, server.exitValue());
    }

    private SocketChannel connect() throws IOException {
        SocketChannel client = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        clients.add(client);
        return client;
    }

    private static void assertAnswers(SocketChannel client) throws IOException {
        FaultSuite.send(client, "hello\n");
        ByteBuffer reply = ByteBuffer.allocate(6);
        while (reply.hasRemaining() && client.read(reply) >= 0) {}
        assertEquals("hello\n", new String(reply.array(), java.nio.charset.StandardCharsets.US_ASCII));
    }

    private Measured measure() throws IOException {
        OutputStream commands = server.getOutputStream();
        commands.write('\n');
        commands.flush();
        String[] words = out.readLine().split(" ");
        return new Measured(Integer.parseInt(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]));
    }

    private Measured measureWhenOpen(int connections) {
        Measured[] last = new Measured[1];
        Patience.until(() -> connections + " are open: " + last[0], () -> {
            try {
                last[0] = measure();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return last[0].open() == connections;
        });
        return last[0];
    }

    @Test
    void aLineWithoutAnEndIsCutOff() throws Exception {
        Measured before = measureWhenOpen(0);
        SocketChannel endless = connect();
        ByteBuffer piece = ByteBuffer.allocate(64 * 1024);
        long sent = 0;
        IOException cut = null;
        while (cut == null) {
            try {
                sent += endless.write(piece.clear());
                assertTrue(sent < 100L * LONGEST_LINE, "it is never cut off");
            } catch (IOException e) {
                cut = e;
            }
        }
        assertThrows(IOException.class, () -> {
            while (endless.read(piece.clear()) >= 0) {}
            throw new IOException("the end");
        });
        try (SocketChannel other = connect()) {
            assertAnswers(other);
        }
        Measured after = measureWhenOpen(0);
        long direct = after.direct() - before.direct(); // a pool keeps what it had
        assertTrue(direct <= 3 * LONGEST_LINE / 2, () -> direct + " bytes for a line of " + LONGEST_LINE);
        tell("a line without an end: " + direct + " bytes of direct memory");
    }

    @Test
    void manyHalfRequests() throws Exception {
        int many = ALL ? 20_000 : 1000;
        many = Math.min(many, descriptors() - 200);
        Measured before = measureWhenOpen(0);
        for (int i = 0; i < many; i++) {
            FaultSuite.send(connect(), "GET /index.ht");
        }
        Measured after = measureWhenOpen(many);
        long heap = (after.heap() - before.heap()) / many;
        long direct = (after.direct() - before.direct()) / many;
        tell(many + " half requests: " + heap + " bytes of heap and " + direct + " of direct memory each");
        assertTrue(heap <= HALF_REQUEST_HEAP, () -> heap + " bytes of heap each");
        assertTrue(direct <= HALF_REQUEST_DIRECT, () -> direct + " bytes of direct memory each");
        try (SocketChannel other = connect()) {
            assertAnswers(other);
        }
    }

    @Test
    void aSlowReaderOnEachConnection() throws Exception {
        int many = ALL ? 400 : 100;
        Measured before = measureWhenOpen(0);
        for (int i = 0; i < many; i++) {
            FaultSuite.send(connect(), "much\n" + "x".repeat(40_000)); // and goes on to send
        }
        measureWhenOpen(many);
        Measured[] last = new Measured[2];
        Patience.until(() -> "it comes to rest: " + last[1], () -> {
            try {
                last[0] = last[1];
                last[1] = measure();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            java.util.concurrent.locks.LockSupport.parkNanos(200_000_000);
            return last[0] != null && last[0].direct() == last[1].direct();
        });
        long direct = (last[1].direct() - before.direct()) / many;
        tell(many + " slow readers: " + direct + " bytes of direct memory each");
        assertTrue(direct <= 2 * FULL_DIRECT, () -> direct + " bytes of direct memory each");
        try (SocketChannel other = connect()) {
            assertAnswers(other);
        }
    }

    private static int descriptors() {
        return java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.UnixOperatingSystemMXBean unix
                ? (int) Math.min(unix.getMaxFileDescriptorCount(), 1_000_000)
                : 1000;
    }

    private void tell(String figure) {
        System.out.println("Limits, " + transport + ": " + figure);
    }
}
