package chunkedbuffer.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.TransportOptions;
import chunkedbuffer.tck.NothingLeaked;
import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Connections on which half a request has come, as many as the machine has descriptors and memory for: each server with default options, and
 * the clients of each, are processes of their own, since descriptors are counted by process. In the profile {@code faults} 100,000 in all.
 */
@ParameterizedClass(name = "{0}")
@MethodSource(Transports.NAMES)
@ExtendWith(NothingLeaked.class)
@Timeout(600)
class HalfRequestsTest {

    private static final boolean ALL = Boolean.getBoolean("chunkedbuffer.faults.all");

    private static final int SERVERS = ALL ? 7 : 2;
    private static final int CONNECTIONS = ALL ? 100_000 : 2_000;

    /** Of each connection, as the README states. */
    private static final long HEAP = 8 * 1024;

    private static final long DIRECT = 4 * 1024;

    /** What one costs both processes and the system, with much to spare. */
    private static final long MEMORY = 64 * 1024;

    /** Descriptors that a process has for itself. */
    private static final int OWN = 500;

    @Parameter
    String transport;

    private final List<MeasuredServer> servers = new ArrayList<>();
    private final List<Process> crowds = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (Process each : crowds) {
            each.destroyForcibly().waitFor();
            each.inputReader().close();
        }
        for (MeasuredServer each : servers) {
            each.close();
        }
    }

    private Process crowd(MeasuredServer server, int clients) throws Exception {
        Process crowd = new ChildJvm().start(HalfRequests.class, "" + server.port, "" + clients);
        crowds.add(crowd);
        return crowd;
    }

    private static void awaitSent(Process crowd) throws Exception {
        String said = crowd.inputReader().readLine();
        if (!"sent".equals(said)) {
            throw new AssertionError(
                    said + "\n" + String.join("\n", crowd.inputReader().lines().toList()));
        }
    }

    private static void leave(Process crowd) throws Exception {
        crowd.getOutputStream().close();
        assertTrue(crowd.waitFor(60, TimeUnit.SECONDS), "the clients do not leave");
    }

    private void assertWithinBounds(MeasuredServer.Use use, int connections) {
        long heap = use.heap() / connections;
        long direct = use.direct() / connections;
        System.out.println("Limits, " + transport + ": " + connections + " half requests: " + heap
                + " bytes of heap and " + direct + " of direct memory each");
        assertTrue(heap <= HEAP, () -> heap + " bytes of heap each");
        assertTrue(direct <= DIRECT, () -> direct + " bytes of direct memory each");
    }

    @Test
    void toSeveralServers() throws Exception {
        int each = Math.min(most(), (CONNECTIONS + SERVERS - 1) / SERVERS);
        List<MeasuredServer.Use> before = new ArrayList<>();
        for (int i = 0; i < SERVERS; i++) {
            MeasuredServer server = new MeasuredServer(transport);
            servers.add(server);
            before.add(server.use());
        }
        for (MeasuredServer server : servers) {
            crowd(server, each);
        }
        for (Process crowd : crowds) {
            awaitSent(crowd);
        }
        for (int i = 0; i < SERVERS; i++) {
            assertWithinBounds(servers.get(i).useWith(each).since(before.get(i)), each);
            servers.get(i).assertAnswers();
        }
        System.out.println("Limits, " + transport + ": " + SERVERS * each + " half requests open at once");
        for (Process crowd : crowds) {
            leave(crowd);
        }
        for (MeasuredServer server : servers) {
            server.useWith(0);
            server.assertAnswers();
        }
    }

    /** More than {@code maxConnections} of them: those above it wait until others leave. */
    @Test
    void aboveTheLimitOfConnections() throws Exception {
        int limit = ALL ? TransportOptions.defaults().maxConnections() : 500;
        int above = limit / 10;
        limit = Math.min(limit, most() - above);
        MeasuredServer server = new MeasuredServer(transport, limit);
        servers.add(server);
        MeasuredServer.Use before = server.use();
        Process first = crowd(server, above);
        awaitSent(first);
        awaitSent(crowd(server, limit));
        assertWithinBounds(server.useWith(limit).since(before), limit);
        assertEquals(limit, server.use().open());
        leave(first);
        assertWithinBounds(server.useWith(limit).since(before), limit); // those who waited have come
        leave(crowds.get(1));
        server.useWith(0);
        server.assertAnswers();
    }

    /** How many a process can have here. */
    private static int most() {
        long free = ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getFreeMemorySize();
        long most = Math.min(1_000_000, free / MEMORY / SERVERS);
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
            most = Math.min(most, unix.getMaxFileDescriptorCount() - OWN);
        }
        return (int) most;
    }
}
