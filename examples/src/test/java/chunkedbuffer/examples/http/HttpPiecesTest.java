package chunkedbuffer.examples.http;

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
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.AdditionalAnswers;
import org.mockito.Mockito;

/** Requests that come in whatever pieces are answered all the same. */
@ExtendWith(NothingLeaked.class)
class HttpPiecesTest {

    private static final String GET = "GET /plaintext HTTP/1.1\r\nHost: localhost\r\nX-Long: 0123456789\tä\r\n\r\n";

    /** One of each kind, without waiting for an answer, and a malformed one at the end. */
    private static final String CONVERSATION = GET
            + "\r\nPOST /length HTTP/1.1\r\nhost: a\r\nContent-Length: 11\r\n\r\nhello\r\n\r\nab"
            + "HEAD / HTTP/1.1\r\nHost: a\r\nConnection: x, keep-alive\r\n\r\n"
            + "PUT /length HTTP/1.1\r\nHost:\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "5;a=\"b\"\r\n12345\r\n0000f\r\n0123456789\r\nabc\r\n0\r\nTrailer: x\r\n\r\n"
            + "GET /nowhere HTTP/1.1\r\nHost: a\r\n\r\n"
            + "DELETE / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
            + GET
            + "GET / HTTP/1.1\r\nHost: a\r\nX : y\r\n\r\n";

    @Test
    void splitAnywhere() throws Exception {
        String whole = answers(CONVERSATION.length(), CONVERSATION.length());
        assertEquals(8, whole.split("HTTP/1.1 ", -1).length - 1, whole);
        for (int split = 1; split < CONVERSATION.length(); split++) {
            assertEquals(whole, answers(split, CONVERSATION.length()), "split at " + split);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void inPiecesOf(int size) throws Exception {
        assertEquals(answers(CONVERSATION.length(), CONVERSATION.length()), answers(size, size));
    }

    @ParameterizedTest
    @MethodSource(Transports.ALL)
    void byteByByteOverASocket(String transport) throws Exception {
        String whole = answers(CONVERSATION.length(), CONVERSATION.length());
        try (HttpServer server = HttpServer.start(ServerOptions.onLoopback(0).withTransport(transport));
                RawClient client = new RawClient(server.port())) {
            for (int i = 0; i < CONVERSATION.length(); i++) {
                client.send(CONVERSATION.substring(i, i + 1));
            }
            assertEquals(whole, undated(client.readAll()));
        }
    }

    @Test
    void aBatchIsAnsweredWithOneFlush() throws Exception {
        try (Pipe input = Pipe.create();
                Pipe output = Pipe.create()) {
            PipeWriter writer = session(input, output);

            input.write(GET.repeat(16).getBytes(StandardCharsets.ISO_8859_1));
            input.flush();

            Mockito.verify(writer, Mockito.times(1)).flush();
            assertEquals(
                    16,
                    output.readString((int) output.length(), StandardCharsets.ISO_8859_1)
                                    .split("Hello", -1)
                                    .length
                            - 1);
        }
    }

    @Test
    void aPeerThatDoesNotReadIsNotReadEither() throws Exception {
        int requests = 2000;
        try (Pipe input = Pipe.create();
                Pipe output = Pipe.create()) {
            session(input, output);
            input.write(GET.repeat(requests).getBytes(StandardCharsets.ISO_8859_1));
            input.flush();

            long unread = input.length();
            long unsent = output.length();
            assertTrue(unread > 0, "nothing is left unread");
            assertTrue(unsent < 128 << 10, unsent + " bytes of answers");
            input.write(GET.getBytes(StandardCharsets.ISO_8859_1));
            input.flush();
            assertEquals(unsent, output.length());

            int answers = 0;
            while (output.length() > 0) {
                answers += output.readString((int) output.length(), StandardCharsets.ISO_8859_1)
                                .split("Hello", -1)
                                .length
                        - 1;
            }
            assertEquals(requests + 1, answers);
            assertEquals(0, input.length());
        }
    }

    /** What a session answers, a first piece of the conversation and then others having come. */
    private static String answers(int first, int others) throws Exception {
        try (Pipe input = Pipe.create(PipeOptions.builder()
                        .minimumChunkSize(1)
                        .maximumChunkSize(16)
                        .build());
                Pipe output = Pipe.create()) {
            session(input, output);
            byte[] all = CONVERSATION.getBytes(StandardCharsets.ISO_8859_1);
            for (int at = 0, size = first; at < all.length; at += size, size = others) {
                size = Math.min(size, all.length - at);
                input.write(all, at, size);
                input.flush();
            }
            return undated(output.readString((int) output.length(), StandardCharsets.ISO_8859_1));
        }
    }

    private static PipeWriter session(Pipe input, Pipe output) {
        PipeWriter writer = Mockito.mock(PipeWriter.class, AdditionalAnswers.delegatesTo(output.writer()));
        Connection connection = Mockito.mock(Connection.class);
        Mockito.when(connection.input()).thenReturn(input.reader());
        Mockito.when(connection.output()).thenReturn(writer);
        input.reader().onReadable(new HttpSession(connection, HttpLimits.DEFAULT));
        return writer;
    }

    private static String undated(String answers) {
        return answers.replaceAll("\r\nDate: .*\r\n", "\r\nDate: now\r\n");
    }
}
