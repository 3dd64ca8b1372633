package chunkedbuffer.examples.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.Connection;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeOptions;
import chunkedbuffer.api.PipeWriter;
import chunkedbuffer.examples.server.RawClient;
import chunkedbuffer.examples.server.ServerOptions;
import chunkedbuffer.examples.server.Transports;
import chunkedbuffer.tck.NothingLeaked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.AdditionalAnswers;
import org.mockito.Mockito;

/** Commands that come in whatever pieces are carried out all the same. */
@ExtendWith(NothingLeaked.class)
class RespPiecesTest {

    private static final String SET = "*3\r\n$3\r\nSET\r\n$5\r\nkey:1\r\n$11\r\n*1\r\n$4\r\nä\r\n\r\n";
    private static final String GET = "*2\r\n$3\r\nget\r\n$5\r\nkey:1\r\n";

    private static final String CONVERSATION = "PING\r\n" + SET + GET + "\r\n*0\r\n"
            + "*2\r\n$4\r\nINCR\r\n$1\r\nn\r\n  incr n  \n"
            + "ECHO \"a b\\x21\"\r\n*2\r\n$4\r\nECHO\r\n$0\r\n\r\n"
            + "*4\r\n$3\r\nDEL\r\n$5\r\nkey:1\r\n$1\r\nn\r\n$1\r\nn\r\n" + GET
            + "*1\r\n$5\r\nNOSUC\r\n*1\r\n$x\r\n";

    private static final String REPLIES =
            "+PONG\r\n+OK\r\n$11\r\n*1\r\n$4\r\nä\r\n\r\n:1\r\n:2\r\n$4\r\na b!\r\n$0\r\n\r\n"
                    + ":2\r\n$-1\r\n-ERR unknown command 'NOSUC', with args beginning with: \r\n"
                    + "-ERR Protocol error: invalid bulk length\r\n";

    @Test
    void splitAnywhere() throws Exception {
        for (int split = 1; split <= CONVERSATION.length(); split++) {
            assertEquals(REPLIES, replies(split, CONVERSATION.length()), "split at " + split);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void inPiecesOf(int size) throws Exception {
        assertEquals(REPLIES, replies(size, size));
    }

    @ParameterizedTest
    @MethodSource(Transports.ALL)
    void byteByByteOverASocket(String transport) throws Exception {
        try (RespServer server = RespServer.start(ServerOptions.onLoopback(0).withTransport(transport));
                RawClient client = new RawClient(server.port())) {
            for (int i = 0; i < CONVERSATION.length(); i++) {
                client.send(CONVERSATION.substring(i, i + 1));
            }
            assertEquals(REPLIES, client.readAll());
        }
    }

    @Test
    void aBatchIsAnsweredWithOneFlush() throws Exception {
        try (Pipe input = Pipe.create();
                Pipe output = Pipe.create()) {
            Database database = new Database();
            PipeWriter writer = session(input, output, database);

            input.write((SET + GET).repeat(16).getBytes(ISO_8859_1));
            input.flush();

            Mockito.verify(writer, Mockito.times(1)).flush();
            assertTrue(output.length() > 0);
            database.close();
        }
    }

    @Test
    void aCommandLargerThanThePauseThresholdComesIn() throws Exception {
        byte[] value = new byte[100_000];
        try (Pipe input = Pipe.create(PipeOptions.builder().pauseThreshold(1000).build());
                Pipe output = Pipe.create()) {
            Database database = new Database();
            session(input, output, database);
            input.write(("*3\r\n$3\r\nSET\r\n$1\r\na\r\n$" + value.length + "\r\n").getBytes(ISO_8859_1));
            for (int at = 0; at < value.length; at += 500) {
                input.write(value, at, 500);
                assertTrue(input.flush(), "paused at " + at);
            }
            input.write("\r\n".getBytes(ISO_8859_1));
            input.flush();
            assertEquals("+OK\r\n", output.readString((int) output.length(), ISO_8859_1));
            database.close();
        }
    }

    /** What a session replies, a first piece of the conversation and then others having come. */
    private static String replies(int first, int others) throws Exception {
        try (Pipe input = Pipe.create(PipeOptions.builder()
                        .minimumChunkSize(1)
                        .maximumChunkSize(16)
                        .build());
                Pipe output = Pipe.create()) {
            Database database = new Database();
            session(input, output, database);
            byte[] all = CONVERSATION.getBytes(ISO_8859_1);
            for (int at = 0, size = first; at < all.length; at += size, size = others) {
                size = Math.min(size, all.length - at);
                input.write(all, at, size);
                input.flush();
            }
            database.close();
            return output.readString((int) output.length(), ISO_8859_1);
        }
    }

    private static PipeWriter session(Pipe input, Pipe output, Database database) {
        PipeWriter writer = Mockito.mock(PipeWriter.class, AdditionalAnswers.delegatesTo(output.writer()));
        Connection connection = Mockito.mock(Connection.class);
        Mockito.when(connection.input()).thenReturn(input.reader());
        Mockito.when(connection.output()).thenReturn(writer);
        input.reader().onReadable(new RespSession(connection, database));
        return writer;
    }
}
