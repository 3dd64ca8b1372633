package chunkedbuffer.soak;

import static java.nio.charset.StandardCharsets.US_ASCII;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.ChunkedStream;
import chunkedbuffer.api.Connection;
import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.api.PipeReader;
import chunkedbuffer.api.PipeWriter;
import chunkedbuffer.api.ReaderClosedException;
import chunkedbuffer.api.Transport;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** A client without end, on a thread of its own: connections, on each some conversations, and an end that chance chooses. */
final class Client implements Runnable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LARGEST_PIECE = 9000;
    private static final int MOST_UNDERWAY = 24 * 1024;

    /** Of so many conversations one is broken by the client, one by the server. */
    private static final int ONE_IN = 16;

    private final Transport transport;
    private final SocketAddress server;
    private final ConnectionOptions options;
    private final SplittableRandom random;
    private final Findings findings;
    private final byte[] piece = new byte[LARGEST_PIECE];
    private volatile boolean stop;

    Client(Transport transport, SocketAddress server, ConnectionOptions options, long seed, Findings findings) {
        this.transport = transport;
        this.server = server;
        this.options = options;
        this.random = new SplittableRandom(seed);
        this.findings = findings;
    }

    void stop() {
        stop = true;
    }

    @Override
    public void run() {
        while (!stop) {
            String where = "connecting";
            try (Connection connection = await(transport.connect(server, options))) {
                where = connection + ", " + connection.localAddress();
                converse(connection);
            } catch (Exception e) {
                findings.wrong(where + ": " + e);
            }
        }
    }

    private void converse(Connection connection) throws Exception {
        int talks = random.nextInt(6); // none: it connects, and goes
        boolean stages = random.nextInt(4) == 0;
        for (int i = 0; i < talks; i++) {
            Talk.Kind kind = switch (random.nextInt(ONE_IN)) {
                case 0 -> Talk.Kind.BREAK;
                case 1, 2, 3, 4, 5 -> Talk.Kind.DOWNLOAD;
                case 6, 7, 8, 9, 10 -> Talk.Kind.UPLOAD;
                default -> Talk.Kind.ECHO;
            };
            Talk talk = new Talk(kind, random.nextLong(), length());
            if (kind == Talk.Kind.BREAK) {
                beReset(connection, talk);
                return;
            }
            if (random.nextInt(ONE_IN) == 0) {
                reset(connection, talk);
                return;
            }
            if (stages && talk.length() < 100_000) {
                inStages(connection, talk);
            } else {
                blocking(connection, talk);
            }
        }
        if (random.nextBoolean()) {
            halfClose(connection);
        }
        findings.count("connections closed");
    }

    private long length() {
        int magnitude = 1 << random.nextInt(1, 21);
        return random.nextInt(magnitude, 2 * magnitude);
    }

    private void blocking(Connection connection, Talk talk) throws Exception {
        PipeWriter output = connection.output();
        write(output, talk.line().getBytes(US_ASCII));
        switch (talk.kind()) {
            case ECHO -> {
                long sent = 0;
                long received = 0;
                while (received < talk.length()) {
                    if (sent < talk.length() && sent - received < MOST_UNDERWAY) {
                        sent += send(output, talk, sent);
                    } else {
                        received += receive(connection.input(), talk, received, false);
                    }
                }
            }
            case DOWNLOAD -> {
                boolean slow = random.nextInt(10) == 0 && talk.length() < 500_000;
                for (long received = 0; received < talk.length(); ) {
                    received += receive(connection.input(), talk, received, slow);
                }
            }
            default -> {
                for (long sent = 0; sent < talk.length(); ) {
                    sent += send(output, talk, sent);
                }
                checkAnswer(talk, readLine(connection.input()));
            }
        }
        findings.count(talk.kind() + ", blocking");
    }

    private static String readLine(PipeReader input) throws Exception {
        while (true) {
            long seen = input.length(); // before the look: what comes after it may be the rest
            String line = input.readLine(US_ASCII);
            if (line != null) {
                return line;
            }
            if (!input.awaitReadable(seen + 1, PATIENCE)) {
                throw new IOException("the stream ended before a line did");
            }
        }
    }

    private void checkAnswer(Talk talk, String answer) {
        if (!answer.equals(Long.toString(talk.length()))) {
            findings.wrong(talk + " was answered by " + answer);
        }
    }

    private void inStages(Connection connection, Talk talk) throws Exception {
        ChunkedStream stream = ChunkedStream.over(connection);
        stream.write(talk.line().getBytes(US_ASCII));
        int length = (int) talk.length();
        byte[] bytes = new byte[length];
        talk.noise().fill(bytes, length, 0);
        switch (talk.kind()) {
            case ECHO -> {
                CompletionStage<byte[]> answer = stream.readExactly(length);
                await(stream.write(bytes));
                check(talk, await(answer), length, 0);
            }
            case DOWNLOAD -> check(talk, await(stream.readExactly(length)), length, 0);
            default -> {
                await(stream.write(bytes));
                checkAnswer(talk, await(stream.readLine()));
            }
        }
        findings.count(talk.kind() + ", in stages");
    }

    private void write(PipeWriter output, byte[] bytes) throws Exception {
        output.write(bytes);
        if (!output.flush()) {
            await(output.whenWritable());
        }
    }

    private int send(PipeWriter output, Talk talk, long sent) throws Exception {
        int count = (int) Math.min(talk.length() - sent, random.nextInt(1, LARGEST_PIECE));
        talk.noise().fill(piece, count, sent);
        switch (random.nextInt(3)) {
            case 0 -> output.write(piece, 0, count);
            case 1 -> {
                ByteBuffer room = output.getBuffer(count);
                room.put(piece, 0, count);
                output.advance(count);
            }
            default -> output.append(ByteBuffer.wrap(piece.clone(), 0, count));
        }
        if (!output.flush()) {
            await(output.whenWritable());
        }
        return count;
    }

    private int receive(PipeReader input, Talk talk, long received, boolean slow) throws Exception {
        if (slow) {
            LockSupport.parkNanos(random.nextInt(1_000_000));
        }
        int most = (int) Math.min(talk.length() - received, random.nextInt(1, LARGEST_PIECE));
        if (!input.awaitReadable(1, PATIENCE)) {
            throw new IOException("the stream ended after " + received + " of " + talk);
        }
        int count;
        switch (random.nextInt(3)) {
            case 0 -> {
                byte[] some = input.readAtMost(most);
                count = some.length;
                check(talk, some, count, received);
            }
            case 1 -> {
                count = input.readInto(ByteBuffer.wrap(piece, 0, most));
                check(talk, piece, count, received);
            }
            default -> {
                count = (int) Math.min(most, input.length());
                try (Bytes slice = input.take(count)) {
                    check(talk, slice.toByteArray(), count, received);
                }
            }
        }
        return count;
    }

    private void check(Talk talk, byte[] bytes, int length, long position) {
        int wrong = talk.noise().wrong(bytes, length, position);
        if (wrong >= 0) {
            findings.wrong(talk + ": the client got another byte at " + (position + wrong));
        }
        findings.verified.add(length);
    }

    /** The client breaks off: nothing may be wrong with what came before. */
    private void reset(Connection connection, Talk talk) throws Exception {
        PipeWriter output = connection.output();
        write(output, talk.line().getBytes(US_ASCII));
        long upTo = random.nextLong(Math.min(talk.length(), MOST_UNDERWAY));
        if (talk.kind() == Talk.Kind.DOWNLOAD) {
            for (long received = 0; received < upTo; ) {
                received += receive(connection.input(), talk, received, false);
            }
        } else {
            for (long sent = 0; sent < upTo; ) {
                sent += send(output, talk, sent);
            }
        }
        connection.abort();
        await(connection.closed().handle((nothing, failure) -> ""));
        findings.count("reset by the client");
    }

    /** The server resets in the middle: the client is told, by a failure. */
    private void beReset(Connection connection, Talk talk) throws Exception {
        write(connection.output(), talk.line().getBytes(US_ASCII));
        long received = 0;
        try {
            while (true) {
                received += receive(connection.input(), talk, received, false);
            }
        } catch (IOException | ReaderClosedException expected) {
            if (received >= talk.length() && talk.length() > 1) {
                findings.wrong(talk + " came whole, although it was broken: " + expected);
            }
        }
        findings.count("reset by the server");
    }

    /** The client says that it is done; the server ends too; nothing comes in between. */
    private void halfClose(Connection connection) throws Exception {
        connection.output().eof();
        if (connection.input().awaitReadable(1, PATIENCE)) {
            findings.wrong("bytes came after the end: " + connection.input().length());
        }
        await(connection.closed());
        findings.count("half-closed");
    }

    private static <T> T await(CompletionStage<T> stage)
            throws InterruptedException, TimeoutException, ExecutionException {
        return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
