package chunkedbuffer.transport.epoll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.tck.NothingLeaked;
import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A server that has no descriptor left to accept with: it waits without spinning, and goes on when it has one. */
@ExtendWith(NothingLeaked.class)
@Timeout(90)
class AcceptBackOffTest {

    private static final int DESCRIPTORS = 80;

    @TempDir
    Path directory;

    @Test
    void withoutDescriptorsItBacksOffAndGoesOnLater() throws Exception {
        Process server = start();
        try (BufferedReader out = server.inputReader()) {
            int port = Integer.parseInt(next(out, "port ").substring("port ".length()));
            List<Socket> clients = new ArrayList<>();
            try {
                for (int i = 0; i < DESCRIPTORS; i++) { // some of them wait in the kernel
                    clients.add(new Socket(InetAddress.getLoopbackAddress(), port));
                }
                String told = next(out, "WARN Acceptor Accepting on ");
                assertTrue(told.contains(String.valueOf(port)), told);
                for (int retry = 0; retry < 3; retry++) {
                    next(out, "DEBUG Acceptor Accepting on ");
                }
                Socket last = clients.remove(clients.size() - 1);
                for (Socket client : clients) {
                    client.close();
                }
                last.getOutputStream().write('x');
                assertEquals('x', last.getInputStream().read());
                last.close();
            } finally {
                for (Socket client : clients) {
                    client.close();
                }
            }
            server.getOutputStream().close();
            long more = out.lines().filter(line -> line.contains("still fails")).count();
            assertTrue(more < 1000, "it tried " + more + " more times");
            assertTrue(server.waitFor(30, TimeUnit.SECONDS));
            assertEquals(0, server.exitValue());
        } finally {
            server.destroyForcibly();
        }
    }

    private static String next(BufferedReader out, String prefix) throws Exception {
        StringBuilder seen = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(prefix)) {
                return line;
            }
            seen.append(line).append('\n');
        }
        throw new AssertionError("no line begins with " + prefix + ":\n" + seen);
    }

    private Process start() throws Exception {
        return new OtherProcess(directory, "debug")
                .after("ulimit -n " + DESCRIPTORS)
                .start(TightServer.class);
    }
}
