package chunkedbuffer.examples.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.fuzz.Conversation;
import chunkedbuffer.fuzz.FuzzedRandom;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;

/** Whatever a client sends, the server like Redis answers in RESP, and the same however the bytes arrive. */
class RespFuzzTest {

    private static final String[] LINES = {
        "*1\r\n$4\r\nPING\r\n",
        "*2\r\n$4\r\nECHO\r\n$3\r\na\r\n\r\n",
        "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$2\r\n12\r\n",
        "*2\r\n$3\r\nGET\r\n$1\r\nk\r\n",
        "*2\r\n$4\r\nINCR\r\n$1\r\nk\r\n",
        "*2\r\n$3\r\nDEL\r\n$1\r\nk\r\n",
        "SET k 9223372036854775807\r\n",
        "GET k\r\n",
        "INCR k\r\n",
        "*3\r\n",
        "$3\r\n",
        "$-1\r\n",
        "*-1\r\n",
        "$2147483648\r\n",
        "*9223372036854775808\r\n",
        "\r\n",
        "echo \"a\\x0",
    };

    @FuzzTest
    void theRepliesDoNotDependOnThePieces(byte[] input) throws IOException {
        FuzzedRandom random = new FuzzedRandom(input);
        int piece = random.nextInt(64) + 1;
        int chunk = random.nextInt(64) + 1;
        StringBuilder text = new StringBuilder();
        while (!random.isUsedUp() && text.length() < 4000) {
            int choice = random.nextInt(LINES.length + 4);
            text.append(choice < LINES.length ? LINES[choice] : new String(random.bytes(choice), ISO_8859_1));
        }
        byte[] sent = text.toString().getBytes(ISO_8859_1);
        String atOnce = replies(sent, Math.max(1, sent.length), 65_536);
        assertTrue(atOnce.isEmpty() || "+-:$*".indexOf(atOnce.charAt(0)) >= 0, atOnce);
        assertEquals(atOnce, replies(sent, piece, chunk), text::toString);
    }

    private static String replies(byte[] sent, int piece, int chunk) throws IOException {
        Database database = new Database();
        byte[] replies = Conversation.hold(
                sent, piece, chunk, connection -> connection.input().onReadable(new RespSession(connection, database)));
        return new String(replies, ISO_8859_1);
    }
}
