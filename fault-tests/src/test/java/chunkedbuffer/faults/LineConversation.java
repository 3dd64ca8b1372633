package chunkedbuffer.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import chunkedbuffer.api.BlockingStream;
import chunkedbuffer.api.ChunkedStream;
import chunkedbuffer.api.Connection;
import java.io.EOFException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;

/** Lines with a checksum, over {@link ChunkedStream}: the client waits, the server has stages. */
final class LineConversation extends Conversation {

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzäöüß€0123456789";

    private final List<String> asked = new ArrayList<>();
    private final byte[] requests;
    private final byte[] replies;

    LineConversation(long seed, int exchanges, int longest) {
        Random random = new Random(seed);
        StringBuilder all = new StringBuilder();
        StringBuilder answers = new StringBuilder();
        for (int i = 0; i < exchanges; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(longest + 1); length > 0; length--) {
                text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
            }
            String line = signed(text.toString());
            asked.add(line);
            all.append(line).append('\n');
            answers.append(answer(line)).append("\r\n");
        }
        requests = all.toString().getBytes(UTF_8);
        replies = answers.toString().getBytes(UTF_8);
    }

    private static String signed(String text) {
        CRC32 sum = new CRC32();
        sum.update(text.getBytes(UTF_8));
        return text + ' ' + Long.toHexString(sum.getValue());
    }

    private static boolean isSigned(String line) {
        int space = line.lastIndexOf(' ');
        return space >= 0 && signed(line.substring(0, space)).equals(line);
    }

    private static String answer(String line) {
        return signed(new StringBuilder(line.substring(0, line.lastIndexOf(' ')))
                .reverse()
                .toString());
    }

    @Override
    byte[] requests() {
        return requests;
    }

    @Override
    byte[] replies() {
        return replies;
    }

    @Override
    void speak(Connection connection, Runnable timedOut) throws Exception {
        BlockingStream stream = ChunkedStream.over(connection).blocking();
        for (String line : asked) {
            stream.write((line + '\n').getBytes(UTF_8));
            String expected = answer(line);
            String reply = readLine(stream, timedOut);
            if (reply == null
                    || (!reply.equals(expected)
                            && isCut(reply, expected)
                            && connection.input().isEof())) {
                stream.read(1); // throws if it was a failure
                throw new EOFException("the end came in the middle: " + reply);
            }
            assertEquals(expected, reply);
            verified(expected.getBytes(UTF_8).length + 2);
        }
        stream.closeWrite();
        assertEquals(null, readLine(stream, timedOut), "after the last reply");
    }

    /** A last line may be cut in the middle of a character. */
    private static boolean isCut(String reply, String expected) {
        return expected.startsWith(reply.replaceFirst("\uFFFD+$", "").replaceFirst("\r$", ""));
    }

    private static String readLine(BlockingStream stream, Runnable timedOut) throws Exception {
        while (true) {
            try {
                return stream.readLine();
            } catch (SocketTimeoutException e) {
                timedOut.run();
            }
        }
    }

    @Override
    public void onConnection(Connection connection) {
        answerNext(ChunkedStream.over(connection), 0);
    }

    private void answerNext(ChunkedStream stream, int index) {
        stream.readLine().whenComplete((line, failure) -> {
            if (failure != null || line == null) {
                stream.close();
            } else if (!isSigned(line)) {
                if (index >= asked.size() || !isCut(line, asked.get(index))) {
                    wrong(new AssertionError("line " + index + ": " + line));
                }
                stream.close();
            } else {
                verified(line.getBytes(UTF_8).length + 1);
                stream.write((answer(line) + "\r\n").getBytes(UTF_8));
                answerNext(stream, index + 1);
            }
        });
    }
}
