package chunkedbuffer.faults;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.tck.NothingLeaked;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
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

    /** Of a connection that is full in one direction. */
    private static final long FULL_DIRECT = 256 * 1024;

    /** Of a line without an end. */
    private static final long LONGEST_LINE = 16 * 1024 * 1024;

    @Parameter
    String transport;

    private MeasuredServer server;
    private final List<SocketChannel> clients = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        server = new MeasuredServer(transport);
    }

    @AfterEach
    void stop() throws Exception {
        for (SocketChannel each : clients) {
            each.close();
        }
        server.close();
    }

    private SocketChannel connect() throws IOException {
        SocketChannel client = server.connect();
        clients.add(client);
        return client;
    }

    @Test
    void aLineWithoutAnEndIsCutOff() throws Exception {
        MeasuredServer.Use before = server.use();
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
        server.assertAnswers();
        MeasuredServer.Use after = server.useWith(0);
        long direct = after.direct() - before.direct(); // a pool keeps what it had
        assertTrue(direct <= 3 * LONGEST_LINE / 2, () -> direct + " bytes for a line of " + LONGEST_LINE);
        tell("a line without an end: " + direct + " bytes of direct memory");
    }

    @Test
    void aSlowReaderOnEachConnection() throws Exception {
        int many = ALL ? 400 : 100;
        MeasuredServer.Use before = server.use();
        for (int i = 0; i < many; i++) {
            SocketChannel client = server.connectSlowReader();
            clients.add(client);
            FaultSuite.send(client, "much\n" + "x".repeat(40_000)); // and goes on to send
        }
        server.useWith(many);
        MeasuredServer.Use[] last = {before};
        MeasuredServer.Use atRest = server.useWhen("it comes to rest", use -> {
            boolean rests = use.writing() == many && use.direct() == last[0].direct();
            last[0] = use;
            LockSupport.parkNanos(200_000_000);
            return rests;
        });
        long direct = atRest.since(before).direct() / many;
        tell(many + " slow readers: " + direct + " bytes of direct memory each");
        assertTrue(direct <= 2 * FULL_DIRECT, () -> direct + " bytes of direct memory each");
        server.assertAnswers();
    }

    private void tell(String figure) {
        System.out.println("Limits, " + transport + ": " + figure);
    }
}
