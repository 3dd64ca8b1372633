package chunkedbuffer.examples.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.examples.server.RawClient;
import chunkedbuffer.examples.server.ServerOptions;
import chunkedbuffer.examples.server.Transports;
import chunkedbuffer.tck.NothingLeaked;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server and sockets that send whatever they like. */
@ParameterizedClass
@MethodSource(Transports.ALL)
@ExtendWith(NothingLeaked.class)
class HttpServerTest {

    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String POST = "POST /length HTTP/1.1\r\nHost: a\r\n";
    private static final HttpLimits LIMITS = new HttpLimits(1000, 10_000);

    @Parameter
    private String transport;

    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.start(
                ServerOptions.onLoopback(0).withTransport(transport), LIMITS, ConnectionOptions.defaults());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    // ---- what is answered

    @Test
    void anAnswerIsComplete() throws Exception {
        String answer = exchange(GET);

        assertTrue(
                answer.matches("(?s)HTTP/1.1 200 OK\r\nServer: chunkedbuffer\r\nContent-Type: text/plain\r\n"
                        + "Content-Length: 13\r\nDate: \\w{3}, \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT\r\n\r\n"
                        + "Hello, World!"),
                answer);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /, 200 OK",
        "GET, /plaintext, 200 OK",
        "GET, /plaintext?a=/b, 200 OK",
        "GET, http://example.org/plaintext, 200 OK",
        "GET, HTTP://example.org, 200 OK",
        "GET, http://example.org?x, 200 OK",
        "GET, http://example.org?x=/y, 200 OK",
        "GET, http://example.org?x=/length, 200 OK",
        "GET, http://[::1]:8080/?x=http://y/length, 200 OK",
        "GET, /other, 404 Not Found",
        "GET, /plaintext/, 404 Not Found",
        "OPTIONS, *, 404 Not Found",
        "POST, /, 405 Method Not Allowed",
        "get, /, 405 Method Not Allowed",
        "GET, /length, 405 Method Not Allowed",
        "POST, /length, 200 OK",
        "PUT, /length, 200 OK"
    })
    void methodAndTargetDecide(String method, String target, String status) throws Exception {
        assertEquals(List.of(status), statuses(exchange(method + " " + target + " HTTP/1.1\r\nHost: a\r\n\r\n")));
    }

    @Test
    void whatIsAllowedIsSaid() throws Exception {
        assertTrue(exchange("DELETE / HTTP/1.1\r\nHost: a\r\n\r\n").contains("\r\nAllow: GET, HEAD\r\n"));
        assertTrue(exchange("GET /length HTTP/1.1\r\nHost: a\r\n\r\n").contains("\r\nAllow: POST, PUT\r\n"));
    }

    @Test
    void headIsAnsweredWithoutTheBody() throws Exception {
        String answer = exchange("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");

        assertTrue(answer.contains("\r\nContent-Length: 13\r\n") && answer.endsWith("\r\n\r\n"), answer);
    }

    @Test
    void aHeadThatIsRefusedIsAnsweredWithoutABody() throws Exception {
        for (String refused : List.of(
                "HEAD / HTTP/1.1\r\n\r\n",
                "HEAD / HTTP/1.1\n\n",
                "HEAD /  HTTP/1.1\r\n\r\n",
                "HEAD / HTTP/3.0\r\n\r\n",
                "HEAD / HTTP/1.1\r\nHost: a b\r\n\r\n",
                "HEAD / HTTP/1.1\r\nExpect: tea\r\n\r\n",
                "HEAD / HTTP/1.1\r\nX: " + "y".repeat(1000),
                "HEAD /" + "a".repeat(1000),
                "\r\n".repeat(498) + "HEAD /",
                "HEAD / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n",
                "HEAD / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999\r\n\r\n")) {
            String answer = exchange(refused);
            assertTrue(answer.matches("(?s)HTTP/1.1 [45].*") && answer.endsWith("\r\n\r\n"), answer);
        }
        String next = exchange("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n" + "x".repeat(2000));
        assertTrue(next.endsWith("Too Long\n"), next);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a ",
                "127.0.0.1:8080",
                "127.0.0.1:",
                ":80",
                "[::1]:80",
                "[::ffff:127.0.0.1]",
                "[v1.a:b]",
                "a%2Fb",
                "xn--e1afmkfd.example",
                "a.name.that.is.longer.than.two.words:65535"
            })
    void aHostIsANameOrAnAddress(String host) throws Exception {
        String request = "GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
        assertEquals(List.of("200 OK", "200 OK"), statuses(exchange(request + request)));
    }

    // ---- bodies

    @ParameterizedTest
    @CsvSource({
        "'Content-Length: 0\r\n\r\n', 0",
        "'\r\n', 0",
        "'Content-Length: 5\r\n\r\n12345', 5",
        "'Content-Length: 5\r\nContent-Length: 5\r\n\r\n12345', 5",
        "'Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n', 0",
        "'Transfer-Encoding: Chunked\r\n\r\n5\r\n12345\r\n00a;x=\"y\"\r\n1234567890\r\n0\r\n\r\n', 15",
        "'Content-Length: 0000000000000000000000000000000000000005\r\n\r\n12345', 5",
        "'Transfer-Encoding: chunked\r\n\r\n5 ; a = b\r\n12345\r\n1\t;x\r\n1\r\n0 ;x\r\n\r\n', 6",
        "'Transfer-Encoding: chunked\r\n\r\n00000000000000000000000000000005\r\n12345\r\n00000000000000000\r\n\r\n', 5",
        "'transfer-encoding:\tchunked \r\n\r\nA\r\n\r\n345678\r\n\r\n0\r\nX-Trailer: 1\r\nContent-Length: 9\r\n\r\n', 10"
    })
    void aBodyIsReadToItsEnd(String fieldsAndBody, int length) throws Exception {
        String answers = exchange(POST + fieldsAndBody + GET);

        assertEquals(List.of("200 OK", "200 OK"), statuses(answers));
        assertEquals(
                String.format("\r\n\r\n%20d\nHTTP", length),
                answers.substring(answers.indexOf("\r\n\r\n"), answers.indexOf("HTTP", 9) + 4));
    }

    @Test
    void aBodyOfTheLimitIsTaken() throws Exception {
        assertEquals(
                List.of("200 OK", "200 OK"),
                statuses(exchange(POST + "Content-Length: 10000\r\n\r\n" + "x".repeat(10_000) + GET)));
    }

    @Test
    void whoExpectsToBeToldToGoOnIsTold() throws Exception {
        try (RawClient client = new RawClient(server.port())) {
            client.send(POST + "Content-Length: 5\r\nExpect: 100-continue\r\n\r\n");
            assertEquals("HTTP/1.1 100 Continue\r\n\r\n", client.readTo("\r\n\r\n"));
            client.send("12345" + GET);
            client.end();
            assertEquals(List.of("200 OK", "200 OK"), statuses(client.readAll()));
        }
    }

    @Test
    void whoDoesNotWaitIsNotTold() throws Exception {
        assertEquals(
                List.of("200 OK"), statuses(exchange(POST + "Content-Length: 5\r\nExpect: 100-continue\r\n\r\n12345")));
    }

    // ---- how long a connection lasts

    @ParameterizedTest
    @CsvSource({
        "'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', close",
        "'GET / HTTP/1.1\r\nHost: a\r\nConnection: x, CLOSE ,y\r\n\r\n', close",
        "'GET / HTTP/1.0\r\n\r\n', close",
        "'GET / HTTP/1.0\r\nConnection: keep-alive, close\r\n\r\n', close"
    })
    void theConnectionEndsWhereItMust(String request, String connection) throws Exception {
        try (RawClient client = new RawClient(server.port())) {
            client.send(request + GET);

            String answer = client.readAll();

            assertEquals(List.of("200 OK"), statuses(answer));
            assertTrue(answer.contains("\r\nConnection: " + connection + "\r\n"), answer);
        }
    }

    @Test
    void aClientOfHttp10MayAskToGoOn() throws Exception {
        String answers = exchange("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\nGET / HTTP/1.0\r\n\r\n");

        assertEquals(List.of("200 OK", "200 OK"), statuses(answers));
        assertTrue(answers.contains("\r\nConnection: keep-alive\r\n"), answers);
    }

    @Test
    void answersToAClientThatHasEndedItsHalfAreSentFirst() throws Exception {
        assertEquals(3, statuses(exchange(GET + GET + GET)).size());
        assertEquals(1, statuses(exchange(GET + "GET / HT")).size());
        assertEquals("", exchange(""));
    }

    @Test
    void manyRequestsInARowAreAllAnswered() throws Exception {
        int requests = 100_000;
        try (RawClient client = new RawClient(server.port())) {
            Thread sender = new Thread(() -> {
                try {
                    for (int i = 0; i < requests / 100; i++) {
                        client.send(GET.repeat(100));
                    }
                    client.end();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            sender.start();
            assertEquals(requests, statuses(client.readAll()).size());
            sender.join();
        }
    }

    // ---- what is refused

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GARBAGE\r\n\r\n",
                "GET\r\n\r\n",
                "GET /\r\n\r\n",
                "GET  / HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /  HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1 \r\nHost: a\r\n\r\n",
                " GET / HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\nHost: a\n\n",
                "GET / HTTP/1.1\r\nHost: a\n\r\n",
                "G\u0000T / HTTP/1.1\r\nHost: a\r\n\r\n",
                "G(T / HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /\u00e4 HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET x HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET / http/1.1\r\nHost: a\r\n\r\n",
                "GET / HTTP/1,1\r\nHost: a\r\n\r\n",
                "GET / HTTP/11\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a/b@c?d\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a:99x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a:80:80\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a%4\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a%4g\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: [::1]a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: [a.example]\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: []\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: \u00e4\r\n\r\n",
                "GET http:/// HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET http://?x HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET http://:80/ HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET http://a@b/ HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET http://a#/length HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nNo colon\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\n: empty name\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX : y\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX: 12345678\u0000\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX: 1234567\u007f\r\n\r\n",
                "\n"
            })
    void whatIsMalformedIsABadRequest(String request) throws Exception {
        refused("400 Bad Request", request);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Content-Length: 5\r\nContent-Length: 6\r\n\r\n123456",
                "Content-Length: 5, 5\r\n\r\n12345",
                "Content-Length: +5\r\n\r\n12345",
                "Content-Length: -5\r\n\r\n12345",
                "Content-Length: 5 5\r\n\r\n12345",
                "Content-Length: 0x5\r\n\r\n12345",
                "Content-Length:\r\n\r\n",
                "Content-Length: 18446744073709551621x\r\n\r\n12345",
                "Content-Length: 5\r\nContent-Length: 18446744073709551621\r\n\r\n12345",
                "Content-Length : 5\r\n\r\n12345",
                "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n5\r\n123456\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n5\r\n12345\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n5\n12345\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n 5\r\n12345\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n5 \r\n12345\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n5 5;x\r\n12345\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n ;x\r\n12345\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n-5\r\n12345\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n0x5\r\n12345\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n;x\r\n12345\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n10000000000000005x\r\n12345\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n5;\u0001\r\n12345\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n0\r\nNo colon\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n0\r\n\n"
            })
    void whatCouldSmuggleARequestIsABadRequest(String fieldsAndBody) throws Exception {
        refused("400 Bad Request", POST + fieldsAndBody);
    }

    @Test
    void chunksInHttp10AreABadRequest() throws Exception {
        refused("400 Bad Request", "POST /length HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    }

    @Test
    void aLineWithTheSizeOfAChunkHasAnEnd() throws Exception {
        refused("400 Bad Request", POST + "Transfer-Encoding: chunked\r\n\r\n5;" + "x".repeat(300));
        refused("400 Bad Request", POST + "Transfer-Encoding: chunked\r\n\r\n" + "0".repeat(300));
    }

    @Test
    void fieldsPastTheLimitAreTooLarge() throws Exception {
        refused("431 Request Header Fields Too Large", "GET / HTTP/1.1\r\nHost: " + "a".repeat(1000));
        refused("431 Request Header Fields Too Large", "GET / HTTP/1.1\r\n" + "X: y\r\n".repeat(200));
        refused(
                "431 Request Header Fields Too Large",
                POST + "Transfer-Encoding: chunked\r\n\r\n0\r\n" + "X: y\r\n".repeat(200));
    }

    @Test
    void aTargetPastTheLimitIsTooLong() throws Exception {
        refused("414 URI Too Long", "GET /" + "a".repeat(1000));
    }

    @Test
    void aHeadOfTheLimitIsTaken() throws Exception {
        String fields = "GET / HTTP/1.1\r\nHost: a\r\nX: ";
        String request = fields + "y".repeat(1000 - fields.length() - 4) + "\r\n\r\n";

        assertEquals(List.of("200 OK"), statuses(exchange(request)));
        refused("431 Request Header Fields Too Large", request.replace("X:", "X: "));
    }

    @Test
    void aBodyPastTheLimitIsTooLarge() throws Exception {
        refused("413 Content Too Large", POST + "Content-Length: 10001\r\n\r\n");
        refused("413 Content Too Large", POST + "Content-Length: 10001\r\nExpect: 100-continue\r\n\r\n");
        refused("413 Content Too Large", POST + "Transfer-Encoding: chunked\r\n\r\n2711\r\n");
        refused("413 Content Too Large", POST + "Transfer-Encoding: chunked\r\n\r\n7fffffffffffff0\r\n");
        refused(
                "413 Content Too Large",
                POST + "Transfer-Encoding: chunked\r\n\r\n" + ("3E8\r\n" + "x".repeat(1000) + "\r\n").repeat(10)
                        + "1\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036854775807",
                "9223372036854775808",
                "18446744073709551621",
                "99999999999999999999",
                "36893488147419103232000000000000000000005"
            })
    void aLengthPastWhatALongHoldsIsTooLarge(String length) throws Exception {
        refused("413 Content Too Large", POST + "Content-Length: " + length + "\r\n\r\n");
        refused("413 Content Too Large", POST + "Transfer-Encoding: chunked\r\n\r\n" + length + ";x\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7fffffffffffffff", "8000000000000000", "10000000000000005", "ffffffffffffffffff"})
    void aChunkPastWhatALongHoldsIsTooLarge(String size) throws Exception {
        refused("413 Content Too Large", POST + "Transfer-Encoding: chunked\r\n\r\n" + size + "\r\n");
        refused("413 Content Too Large", POST + "Transfer-Encoding: chunked\r\n\r\n1\r\n1\r\n" + size + "\r\n");
    }

    @Test
    void aLaterVersionIsReadAsTheOneThatIsKnown() throws Exception {
        String request = "GET / HTTP/1.2\r\nHost: a\r\n\r\n";
        assertEquals(List.of("200 OK", "200 OK"), statuses(exchange(request + request)));
    }

    @Test
    void whatTheServerDoesNotKnowIsSaid() throws Exception {
        refused("501 Not Implemented", POST + "Transfer-Encoding: gzip, chunked\r\n\r\n");
        refused("501 Not Implemented", POST + "Transfer-Encoding: xchunked\r\n\r\n");
        refused("505 HTTP Version Not Supported", "GET / HTTP/2.0\r\n\r\n");
        refused("417 Expectation Failed", "GET / HTTP/1.1\r\nHost: a\r\nExpect: tea\r\n\r\n");
    }

    /** Whatever follows, even a good request, is not answered: nobody knows where it begins. */
    private void refused(String status, String request) throws IOException {
        try (RawClient client = new RawClient(server.port())) {
            client.send(GET + request + GET);

            String answers = client.readAll();

            assertEquals(List.of("200 OK", status), statuses(answers));
            assertTrue(answers.contains("\r\nConnection: close\r\n"), answers);
        }
    }

    private String exchange(String requests) throws IOException {
        try (RawClient client = new RawClient(server.port())) {
            client.send(requests);
            client.end();
            return client.readAll();
        }
    }

    private static List<String> statuses(String answers) {
        List<String> statuses = new ArrayList<>();
        Pattern.compile("HTTP/1.1 (\\d\\d\\d .*)\r\n")
                .matcher(answers)
                .results()
                .forEach(match -> statuses.add(match.group(1)));
        return statuses;
    }
}
