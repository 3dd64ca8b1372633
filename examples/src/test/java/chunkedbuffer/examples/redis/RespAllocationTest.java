package chunkedbuffer.examples.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import chunkedbuffer.examples.server.LoopAllocation;
import chunkedbuffer.examples.server.ServerOptions;
import chunkedbuffer.tck.NothingLeaked;
import java.io.DataInputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that is warm makes no garbage for a small value: not one byte in 100,000 commands. */
@ExtendWith(NothingLeaked.class)
class RespAllocationTest {

    private static final int COMMANDS = Integer.getInteger("chunkedbuffer.requests", 100_000);
    private static final int BATCHES = 20;
    private static final int DEPTH = 16;

    @ParameterizedTest
    @CsvSource({
        "nio, '*3\r\n$3\r\nSET\r\n$5\r\nkey:1\r\n$10\r\n0123456789\r\n', '+OK\r\n'",
        "nio, '*2\r\n$3\r\nGET\r\n$5\r\nkey:0\r\n', '$3\r\nxyz\r\n'",
        "nio, '*2\r\n$4\r\nINCR\r\n$5\r\nkey:1\r\n', ''",
        "epoll, '*3\r\n$3\r\nSET\r\n$5\r\nkey:1\r\n$10\r\n0123456789\r\n', '+OK\r\n'",
        "epoll, '*2\r\n$3\r\nGET\r\n$5\r\nkey:0\r\n', '$3\r\nxyz\r\n'",
        "epoll, '*2\r\n$4\r\nINCR\r\n$5\r\nkey:1\r\n', ''"
    })
    void aCommandAllocatesNothing(String transport, String command, String reply) throws Exception {
        byte[] commands = command.repeat(DEPTH).getBytes(US_ASCII);
        try (RespServer server = RespServer.start(ServerOptions.onLoopback(0).withTransport(transport));
                Socket client = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            client.setSoTimeout(30_000);
            client.setTcpNoDelay(true);
            OutputStream out = client.getOutputStream();
            DataInputStream in = new DataInputStream(client.getInputStream());
            out.write("SET key:0 xyz\r\nSET key:1 1000000000\r\n".getBytes(US_ASCII));
            in.readFully(new byte[10]);
            int length = reply.isEmpty() ? ":1000000001\r\n".length() : reply.length();
            byte[] replies = new byte[DEPTH * length];

            long least = LoopAllocation.of(transport).least(BATCHES, () -> {
                for (int i = 0; i < COMMANDS; i += DEPTH) {
                    out.write(commands);
                    in.readFully(replies);
                }
            });

            assertEquals(0, least, "bytes in " + COMMANDS + " commands");
            if (!reply.isEmpty()) {
                assertEquals(reply.repeat(DEPTH), new String(replies, US_ASCII));
            }
        }
    }
}
