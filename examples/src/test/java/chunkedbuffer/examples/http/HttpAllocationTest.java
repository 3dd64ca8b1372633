package chunkedbuffer.examples.http;

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

/** A server that is warm makes no garbage: not one byte in 100,000 requests, or in as many as {@code chunkedbuffer.requests} says. */
@ExtendWith(NothingLeaked.class)
class HttpAllocationTest {

    private static final int REQUESTS = Integer.getInteger("chunkedbuffer.requests", 100_000);
    private static final int BATCHES = 20;

    private static final String REQUEST = "GET /plaintext HTTP/1.1\r\nHost: localhost:8080\r\n"
            + "User-Agent: test/1.0 (like a browser)\r\nAccept: text/plain,text/html;q=0.9\r\nConnection: keep-alive\r\n\r\n";

    @ParameterizedTest
    @CsvSource({"nio, 1", "nio, 16", "epoll, 1", "epoll, 16"})
    void answeringAllocatesNothing(String transport, int depth) throws Exception {
        byte[] requests = REQUEST.repeat(depth).getBytes(US_ASCII);
        try (HttpServer server = HttpServer.start(
                        ServerOptions.onLoopback(0).withTransport(transport).withThreads(1));
                Socket client = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            client.setSoTimeout(30_000);
            client.setTcpNoDelay(true);
            OutputStream out = client.getOutputStream();
            DataInputStream in = new DataInputStream(client.getInputStream());
            byte[] answers = new byte[depth * lengthOfAnAnswer()];

            long least = LoopAllocation.of(transport).least(BATCHES, () -> {
                for (int i = 0; i < REQUESTS; i += depth) {
                    out.write(requests);
                    in.readFully(answers);
                }
            });

            assertEquals(0, least, "bytes in " + REQUESTS + " requests");
            assertEquals("Hello, World!", new String(answers, answers.length - 13, 13, US_ASCII));
        }
    }

    private static int lengthOfAnAnswer() {
        return ("HTTP/1.1 200 OK\r\nServer: chunkedbuffer\r\nContent-Type: text/plain\r\nContent-Length: 13\r\n"
                        + "Date: Thu, 01 Jan 1970 00:00:00 GMT\r\n\r\nHello, World!")
                .length();
    }
}
