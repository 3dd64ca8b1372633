package chunkedbuffer.examples.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.Connection;
import chunkedbuffer.api.Listener;
import chunkedbuffer.api.Transport;
import chunkedbuffer.tck.NothingLeaked;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client against a server that does not speak the protocol. */
@ExtendWith(NothingLeaked.class)
class RespClientBadServerTest {

    private final Transport transport = Transport.open();

    @AfterEach
    void close() {
        transport.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?\r\n",
                "HTTP/1.1 400 Bad Request\r\n",
                "\r\n",
                ":\r\n",
                ":12x\r\n",
                ":99999999999999999999\r\n",
                "$x\r\n",
                "$536870913\r\n",
                "*1\r\n*-x\r\n"
            })
    void whatIsNotRespFailsTheCallAndEndsTheConnection(String reply) throws Exception {
        try (Listener server = serve(reply, false);
                RespClient client = connect(server)) {
            assertThrows(IOException.class, () -> client.call("PING"));
            assertThrows(IOException.class, () -> client.call("PING"));
        }
    }

    @Test
    void aLineWithoutEndIsNotCollectedForEver() throws Exception {
        try (Listener server = serve("+" + "x".repeat(100_000), false);
                RespClient client = connect(server)) {
            IOException failure = assertThrows(IOException.class, () -> client.call("PING"));

            assertTrue(failure.getMessage().contains("65536"), failure::getMessage);
        }
    }

    @Test
    void arraysDoNotNestForEver() throws Exception {
        try (Listener server = serve("*1\r\n".repeat(100_000), false);
                RespClient client = connect(server)) {
            assertThrows(IOException.class, () -> client.call("PING"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "+PO", "+PONG\r", "$10\r\n12345", "$5\r\n12345\r", "*2\r\n:1\r\n"})
    void aReplyThatBreaksOffIsTheEndOfTheFile(String reply) throws Exception {
        try (Listener server = serve(reply, true);
                RespClient client = connect(server)) {
            assertThrows(EOFException.class, () -> client.call("PING"));
        }
    }

    private RespClient connect(Listener server) throws Exception {
        return RespClient.connect(transport, server.localAddress());
    }

    private Listener serve(String reply, boolean end) throws Exception {
        return transport
                .listen(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        connection -> reply(connection, reply, end))
                .toCompletableFuture()
                .get(30, SECONDS);
    }

    private static void reply(Connection connection, String reply, boolean end) {
        connection.input().close();
        connection.output().write(reply.getBytes(UTF_8));
        connection.output().flush();
        if (end) {
            connection.output().eof();
        }
    }
}
