package chunkedbuffer.examples.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.fuzz.Conversation;
import chunkedbuffer.fuzz.FuzzedRandom;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;

/** Whatever a client sends, the HTTP server answers in HTTP, and the same however the bytes arrive. */
class HttpFuzzTest {

    private static final HttpLimits LIMITS = new HttpLimits(256, 1000);
    private static final String[] LINES = {
        "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "POST /length HTTP/1.1\r\n",
        "HEAD /plaintext HTTP/1.0\r\n\r\n",
        "Host: a\r\n",
        "Content-Length: 3\r\n",
        "Content-Length: ",
        "Transfer-Encoding: chunked\r\n",
        "Expect: 100-continue\r\n",
        "Connection: close\r\n",
        "Connection: keep-alive\r\n",
        "\r\n",
        "3\r\nabc\r\n",
        "0\r\n\r\n",
        "ffffffffffffffff",
        "9223372036854775808\r\n",
    };

    @FuzzTest
    void theAnswersDoNotDependOnThePieces(byte[] input) throws IOException {
        FuzzedRandom random = new FuzzedRandom(input);
        int piece = random.nextInt(64) + 1;
        int chunk = random.nextInt(64) + 1;
        StringBuilder text = new StringBuilder();
        while (!random.isUsedUp() && text.length() < 4000) {
            int choice = random.nextInt(LINES.length + 4);
            text.append(choice < LINES.length ? LINES[choice] : new String(random.bytes(choice), ISO_8859_1));
        }
        byte[] sent = text.toString().getBytes(ISO_8859_1);
        String atOnce = answers(sent, Math.max(1, sent.length), 65_536);
        assertTrue(atOnce.isEmpty() || atOnce.startsWith("HTTP/1."), atOnce);
        assertEquals(atOnce, answers(sent, piece, chunk), text::toString);
    }

    private static String answers(byte[] sent, int piece, int chunk) throws IOException {
        byte[] answers = Conversation.hold(
                sent, piece, chunk, connection -> connection.input().onReadable(new HttpSession(connection, LIMITS)));
        // The clock goes on meanwhile. And whether a client has to be told to go on depends on what has come.
        return new String(answers, ISO_8859_1)
                .replaceAll("Date: [^\r]*", "Date:")
                .replace("HTTP/1.1 100 Continue\r\n\r\n", "");
    }
}
