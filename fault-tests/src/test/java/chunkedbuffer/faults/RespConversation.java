package chunkedbuffer.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.Connection;
import chunkedbuffer.api.PipeReader;
import chunkedbuffer.api.PipeWriter;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Values set and got again in RESP, the protocol of Redis, over the pipes themselves: the server keeps them as {@link Bytes}, slices of
 * the chunks they arrived in, and sends those.
 */
final class RespConversation extends Conversation {

    private static final long PATIENCE_MILLIS = 20;

    private final List<byte[]> values = new ArrayList<>();
    private final byte[] requests;
    private final byte[] replies;

    RespConversation(long seed, int exchanges, int longest) {
        Random random = new Random(seed);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        for (int i = 0; i < exchanges; i++) {
            byte[] value = new byte[random.nextInt(longest + 1)];
            random.nextBytes(value);
            values.add(value);
            all.writeBytes(set(value));
            all.writeBytes(GET);
            answers.writeBytes(OK);
            answers.writeBytes(bulk(value));
        }
        requests = all.toByteArray();
        replies = answers.toByteArray();
    }

    private static final byte[] OK = ascii("+OK\r\n");
    private static final byte[] CRLF = ascii("\r\n");
    private static final byte[] GET = ascii("*1\r\n$3\r\nGET\r\n");

    private static byte[] set(byte[] value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ascii("*2\r\n$3\r\nSET\r\n"));
        out.writeBytes(bulk(value));
        return out.toByteArray();
    }

    private static byte[] bulk(byte[] value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ascii("$" + value.length + "\r\n"));
        out.writeBytes(value);
        out.writeBytes(CRLF);
        return out.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
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
        PipeWriter output = connection.output();
        PipeReader input = connection.input();
        for (byte[] value : values) {
            ask(output, set(value));
            expect(input, OK, timedOut);
            ask(output, GET);
            expect(input, bulk(value), timedOut);
        }
        output.eof();
        await(input, 1, timedOut);
        if (input.failure() != null) {
            throw new IOException(input.failure());
        }
        assertEquals(0, input.length(), "after the last reply");
    }

    private static void ask(PipeWriter output, byte[] request) throws Exception {
        try {
            output.write(request);
            if (!output.flush()) {
                output.awaitWritable();
            }
        } catch (chunkedbuffer.api.ReaderClosedException e) {
            assertEquals(true, output.isReaderClosed()); // the input tells why
        }
    }

    private static void expect(PipeReader input, byte[] expected, Runnable timedOut) throws Exception {
        if (!await(input, expected.length, timedOut)) {
            int rest = (int) input.length();
            byte[] leftover = rest == 0 ? new byte[0] : input.readBytes(rest);
            assertArrayEquals(java.util.Arrays.copyOf(expected, rest), leftover, "what came of the last reply");
            verified(rest);
            input.readBytes(1); // throws if it was a failure
            throw new EOFException("the end came in the middle");
        }
        assertArrayEquals(expected, input.readBytes(expected.length));
        verified(expected.length);
    }

    /** Waits with a limit, as the pipes know none. */
    private static boolean await(PipeReader input, int bytes, Runnable timedOut) throws Exception {
        while (input.length() < bytes && !input.isEof()) {
            var readable = input.whenReadable(bytes).toCompletableFuture();
            try {
                readable.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (readable.cancel(false)) {
                    timedOut.run();
                }
            }
        }
        return input.length() >= bytes;
    }

    @Override
    public void onConnection(Connection connection) {
        Served served = new Served(connection);
        connection.input().onReadable(served);
        var unused = connection.closed().whenComplete((nothing, failure) -> served.forget());
    }

    /** One connection of the server. All on its event loop. */
    private final class Served implements Runnable {
        private final Connection connection;
        private final PipeReader input;
        private final List<Bytes> words = new ArrayList<>();
        private int wordsToCome;
        private int lengthToCome = -1;
        private Bytes kept = Bytes.empty();
        private int asked;

        Served(Connection connection) {
            this.connection = connection;
            input = connection.input();
        }

        @Override
        public void run() {
            try {
                while (parse()) {}
                if (input.isEof()) {
                    connection.close(); // sends what was flushed; a failure has closed it already
                }
            } catch (SocketTimeoutException e) {
                throw new AssertionError(e);
            } catch (IOException e) {
                connection.close();
            } catch (AssertionError e) {
                wrong(e);
                connection.abort();
            }
        }

        /** False: not enough has come. */
        private boolean parse() throws IOException {
            if (input.isEof() && input.indexOf(CRLF) < 0 && lengthToCome < 0) {
                return false;
            }
            if (lengthToCome >= 0) {
                if (input.isEof() && input.length() < lengthToCome + 2) {
                    return false;
                }
                // Asks for it even if it is not there: a value may be longer than the pause threshold.
                try (Bytes word = input.take(lengthToCome + 2)) {
                    if (word == null) {
                        return false;
                    }
                    words.add(word.slice(0, lengthToCome));
                }
                lengthToCome = -1;
                if (--wordsToCome == 0) {
                    answer();
                }
                return true;
            }
            String line = input.length() == 0 ? null : input.readLine(US_ASCII, 16);
            if (line == null) {
                return false;
            }
            int number = Integer.parseInt(line.substring(1));
            if (line.charAt(0) == '*') {
                assertEquals(0, wordsToCome);
                wordsToCome = number;
            } else {
                assertEquals('$', line.charAt(0));
                lengthToCome = number;
            }
            return true;
        }

        private void answer() {
            PipeWriter output = connection.output();
            boolean isSet = words.size() == 2;
            if (isSet) {
                kept.close();
                kept = words.get(1).retain();
                byte[] expected = values.get(asked / 2);
                assertArrayEquals(expected, kept.toByteArray());
                verified(set(expected).length);
            } else {
                verified(GET.length);
            }
            assertEquals(asked % 2 == 0 ? "SET" : "GET", words.get(0).toString(US_ASCII));
            asked++;
            words.forEach(Bytes::close);
            words.clear();
            if (output.isReaderClosed()) {
                return;
            }
            if (isSet) {
                output.write(OK);
            } else {
                output.write(ascii("$" + kept.length() + "\r\n"));
                output.write(kept);
                output.write(CRLF);
            }
            try {
                output.flush();
            } catch (chunkedbuffer.api.ReaderClosedException e) {
                assertEquals(true, output.isReaderClosed());
            }
        }

        void forget() {
            words.forEach(Bytes::close);
            words.clear();
            kept.close();
        }
    }
}
